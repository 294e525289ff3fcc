public import Experiment
import Simulation

/// events.csv: a row for every incident of each run, with the nodes it met there.
///
/// Times are milliseconds from the start of the run; nodes are separated by spaces.
public struct EventsFile: ReportFile {
  /// The file's name.
  public let name = "events.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: ["strategy", "trace", "seed", "time_ms", "end_ms", "kind", "name", "nodes"])
    for run in result.runs {
      for incident in run.recording.incidents {
        csv.field(result.strategyName(run.strategy))
        csv.field(run.trace)
        csv.field(run.seed)
        csv.field(incident.atMs)
        csv.field(incident.endMs.map { "\($0)" } ?? "")
        csv.field(incident.kind)
        csv.field(incident.name)
        csv.field(incident.nodes.joined(separator: " "))
        csv.endLine()
      }
    }
    return csv.content
  }
}
