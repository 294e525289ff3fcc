import Statistics

/// A workload whose pods are in several groups, all settled: its load is spread alike over all pods, and the rest of the
/// division goes to the first group.
extension WorkloadState {
  /// How many pods it has, if all are settled in several groups that keep up with their load and no two of which may be
  /// put together before an instant; nil else.
  ///
  /// Nothing must have happened to its pods since the last scrape. They must have kept up with their load since then,
  /// too, or the next would show what was left to do.
  package func calmPods(
    _ course: borrowing SweptCourse, lastScrapeMs: Int64, grid: SteadyGrid
  ) -> (count: Int32, untilMs: Int64)? {
    guard groups.count > 1, planned == 0, pendingCount == 0, !isPooled, !isWatched, service.startupMs == 0,
      service.memoryLeakPerMs == 0, service.memoryPerInFlight == 0
    else { return nil }
    let pods = Int64(groups.reduce(0) { $0 + $1.count })
    let arrived = grid.arrived(from: lastScrapeMs, to: clockMs, near: course.changes, pods: pods)
    let burnt = calmBurning * (clockMs - lastScrapeMs)
    return groups.withUnsafeBufferPointer { groups in
      var firstMs = Int64.max
      var secondMs = Int64.max
      for index in groups.indices {
        let count = Int64(groups[index].count)
        guard groups[index].isSettled, groups[index].node < 0, groups[index].faultMs == .max,
          groups[index].queue == 0,
          groups[index].pointMs == lastScrapeMs, groups[index].inflow <= groups[index].capacity,
          groups[index].capacity == calmCapacity * count,
          groups[index].work == (arrived.share + burnt) * count + (index == 0 ? arrived.rest : 0),
          groups[index].sojourn.isSame(as: groups[0].sojourn), groups[index].hasPresentSojourn
        else { return nil }
        for other in 0..<index
        where groups[other].startMs == groups[index].startMs
          && groups[other].readyTransitionMs == groups[index].readyTransitionMs
        {
          return nil
        }
        let matureMs = groups[index].startMs + grid.matureMs
        if matureMs < firstMs {
          (firstMs, secondMs) = (matureMs, firstMs)
        } else if matureMs < secondMs {
          secondMs = matureMs
        }
      }
      return (Int32(pods), secondMs)
    }
  }

  /// The CPU a settled pod has for requests, in microcores.
  package var calmCapacity: Int64 { ceiling - calmBurning }

  /// The CPU a settled pod burns without any.
  package var calmBurning: Int64 { min(service.idleMicrocores, ceiling) }

  /// Does what `pass` does with scrapes, for groups that are calm from an instant on whose last scrape is given.
  package mutating func leapCalmly(
    to nowMs: Int64, after scrape: Int64, _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    if course.row < grid.rowCount, grid.rowEnd(course.row) < nowMs {
      takeLoads(upTo: grid.rowEnd(course.row), &course, grid: grid)
      course.endRow(&self, grid: grid)
      let last = min(Int((nowMs - 1) / grid.rowMs), grid.rowCount)
      // The warm-up ends with a row.
      let warm = Int(grid.measureFromMs / grid.rowMs)
      while course.row < last {
        let stop = course.row < warm && warm < last ? warm : last
        skipCalmRows(upTo: stop, &course, grid: grid)
      }
    }
    takeLoads(upTo: nowMs, &course, grid: grid)
    advance(to: nowMs)
    takeCalmSamples(nowMs: nowMs, after: scrape, &course, grid: grid)
  }

  private mutating func skipCalmRows(upTo last: Int, _ course: inout SweptCourse, grid: SteadyGrid) {
    let end = grid.rowEnd(last - 1)
    podMs += Int64(boundCount) * (end - clockMs)
    clockMs = end
    let stretch = CalmStretch(self)
    var own = LatencyHistogram.none
    swap(&own, &latency)
    let isWarm = groups.withUnsafeBufferPointer { groups in
      course.addRows(upTo: last, of: groups, stretch, &own, grid: grid)
    }
    swap(&own, &latency)
    if isWarm { course.endWarmup(&self) }
    course.changes = grid.rowChanges[last - 1]
    respread(course.changes > 0 ? grid.rates[course.changes - 1] : 0)
  }

