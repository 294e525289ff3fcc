import Kubernetes
import Testing

@testable import Scaling

@Suite("From objects and API answers to an observation")
struct ObservationTests {
  private func pod(_ name: String, count: Int32? = nil, labels: [String: String] = ["app": "w"])
    -> SituationPod
  {
    var container = Container(name: "app", image: "")
    container.resources.requests = ["cpu": q("500m")]
    return SituationPod(
      name: name, count: count, labels: labels, phase: .running, isDeleted: false, ready: .true,
      startTimeMs: 0,
      readyTransitionMs: 0, spec: PodSpec(containers: [container]),
      metrics: PodMetrics(
        name: name, timestampMs: Scene.nowMs, windowMs: 30_000,
        containers: [
          .init(name: "app", usage: ["cpu": q("100m")]), .init(name: "log", usage: ["cpu": q("1n")]),
        ]))
  }

  private func observe(
    _ situation: HPASituation, _ metric: MetricSpec = .cpu(percent: 50),
    configuration: HPAConfiguration = HPAConfiguration()
  ) -> HPAObservation {
    var observation = HPAObservation()
    situation.observe(.scaling([metric]), configuration: configuration, into: &observation)
    return observation
  }

  private func situation(_ pods: [SituationPod]) -> HPASituation {
    HPASituation(nowMs: Scene.nowMs, scale: .init(specReplicas: 2, statusReplicas: 2), pods: pods)
  }

  @Test("A pod's sample is the sum over its containers, each rounded up to thousandths")
  func sums() {
    let observation = observe(situation([pod("a", count: 3)]))
    #expect(observation.samples.map(\.value) == [101])
    #expect(observation.samples.map(\.count) == [3])
    #expect(observation.requests == [500])
  }

  @Test("Pods are picked by the scale's selector")
  func selector() {
    var situation = situation([pod("a"), pod("b", labels: ["app": "x"])])
    #expect(observe(situation).podNames == ["a"])
    situation.scale.selector = "app in (w,x)"
    #expect(observe(situation).podNames == ["a", "b"])
    situation.scale.selector = ""
    #expect(observe(situation).selector == .empty)
    situation.scale.selector = "@@bad"
    guard case .invalid = observe(situation).selector else {
      Issue.record("a malformed selector should be invalid")
      return
    }
  }

  @Test("Another HPA on the same pods makes the selector ambiguous, one on no pod does not")
  func ambiguous() {
    var situation = situation([pod("a")])
    situation.otherAutoscalers = [
      .init(name: "other", selector: "app=w"), .init(name: "far", selector: "app=z"),
    ]
    #expect(
      observe(situation).selector
        == .ambiguous(selector: "app=w", autoscalers: ["default/h", "default/other"]))
  }

  @Test("A container that does not report makes its pod one without a sample; in 1.28 the metric failed")
  func missingContainer() throws {
    let metric = MetricSpec(
      type: "ContainerResource",
      containerResource: .init(
        name: "cpu", container: "side", target: .init(type: "AverageValue", averageValue: q("1"))))
    let situation = situation([pod("a")])
    #expect(observe(situation, metric).samples.isEmpty)
    let old = HPAConfiguration(version: try #require(KubernetesVersion("1.28")))
    #expect(
      observe(situation, metric, configuration: old).failures == [
        .containerNotInMetrics(container: "side", namespace: "default", pod: "a")
      ])
  }

  @Test("An empty answer is not the same as pods without the resource")
  func emptyAnswer() {
    var bare = pod("a")
    bare.metrics = nil
    #expect(observe(situation([bare])).failures == [.empty])
    var other = pod("a")
    other.metrics?.containers[0].usage = ["memory": q("1Gi")]
    let observation = observe(situation([other]))
    #expect(observation.failures.isEmpty)
    #expect(observation.samples.isEmpty)
  }

  @Test("A conflict is worded as the API server words it")
  func conflict() {
    var situation = situation([pod("a")])
    situation.scale.conflicts = true
    #expect(
      observe(situation).writeFailure == #"Operation cannot be fulfilled on deployments.apps "w": conflict"#)
  }
}
