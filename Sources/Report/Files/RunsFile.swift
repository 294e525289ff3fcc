public import Experiment

/// runs.csv: a row per strategy, trace and seed with every score; summary and comparisons follow from it.
public struct RunsFile: ReportFile {
  /// The file's name.
  public let name = "runs.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: ["strategy", "trace", "seed"] + result.scores.map(\.id))
    for run in result.runs {
      csv.field(result.strategyName(run.strategy))
      csv.field(run.trace)
      csv.field(run.seed)
      for score in result.scores.indices { csv.field(run.score(score)) }
      csv.endLine()
    }
    return csv.content
  }
}
