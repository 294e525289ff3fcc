import Cluster
public import Experiment
import Simulation

/// nodes.csv: a row for everything that happened to a node in a run, and how many nodes were Ready from then on.
///
/// Times are milliseconds from the start of the run. Before the first row of a run all its nodes are Ready.
public struct NodesFile: ReportFile {
  /// The file's name.
  public let name = "nodes.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "trace", "seed", "time_ms", "node", "pool", "zone", "what", "pods", "ready_in_pool",
      "in_pool",
      "ready", "total",
    ])
    for run in result.runs {
      for change in run.recording.nodeChanges {
        csv.field(result.strategyName(run.strategy))
        csv.field(run.trace)
        csv.field(run.seed)
        csv.field(change.timeMs)
        csv.field(change.node)
        csv.field(change.pool)
        csv.field(change.zone)
        csv.field(change.kind.rawValue)
        csv.field(Int64(change.pods))
        csv.field(Int64(change.readyInPool))
        csv.field(Int64(change.inPool))
        csv.field(Int64(change.ready))
        csv.field(Int64(change.total))
        csv.endLine()
      }
    }
    return csv.content
  }
}
