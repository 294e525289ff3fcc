public import Experiment
import Simulation

/// node-times.csv: a row for each node of a run, with when it came and went, and what it is.
///
/// Times are milliseconds from the start of the run; `until_ms` is empty for nodes that were there at the end.
/// Node-hours, what nodes cost and what of them nobody requested follow from it.
public struct NodeTimesFile: ReportFile {
  /// The file's name.
  public let name = "node-times.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "trace", "seed", "node", "pool", "from_ms", "until_ms", "cores", "price_per_hour",
    ])
    for run in result.runs {
      let nodes = run.recording.nodes
      for span in nodes.spans {
        csv.field(result.strategyName(run.strategy))
        csv.field(run.trace)
        csv.field(run.seed)
        csv.field(span.node)
        csv.field(nodes.pools[span.pool])
        csv.field(span.fromMs)
        csv.field(span.untilMs)
        csv.field(nodes.cores[span.pool])
        csv.field(nodes.prices[span.pool])
        csv.endLine()
      }
    }
    return csv.content
  }
}