  /// Sets what the last two scrapes showed.
  private mutating func takeCalmSamples(
    nowMs: Int64, after scrape: Int64, _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    let last = grid.scrapes(upTo: nowMs) - 1
    let lastMs = grid.scrapeMs(last)
    let pods = Int64(groups.reduce(0) { $0 + $1.count })
    let now = grid.arrived(from: lastMs, to: nowMs, near: course.changes, pods: pods)
    let late = grid.arrived(
      from: grid.scrapeMs(last - 1), to: lastMs, near: course.changes, pods: pods)
    let early =
      last - 1 > scrape
      ? grid.arrived(
        from: grid.scrapeMs(last - 2), to: grid.scrapeMs(last - 1), near: course.changes, pods: pods)
      : nil
    let ms = grid.pipeline.resolutionMs
    let memory = Int64(service.memoryBase)
    for index in groups.indices {
      let count = Int64(groups[index].count)
      let burning = groups[index].burning
      func sample(_ work: SteadyGrid.Arrived, atMs: Int64) -> PodSample {
        let own = work.share * count + (index == 0 ? work.rest : 0)
        return PodSample(
          cpuMilli: PodGroup.averageMilli(of: own + burning * ms, pods: count, over: ms), memoryBytes: memory,
          timestampMs: atMs, windowMs: ms)
      }
      groups[index].earlierSample = early.map { sample($0, atMs: lastMs - ms) } ?? groups[index].sample
      groups[index].sample = sample(late, atMs: lastMs)
      groups[index].pointMs = lastMs
      groups[index].work = now.share * count + (index == 0 ? now.rest : 0) + burning * (nowMs - lastMs)
    }
    scrapedMs = lastMs
    course.scrapeMs = lastMs + ms
  }
}

/// What all groups of a calm workload have in common.
struct CalmStretch {
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

  init(_ state: borrowing WorkloadState) {
    pods = Int64(state.groups.reduce(0) { $0 + $1.count })
    burning = state.groups.reduce(0) { $0 + $1.burning }
    sojourn = state.groups[0].sojourn
    capacity = Double(state.calmCapacity)
    firstCapacity = Double(state.groups[0].capacity)
    objective = state.service.latencyObjective - (0 + state.service.baseLatency)
    shape = state.service.shape
    workPerRequest = state.service.workPerRequest
  }
}

extension SweptCourse {
  /// Adds whole rows of a calm workload; returns whether the warm-up ends with them.
  mutating func addRows(
    upTo last: Int, of groups: UnsafeBufferPointer<PodGroup>, _ calm: borrowing CalmStretch,
    _ latency: inout LatencyHistogram, grid: SteadyGrid
  ) -> Bool {
    let allowed = 1 - grid.objective
    latency.withAdding { adding in
      for index in row..<last {
        var late = 0.0
        for note in grid.firstNotes[index]..<grid.firstNotes[index + 1] {
          let rate = grid.noteRates[note]
          guard rate > 0 else { continue }
          let ms = grid.noteMs(of: note)
          let share = rate / calm.pods
          let rest = rate - share * calm.pods
          var mean = calm.sojourn.mean(
            rho: Double(share * Int64(groups[0].count) + rest) / calm.firstCapacity)
          var survival = calm.shape.survival(calm.objective / mean)
          var cell = LatencyHistogram.cell(of: mean)
          let first = Double((share * Int64(groups[0].count) + rest) * ms) / calm.workPerRequest
          late += first * survival
          adding.add(first, mean: mean, cell: cell)
          guard share > 0 else { continue }
          mean = calm.sojourn.mean(rho: Double(share) / calm.capacity)
          survival = calm.shape.survival(calm.objective / mean)
          cell = LatencyHistogram.cell(of: mean)
          for group in 1..<groups.count {
            let requests = Double(share * Int64(groups[group].count) * ms) / calm.workPerRequest
            late += requests * survival
            adding.add(requests, mean: mean, cell: cell)
          }
        }
        addRow(index, slow: late, burning: calm.burning, allowed: allowed, grid: grid)
      }
    }
    row = last
    return grid.rowEnd(last - 1) == grid.measureFromMs
  }
}
