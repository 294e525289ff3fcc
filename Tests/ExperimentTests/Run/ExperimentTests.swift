import Kubernetes
import Simulation
import Statistics
import Testing

@testable import Experiment

@Suite("An experiment from its text to its verdict")
struct ExperimentTests {
  /// Runs in which each pod serves 60 requests a minute in time, and the load is 300.
  private static let simple: ExperimentRunner.Run = { scenario, seed in
    let replicas = Double(scenario.workloads[0].deployment.spec.replicas)
    let late = max(0, 300 - 60 * replicas) + Double(seed % 3)
    return HandMade.recording(
      (0..<30).map { _ in .init(served: 300, slow: late, ready: replicas) }, podHours: replicas / 2)
  }

  private func result(jobs: Int = 2, more: String = "") async throws -> ExperimentResult {
    let plan = try SampleExperiment.plan(
      SampleExperiment.text(
        strategies:
          "  strategies: [{name: few, replicas: 3}, {name: enough, replicas: 5}, {name: many, replicas: 9}]",
        more: "  slo: {target: 99}\n  seeds: 8\n  baseline: many\n\(more)"))
    return try await Experiment.run(plan, on: ExperimentRunner(jobs: jobs, run: Self.simple))
  }

  @Test("The cheapest that keeps the objective is found")
  func verdict() async throws {
    let result = try await result()
    // Nine pods for half an hour are 4.5 pod-hours, five are 2.5.
    #expect(
      result.verdict.headline.hasPrefix(
        "enough is the cheapest strategy that keeps the objective; it saves 2.00 pod h a run (44 %) against many"
      ))
    #expect(result.strategies.map(\.summary) == ["3 replicas", "5 replicas", "9 replicas"])
    #expect(result.runs.count == 24 && result.baseline == 2)
    #expect(!result.everyStrategyBreaksObjective)
  }

  @Test("Results have the same bytes with any number of jobs")
  func sameWithAnyJobs() async throws {
    let (one, four) = (try await result(jobs: 1), try await result(jobs: 4))
    #expect(one.runs.map { $0.scores.map(\.bitPattern) } == four.runs.map { $0.scores.map(\.bitPattern) })
    #expect(one.strategies.map(\.means.count) == four.strategies.map(\.means.count))
    #expect(one.comparisons.map(\.difference.interval) == four.comparisons.map(\.difference.interval))
    #expect(one.verdict == four.verdict && one.resolvedInputs == four.resolvedInputs)
  }

  @Test("Cost is compared where there are prices, and only there")
  func prices() async throws {
    let free = try await result()
    let priced = try await result(more: "  prices: {cpuHour: 1, currency: EUR}")
    func compared(_ result: ExperimentResult) -> [String] {
      result.scores.filter(\.isCompared).map(\.id)
    }
    #expect(!compared(free).contains("cost") && compared(priced).contains("cost"))
    // 2.5 pod-hours of half a core at 1 EUR.
    let cost = try #require(priced.scores.firstIndex { $0.id == "cost" })
    #expect(priced.strategies[1].means[cost].mean == 1.25)
  }

  @Test("The terminal's table has a line a strategy, its baseline marked")
  func table() async throws {
    let lines = SummaryTable.lines(try await result())
    #expect(lines[0].hasPrefix("strategy") && lines[0].contains("SLO violations, % of requests"))
    #expect(lines[1].hasPrefix("few") && lines[2].hasPrefix("enough") && lines[3].hasPrefix("many *"))
    #expect(!lines[0].contains("Cost"))
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    #expect(lines[5] == "* the baseline; in brackets 95 % intervals of the mean over 8 runs")
  }

  @Test("That all break the objective is known")
  func allBreak() async throws {
    let plan = try SampleExperiment.plan(
      SampleExperiment.text(
        strategies: "  strategies: [{name: one, replicas: 1}, {name: two, replicas: 2}]", more: "  seeds: 6"))
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 2, run: Self.simple))
    #expect(result.everyStrategyBreaksObjective)
    #expect(result.verdict.headline.hasPrefix("No strategy keeps the objective: even with two"))
  }

  @Test("What was strange in the inputs stands in the notes, without files")
  func notes() async throws {
    let idle = """
      {apiVersion: apps/v1, kind: Deployment, metadata: {name: idle}, spec: {selector: {matchLabels: {app: a}}, \
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}}}
      """
    let text = SampleExperiment.text(manifests: SampleExperiment.manifests + "\n  - \(idle)")
    let plan = try SampleExperiment.plan(text)
    #expect(
      plan.notes == [
        "Deployment idle gets no load and is left out (spec.workloads names the objects that take part)"
      ])
  }
}
