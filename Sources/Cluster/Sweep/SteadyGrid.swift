/// What a workload meets whatever its size: its load, and the instants of scrapes and rows, worked out once.
///
/// Between two instants of `noteMs` the load is constant and no row ends, so all requests served there meet the same
/// conditions as long as nothing happens to the pods.
package final class SteadyGrid: Sendable {
  /// The instants at which the load changes, ascending.
  package let loadMs: [Int64]
  /// The load from each of them on, in microcores.
  package let rates: [Int64]
  /// The end of the run, in milliseconds.
  package let horizonMs: Int64
  /// The width of a row.
  package let rowMs: Int64
  /// The end of the warm-up.
  package let measureFromMs: Int64
  /// How metrics-server samples.
  package let pipeline: MetricsPipeline
  /// The time of the first scrape.
  package let firstScrapeMs: Int64
  /// The age in milliseconds from which no autoscaler looks at a pod's start time.
  package let matureMs: Int64
  /// The share of requests that must be answered in time for a row to keep the objective.
  package let objective: Double

  /// The instants at which response times are noted, from 0 on.
  let noteMs: [Int64]
  /// The load from each of them to the next, in microcores.
  let noteRates: [Int64]
  /// The requests that arrive from each of them to the next.
  let noteRequests: [Double]
  /// The first note of each row, and one past the last.
  let firstNotes: [Int]
  /// The requests that arrive in each row.
  let rowRequests: [Double]
  /// The work that arrives in each row.
  let rowWork: [Int64]
  /// How many changes of load there are up to the end of each row.
  let rowChanges: [Int]
  /// The work that arrived up to each change of load.
  private let integral: [Int64]

  /// Works out the instants of a run.
  ///
  /// `loadMs` and `rates` are the changes of load, without any that changes nothing.
  package init(
    loadMs: [Int64], rates: [Int64], horizonMs: Int64, rowMs: Int64, measureFromMs: Int64,
    pipeline: MetricsPipeline, firstScrapeMs: Int64, matureMs: Int64, objective: Double,
    workPerRequest: Double
  ) {
    self.loadMs = loadMs
    self.rates = rates
    self.horizonMs = horizonMs
    self.rowMs = rowMs
    self.measureFromMs = measureFromMs
    self.pipeline = pipeline
    self.firstScrapeMs = firstScrapeMs
    self.matureMs = matureMs
    self.objective = objective
    var integral: [Int64] = []
    integral.reserveCapacity(loadMs.count)
    for index in loadMs.indices {
      let before =
        index > 0 ? integral[index - 1] + rates[index - 1] * (loadMs[index] - loadMs[index - 1]) : 0
      integral.append(before)
    }
    self.integral = integral

    var noteMs: [Int64] = []
    var noteRates: [Int64] = []
    var noteRequests: [Double] = []
    var firstNotes: [Int] = []
    var rowRequests: [Double] = []
    var rowWork: [Int64] = []
    var rowChanges: [Int] = []
    var rate: Int64 = 0
    var next = 0
    var start: Int64 = 0
    while start < horizonMs {
      let end = min(start + rowMs, horizonMs)
      firstNotes.append(noteMs.count)
      var work: Int64 = 0
      var now = start
      while now < end {
        while next < loadMs.count, loadMs[next] <= now {
          rate = rates[next]
          next += 1
        }
        let until = next < loadMs.count ? min(loadMs[next], end) : end
        let served = rate * (until - now)
        noteMs.append(now)
        noteRates.append(rate)
        noteRequests.append(Double(served) / workPerRequest)
        work += served
        now = until
      }
      var changes = next
      while changes < loadMs.count, loadMs[changes] <= end { changes += 1 }
      rowChanges.append(changes)
      rowWork.append(work)
      rowRequests.append(Double(work) / workPerRequest)
      start = end
    }
    firstNotes.append(noteMs.count)
    self.noteMs = noteMs
    self.noteRates = noteRates
    self.noteRequests = noteRequests
    self.firstNotes = firstNotes
    self.rowRequests = rowRequests
    self.rowWork = rowWork
    self.rowChanges = rowChanges
  }

  /// The number of rows.
  package var rowCount: Int { rowWork.count }

  /// The end of a row.
  func rowEnd(_ row: Int) -> Int64 { min(Int64(row + 1) * rowMs, horizonMs) }

  /// The number of scrapes up to an instant, that instant's own included.
  package func scrapes(upTo nowMs: Int64) -> Int64 {
    nowMs < firstScrapeMs ? 0 : (nowMs - firstScrapeMs) / pipeline.resolutionMs + 1
  }

  /// The time of a scrape, counted from 0.
  package func scrapeMs(_ index: Int64) -> Int64 { firstScrapeMs + index * pipeline.resolutionMs }

  /// The number of changes of load up to an instant, that instant's own included; a number near it is known.
  func changes(upTo nowMs: Int64, near known: Int) -> Int {
    var changes = known
    while changes > 0, loadMs[changes - 1] > nowMs { changes -= 1 }
    while changes < loadMs.count, loadMs[changes] <= nowMs { changes += 1 }
    return changes
  }

  /// The work that arrived up to an instant, with so many changes of load up to then.
  func work(upTo nowMs: Int64, changes: Int) -> Int64 {
    changes > 0 ? integral[changes - 1] + rates[changes - 1] * (nowMs - loadMs[changes - 1]) : 0
  }
}
