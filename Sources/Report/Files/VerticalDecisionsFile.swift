public import Experiment
import Simulation

/// vertical-decisions.csv: a row for everything the VPA's updater did to a pod, and for why it left one alone, with the
/// reason.
///
/// Times are milliseconds from the start of the run. Why a pod stays as it is is written down where the reason changes.
public struct VerticalDecisionsFile: ReportFile {
  /// The file's name.
  public let name = "vertical-decisions.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "trace", "seed", "time_ms", "vpa", "workload", "pod", "what", "reason", "detail",
    ])
    for run in result.runs {
      for decision in run.recording.verticalDecisions {
        csv.field(result.strategyName(run.strategy))
        csv.field(run.trace)
        csv.field(run.seed)
        csv.field(decision.timeMs)
        csv.field(decision.autoscaler)
        csv.field(decision.workload)
        csv.field(decision.pod)
        csv.field(decision.kind.rawValue)
        csv.field(decision.reason)
        csv.field(decision.detail)
        csv.endLine()
      }
    }
    return csv.content
  }
}
