import Cluster
import Simulation

extension ScoreRule {
  /// Requests that got no answer, together and by the way they failed.
  static let failures: [ScoreRule] = [
    ScoreRule(
      "failed_percent", "Failed requests", unit: "% of requests", better: .lower,
      definition:
        "Requests refused, given up after the timeout or cut off with their pod, over all that ended."
    ) { share(of: [\.dropped, \.timedOut, \.cut], in: $0) },
    ScoreRule(
      "dropped_percent", "Refused requests", unit: "% of requests", better: .lower,
      definition: "Requests that met no ready pod or a full queue, over all that ended."
    ) { share(of: [\.dropped], in: $0) },
    ScoreRule(
      "timed_out_percent", "Requests given up", unit: "% of requests", better: .lower,
      definition: "Requests that waited longer than the response model's timeout, over all that ended."
    ) { share(of: [\.timedOut], in: $0) },
    ScoreRule(
      "cut_percent", "Requests cut off", unit: "% of requests", better: .lower,
      definition: "Requests whose pod was killed while they were in it, over all that ended."
    ) { share(of: [\.cut], in: $0) },
    ScoreRule(
      "lost_to_termination_percent", "Lost to termination", unit: "% of requests", better: .lower,
      definition:
        "Requests that reached a pod after its SIGTERM or were cut off by its end, over all that ended: what scaling "
        + "down and rollouts cost users."
    ) { share(of: [.terminating, .cutByTermination], in: $0) },
    ScoreRule(
      "lost_to_restarts_percent", "Lost to restarts", unit: "% of requests", better: .lower,
      definition:
        "Requests cut off by a container that was killed or crashed, or refused until it served again, over all that "
        + "ended."
    ) { share(of: [.restarting, .cutByRestart], in: $0) },
    ScoreRule(
      "backlog_max", "Longest backlog", unit: "requests", better: .lower,
      definition: "The most requests that waited at the end of a row of the recording, over all services."
    ) { run in
      let rows = run.workloads.map { $0.timeline.count }.max() ?? 0
      return (0..<rows).reduce(0.0) { longest, row in
        let waiting = run.workloads.reduce(0.0) { sum, workload in
          row < workload.timeline.count ? sum + workload.timeline.backlog[row] : sum
        }
        return waiting > longest ? waiting : longest
      }
    },
  ]

  private static func share(of reasons: [LossReason], in run: ScoredRun) -> Double {
    let ended = Outcomes(run).ended
    let lost = run.workloads.reduce(0.0) { sum, workload in
      reasons.reduce(sum) { $0 + workload.timeline.lost($1) }
    }
    return ended > 0 ? 100 * lost / ended : .nan
  }

  private static func share(of columns: [KeyPath<Timeline, [Double]>], in run: ScoredRun) -> Double {
    let ended = Outcomes(run).ended
    return ended > 0 ? 100 * columns.reduce(0) { $0 + run.total($1) } / ended : .nan
  }
}
