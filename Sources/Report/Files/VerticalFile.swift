public import Experiment
import Scaling
import Simulation

/// vertical.csv: what was recommended, requested and used of each container over time, and the sums of its scores.
///
/// Times are milliseconds from the start of the run; CPU is in cores, memory in bytes. The sums add up: over the rows
/// from the end of the warm-up on they give the scores, such as 100 · Σ cpu_unused_core_ms / Σ cpu_requested_core_ms.
public struct VerticalFile: ReportFile {
  /// The file's name.
  public let name = "vertical.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    let amounts = ["target", "lower_bound", "upper_bound", "request", "usage_max"]
    var csv = CSV(
      columns: ["strategy", "trace", "seed", "workload", "container", "vpa", "time_ms", "is_scored"]
        + amounts.map { "cpu_\($0)" } + amounts.map { "memory_\($0)" } + [
          "pod_ms", "cpu_requested_core_ms", "cpu_unused_core_ms", "cpu_above_request_pod_ms",
          "cpu_throttled_pod_ms", "memory_requested_byte_ms", "memory_unused_byte_ms",
          "memory_above_request_pod_ms", "oom_kills", "evictions", "resizes",
        ])
    for run in result.runs {
      for recording in run.recording.vertical {
        for row in recording.rows {
          csv.field(result.strategyName(run.strategy))
          csv.field(run.trace)
          csv.field(run.seed)
          csv.field(recording.workload)
          csv.field(recording.container)
          csv.field(recording.autoscaler)
          csv.field(row.timeMs)
          csv.field(Int64(recording.serves && row.timeMs >= run.warmupMs ? 1 : 0))
          for part in [row.cpu, row.memory] {
            for amount in [part.target, part.lowerBound, part.upperBound, part.request, part.usage] {
              csv.field(amount)
            }
          }
          let (cpu, memory) = (row.cpu.tally, row.memory.tally)
          for sum in [
            cpu.podMs, cpu.requested, cpu.slack, cpu.aboveMs, cpu.throttledMs, memory.requested, memory.slack,
            memory.aboveMs,
          ] { csv.field(sum) }
          for count in [row.kills, row.evictions, row.resizes] { csv.field(Int64(count)) }
          csv.endLine()
        }
      }
    }
    return csv.content
  }
}
