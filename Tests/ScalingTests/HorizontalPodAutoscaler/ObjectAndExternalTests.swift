import Kubernetes
import Testing

@testable import Scaling

@Suite("Metrics that belong to no pod")
struct ObjectAndExternalTests {
  @Test("A value target multiplies the ready pods, not the replicas")
  func value() {
    // 250 / 100 = 2.5; ceil(2.5 · 3 ready) = 8.
    let scene = Scene.outside([250_000], replicas: 5, ready: 3)
    #expect(scene.proposal(.external(value: "100")).replicas == 8)
    #expect(scene.proposal(.object(.init(type: "Value", value: q("100")))).replicas == 8)
  }

  @Test("Ready pods are those that run and are Ready, deleted ones included")
  func readyPods() {
    var scene = Scene.outside([200_000], replicas: 4, ready: 1)
    scene.add(usage: nil, isDeleted: true)
    scene.add(usage: nil, ready: .false)
    scene.add(usage: nil, phase: .pending)
    // 2 · 2 ready.
    #expect(scene.proposal(.external(value: "100")).replicas == 4)
  }

  @Test("Without pods there is nothing to multiply; without ready ones the product is zero")
  func noPods() {
    let none = Scene.outside([200_000], replicas: 2, ready: 0)
    #expect(none.proposal(.external(value: "100")).problem == .noReadyPods)
    var unready = Scene.outside([200_000], replicas: 2, ready: 0)
    unready.add(usage: nil, ready: .false)
    #expect(unready.proposal(.external(value: "100")).replicas == 0)
  }

  @Test("An average target divides by the replicas that exist, for the tolerance and the status only")
  func average() {
    var scene = Scene.outside([2_860_000], replicas: 26)
    // 2860 / (100 · 26) = 1.1: within the tolerance, so the existing replicas are proposed.
    #expect(scene.proposal(.external(average: "100")).replicas == 26)
    #expect(scene.proposal(.external(average: "100")).value == 110_000)
    scene.observation.statusReplicas = 20
    // 2860 / (100 · 20) = 1.43; ceil(2860 / 100) = 29. The average is 143.
    #expect(scene.proposal(.external(average: "100")).replicas == 29)
    #expect(scene.proposal(.external(average: "100")).value == 143_000)
  }

  @Test("From zero replicas there is no tolerance and no pod to count")
  func fromZero() {
    // ceil(1.05) = 2, which would be within the tolerance otherwise.
    #expect(Scene.outside([105_000], replicas: 0, ready: 0).proposal(.external(value: "100")).replicas == 2)
    // The ratio is infinite.
    #expect(Scene.outside([105_000], replicas: 0, ready: 0).proposal(.external(average: "100")).replicas == 2)
  }

  @Test("External proposals stop at the largest number; of an Object's average they wrap, as upstream's")
  func overflow() {
    let scene = Scene.outside([.max], replicas: 2)
    #expect(scene.proposal(.external(average: "1m")).replicas == .max)
    #expect(scene.proposal(.external(average: "1m")).value == .max)
    #expect(scene.proposal(.object(.init(type: "AverageValue", averageValue: q("1m")))).replicas == .min)
  }

  @Test(
    "A sum of external values beyond the largest number, or below zero, is the largest number",
    arguments: [
      ([5, -3, 4], 6), ([Int64.max, 1], Int64.max), ([4500, -5000], Int64.max), ([], 0),
    ] as [([Int64], Int64)])
  func sum(values: [Int64], expected: Int64) {
    #expect(HPAObservation.externalValue(of: values, version: .newest) == expected)
  }

  @Test("An Object target needs the value its type names; an External one takes what is there")
  func targets() {
    let scene = Scene.outside([200_000], replicas: 2)
    #expect(scene.proposal(.object(.init(type: "Value", averageValue: q("100")))).problem == .noTarget)
    var external = MetricSpec.external(average: "100")
    external.external?.target.type = "Value"
    #expect(scene.proposal(external).replicas == 2)
  }
}
