public import Experiment
import Simulation

/// pod-waits.csv: a row for each pod that the scheduler found no node for, with how long it waited.
///
/// Times are milliseconds from the start of the run. A wait ends where the pod got a node, was deleted, or the run
/// was over; `ready_ms` is empty for pods that were never ready.
public struct PodWaitsFile: ReportFile {
  /// The file's name.
  public let name = "pod-waits.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "trace", "seed", "workload", "pod", "from_ms", "until_ms", "ready_ms",
    ])
    for run in result.runs {
      for wait in run.recording.nodes.waits {
        csv.field(result.strategyName(run.strategy))
        csv.field(run.trace)
        csv.field(run.seed)
        csv.field(run.recording.workloads[wait.workload].name)
        csv.field(Int64(wait.pod))
        csv.field(wait.fromMs)
        csv.field(wait.untilMs)
        csv.field(wait.readyMs)
        csv.endLine()
      }
    }
    return csv.content
  }
}
