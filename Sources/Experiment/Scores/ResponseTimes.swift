import Cluster
import Simulation

extension ScoreRule {
  /// How long users waited, request-weighted over the whole run; percentiles are never averaged.
  static let responseTimes: [ScoreRule] = [
    percentile(0.5, "p50", isCompared: false), percentile(0.95, "p95", isCompared: true),
    percentile(0.99, "p99", isCompared: false),
    ScoreRule(
      "latency_mean_ms", "Mean response time", unit: "ms", better: .lower,
      definition: "The mean response time of all requests answered, over all services."
    ) { run in
      let count = run.workloads.reduce(0) { $0 + $1.latency.count }
      let sum = run.workloads.reduce(0) { $0 + $1.latency.mean * $1.latency.count }
      return count > 0 ? 1000 * sum / count : .nan
    },
  ]

  private static func percentile(_ p: Double, _ name: String, isCompared: Bool) -> ScoreRule {
    ScoreRule(
      "latency_\(name)_ms", "\(name.uppercased()) response time", unit: "ms", better: .lower,
      isCompared: isCompared,
      definition: """
        \(Int((100 * p).rounded())) % of the requests answered in the run were answered within this time; with several \
        services, the slowest one's. Requests refused, given up or cut off have no response time: read it beside the \
        failures.
        """
    ) { run in
      var slowest = Double.nan
      for (workload, shape) in zip(run.workloads, run.shapes) where workload.latency.count > 0 {
        let found = 1000 * workload.latency.quantile(p, shape: shape)
        if !(slowest >= found) { slowest = found }
      }
      return slowest
    }
  }
}
