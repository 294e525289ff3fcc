import Cluster
public import Experiment
import Simulation

/// pods.csv: a row for everything that happened to a pod, with its reason, in each run that the file has room for.
///
/// Times are milliseconds from the start of the run. Runs come in the order of the others files; those of the block
/// the page shows are always in it, others as long as all of them together stay below `rowLimit` rows.
public struct PodsFile: ReportFile {
  /// The file's name.
  public let name = "pods.csv"
  /// The most rows besides those of the block shown.
  static let rowLimit = 100_000

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "trace", "seed", "time_ms", "workload", "pod", "node", "change", "reason",
    ])
    for index in Self.runs(of: result) {
      let run = result.runs[index]
      for workload in run.recording.workloads {
        for event in workload.podLog {
          csv.field(result.strategyName(run.strategy))
          csv.field(run.trace)
          csv.field(run.seed)
          csv.field(event.timeMs)
          csv.field(workload.name)
          csv.field(event.pod)
          csv.field(run.recording.nodeName(event.node))
          csv.field("\(event.change)")
          csv.field(event.reason == .none ? "" : "\(event.reason)")
          csv.endLine()
        }
      }
    }
    return csv.content
  }

  /// The runs whose pods are written.
  static func runs(of result: ExperimentResult) -> [Int] {
    let rows = result.runs.map { $0.recording.workloads.reduce(0) { $0 + $1.podLog.count } }
    if rows.reduce(0, +) <= rowLimit { return Array(result.runs.indices) }
    let blocks = Block.all(of: result)
    let shown = Showcase.first(of: result, blocks: blocks).map { blocks[$0].runs.compactMap(\.self) } ?? []
    var left = rowLimit
    return result.runs.indices.filter { index in
      if shown.contains(index) { return true }
      left -= rows[index]
      return left >= 0
    }
  }
}

extension Recording {
  /// The name of a node, empty for none.
  func nodeName(_ node: Int32) -> String {
    nodeNames.indices.contains(Int(node)) ? nodeNames[Int(node)] : ""
  }
}
