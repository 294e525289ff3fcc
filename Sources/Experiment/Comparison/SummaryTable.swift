import Statistics

/// An experiment's strategies as a table for a terminal, a line each.
public enum SummaryTable {
  /// The scores shown, in the order of columns: a cost only where it is compared, and pod-hours where no nodes
  /// are paid for.
  private static func ids(_ compared: Set<String>) -> [String] {
    let paysNodes = compared.contains("node_cost")
    let costs = paysNodes ? ["node_cost", "pending_pod_seconds"] : ["pod_hours"]
    return ["slo_violation_percent", "latency_p95_ms"] + costs + (compared.contains("cost") ? ["cost"] : [])
      + ["regret_percent", "forecast_error_percent"] + (paysNodes ? [] : ["scale_events"])
  }

  /// Returns the lines: a header, then every strategy with means and, in brackets, their 95 % intervals.
  public static func lines(_ result: ExperimentResult) -> [String] {
    let compared = Set(result.scores.filter(\.isCompared).map(\.id))
    let columns = ids(compared).compactMap { id in result.scores.firstIndex { $0.id == id } }
    let header = columns.map { index in
      let score = result.scores[index]
      return score.unit.isEmpty ? score.name : "\(score.name), \(score.unit)"
    }
    var rows = [["strategy"] + header]
    for (index, strategy) in result.strategies.enumerated() {
      let name = strategy.name + (index == result.baseline ? " *" : "")
      rows.append([name] + columns.map { cell(strategy.means[$0]) })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let padded = rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
    }
    return padded.map { String($0.reversed().drop { $0 == " " }.reversed()) }
      + ["", "* the baseline; in brackets 95 % intervals of the mean over \(blocks(result)) runs"]
  }

  private static func cell(_ estimate: Estimate) -> String {
    guard estimate.mean.isFinite else { return "-" }
    let mean = Figure.text(estimate.mean)
    return estimate.interval.map { "\(mean) (\(Figure.text($0.lower)) to \(Figure.text($0.upper)))" } ?? mean
  }

  private static func blocks(_ result: ExperimentResult) -> Int {
    result.strategies.isEmpty ? 0 : result.runs.count / result.strategies.count
  }
}
