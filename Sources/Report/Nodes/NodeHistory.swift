import Simulation

/// A run's nodes over time, in columns: how many of each kind, what they cost, what pods asked of them.
struct NodeHistory {
  /// The mean number of nodes at each column, by kind.
  private(set) var nodes: [[Double]]
  /// The cores that pods can have of the nodes, mean over the column.
  private(set) var cores: [Double]
  /// The cores that pods on nodes requested.
  private(set) var requested: [Double]
  /// What the nodes cost an hour.
  private(set) var costPerHour: [Double]
  /// The most pods that waited for a node at a time in the column.
  private(set) var waiting: [Double]
  /// What the run says of the whole of its time.
  let totals: Totals

  /// The sums of a run.
  struct Totals {
    /// Node-hours.
    var nodeHours = 0.0
    /// What they cost.
    var cost = 0.0
    /// The most nodes at a time.
    var mostNodes = 0
    /// Nodes that came during the run, and that went.
    var came = 0
    var went = 0
    /// Pods that waited for a node.
    var waits = 0
    /// The longest wait, and the sum of all, in seconds.
    var longestWait = 0.0
    var waitSeconds = 0.0
  }

  /// Reads a recording; `kinds` gives each of its pools a kind below `count`.
  init(_ recording: Recording, kinds: [Int], count: Int, grid: TimeGrid) {
    let empty = Array(repeating: 0.0, count: grid.columns)
    let found = recording.nodes
    let horizonMs = recording.horizonMs
    nodes = Array(repeating: empty, count: count)
    cores = empty
    requested = empty
    costPerHour = empty
    waiting = empty
    var sums = Totals()
    var steps: [(timeMs: Int64, change: Int)] = []
    for span in found.spans {
      let untilMs = min(span.untilMs ?? horizonMs, horizonMs)
      let shares = grid.shares(from: span.fromMs, to: untilMs, horizonMs: horizonMs)
      for (column, share) in shares {
        nodes[kinds[span.pool]][column] += share
        cores[column] += share * found.cores[span.pool]
        costPerHour[column] += share * found.prices[span.pool]
      }
      let hours = Double(max(0, untilMs - span.fromMs)) / 3_600_000
      sums.nodeHours += hours
      sums.cost += hours * found.prices[span.pool]
      if span.fromMs > 0 { sums.came += 1 }
      if span.untilMs != nil { sums.went += 1 }
      steps.append((span.fromMs, 1))
      steps.append((untilMs, -1))
    }
    sums.mostNodes = Self.most(steps)
    steps.removeAll()
    for wait in found.waits {
      let seconds = Double(wait.untilMs - wait.fromMs) / 1_000
      sums.waits += 1
      sums.waitSeconds += seconds
      sums.longestWait = max(sums.longestWait, seconds)
      steps.append((wait.fromMs, 1))
      steps.append((wait.untilMs, -1))
    }
    totals = sums
    addWaits(steps, grid: grid)
    for workload in recording.workloads { addRequests(of: workload, grid: grid, horizonMs: horizonMs) }
  }

  /// The most at a time; what ends at an instant is gone before what begins there.
  private static func most(_ steps: [(timeMs: Int64, change: Int)]) -> Int {
    var (now, most) = (0, 0)
    for step in steps.sorted(by: { ($0.timeMs, $0.change) < ($1.timeMs, $1.change) }) {
      now += step.change
      most = max(most, now)
    }
    return most
  }

  private mutating func addWaits(_ steps: [(timeMs: Int64, change: Int)], grid: TimeGrid) {
    let sorted = steps.sorted { ($0.timeMs, $0.change) < ($1.timeMs, $1.change) }
    var now = 0
    var next = 0
    for column in waiting.indices {
      waiting[column] = Double(now)
      let endMs = Int64(column + 1) * grid.widthMs
      while next < sorted.count, sorted[next].timeMs < endMs {
        now += sorted[next].change
        waiting[column] = max(waiting[column], Double(now))
        next += 1
      }
    }
  }

  /// Counts what the pods of a workload request that are on nodes at the end of each row.
  private mutating func addRequests(of workload: WorkloadRecording, grid: TimeGrid, horizonMs: Int64) {
    let rows = workload.timeline
    for row in rows.timeMs.indices where row < rows.pods.count && row < rows.unscheduled.count {
      let endMs = row + 1 < rows.count ? rows.timeMs[row + 1] : horizonMs
      let cores = Double(rows.pods[row] - rows.unscheduled[row]) * workload.requestCores
      for (column, share) in grid.shares(from: rows.timeMs[row], to: endMs, horizonMs: horizonMs) {
        requested[column] += share * cores
      }
    }
  }
}

extension TimeGrid {
  /// The columns that a stretch of time touches, with the share of each column's time that it takes.
  func shares(from startMs: Int64, to endMs: Int64, horizonMs: Int64) -> [(column: Int, share: Double)] {
    guard endMs > startMs, startMs >= 0 else { return [] }
    let last = min(Int((endMs - 1) / widthMs), columns - 1)
    return stride(from: Int(startMs / widthMs), through: last, by: 1).map { column in
      let begin = Int64(column) * widthMs
      let length = min(widthMs, horizonMs - begin)
      let taken = min(endMs, begin + length) - max(startMs, begin)
      return (column, length > 0 ? Double(taken) / Double(length) : 0)
    }
  }
}
