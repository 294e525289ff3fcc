import Cluster
import Simulation

/// A workload's pod log as spans of time, a pod in one state each.
struct PodHistory {
  /// A pod in one state.
  struct Span: Equatable {
    var pod: Int32
    var node: Int32
    var state: PodState
    var reason: PodChangeReason
    var fromMs: Int64
    var toMs: Int64
  }

  /// The spans of some length, by pod, then by time.
  let spans: [Span]
  /// The end of the run.
  let horizonMs: Int64

  /// Reads a log.
  init(_ log: [PodEvent], horizonMs: Int64) {
    var open: [Int32: Int] = [:]
    var found: [Span] = []
    for event in log {
      // Another size is no other state.
      if event.change == .resized { continue }
      var isDeleted = false
      if let last = open[event.pod] {
        found[last].toMs = event.timeMs
        isDeleted = found[last].state == .terminating
      }
      guard var state = PodState(after: event.change) else {
        open[event.pod] = nil
        continue
      }
      // Whatever else happens to it, a deleted pod goes.
      if isDeleted { state = .terminating }
      open[event.pod] = found.count
      found.append(
        Span(
          pod: event.pod, node: event.node, state: state, reason: event.reason, fromMs: event.timeMs,
          toMs: horizonMs))
    }
    self.horizonMs = horizonMs
    spans = found.enumerated().filter { $0.element.toMs > $0.element.fromMs }
      .sorted { ($0.element.pod, $0.offset) < ($1.element.pod, $1.offset) }.map(\.element)
  }

  /// The pods in each state at each column: the mean over its time, by state.
  func counts(columns: Int, widthMs: Int64) -> [[Double]] {
    var counts = Array(repeating: Array(repeating: 0.0, count: columns), count: PodState.allCases.count)
    for span in spans {
      let last = min(Int((span.toMs - 1) / widthMs), columns - 1)
      for column in stride(from: Int(span.fromMs / widthMs), through: last, by: 1) {
        let start = max(span.fromMs, Int64(column) * widthMs)
        let end = min(span.toMs, min(Int64(column + 1) * widthMs, horizonMs))
        let length = min(widthMs, horizonMs - Int64(column) * widthMs)
        if length > 0 { counts[span.state.rawValue][column] += Double(end - start) / Double(length) }
      }
    }
    return counts
  }

  /// The time that pods spent in each state, in milliseconds, by state.
  var totals: [Int64] {
    spans.reduce(into: Array(repeating: 0, count: PodState.allCases.count)) {
      $0[$1.state.rawValue] += $1.toMs - $1.fromMs
    }
  }

  /// The middle of the stretch of a length in which most pods are in other states than ready; half the run where
  /// nothing happens.
  func busiestMs(lengthMs: Int64) -> Int64 {
    let columns = 200
    let width = max(1, (horizonMs + Int64(columns) - 1) / Int64(columns))
    let counts = counts(columns: columns, widthMs: width)
    let reach = max(1, Int(lengthMs / width))
    var (best, most) = (columns / 2, 0.0)
    for first in 0..<columns {
      var sum = 0.0
      for column in first..<min(first + reach, columns) {
        for state in PodState.allCases where state != .ready { sum += counts[state.rawValue][column] }
      }
      if sum > most * 1.000_001 { (best, most) = (first + reach / 2, sum) }
    }
    return min(Int64(best) * width, horizonMs)
  }
}
