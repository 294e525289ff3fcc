import Simulation

extension ScoreRule {
  /// How often users were let down, counted by requests and by time; never one without the other.
  static func violations(of objective: ServiceLevelObjective) -> [ScoreRule] {
    [
      ScoreRule(
        "slo_violation_percent", "SLO violations", unit: "% of requests", better: .lower, isCompared: true,
        definition: """
          Bad requests over all requests that ended. Bad is answered after the objective's latency, refused, given \
          up after the timeout, or cut off with its pod. The objective is kept while this is at most 100 % minus the \
          target (SRE Workbook, chapter 2).
          """
      ) { 100 * Outcomes($0).badShare },
      ScoreRule(
        "violating_time_percent", "Time in violation", unit: "% of time", better: .lower, isCompared: true,
        definition: """
          The share of time, in rows of the recording (a minute unless the experiment says otherwise), in which more \
          than 100 % minus the target of the requests that ended were bad, or none ended while some waited; with \
          several services, in which any of them did. It weighs a quiet night as much as a busy noon.
          """
      ) { run in
        let rows = run.workloads.map { $0.timeline.count }.max() ?? 0
        var violating: Int64 = 0
        for row in 0..<rows {
          let broken = run.workloads.first {
            row < $0.timeline.count && $0.timeline.violates(objective, row: row)
          }
          if let broken { violating += run.durationMs(broken.timeline, row) }
        }
        return run.scoredMs > 0 ? 100 * Double(violating) / Double(run.scoredMs) : .nan
      },
    ]
  }
}
