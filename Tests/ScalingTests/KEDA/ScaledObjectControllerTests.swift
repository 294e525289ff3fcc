import Testing

@testable import Scaling

@Suite("KEDA's polls and the metrics it serves")
struct ScaledObjectControllerTests {
  private static func controller(_ change: (inout ScaledObject) -> Void = { _ in }) -> ScaledObjectController
  {
    var object = ScaledObject()
    object.triggers = [
      KEDATrigger(type: "external", name: "a", source: .scripted(target: 5), metricStem: "m")
    ]
    change(&object)
    return ScaledObjectController(object, createdMs: 0)
  }

  private static func observation(
    _ second: Int64, _ replicas: Int32, _ readings: KEDAReading...
  ) -> ScaledObjectObservation {
    var observation = ScaledObjectObservation()
    observation.nowMs = second * 1_000
    observation.replicas = replicas
    observation.readings = readings
    return observation
  }

  @Test("The last replicas go in one step once the cooldown is over")
  func cooldown() {
    var controller = Self.controller { $0.cooldownPeriod = 60 }
    #expect(controller.poll(Self.observation(0, 0, .value(3, isActive: true))).scaledTo == 1)
    #expect(controller.poll(Self.observation(30, 8, .value(3, isActive: true))).scaledTo == nil)
    #expect(controller.poll(Self.observation(90, 8, .value(0, isActive: false))).scaledTo == nil)
    #expect(controller.memory.stored.active.reason == .scalerCooldown)
    // 30 s + 60 s have to be over, not only reached.
    #expect(controller.poll(Self.observation(91, 8, .value(0, isActive: false))).scaledTo == 0)
    #expect(controller.memory.stored.active.reason == .scalerNotActive)
  }

  @Test("Idle replicas are left for the least number when there is work")
  func idle() {
    var controller = Self.controller {
      $0.idleReplicaCount = 0
      $0.minReplicaCount = 3
      $0.cooldownPeriod = 0
    }
    #expect(controller.poll(Self.observation(10, 0, .value(1, isActive: true))).scaledTo == 3)
    #expect(controller.poll(Self.observation(40, 9, .value(0, isActive: false))).scaledTo == 0)
  }

  @Test("Too few replicas are brought up to the least number without activity")
  func least() {
    var controller = Self.controller { $0.minReplicaCount = 3 }
    #expect(controller.poll(Self.observation(10, 1, .value(0, isActive: false))).scaledTo == 3)
  }

  @Test("Polls and questions of the HPA count failures together; then the fallback holds")
  func fallback() {
    var controller = Self.controller { $0.fallback = .init(failureThreshold: 2, replicas: 4) }
    _ = controller.poll(Self.observation(0, 2, .failed))
    #expect(controller.answer(metric: 0, Self.observation(5, 2, .failed)) == .failed)
    // The third failure in a row: 5 · 4 replicas.
    #expect(controller.answer(metric: 0, Self.observation(20, 2, .failed)) == .milli(20_000))
    #expect(controller.memory.stored.fallback.reason == .fallbackExists)
    #expect(controller.answer(metric: 0, Self.observation(35, 2, .value(7, isActive: true))) == .milli(7_000))
    #expect(controller.memory.stored.health[0] == KEDAHealth(failures: 0, status: .happy))
  }

  @Test(
    "The fallback's number depends on its behavior",
    arguments: [
      (.static, 4), (.currentReplicas, 2), (.currentReplicasIfHigher, 4), (.currentReplicasIfLower, 2),
    ] as [(ScaledObject.Fallback.Behavior, Int64)])
  func behaviors(behavior: ScaledObject.Fallback.Behavior, replicas: Int64) {
    var controller = Self.controller {
      $0.fallback = .init(failureThreshold: 0, replicas: 4, behavior: behavior)
    }
    #expect(controller.answer(metric: 0, Self.observation(0, 2, .failed)) == .milli(5_000 * replicas))
  }

  @Test("A metric that counts as a whole is shared by the ready pods, of which there has to be one")
  func wholeMetric() {
    var controller = Self.controller {
      $0.fallback = .init(failureThreshold: 0, replicas: 4)
      $0.triggers[0].metricType = .value
    }
    var observation = Self.observation(0, 2, .failed)
    #expect(controller.answer(metric: 0, observation) == .failed)
    observation.readyPods = 2
    #expect(controller.answer(metric: 0, observation) == .milli(10_000))
  }

  @Test("Annotations pause everything or one direction, or force activity")
  func annotations() {
    var controller = Self.controller { $0.cooldownPeriod = 0 }
    var observation = Self.observation(10, 0, .value(9, isActive: true))
    observation.annotations = KEDAAnnotations(["autoscaling.keda.sh/paused": "true"])
    #expect(controller.poll(observation).scaledTo == nil)
    #expect(controller.memory.stored.paused.reason == .scaledObjectPaused)
    observation.annotations = KEDAAnnotations(["autoscaling.keda.sh/paused-scale-out": "x"])
    #expect(controller.poll(observation).scaledTo == nil)
    observation.annotations = KEDAAnnotations(["autoscaling.keda.sh/force-activation": "true"])
    observation.readings = [.value(0, isActive: false)]
    #expect(controller.poll(observation).scaledTo == 1)
  }

  @Test("A formula decides activity by its own threshold")
  func formula() {
    var controller = Self.controller {
      $0.scalingModifiers = .init(formula: "a * 2", target: "5", activationTarget: "10")
    }
    #expect(controller.poll(Self.observation(0, 0, .value(5, isActive: true))).scaledTo == nil)
    #expect(controller.poll(Self.observation(30, 0, .value(5.001, isActive: false))).scaledTo == 1)
    #expect(controller.metricNames == ["composite-metric"])
    #expect(controller.answer(metric: 0, Self.observation(45, 1, .value(3, isActive: true))) == .milli(6_000))
  }

  @Test("A formula that cannot be used fails every question")
  func badFormula() {
    var controller = Self.controller { $0.scalingModifiers = .init(formula: "b", target: "5") }
    #expect(controller.formulaError?.message == "unknown name b")
    #expect(controller.poll(Self.observation(0, 0, .value(5, isActive: true))).scaledTo == nil)
    #expect(controller.answer(metric: 0, Self.observation(0, 0, .value(5, isActive: true))) == .failed)
  }

  @Test("A cached metric in fallback counts as a success when the HPA reads it, so the fallback flaps")
  func flapping() {
    var controller = Self.controller {
      $0.fallback = .init(failureThreshold: 0, replicas: 4)
      $0.triggers[0].useCachedMetrics = true
    }
    _ = controller.poll(Self.observation(0, 2, .failed))
    #expect(controller.memory.stored.health[0]?.failures == 1)
    #expect(controller.answer(metric: 0, Self.observation(5, 2, .failed)) == .milli(20_000))
    #expect(controller.memory.stored.health[0]?.failures == 0)
  }
}
