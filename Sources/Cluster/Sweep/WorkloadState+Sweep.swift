/// A workload in a sweep: the engine's own steps one by one, and quiet times at a leap.
extension WorkloadState {
  /// The course of its only group, nil unless that is settled, idle of backlog and keeps up with its load.
  package var steadyKey: SteadyCourse.Key? {
    guard groups.count == 1, planned == 0, pendingCount == 0, !isPooled, groups[0].isSettled,
      groups[0].node < 0, groups[0].queue == 0, groups[0].inflow <= groups[0].capacity,
      groups[0].capacity > 0,
      groups[0].hasPresentSojourn
    else { return nil }
    return SteadyCourse.Key(
      count: groups[0].count, capacity: groups[0].capacity, burning: groups[0].burning,
      sojourn: groups[0].sojourn)
  }

  /// Works out the course of its only group.
  package func steadyCourse(_ grid: SteadyGrid) -> SteadyCourse {
    SteadyCourse(
      count: groups[0].count, capacity: groups[0].capacity, burning: groups[0].burning,
      sojourn: groups[0].sojourn, service: service, grid: grid)
  }

  /// How its only group stands when a leap along its course begins; nil if the group has not been seen well enough.
  package func leapStart(
    along steady: SteadyCourse, changes: Int, grid: SteadyGrid, nowMs: Int64, youngMs: Int64
  ) -> LeapStart? {
    groups.withUnsafeBufferPointer { groups in
      LeapStart(
        groups[0], clockMs: clockMs, changes: changes, along: steady, grid: grid, nowMs: nowMs,
        youngMs: youngMs)
    }
  }

  /// Leaves out what only a recording needs.
  package mutating func keepSumsOnly() {
    totals.keepsStretches = false
    keepsPodLog = false
  }

  /// Takes every change of load up to an instant, every scrape before it (or up to it) and every row that ends
  /// before it. Returns nil then, or before that the instant of a change of load after which pods need attention.
  package mutating func pass(
    to nowMs: Int64, withScrape: Bool, _ course: inout SweptCourse, grid: SteadyGrid
  ) -> Int64? {
    let lastScrapeMs = withScrape ? nowMs : nowMs - 1
    while true {
      let loadMs = course.changes < grid.loadMs.count ? grid.loadMs[course.changes] : .max
      let rowMs = course.row < grid.rowCount ? grid.rowEnd(course.row) : .max
      let first = min(loadMs, min(course.scrapeMs, rowMs))
      if first == loadMs {
        guard loadMs <= nowMs else { return nil }
        takeLoad(&course, grid: grid)
        if isWatched, needsAttention(nowMs: loadMs) { return loadMs }
      } else if first == course.scrapeMs {
        guard first <= lastScrapeMs else {
          // A row ends after the scrape of the same instant, and after all else that happens then.
          return nil
        }
        scrape(nowMs: first, pipeline: grid.pipeline, matureMs: grid.matureMs)
        course.scrapeMs += grid.pipeline.resolutionMs
      } else {
        guard rowMs < nowMs else { return nil }
        endRow(&course, grid: grid)
      }
    }
  }

  /// Ends the last rows at the end of the run.
  package mutating func finish(_ course: inout SweptCourse, grid: SteadyGrid) {
    while pass(to: grid.horizonMs, withScrape: true, &course, grid: grid) != nil {}
    while course.row < grid.rowCount { endRow(&course, grid: grid) }
  }

  /// Ends the present row.
  mutating func endRow(_ course: inout SweptCourse, grid: SteadyGrid) {
    settleAccounts(at: grid.rowEnd(course.row))
    let flow = SweptRow(
      served: totals.served, dropped: totals.dropped, timedOut: totals.timedOut, cut: totals.cut,
      usage: totals.usage, backlog: backlog, slow: totals.slowRequests)
    totals.reset()
    if course.endRow(flow, workPerRequest: service.workPerRequest, grid: grid) { endWarmup(&course) }
  }

  /// Begins to measure.
  mutating func endWarmup(_ course: inout SweptCourse) {
    course.endWarmup(podMs: podMs)
    latency.removeAll()
  }

  /// Takes every change of load up to an instant.
  mutating func takeLoads(upTo nowMs: Int64, _ course: inout SweptCourse, grid: SteadyGrid) {
    while course.changes < grid.loadMs.count, grid.loadMs[course.changes] <= nowMs {
      takeLoad(&course, grid: grid)
    }
  }

  @inline(__always)
  private mutating func takeLoad(_ course: inout SweptCourse, grid: SteadyGrid) {
    changeLoad(to: grid.rates[course.changes], nowMs: grid.loadMs[course.changes])
    course.changes += 1
  }

  /// Does what `pass` does with scrapes, for a group that is steady from `start` on.
  package mutating func leap(
    to nowMs: Int64, from start: LeapStart, along steady: SteadyCourse,
    _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    if course.row < grid.rowCount, grid.rowEnd(course.row) < nowMs {
      takeLoads(upTo: grid.rowEnd(course.row), &course, grid: grid)
      endRow(&course, grid: grid)
      let last = min(Int((nowMs - 1) / grid.rowMs), grid.rowCount)
      // The warm-up ends with a row.
      let warm = Int(grid.measureFromMs / grid.rowMs)
      while course.row < last {
        let stop = course.row < warm && warm < last ? warm : last
        skipRows(upTo: stop, along: steady, &course, grid: grid)
      }
    }
    takeLoads(upTo: nowMs, &course, grid: grid)
    advance(to: nowMs)
    takeSamples(nowMs: nowMs, from: start, along: steady, &course, grid: grid)
  }

  /// Passes whole rows.
  private mutating func skipRows(
    upTo last: Int, along steady: SteadyCourse, _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    let end = grid.rowEnd(last - 1)
    podMs += Int64(boundCount) * (end - clockMs)
    clockMs = end
    latency.withAdding {
      $0.add(
        grid.noteRequests, sojourns: steady.sojourns, cells: steady.cells,
        notes: grid.firstNotes[course.row]..<grid.firstNotes[last])
    }
    if course.addRows(upTo: last, of: steady, grid: grid) { endWarmup(&course) }
    course.changes = grid.rowChanges[last - 1]
    respread(course.changes > 0 ? grid.rates[course.changes - 1] : 0)
  }

  /// Sets what the last two scrapes showed.
  private mutating func takeSamples(
    nowMs: Int64, from start: LeapStart, along steady: SteadyCourse,
    _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    let service = service
    var example = groups[0]
    let lastMs = groups.withUnsafeMutableBufferPointer { groups in
      start.show(&groups[0], at: nowMs, along: steady, changes: course.changes, grid: grid) {
        scrapeMs, rate in
        guard service.memoryPerInFlight > 0 else { return Int64(service.memoryBase) }
        _ = example.meet(share: 0, rest: rate)
        return service.memory(of: example, nowMs: scrapeMs)
      }
    }
    scrapedMs = lastMs
    course.scrapeMs = lastMs + grid.pipeline.resolutionMs
  }
}

extension PodGroup {
  /// Whether its sojourn is that of its present rates: groups that were put together keep the sojourn of the first until
  /// the load changes.
  var hasPresentSojourn: Bool {
    capacity > 0 && meanSojourn == sojourn.mean(rho: Double(inflow) / Double(capacity))
  }
}
