import Cluster
import Simulation
import Statistics

/// What the scores of a run are computed from: its recording from the end of the warm-up on, and the oracle.
package struct ScoredRun: Sendable {
  /// The workloads, their timelines beginning at the end of the warm-up.
  var workloads: [WorkloadRecording]
  /// The decisions since the end of the warm-up.
  var decisions: [DecisionRecord]
  /// The nodes' total time in milliseconds, by pool.
  var nodeMs: [Int64]
  /// The end of the run.
  var horizonMs: Int64
  /// The replicas an oracle would have had, one list a workload parallel to its timeline.
  var oracle: [[Double]]
  /// The shape of each workload's service times, for percentiles.
  var shapes: [SurvivalTable]
  /// The price of a node's hour, by pool.
  var nodePrices: [Double]

  /// The sizes of containers, their rows beginning at the end of the warm-up.
  var vertical: [VerticalRecording]
  /// The nodes, what they waited for, and what was decided of them.
  var nodes: NodeRecording
  /// Pods that were evicted from their node, or lost with it, since the end of the warm-up.
  var evictions: Int
  /// The end of the warm-up.
  var warmupMs: Int64

  /// Cuts the warm-up off a recording: rows and decisions before it do not count.
  ///
  /// The totals of a recording (latency, pod and node time) count from the end of the warm-up already.
  init(
    _ recording: Recording, oracle: [[Double]], shapes: [SurvivalTable], nodePrices: [Double],
    warmupMs: Int64 = 0
  ) {
    workloads = recording.workloads
    self.oracle = oracle
    for index in workloads.indices {
      let first =
        workloads[index].timeline.timeMs.firstIndex { $0 >= warmupMs } ?? workloads[index].timeline.count
      workloads[index].timeline.removeFirst(first)
      if index < oracle.count { self.oracle[index].removeFirst(min(first, oracle[index].count)) }
    }
    decisions = recording.decisions.filter { $0.timeMs >= warmupMs }
    nodeMs = recording.nodeMs
    horizonMs = recording.horizonMs
    self.shapes = shapes
    vertical = recording.vertical
    for index in vertical.indices { vertical[index].rows.removeAll { $0.timeMs < warmupMs } }
    nodes = recording.nodes
    evictions = recording.nodeChanges.reduce(0) {
      $1.timeMs > warmupMs && ($1.kind == .evicted || $1.kind == .removed) ? $0 + Int($1.pods) : $0
    }
    self.warmupMs = warmupMs
    // Node groups and what Karpenter makes are no pools of the experiment.
    self.nodePrices = nodes.prices.isEmpty ? nodePrices : nodes.prices
  }

  /// The time that counts, in milliseconds.
  var scoredMs: Int64 { horizonMs - (workloads.first?.timeline.timeMs.first ?? horizonMs) }

  /// How long a row lasts, in milliseconds.
  func durationMs(_ timeline: Timeline, _ row: Int) -> Int64 {
    (row + 1 < timeline.count ? timeline.timeMs[row + 1] : horizonMs) - timeline.timeMs[row]
  }

  /// The sum of a column over all rows and workloads.
  func total(_ column: KeyPath<Timeline, [Double]>) -> Double {
    workloads.reduce(0) { sum, workload in workload.timeline[keyPath: column].reduce(sum, +) }
  }

  /// The time integral of a column over all workloads, in its unit times hours.
  func integral(_ column: KeyPath<Timeline, [Double]>) -> Double {
    var sum = 0.0
    for workload in workloads {
      let values = workload.timeline[keyPath: column]
      for row in values.indices { sum += values[row] * Double(durationMs(workload.timeline, row)) }
    }
    return sum / hourMs
  }
}

/// The milliseconds of an hour.
let hourMs = 3_600_000.0
