import Kubernetes
import Testing

@testable import Scaling

@Suite("Several metrics")
struct CombineMetricsTests {
  private func decide(
    _ values: [Int64], failing: [Int] = [], replicas: Int32 = 5
  ) -> (decision: HPADecision, controller: HPAController, observation: HPAObservation) {
    var scene = Scene.outside(values, replicas: replicas)
    scene.observation.failures = [.unavailable("down")]
    for index in failing { scene.observation.readings[index].failure = 0 }
    let metrics = values.map { _ in MetricSpec.external(average: "1") }
    var controller = HPAController.running(.scaling(metrics, behavior: .free))
    let decision = controller.reconcile(scene.observation)
    return (decision, controller, scene.observation)
  }

  @Test("The largest proposal wins, the first of equal ones")
  func largest() {
    let (decision, _, _) = decide([3000, 9000, 9000])
    #expect(decision.scaledTo == 9)
    #expect(decision.winner == 1)
    #expect(decision.reason == .metricAboveTarget(1))
  }

  @Test("A failed metric does not keep the others from scaling up")
  func partialUp() {
    let (decision, controller, observation) = decide([0, 9000], failing: [0])
    #expect(decision.scaledTo == 9)
    #expect(decision.failed)
    #expect(controller.reason(.scalingActive) == "ValidMetricFound")
    #expect(
      controller.errorText(of: decision, observation: observation)?
        .hasPrefix("invalid metrics (1 invalid out of 2), first error is: ") == true)
  }

  @Test("A failed metric forbids scaling down")
  func partialDown() {
    let (decision, controller, _) = decide([0, 2000], failing: [0])
    #expect(decision.scaledTo == nil)
    #expect(decision.outcome == .metricsFailed)
    #expect(controller.reason(.scalingActive) == "FailedGetExternalMetric")
    #expect(controller.memory.recommendations.isEmpty, "nothing is recorded")
  }

  @Test("With all metrics failed nothing is decided")
  func allFailed() {
    let (decision, controller, observation) = decide([0, 0], failing: [0, 1])
    #expect(decision.outcome == .metricsFailed)
    #expect(
      controller.events(of: decision, observation: observation).map { String($0.prefix(37)) } == [
        "Warning FailedGetExternalMetric unabl", "Warning FailedGetExternalMetric unabl",
        "Warning FailedComputeMetricsReplicas ",
      ])
  }

  @Test("A later zero takes the name of an earlier zero")
  func zeros() {
    let (decision, _, _) = decide([0, 0])
    #expect(decision.winner == 1)
  }
}
