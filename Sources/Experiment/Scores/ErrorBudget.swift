import Simulation
import Statistics

extension ScoreRule {
  /// What the violations mean for the promise made to users.
  static func errorBudget(of objective: ServiceLevelObjective) -> [ScoreRule] {
    [
      ScoreRule(
        "budget_burn_rate", "Error budget burn", unit: "x", better: .lower,
        definition: """
          The share of bad requests over the share the objective allows: at 1 the budget lasts exactly as long as it \
          should, at 10 a month's budget is gone in three days (SRE Workbook, chapter 5).
          """
      ) { run in
        budget(objective)?.burn(errorRatio: Outcomes(run).badShare) ?? .nan
      },
      ScoreRule(
        "month_budget_percent", "Month's budget used", unit: "% of 30 days", better: .lower,
        definition: """
          The part of a 30-day error budget this one run used up, at even traffic: burn rate times the run's length \
          over 30 days (SRE Workbook, chapter 5).
          """
      ) { run in
        guard let budget = budget(objective) else { return .nan }
        let burn = budget.burn(errorRatio: Outcomes(run).badShare)
        return 100 * budget.consumed(burn: burn, windowHours: Double(run.scoredMs) / hourMs)
      },
      ScoreRule(
        "pages", "Pages", unit: "", better: .lower,
        definition: """
          How often somebody would have been woken: firings of the alerts on a burn of 14.4 over 1 h and 5 min, and of 6 \
          over 6 h and 30 min, over all services (SRE Workbook, chapter 5).
          """
      ) { run in
        guard let budget = budget(objective) else { return .nan }
        return run.workloads.reduce(0) { $0 + Double(pages($1.timeline, of: run, budget)) }
      },
    ]
  }

  private static func pages(_ timeline: Timeline, of run: ScoredRun, _ budget: ErrorBudget) -> Int {
    let outcomes = (0..<timeline.count).map { Outcomes(timeline, row: $0) }
    let hours = (0..<timeline.count).map { Double(run.durationMs(timeline, $0)) / hourMs }
    return BurnRateAlert.standard().reduce(0) { count, alert in
      guard alert.severity == .page else { return count }
      let times = try? alert.firings(
        bad: outcomes.map(\.bad), total: outcomes.map(\.ended), durations: hours, budget: budget)
      return count + (times?.count ?? 0)
    }
  }

  private static func budget(_ objective: ServiceLevelObjective) -> ErrorBudget? {
    try? ErrorBudget(objective: objective.target, periodHours: 720)
  }
}
