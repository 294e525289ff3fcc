import Kubernetes
import Testing

@testable import Scaling

@Suite("Scaling to zero and back")
struct ScaleToZeroTests {
  private func controller(
    minimum: Int32 = 0, metric: MetricSpec = .external(average: "1"), gate: Bool = true,
    hasScaledToZero: Bool = false,
    version: KubernetesVersion = .newest
  ) -> HPAController {
    var configuration = HPAConfiguration(version: version)
    configuration.gates.scaleToZero = gate
    var controller = HPAController.running(
      .scaling([metric], minimum: minimum, behavior: .free), configuration: configuration)
    if hasScaledToZero {
      controller.memory.conditions[.scaledToZero] = HPACondition(
        status: .true, reason: .scaledToZero, transitionMs: 0)
    }
    return controller
  }

  @Test("Taking the last replica is noted, giving one back is noted, and so is any other change")
  func notes() {
    var controller = controller()
    var scene = Scene.outside([0], replicas: 2)
    #expect(controller.reconcile(scene.observation).scaledTo == 0)
    #expect(controller.reason(.scaledToZero) == "ScaledToZero")

    scene = Scene.outside([3000], replicas: 0, nowMs: Scene.nowMs + 15_000)
    #expect(controller.reconcile(scene.observation).scaledTo == 3)
    #expect(controller.reason(.scaledToZero) == "NotScaledToZero")
  }

  @Test("A target somebody else scaled to zero is switched off")
  func disabled() {
    var controller = controller()
    let decision = controller.reconcile(Scene.outside([3000], replicas: 0).observation)
    #expect(decision.scaledTo == nil)
    #expect(decision.outcome == .finished)
    #expect(controller.reason(.scalingActive) == "ScalingDisabled")
    #expect(controller.memory.conditions[.scaledToZero] == nil)
  }

  @Test("With the gate off nothing scales from zero, and the condition goes")
  func gateOff() {
    var controller = controller(gate: false, hasScaledToZero: true)
    #expect(controller.reconcile(Scene.outside([3000], replicas: 0).observation).scaledTo == nil)
    #expect(controller.memory.conditions[.scaledToZero] == nil)
  }

  @Test("A minimum that was raised meanwhile is reached at least")
  func raisedMinimum() {
    var controller = controller(minimum: 3, hasScaledToZero: true)
    let decision = controller.reconcile(Scene.outside([1000], replicas: 0).observation)
    #expect(decision.scaledTo == 3)
    #expect(decision.reason == .metricAboveTarget(0))
    var idle = self.controller(minimum: 3, hasScaledToZero: true)
    let raised = idle.reconcile(Scene.outside([0], replicas: 0).observation)
    #expect(raised.scaledTo == 3)
    #expect(raised.reason == .belowMinimum, "no metric gives a reason")
  }

  @Test("Before 1.36 minReplicas 0 was enough, whatever the gate")
  func before() throws {
    let version = try #require(KubernetesVersion("1.35"))
    var controller = controller(gate: false, version: version)
    #expect(controller.reconcile(Scene.outside([3000], replicas: 0).observation).scaledTo == 3)
    #expect(controller.memory.conditions[.scaledToZero] == nil)
    var one = self.controller(minimum: 1, version: version)
    #expect(one.reconcile(Scene.outside([3000], replicas: 0).observation).scaledTo == nil)
  }
}
