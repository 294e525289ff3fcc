import Simulation
import Testing

@testable import Experiment

@Suite("The warm-up in the closed loop")
struct WarmupTests {
  private func outcome(warmup: String) async throws -> (plan: ExperimentPlan, run: RunResult) {
    let plan = try SampleExperiment.plan(
      SampleExperiment.text(
        strategies: "  strategies: [{name: static, replicas: 4}]", more: "  seeds: 1\n  warmup: \(warmup)"))
    let runs = try await ExperimentRunner(jobs: 1).runs(of: plan)
    return (plan, try #require(runs.first))
  }

  @Test("is run, recorded and not scored")
  func notScored() async throws {
    let (plan, run) = try await outcome(warmup: "10m")
    let (_, bare) = try await outcome(warmup: "0s")
    #expect(run.recording.horizonMs == bare.recording.horizonMs + 600_000)
    let scores = ScoreRule.all(for: plan.spec.objective, prices: plan.spec.prices).map(\.score.id)
    // Four pods for half an hour, with a warm-up or without, and one and the same load throughout.
    for id in ["pod_hours", "slack_core_hours", "latency_p95_ms", "latency_mean_ms", "node_cost"] {
      let index = try #require(scores.firstIndex(of: id))
      #expect(abs(run.scores[index] - bare.scores[index]) < 1e-9, "\(id)")
    }
    #expect(run.scores[try #require(scores.firstIndex(of: "pod_hours"))] == 2)
  }
}
