import Simulation

extension Timeline {
  /// Leaves out the first rows.
  mutating func removeFirst(_ rows: Int) {
    guard rows > 0 else { return }
    timeMs.removeFirst(rows)
    for column in Timeline.sums + Timeline.means + Timeline.ends + Timeline.peaks {
      self[keyPath: column].removeFirst(rows)
    }
    for column in Timeline.counts { self[keyPath: column].removeFirst(rows) }
    for column in losses.indices { losses[column].requests.removeFirst(rows) }
  }

  /// Requests that add up when rows are joined.
  static var sums: [WritableKeyPath<Timeline, [Double]>] {
    [\.arrived, \.served, \.slow, \.dropped, \.timedOut, \.cut]
  }

  /// Means over time.
  static var means: [WritableKeyPath<Timeline, [Double]>] { [\.demandCores, \.usageCores, \.ready] }

  /// Values at the end of a row.
  static var ends: [WritableKeyPath<Timeline, [Double]>] { [\.backlog, \.memoryBytes] }

  /// Means and percentiles of the requests served, which need a rule of their own.
  static var peaks: [WritableKeyPath<Timeline, [Double]>] { [\.latencyMean, \.latencyP95] }

  /// Whole numbers at the end of a row.
  static var counts: [WritableKeyPath<Timeline, [Int32]>] { [\.replicas, \.desired, \.pods, \.unscheduled] }
}
