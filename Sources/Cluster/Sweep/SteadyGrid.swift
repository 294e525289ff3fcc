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
  /// The changes of load once more, with all that is asked of one side by side.
  let steps: [Step]

  /// A change of load.
  struct Step: Sendable {
    let timeMs: Int64
    /// The load from then on, in microcores.
    let rate: Int64
    /// The work that arrived before.
    let arrived: Int64
  }

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
    var steps: [Step] = []
    steps.reserveCapacity(loadMs.count)
    for index in loadMs.indices {
      let before = steps.last.map { $0.arrived + $0.rate * (loadMs[index] - $0.timeMs) } ?? 0
      steps.append(Step(timeMs: loadMs[index], rate: rates[index], arrived: before))
    }
    self.steps = steps

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

  /// The length of a note.
  @inline(__always)
  func noteMs(of note: Int) -> Int64 {
    (note + 1 < noteMs.count ? noteMs[note + 1] : horizonMs) - noteMs[note]
  }

  /// Work that arrived, spread over pods in whole microcores.
  struct Arrived {
    /// What each pod got.
    var share: Int64
    /// What was left of the divisions.
    var rest: Int64
  }

  /// The work that arrives between two instants for so many pods; a number of changes near them is known.
  func arrived(from startMs: Int64, to endMs: Int64, near known: Int, pods: Int64) -> Arrived {
    var result = Arrived(share: 0, rest: 0)
    var change = changes(upTo: startMs, near: known)
    var now = startMs
    while now < endMs {
      let until = change < steps.count ? min(steps[change].timeMs, endMs) : endMs
      let rate = change > 0 ? steps[change - 1].rate : 0
      let share = rate / pods
      result.share += share * (until - now)
      result.rest += (rate - share * pods) * (until - now)
      now = until
      change += 1
    }
    return result
  }

  /// What one of so many settled pods uses at each scrape from the second on, in millicores: at least, and at most if it
  /// gets all that is left of the divisions.
  package func calmMilli(pods: Int64, burning: Int64) -> [(least: Int32, most: Int32)] {
    let ms = pipeline.resolutionMs
    let count = max(1, scrapes(upTo: horizonMs))
    var result: [(least: Int32, most: Int32)] = []
    result.reserveCapacity(Int(count))
    result.append((-1, -1))
    var change = changes(upTo: firstScrapeMs, near: 0)
    var share = change > 0 ? rates[change - 1] / pods : 0
    var rest = change > 0 ? rates[change - 1] - share * pods : 0
    for scrape in 1..<count {
      var now = scrapeMs(scrape - 1)
      let toMs = now + ms
      var least = burning * ms
      var left: Int64 = 0
      while change < loadMs.count, loadMs[change] <= toMs {
        least += share * (loadMs[change] - now)
        left += rest * (loadMs[change] - now)
        now = loadMs[change]
        share = rates[change] / pods
        rest = rates[change] - share * pods
        change += 1
      }
      least += share * (toMs - now)
      left += rest * (toMs - now)
      let milli = PodGroup.averageMilli(of: least, pods: 1, over: ms)
      // The most is the same unless it is more nanocores than those rounded up.
      let isSame = (least + left) * 1_000 < (milli * 1_000_000 + 1) * ms
      let most = isSame ? milli : PodGroup.averageMilli(of: least + left, pods: 1, over: ms)
      result.append((Int32(clamping: milli), Int32(clamping: most)))
    }
    return result
  }

  /// The beginnings of the stretches with more load than so much, and of the run if it begins with one.
  package func overloads(above microcores: Int64) -> [Int64] {
    rates.indices.filter { rates[$0] > microcores && ($0 == 0 || rates[$0 - 1] <= microcores) }
      .map { loadMs[$0] }
  }

  /// The number of changes of load up to an instant, that instant's own included; a number near it is known.
  func changes(upTo nowMs: Int64, near known: Int) -> Int {
    var changes = known
    while changes > 0, steps[changes - 1].timeMs > nowMs { changes -= 1 }
    while changes < steps.count, steps[changes].timeMs <= nowMs { changes += 1 }
    return changes
  }

  /// The work that arrived up to an instant, with so many changes of load up to then.
  func work(upTo nowMs: Int64, changes: Int) -> Int64 {
    guard changes > 0 else { return 0 }
    let last = steps[changes - 1]
    return last.arrived + last.rate * (nowMs - last.timeMs)
  }
}
