import Statistics

/// Pods to which nothing happens but load and scrapes.
protocol RestingGroup {
  var count: Int32 { get }
  var startMs: Int64 { get }
  var readyTransitionMs: Int64 { get }
  /// What the last two scrapes showed, and when the last was.
  var sample: PodSample { get set }
  var earlierSample: PodSample { get set }
  var pointMs: Int64 { get set }
  /// The work done since then.
  var work: Int64 { get set }
}

extension PodGroup: RestingGroup {}
extension PlainGroup: RestingGroup {}

/// Several settled groups: the load is spread alike over all pods, and the rest of the division goes to the first group.
enum Calm {
  /// Until when no two groups may be put together; nil if two may be at any time, or if a group is not fit or did not
  /// keep up with its load since the last scrape, so that the next would show what was left to do.
  ///
  /// So much arrived for each pod since then, and so much was burnt by it.
  static func untilMs<Group: RestingGroup>(
    _ groups: UnsafeBufferPointer<Group>, arrived: SteadyGrid.Arrived, burnt: Int64, lastScrapeMs: Int64,
    matureMs: Int64, isFit: (borrowing Group) -> Bool
  ) -> Int64? {
    var firstMs = Int64.max
    var secondMs = Int64.max
    for index in groups.indices {
      guard isFit(groups[index]), groups[index].pointMs == lastScrapeMs,
        groups[index].work
          == (arrived.share + burnt) * Int64(groups[index].count) + (index == 0 ? arrived.rest : 0)
      else { return nil }
      for other in 0..<index
      where groups[other].startMs == groups[index].startMs
        && groups[other].readyTransitionMs == groups[index].readyTransitionMs
      {
        return nil
      }
      let ownMs = groups[index].startMs + matureMs
      if ownMs < firstMs {
        (firstMs, secondMs) = (ownMs, firstMs)
      } else if ownMs < secondMs {
        secondMs = ownMs
      }
    }
    return secondMs
  }

  /// Sets what the last two scrapes show at an instant of groups that are calm from a scrape on, and what they did
  /// since; returns the time of the last.
  static func show<Group: RestingGroup>(
    _ groups: UnsafeMutableBufferPointer<Group>, at nowMs: Int64, after scrape: Int64, changes: Int,
    burning: Int64, memoryBytes: Int64, grid: SteadyGrid
  ) -> Int64 {
    let last = grid.scrapes(upTo: nowMs) - 1
    let lastMs = grid.scrapeMs(last)
    let ms = grid.pipeline.resolutionMs
    let pods = Int64(groups.reduce(0) { $0 + $1.count })
    let now = grid.arrived(from: lastMs, to: nowMs, near: changes, pods: pods)
    let late = grid.arrived(from: lastMs - ms, to: lastMs, near: changes, pods: pods)
    let early =
      last - 1 > scrape
      ? grid.arrived(from: lastMs - 2 * ms, to: lastMs - ms, near: changes, pods: pods) : nil
    for index in groups.indices {
      let count = Int64(groups[index].count)
      let burnt = burning * count
      func sample(_ work: SteadyGrid.Arrived, atMs: Int64) -> PodSample {
        let own = work.share * count + (index == 0 ? work.rest : 0)
        return PodSample(
          cpuMilli: PodGroup.averageMilli(of: own + burnt * ms, pods: count, over: ms),
          memoryBytes: memoryBytes, timestampMs: atMs, windowMs: ms)
      }
      groups[index].earlierSample = early.map { sample($0, atMs: lastMs - ms) } ?? groups[index].sample
      groups[index].sample = sample(late, atMs: lastMs)
      groups[index].pointMs = lastMs
      groups[index].work = now.share * count + (index == 0 ? now.rest : 0) + burnt * (nowMs - lastMs)
    }
    return lastMs
  }
}

/// What all groups of a calm workload have in common.
struct CalmStretch {
  /// How many pods the groups have.
  let counts: [Int64]
  let pods: Int64
  let burning: Int64
  let sojourn: Sojourn
  /// The capacity of a pod, and that of the first group.
  let capacity: Double
  let firstCapacity: Double
  /// The longest sojourn that is not too late, in seconds.
  let objective: Double
  let shape: SurvivalTable
  let workPerRequest: Double

  /// `capacity` and `burning` are those of one pod.
  init(
    _ counts: [Int32], capacity: Int64, burning: Int64, sojourn: Sojourn, service: borrowing ServiceModel
  ) {
    self.counts = counts.map(Int64.init)
    pods = self.counts.reduce(0, +)
    self.burning = burning * pods
    self.sojourn = sojourn
    self.capacity = Double(capacity)
    firstCapacity = Double(capacity * self.counts[0])
    objective = service.latencyObjective - (0 + service.baseLatency)
    shape = service.shape
    workPerRequest = service.workPerRequest
  }
}

extension SweptCourse {
  /// Adds whole rows of a calm workload; returns whether the warm-up ends with them.
  mutating func addRows(
    upTo last: Int, of calm: borrowing CalmStretch, _ latency: inout LatencyHistogram.Adding, grid: SteadyGrid
  ) -> Bool {
    let allowed = 1 - grid.objective
    for index in row..<last {
      var late = 0.0
      for note in grid.firstNotes[index]..<grid.firstNotes[index + 1] {
        let rate = grid.noteRates[note]
        guard rate > 0 else { continue }
        let ms = grid.noteMs(of: note)
        let share = rate / calm.pods
        let rest = rate - share * calm.pods
        let own = share * calm.counts[0] + rest
        var mean = calm.sojourn.mean(rho: Double(own) / calm.firstCapacity)
        var survival = calm.shape.survival(calm.objective / mean)
        var cell = LatencyHistogram.cell(of: mean)
        let first = Double(own * ms) / calm.workPerRequest
        late += first * survival
        latency.add(first, mean: mean, cell: cell)
        guard share > 0 else { continue }
        mean = calm.sojourn.mean(rho: Double(share) / calm.capacity)
        survival = calm.shape.survival(calm.objective / mean)
        cell = LatencyHistogram.cell(of: mean)
        for count in calm.counts.dropFirst() {
          let requests = Double(share * count * ms) / calm.workPerRequest
          late += requests * survival
          latency.add(requests, mean: mean, cell: cell)
        }
      }
      addRow(index, slow: late, burning: calm.burning, allowed: allowed, grid: grid)
    }
    row = last
    return grid.rowEnd(last - 1) == grid.measureFromMs
  }
}
