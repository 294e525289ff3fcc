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
    let capacity = calmCapacity
    let untilMs = groups.withUnsafeBufferPointer { groups in
      Calm.untilMs(
        groups, arrived: arrived, burnt: burnt, lastScrapeMs: lastScrapeMs, matureMs: grid.matureMs
      ) { group in
        group.isSettled && group.node < 0 && group.faultMs == .max && group.queue == 0
          && group.inflow <= group.capacity && group.capacity == capacity * Int64(group.count)
          && group.sojourn.isSame(as: groups[0].sojourn) && group.hasPresentSojourn
      }
    }
    return untilMs.map { (Int32(pods), $0) }
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
      endRow(&course, grid: grid)
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
    let stretch = CalmStretch(
      groups.map(\.count), capacity: calmCapacity, burning: calmBurning, sojourn: groups[0].sojourn,
      service: service)
    var own = LatencyHistogram.none
    swap(&own, &latency)
    let isWarm = own.withAdding { course.addRows(upTo: last, of: stretch, &$0, grid: grid) }
    swap(&own, &latency)
    if isWarm { endWarmup(&course) }
    course.changes = grid.rowChanges[last - 1]
    respread(course.changes > 0 ? grid.rates[course.changes - 1] : 0)
  }

  /// Sets what the last two scrapes showed.
  private mutating func takeCalmSamples(
    nowMs: Int64, after scrape: Int64, _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    let (memory, burning) = (Int64(service.memoryBase), calmBurning)
    scrapedMs = groups.withUnsafeMutableBufferPointer {
      Calm.show(
        $0, at: nowMs, after: scrape, changes: course.changes, burning: burning, memoryBytes: memory,
        grid: grid)
    }
    course.scrapeMs = scrapedMs + grid.pipeline.resolutionMs
  }
}
