import Statistics

/// The whole way from a plan to its result: runs, scores, comparisons, verdict.
public enum Experiment {
  /// Runs an experiment and evaluates it; equal plans give equal results, whatever the machine and the number of jobs.
  ///
  /// Throws what is wrong with an input, `StatisticsError` where an estimate fails, or `CancellationError`.
  public static func run(
    _ plan: ExperimentPlan, on runner: ExperimentRunner, progress: (RunProgress) -> Void = { _ in }
  ) async throws -> ExperimentResult {
    let runs = try await runner.runs(of: plan, progress: progress)
    return try evaluate(plan, runs: runs)
  }

  /// Compares the runs of an experiment, ordered by strategy, trace, seed.
  public static func evaluate(_ plan: ExperimentPlan, runs: [RunResult]) throws -> ExperimentResult {
    let spec = plan.spec
    let scores = plan.scoreRules.map(\.score)
    let table = try RunTable(strategies: plan.strategies.map(\.name), scores: scores, runs: runs)
    let comparisons = try [Comparison].all(table, baseline: spec.baseline, pairs: spec.pairs)
    let finding = try Finding(table, baseline: spec.baseline, objective: spec.objective)
    let verdict = try Verdict(
      finding, comparisons: comparisons, lengthsMs: plan.traces.map { $0.endMs - $0.startMs },
      seeds: spec.seeds.count)
    let resolved = ResolvedExperiment(plan)
    return ExperimentResult(
      name: spec.name, summary: spec.summary, strategies: try summaries(plan, table), baseline: spec.baseline,
      scores: scores, runs: runs, comparisons: comparisons, verdict: verdict, resolvedInputs: resolved.text,
      notes: plan.notes, objective: spec.objective, currency: spec.prices.currency,
      epochMs: runs.first?.epochMs ?? 0,
      inputFiles: resolved.files)
  }

  private static func summaries(
    _ plan: ExperimentPlan, _ table: RunTable
  ) throws(StatisticsError) -> [StrategyResult] {
    var result: [StrategyResult] = []
    for (index, strategy) in plan.strategies.enumerated() {
      var means: [Estimate] = []
      for score in table.scores.indices { means.append(try table.mean(index, score)) }
      result.append(StrategyResult(name: strategy.name, summary: strategy.summary, means: means))
    }
    return result
  }
}
