import Statistics

/// What happens to a workload of one size as long as nobody scales it, over a whole run: the numbers of the engine,
/// worked out once and read by all policies that have this size at some time.
///
/// Good for one settled group of pods that keeps up with its load; where the load is beyond its capacity the numbers
/// mean nothing, and `firstOverload` tells.
package final class SteadyCourse: Sendable {
  /// What must be equal for two groups to have the same course.
  package struct Key: Sendable, Hashable {
    package let count: Int32
    let capacity: Int64
    let burning: Int64
    private let service: UInt64
    private let servers: UInt64

    init(count: Int32, capacity: Int64, burning: Int64, sojourn: borrowing Sojourn) {
      self.count = count
      self.capacity = capacity
      self.burning = burning
      service = sojourn.service.bitPattern
      servers = sojourn.servers.bitPattern
    }
  }

  /// What the pods burn without requests, in microcores.
  let burning: Int64
  /// One pod's CPU at each scrape, as metrics-server shows it, in millicores; -1 at the first.
  package let cpuMilli: [Int32]
  /// Requests answered too late in each row.
  let slow: [Double]
  /// The CPU used in each row, in cores times milliseconds.
  let usageCoreMs: [Double]
  /// The cell of the latency histogram of each note.
  let cells: [UInt16]
  /// The sojourns of each note, summed over its requests, in seconds.
  let sojourns: [Double]
  /// The beginnings of the stretches with more load than capacity.
  private let overloadsMs: [Int64]

  init(
    count pods: Int32, capacity: Int64, burning: Int64, sojourn: Sojourn,
    service: borrowing ServiceModel, grid: SteadyGrid
  ) {
    let count = Int64(pods)
    self.burning = burning
    let objective = service.latencyObjective - (0 + service.baseLatency)
    var slow = [Double](repeating: 0, count: grid.rowCount)
    // Where nothing arrives nothing is added, to whichever cell.
    let idle = UInt16(LatencyHistogram.cell(of: sojourn.mean(rho: 0)))
    var cells = [UInt16](repeating: idle, count: grid.noteMs.count)
    var sojourns = [Double](repeating: 0, count: grid.noteMs.count)
    let shape = service.shape
    let means = grid.noteRates.map { sojourn.mean(rho: Double($0) / Double(capacity)) }
    let lates = means.map { shape.survival(objective / $0) }
    for row in 0..<grid.rowCount {
      var late = 0.0
      for note in grid.firstNotes[row]..<grid.firstNotes[row + 1] {
        let rate = grid.noteRates[note]
        guard rate > 0, capacity > 0 else { continue }
        let requests = grid.noteRequests[note]
        let mean = means[note]
        late += requests * lates[note]
        cells[note] = UInt16(LatencyHistogram.cell(of: mean))
        sojourns[note] = requests * (0 + mean)
      }
      slow[row] = late
    }
    self.slow = slow
    usageCoreMs = (0..<grid.rowCount).map { row in
      let wide = grid.rowEnd(row) - Int64(row) * grid.rowMs
      let ms = Double(wide)
      return Double(grid.rowWork[row] + burning * wide) / ms / 1e6 * ms
    }
    self.cells = cells
    self.sojourns = sojourns

    var cpu: [Int32] = []
    var changes = 0
    var before: Int64 = 0
    let ms = grid.pipeline.resolutionMs
    let scrapes = grid.scrapes(upTo: grid.horizonMs)
    cpu.reserveCapacity(Int(scrapes))
    for scrape in 0..<scrapes {
      let now = grid.scrapeMs(scrape)
      while changes < grid.loadMs.count, grid.loadMs[changes] <= now { changes += 1 }
      let work = grid.work(upTo: now, changes: changes)
      let milli =
        grid.pipeline.isInstantaneous
        ? (burning + (changes > 0 ? grid.rates[changes - 1] : 0) + count * 1_000 - 1) / (count * 1_000)
        : PodGroup.averageMilli(of: work - before + burning * ms, pods: count, over: ms)
      cpu.append(scrape > 0 ? Int32(clamping: milli) : -1)
      before = work
    }
    cpuMilli = cpu

    var overloads: [Int64] = []
    for index in grid.rates.indices
    where grid.rates[index] > capacity && (index == 0 || grid.rates[index - 1] <= capacity) {
      overloads.append(grid.loadMs[index])
    }
    overloadsMs = overloads
  }

  /// The first instant from `nowMs` on at which the load rises above the capacity; the largest number for never.
  package func firstOverload(from nowMs: Int64) -> Int64 {
    var (low, high) = (0, overloadsMs.count)
    while low < high {
      let middle = (low + high) / 2
      if overloadsMs[middle] < nowMs { low = middle + 1 } else { high = middle }
    }
    return low < overloadsMs.count ? overloadsMs[low] : .max
  }
}
