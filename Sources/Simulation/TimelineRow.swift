import Cluster

/// One row of a timeline.
struct TimelineRow {
  var timeMs: Int64
  var arrived, served, slow, dropped, timedOut, cut, backlog: Double
  var latencyMean, latencyP95, demandCores, usageCores, memoryBytes, ready: Double
  var replicas, desired, pods, unscheduled: Int32

  /// Takes down what flowed through a workload since the row began. Its accounts must be closed.
  ///
  /// Changes nothing in it; borrowed from an inout parameter, it would be copied.
  @inline(__always)
  init(_ state: inout WorkloadState, desired wanted: Int32?, fromMs: Int64, toMs: Int64) {
    let readings = state.readings()
    let request = state.service.workPerRequest
    let ms = Double(toMs - fromMs)
    let requests = Double(state.totals.served) / request
    timeMs = fromMs
    arrived = Double(state.totals.arrived) / request
    served = requests
    slow = state.totals.slowRequests
    dropped = Double(state.totals.dropped) / request
    timedOut = Double(state.totals.timedOut) / request
    cut = Double(state.totals.cut) / request
    backlog = Double(readings.backlog) / request
    latencyMean = requests > 0 ? state.totals.responseSeconds / requests : 0
    latencyP95 = readings.latencyP95
    demandCores = Double(state.totals.arrived) / ms / 1e6
    usageCores = Double(state.totals.usage) / ms / 1e6
    memoryBytes = readings.memoryBytes
    ready = Double(state.totals.readyPodMs) / ms
    replicas = state.replicas
    desired = wanted ?? state.replicas
    pods = readings.pods
    unscheduled = state.unscheduledCount
  }
}

/// The rows of a timeline while a run goes on, kept a few at a time and then dealt out to columns.
struct TimelineRows {
  private var columns = Timeline()
  private var rows: ContiguousArray<TimelineRow> = []
  /// What was lost in the rows where anything was, by row, in microcore-milliseconds.
  private var losses: [(row: Int, losses: Losses)] = []
  /// How many rows stand in the columns already.
  private var dealt = 0
  /// As many rows as stay in the processor's nearest cache.
  private static let batch = 64

  /// Makes room for exactly so many rows.
  init(count: Int) {
    rows.reserveCapacity(Self.batch)
    columns.timeMs = Array(repeating: 0, count: count)
    for column in Self.amounts { columns[keyPath: column] = Array(repeating: 0, count: count) }
    for column in Self.counts { columns[keyPath: column] = Array(repeating: 0, count: count) }
  }

  /// Adds a row with what was lost in it.
  @inline(__always)
  mutating func append(_ row: TimelineRow, lost: Losses) {
    if lost.total > 0 { losses.append((dealt + rows.count, lost)) }
    rows.append(row)
    if rows.count == Self.batch { deal() }
  }

  /// Takes all rows out as columns; a request is so much work.
  mutating func take(workPerRequest: Double) -> Timeline {
    deal()
    for reason in LossReason.allCases where losses.contains(where: { $0.losses[reason] > 0 }) {
      var column = LossColumn(reason: reason, requests: Array(repeating: 0, count: columns.count))
      for (row, lost) in losses { column.requests[row] = Double(lost[reason]) / workPerRequest }
      columns.losses.append(column)
    }
    defer { columns = Timeline() }
    return columns
  }

  private mutating func deal() {
    let start = dealt
    rows.withUnsafeBufferPointer { rows in
      Self.deal(rows, to: &columns.timeMs, from: start) { $0.timeMs }
      Self.deal(rows, to: &columns.arrived, from: start) { $0.arrived }
      Self.deal(rows, to: &columns.served, from: start) { $0.served }
      Self.deal(rows, to: &columns.slow, from: start) { $0.slow }
      Self.deal(rows, to: &columns.dropped, from: start) { $0.dropped }
      Self.deal(rows, to: &columns.timedOut, from: start) { $0.timedOut }
      Self.deal(rows, to: &columns.cut, from: start) { $0.cut }
      Self.deal(rows, to: &columns.backlog, from: start) { $0.backlog }
      Self.deal(rows, to: &columns.latencyMean, from: start) { $0.latencyMean }
      Self.deal(rows, to: &columns.latencyP95, from: start) { $0.latencyP95 }
      Self.deal(rows, to: &columns.demandCores, from: start) { $0.demandCores }
      Self.deal(rows, to: &columns.usageCores, from: start) { $0.usageCores }
      Self.deal(rows, to: &columns.memoryBytes, from: start) { $0.memoryBytes }
      Self.deal(rows, to: &columns.ready, from: start) { $0.ready }
      Self.deal(rows, to: &columns.replicas, from: start) { $0.replicas }
      Self.deal(rows, to: &columns.desired, from: start) { $0.desired }
      Self.deal(rows, to: &columns.pods, from: start) { $0.pods }
      Self.deal(rows, to: &columns.unscheduled, from: start) { $0.unscheduled }
    }
    dealt += rows.count
    rows.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private static func deal<Value>(
    _ rows: UnsafeBufferPointer<TimelineRow>, to column: inout [Value], from start: Int,
    _ value: (borrowing TimelineRow) -> Value
  ) {
    column.withUnsafeMutableBufferPointer { column in
      for index in rows.indices { column[start + index] = value(rows[index]) }
    }
  }

  private static var amounts: [WritableKeyPath<Timeline, [Double]>] {
    [
      \.arrived, \.served, \.slow, \.dropped, \.timedOut, \.cut, \.backlog, \.latencyMean, \.latencyP95,
      \.demandCores, \.usageCores, \.memoryBytes, \.ready,
    ]
  }

  private static var counts: [WritableKeyPath<Timeline, [Int32]>] {
    [\.replicas, \.desired, \.pods, \.unscheduled]
  }
}
