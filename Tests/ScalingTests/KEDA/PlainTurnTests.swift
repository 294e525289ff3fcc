import Kubernetes
import Testing

@testable import Scaling

@Suite("Turns of a ScaledObject that repeat the one before")
struct PlainTurnTests {
  @Test("Thousandths that were divided come back as they were")
  func thousandths() {
    var milli: Int64 = 1
    var step: Int64 = 1
    while milli < 1 << 50 {
      #expect(KEDAMetric.milli(Double(milli) / 1_000) == milli)
      step = step &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      milli += milli / 97 + abs(step % 1_000) + 1
    }
  }

  private static func object(_ change: (inout ScaledObject) -> Void = { _ in }) -> ScaledObject {
    var object = ScaledObject()
    object.minReplicaCount = 2
    object.triggers = [
      KEDATrigger(
        type: "prometheus", source: .prometheus(PrometheusTrigger(threshold: 5)), metricStem: "prometheus")
    ]
    change(&object)
    return object
  }

  private static func seen(_ value: Double, replicas: Int32, atMs nowMs: Int64) -> ScaledObjectObservation {
    var observation = ScaledObjectObservation()
    observation.nowMs = nowMs
    observation.replicas = replicas
    observation.readyPods = replicas
    observation.readings = [.value(value, isActive: value > 0)]
    return observation
  }

  @Test("A poll that is taken again leaves what a poll leaves")
  func again() {
    var polled = ScaledObjectController(Self.object(), createdMs: 0)
    var again = polled
    // Nothing is known before the first poll.
    let tooEarly = again.pollAgain(replicas: 2, nowMs: 0)
    #expect(!tooEarly)
    for (turn, value) in [1.0, 2, 3, 0, 0, 4, 5, 6].enumerated() {
      let nowMs = Int64(turn) * 30_500
      let seen = Self.seen(value, replicas: 2, atMs: nowMs)
      let decision = polled.poll(seen)
      // The first poll after a change has news: what the loop's copy of the status lacks.
      let isTaken = value > 0 && again.pollAgain(replicas: 2, nowMs: nowMs)
      if isTaken { #expect(decision.scaledTo == nil) } else { _ = again.poll(seen) }
      #expect(isTaken == [2, 7].contains(turn))
      #expect(again.memory == polled.memory)
    }
    let withoutPods = again.pollAgain(replicas: 0, nowMs: 300_000)
    #expect(!withoutPods)
  }

  @Test("Whoever has a formula, a fallback, a cache or two triggers has to be asked")
  func asked() {
    func readsOne(_ change: (inout ScaledObject) -> Void) -> Bool {
      ScaledObjectController(Self.object(change), createdMs: 0).readsOneTrigger
    }
    #expect(readsOne { _ in })
    #expect(!readsOne { $0.triggers[0].useCachedMetrics = true })
    #expect(!readsOne { $0.triggers.append($0.triggers[0]) })
    #expect(!readsOne { $0.fallback = ScaledObject.Fallback(failureThreshold: 3, replicas: 5) })
  }
}
