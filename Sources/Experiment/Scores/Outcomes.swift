import Simulation

/// How the requests of some time ended.
///
/// Every request ends once: answered (in time or slow), refused, given up, or cut off with its pod. Requests
/// still waiting when the run ends have not ended and count nowhere.
struct Outcomes {
  /// Requests that ended, in any way.
  var ended = 0.0
  /// Those that ended badly: slow, dropped, timed out or cut.
  var bad = 0.0

  /// The outcomes of one row.
  init(_ timeline: Timeline, row: Int) {
    let failed = timeline.dropped[row] + timeline.timedOut[row] + timeline.cut[row]
    ended = timeline.served[row] + failed
    bad = timeline.slow[row] + failed
  }

  /// The outcomes of a whole run, over all its workloads.
  init(_ run: ScoredRun) {
    let failed = run.total(\.dropped) + run.total(\.timedOut) + run.total(\.cut)
    ended = run.total(\.served) + failed
    bad = run.total(\.slow) + failed
  }

  /// Those that ended well.
  var good: Double { ended - bad }

  /// The share of bad ones; NaN where no request ended.
  var badShare: Double { ended > 0 ? bad / ended : .nan }
}

extension Timeline {
  /// Whether a row breaks the objective: too large a share of its requests ended badly, or none ended while some wait.
  func violates(_ objective: ServiceLevelObjective, row: Int) -> Bool {
    let outcomes = Outcomes(self, row: row)
    guard outcomes.ended > 0 else { return backlog[row] > 0 }
    return outcomes.bad > (1 - objective.target) * outcomes.ended
  }
}
