public import Experiment
import Statistics

/// summary.csv: a row per strategy with the mean of every score and its interval.
///
/// Columns: `strategy`, `summary`, `is_baseline`, `runs`, then for each score its id, the id with `_lower`
/// and with `_upper`; an interval that could not be had is empty. The level of all intervals stands in
/// `level`.
public struct SummaryFile: ReportFile {
  /// The file's name.
  public let name = "summary.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    let scores = result.scores.flatMap { [$0.id, $0.id + "_lower", $0.id + "_upper"] }
    var csv = CSV(columns: ["strategy", "summary", "is_baseline", "runs", "level"] + scores)
    for (index, strategy) in result.strategies.enumerated() {
      csv.field(strategy.name)
      csv.field(strategy.summary)
      csv.field(index == result.baseline ? "true" : "false")
      csv.field(result.runs.count { $0.strategy == index })
      csv.field(strategy.means.lazy.compactMap { $0.interval?.level }.first)
      for score in result.scores.indices {
        let estimate = strategy.mean(of: score)
        csv.field(estimate.mean)
        csv.field(estimate.interval?.lower)
        csv.field(estimate.interval?.upper)
      }
      csv.endLine()
    }
    return csv.content
  }
}
