import Kubernetes
import Testing

@testable import Experiment

@Suite("Policies scored from a sweep's sums")
struct SweepEvaluatorTests {
  /// Three HPAs on a load that overruns them at times.
  private static let text = SampleExperiment.text(
    manifests: SampleExperiment.manifests.replacing("limits: {cpu: \"1\"}", with: "limits: {cpu: 500m}"),
    workloads: """
        workloads:
        - target: web
          load: {sine: {mean: 200, amplitude: 180, period: 1h}, duration: 2h}
          response: {timeout: 2s}
      """,
    strategies: """
        strategies:
        - name: today
        - name: low
          patches:
          - target: {kind: HorizontalPodAutoscaler, name: web}
            set: {"spec.metrics[0].resource.target.averageUtilization": 40}
        - name: capped
          patches:
          - target: {kind: HorizontalPodAutoscaler, name: web}
            set: {"spec.maxReplicas": 3}
      """, more: "  warmup: 10m\n  prices: {cpuHour: 0.04, memoryGiBHour: 0.005, currency: USD}")

  @Test("Each score is the full engine's, to the last bit")
  func same() throws {
    let plan = try SampleExperiment.plan(Self.text)
    let all = ScoreRule.all(for: plan.spec.objective, prices: plan.spec.prices).map(\.score.id)
    var summed = 0
    for id in all {
      let block = try PolicyBlock(plan, trace: 0, seed: 5, scores: [id, "pod_hours"])
      if SummaryScores(block) != nil { summed += 1 }
      let found = try SweepEvaluator(plan).evaluate(plan.strategies, on: block)
      let expected = try FullEngine().evaluate(plan.strategies, on: block)
      for (one, other) in zip(found, expected) {
        #expect(one.values.map(\.bitPattern) == other.values.map(\.bitPattern), "\(id)")
      }
    }
    // All but the elasticity's six, the pages, the nodes' cost and the two that tell losses by reason.
    #expect(all.count - summed == 10)
  }

  @Test("The three policies do differ, and one of them lets users down")
  func differs() throws {
    let plan = try SampleExperiment.plan(Self.text)
    let block = try PolicyBlock(plan, trace: 0, seed: 5, scores: ["pod_hours", "failed_percent"])
    let found = try SweepEvaluator(plan).evaluate(plan.strategies, on: block)
    #expect(Set(found.map { $0.values[0] }).count == 3)
    #expect(found[2].values[1] > 1)
  }
}
