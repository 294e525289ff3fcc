import Experiment
import Simulation

/// One strategy's run seen as chart lines: one workload, every line an envelope over the same columns.
struct Lane: Sendable {
  /// The index of the strategy.
  let strategy: Int
  /// The lines, in the order of `Line.allCases`.
  private(set) var lines: [Envelope]

  /// What is drawn of a run.
  enum Line: Int, CaseIterable, Sendable {
    /// Requests that arrive per second.
    case load
    /// Ready pods.
    case ready
    /// Replicas the autoscaler wants.
    case desired
    /// Replicas that would have sufficed.
    case oracle
    /// The 95th percentile of the response time, in seconds.
    case latency
    /// Requests that wait.
    case backlog
    /// Requests refused, given up or cut off, per second.
    case lost
  }

  /// Reads the lines off a recorded workload.
  init(
    strategy: Int, workload: WorkloadRecording, oracle: [Double], horizonMs: Int64, grid: TimeGrid
  ) {
    self.strategy = strategy
    lines = Array(repeating: Envelope(columns: grid.columns), count: Line.allCases.count)
    let timeline = workload.timeline
    for (row, start) in timeline.timeMs.enumerated() {
      let end = row + 1 < timeline.count ? timeline.timeMs[row + 1] : horizonMs
      let seconds = Double(end - start) / 1000
      func value(_ column: [Double]) -> Double { row < column.count ? column[row] : .nan }
      func add(_ value: Double, to line: Line) {
        lines[line.rawValue].add(value, from: start, to: end, widthMs: grid.widthMs)
      }
      add(value(timeline.arrived) / seconds, to: .load)
      add(value(timeline.ready), to: .ready)
      add(row < timeline.desired.count ? Double(timeline.desired[row]) : .nan, to: .desired)
      add(value(oracle), to: .oracle)
      add(value(timeline.served) > 0 ? value(timeline.latencyP95) : .nan, to: .latency)
      add(value(timeline.backlog), to: .backlog)
      add((value(timeline.dropped) + value(timeline.timedOut) + value(timeline.cut)) / seconds, to: .lost)
    }
  }

  /// One of the lines.
  subscript(line: Line) -> Envelope { lines[line.rawValue] }

  /// The same in columns so many times as wide.
  func widened(by factor: Int) -> Lane {
    var wide = self
    wide.lines = lines.map { $0.widened(by: factor) }
    return wide
  }
}

/// Columns of equal width over a run, as many as a chart can show.
struct TimeGrid: Sendable, Equatable {
  /// The width of a column in milliseconds.
  let widthMs: Int64
  /// The number of columns.
  let columns: Int

  /// Makes columns of whole rows over a run, at most `limit` of them.
  init(timeline: Timeline, horizonMs: Int64, limit: Int) {
    let times = timeline.timeMs
    let steps = zip(times, times.dropFirst()).map { $1 - $0 }
    let step = max(steps.filter { $0 > 0 }.min() ?? horizonMs, 1)
    let rows = (max(horizonMs, 0) + step - 1) / step
    let joined = max((rows + Int64(limit) - 1) / Int64(limit), 1)
    widthMs = step * joined
    columns = Int((rows + joined - 1) / joined)
  }

  /// Makes at most `limit` columns over a run, each of whole seconds.
  init(horizonMs: Int64, limit: Int) {
    let seconds = max((max(horizonMs, 1) + Int64(limit) * 1_000 - 1) / (Int64(limit) * 1_000), 1)
    widthMs = seconds * 1_000
    columns = Int((max(horizonMs, 1) + widthMs - 1) / widthMs)
  }

  private init(widthMs: Int64, columns: Int) {
    self.widthMs = widthMs
    self.columns = columns
  }

  /// How many columns to join so that no more than `limit` remain.
  func factor(limit: Int) -> Int { max((columns + limit - 1) / limit, 1) }

  /// The same time in columns so many times as wide.
  func widened(by factor: Int) -> TimeGrid {
    TimeGrid(widthMs: widthMs * Int64(factor), columns: (columns + factor - 1) / factor)
  }
}
