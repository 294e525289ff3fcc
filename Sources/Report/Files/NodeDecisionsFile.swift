public import Experiment
import Simulation

/// node-decisions.csv: a row for everything that an autoscaler of nodes decided in a run, with its reason.
///
/// Times are milliseconds from the start of the run. Why a node stays is written down where the reason changes.
public struct NodeDecisionsFile: ReportFile {
  /// The file's name.
  public let name = "node-decisions.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "trace", "seed", "time_ms", "what", "subject", "nodes", "pods", "reason",
    ])
    for run in result.runs {
      for decision in run.recording.nodes.decisions {
        csv.field(result.strategyName(run.strategy))
        csv.field(run.trace)
        csv.field(run.seed)
        csv.field(decision.timeMs)
        csv.field(decision.kind.rawValue)
        csv.field(decision.subject)
        csv.field(Int64(decision.nodes))
        csv.field(Int64(decision.pods))
        csv.field(decision.reason)
        csv.endLine()
      }
    }
    return csv.content
  }
}
