public import Experiment
import Simulation

/// decisions.csv: a row per decision of an autoscaler in each run, with its reason.
///
/// Times are milliseconds from the start of the run; several limits of one decision are separated by spaces.
public struct DecisionsFile: ReportFile {
  /// The file's name.
  public let name = "decisions.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "trace", "seed", "time_ms", "autoscaler", "workload", "from", "to", "proposed", "metric",
      "reason",
      "limits", "error",
    ])
    for run in result.runs {
      for decision in run.recording.decisions {
        csv.field(result.strategyName(run.strategy))
        csv.field(run.trace)
        csv.field(run.seed)
        csv.field(decision.timeMs)
        csv.field(decision.autoscaler)
        csv.field(decision.workload)
        csv.field(decision.from)
        csv.field(decision.to)
        csv.field(decision.proposed)
        csv.field(decision.metric)
        csv.field(decision.reason)
        csv.field(decision.limits.joined(separator: " "))
        csv.field(decision.error ?? "")
        csv.endLine()
      }
    }
    return csv.content
  }
}
