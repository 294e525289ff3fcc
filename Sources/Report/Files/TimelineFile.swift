import Cluster
public import Experiment
import Simulation

/// timeline.csv: a row per strategy, trace, seed, workload and step with all that was recorded.
///
/// A row covers the time from `time_ms`, in milliseconds from the start of the run, to the next. Response
/// times are in seconds, memory in bytes, CPU in cores; `oracle` is the replicas that would have sufficed;
/// `dropped`, `timed_out` and `cut` are taken apart by reason at the end, so far as the reasons occur.
public struct TimelineFile: ReportFile {
  /// The file's name.
  public let name = "timeline.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    // Only reasons that occur in some run have a column.
    let reasons = LossReason.allCases.filter { reason in
      result.runs.contains { $0.recording.workloads.contains { $0.timeline.lost(reason) > 0 } }
    }
    var csv = CSV(
      columns: ["strategy", "trace", "seed", "workload", "time_ms"] + Self.numbers.map(\.name)
        + Self.counts.map(\.name) + ["oracle"] + reasons.map { "lost_\($0.name)" })
    for run in result.runs {
      for (index, workload) in run.recording.workloads.enumerated() {
        let numbers = Self.numbers.map { workload.timeline[keyPath: $0.column] }
        let counts = Self.counts.map { workload.timeline[keyPath: $0.column] }
        let losses = reasons.map { reason in
          workload.timeline.losses.first { $0.reason == reason }?.requests ?? []
        }
        let oracle = index < run.oracle.count ? run.oracle[index] : []
        for (row, time) in workload.timeline.timeMs.enumerated() {
          csv.field(result.strategyName(run.strategy))
          csv.field(run.trace)
          csv.field(run.seed)
          csv.field(workload.name)
          csv.field(time)
          for column in numbers { csv.field(row < column.count ? column[row] : nil) }
          for column in counts { csv.field(row < column.count ? column[row] : nil) }
          csv.field(row < oracle.count ? oracle[row] : nil)
          for column in losses { csv.field(row < column.count ? column[row] : 0) }
          csv.endLine()
        }
      }
    }
    return csv.content
  }

  private static var numbers: [(name: String, column: KeyPath<Timeline, [Double]>)] {
    [
      ("arrived", \.arrived), ("served", \.served), ("slow", \.slow), ("dropped", \.dropped),
      ("timed_out", \.timedOut), ("cut", \.cut), ("backlog", \.backlog), ("latency_mean", \.latencyMean),
      ("latency_p95", \.latencyP95), ("demand_cores", \.demandCores), ("usage_cores", \.usageCores),
      ("memory_bytes", \.memoryBytes), ("ready", \.ready),
    ]
  }

  private static var counts: [(name: String, column: KeyPath<Timeline, [Int32]>)] {
    [("replicas", \.replicas), ("desired", \.desired), ("pods", \.pods), ("unscheduled", \.unscheduled)]
  }
}
