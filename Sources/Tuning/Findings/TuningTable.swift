import Experiment
import Statistics

/// The best policies as a table for a terminal, a line each.
public enum TuningTable {
  /// Returns the lines: a header, then the best policies with their means on the tuning load and, for those judged
  /// there, on the load kept back; last today's policy.
  public static func lines(_ result: TuningResult, most: Int = 10) -> [String] {
    let columns = result.scores.indices.prefix(4)
    var rows = [
      ["rank", "policy", "limits"] + columns.map { head(result.scores[$0]) } + [
        "kept back: limits", "saving, %",
      ]
    ]
    for (place, policy) in result.policies.prefix(most).enumerated() {
      let finalist = result.finalists.first { $0.policy == place }
      rows.append(
        [
          "\(place + 1)" + (place == result.chosen ? " *" : ""), policy.label,
          policy.isComplete ? state(policy.assessment) : "dropped",
        ] + columns.map { Figure.text(policy.assessment.means[$0]) } + [
          finalist.map { state($0.heldOut.assessment) } ?? "",
          finalist.map { text($0.heldOutSaving) } ?? "",
        ])
    }
    rows.append(
      ["", "\(result.base): \(result.today.label)", state(result.today.assessment)]
        + columns.map { Figure.text(result.today.assessment.means[$0]) }
        + [result.todayHeldOut.map { state($0.assessment) } ?? "", ""])
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
    }
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) } + [
      "", "* recommended; means over the blocks of the tuning load, in brackets 95 % intervals",
    ]
  }

  private static func head(_ score: Score) -> String {
    score.unit.isEmpty ? score.name : "\(score.name), \(score.unit)"
  }

  private static func state(_ assessment: Assessment) -> String {
    assessment.isKept ? "kept" : assessment.isBroken ? "broken" : "unclear"
  }

  private static func text(_ estimate: Estimate) -> String {
    guard estimate.mean.isFinite else { return "" }
    let mean = Figure.text(estimate.mean)
    return estimate.interval.map { "\(mean) (\(Figure.text($0.lower)) to \(Figure.text($0.upper)))" } ?? mean
  }
}
