/// How far one run of a sweep has come, and the sums over its rows that scores are made of.
///
/// Rows are summed in their order from the end of the warm-up on, as whoever adds up the columns of a recording does.
package struct SweptCourse: Sendable {
  /// The sums of the rows.
  package struct Sums: Sendable {
    /// Requests answered, refused, given up, cut off.
    package var served = 0.0
    package var slow = 0.0
    package var dropped = 0.0
    package var timedOut = 0.0
    package var cut = 0.0
    /// The time integral of the CPU used, in cores times milliseconds.
    package var usageCoreMs = 0.0
    /// The most requests waiting at the end of a row.
    package var longestBacklog = 0.0
    /// The time in rows that broke the objective, in milliseconds.
    package var violatingMs: Int64 = 0
    /// The stretches of time in which the objective was broken.
    package var troubles = Troubles()
  }

  /// How many changes of load happened.
  package internal(set) var changes = 0
  /// The next scrape.
  var scrapeMs: Int64
  /// The present row.
  var row = 0
  /// The sums.
  package private(set) var sums = Sums()
  /// The pod time of the warm-up.
  package private(set) var warmupPodMs: Int64 = 0

  /// Begins at 0.
  package init(_ grid: SteadyGrid) { scrapeMs = grid.firstScrapeMs }

  /// Ends the present row; returns whether the warm-up ends with it.
  @inline(__always)
  mutating func endRow(_ flow: SweptRow, workPerRequest request: Double, grid: SteadyGrid) -> Bool {
    let end = grid.rowEnd(row)
    let fromMs = Int64(row) * grid.rowMs
    let ms = Double(end - fromMs)
    let backlog = Double(flow.backlog) / request
    let served = Double(flow.served) / request
    let dropped = Double(flow.dropped) / request
    let timedOut = Double(flow.timedOut) / request
    let cut = Double(flow.cut) / request
    sums.served += served
    sums.slow += flow.slow
    sums.dropped += dropped
    sums.timedOut += timedOut
    sums.cut += cut
    sums.usageCoreMs += Double(flow.usage) / ms / 1e6 * ms
    if backlog > sums.longestBacklog { sums.longestBacklog = backlog }
    let failed = dropped + timedOut + cut
    let ended = served + failed
    let isBroken = ended > 0 ? flow.slow + failed > (1 - grid.objective) * ended : backlog > 0
    if isBroken { sums.breaks(fromMs: fromMs, toMs: end) }
    row += 1
    return end == grid.measureFromMs
  }

  /// Adds whole rows of a steady course, all but their response times; returns whether the warm-up ends with them.
  mutating func addRows(upTo last: Int, of course: borrowing SteadyCourse, grid: SteadyGrid) -> Bool {
    let allowed = 1 - grid.objective
    var served = sums.served
    var late = sums.slow
    var usage = sums.usageCoreMs
    grid.rowRequests.withUnsafeBufferPointer { requests in
      course.usageCoreMs.withUnsafeBufferPointer { used in
        course.slow.withUnsafeBufferPointer { slow in
          for index in row..<last {
            served += requests[index]
            late += slow[index]
            usage += used[index]
            if requests[index] > 0, slow[index] > allowed * requests[index] {
              sums.breaks(fromMs: Int64(index) * grid.rowMs, toMs: grid.rowEnd(index))
            }
          }
        }
      }
    }
    sums.served = served
    sums.slow = late
    sums.usageCoreMs = usage
    row = last
    return grid.rowEnd(last - 1) == grid.measureFromMs
  }

  /// Adds a whole row in which all requests were served as they came.
  @inline(__always)
  mutating func addRow(_ row: Int, slow: Double, burning: Int64, allowed: Double, grid: SteadyGrid) {
    let end = grid.rowEnd(row)
    let fromMs = Int64(row) * grid.rowMs
    let wide = end - fromMs
    let ms = Double(wide)
    let requests = grid.rowRequests[row]
    sums.served += requests
    sums.slow += slow
    sums.usageCoreMs += Double(grid.rowWork[row] + burning * wide) / ms / 1e6 * ms
    if requests > 0, slow > allowed * requests { sums.breaks(fromMs: fromMs, toMs: end) }
  }

  /// Begins to measure; so much pod time has passed.
  mutating func endWarmup(podMs: Int64) {
    warmupPodMs = podMs
    sums = Sums()
  }
}

/// What flowed in a row; work in microcore-milliseconds.
struct SweptRow {
  var served: Int64 = 0
  var dropped: Int64 = 0
  var timedOut: Int64 = 0
  var cut: Int64 = 0
  /// The CPU used.
  var usage: Int64 = 0
  /// The work waiting at its end.
  var backlog: Int64 = 0
  /// Requests answered too late.
  var slow = 0.0
}

extension SweptCourse.Sums {
  mutating func breaks(fromMs: Int64, toMs: Int64) {
    violatingMs += toMs - fromMs
    troubles.add(fromMs: fromMs, toMs: toMs)
  }
}

/// Stretches of trouble: two that are less than a while apart are one.
package struct Troubles: Sendable, Hashable {
  /// How long it must be good again before a stretch counts as over, in milliseconds.
  package static let holdMs: Int64 = 60_000
  /// How many stretches ended.
  private var ended = 0
  private var endedMs: Int64 = 0
  private var longestMs: Int64 = 0
  /// The present stretch, empty before the first.
  private var fromMs: Int64 = 0
  private var toMs: Int64 = 0

  package init() {}

  package mutating func add(fromMs start: Int64, toMs end: Int64) {
    if toMs > fromMs, start - toMs < Self.holdMs {
      toMs = end
    } else {
      close()
      (fromMs, toMs) = (start, end)
    }
  }

  private mutating func close() {
    guard toMs > fromMs else { return }
    ended += 1
    endedMs += toMs - fromMs
    longestMs = max(longestMs, toMs - fromMs)
  }

  private var closed: Troubles {
    var result = self
    result.close()
    return result
  }

  /// How many there were.
  package var count: Int { closed.ended }
  /// How long they were together, in milliseconds.
  package var totalMs: Int64 { closed.endedMs }
  /// The longest, in milliseconds.
  package var mostMs: Int64 { closed.longestMs }
}
