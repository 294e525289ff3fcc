/// A workload in a sweep: the engine's own steps one by one, and quiet times at a leap.
extension WorkloadState {
  /// The course of its only group, nil unless that is settled, idle of backlog and keeps up with its load.
  package var steadyKey: SteadyCourse.Key? {
    guard groups.count == 1, planned == 0, pendingCount == 0, !isPooled, groups[0].isSettled,
      groups[0].node < 0, groups[0].queue == 0, groups[0].inflow <= groups[0].capacity,
      groups[0].capacity > 0,
      groups[0].hasPresentSojourn
    else { return nil }
    return SteadyCourse.Key(groups[0])
  }

  /// Works out the course of its only group.
  package func steadyCourse(_ grid: SteadyGrid) -> SteadyCourse {
    SteadyCourse(groups[0], service: service, grid: grid)
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
        course.endRow(&self, grid: grid)
      }
    }
  }

  /// Ends the last rows at the end of the run.
  package mutating func finish(_ course: inout SweptCourse, grid: SteadyGrid) {
    while pass(to: grid.horizonMs, withScrape: true, &course, grid: grid) != nil {}
    while course.row < grid.rowCount { course.endRow(&self, grid: grid) }
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
    to nowMs: Int64, from start: borrowing LeapStart, along steady: borrowing SteadyCourse,
    _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    if course.row < grid.rowCount, grid.rowEnd(course.row) < nowMs {
      takeLoads(upTo: grid.rowEnd(course.row), &course, grid: grid)
      course.endRow(&self, grid: grid)
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
    upTo last: Int, along steady: borrowing SteadyCourse, _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    let end = grid.rowEnd(last - 1)
    podMs += Int64(boundCount) * (end - clockMs)
    clockMs = end
    course.addRows(upTo: last, of: steady, &self, grid: grid)
    course.changes = grid.rowChanges[last - 1]
    respread(course.changes > 0 ? grid.rates[course.changes - 1] : 0)
  }

  /// Sets what the last two scrapes showed.
  private mutating func takeSamples(
    nowMs: Int64, from start: borrowing LeapStart, along steady: borrowing SteadyCourse,
    _ course: inout SweptCourse, grid: SteadyGrid
  ) {
    let last = grid.scrapes(upTo: nowMs) - 1
    var work: Int64 = 0
    var sinceMs = start.clockMs
    var changes = start.changes
    if last == start.scrape {
      work = start.work
    } else {
      sinceMs = grid.scrapeMs(last)
      changes = grid.changes(upTo: sinceMs, near: course.changes)
      groups[0].earlierSample = sample(last - 1, from: start, along: steady, near: changes, grid: grid)
      groups[0].sample = sample(last, from: start, along: steady, near: changes, grid: grid)
      groups[0].pointMs = sinceMs
      scrapedMs = sinceMs
      course.scrapeMs = sinceMs + grid.pipeline.resolutionMs
    }
    let arrived = grid.work(upTo: nowMs, changes: course.changes) - grid.work(upTo: sinceMs, changes: changes)
    groups[0].work = work + arrived + groups[0].burning * (nowMs - sinceMs)
  }

  private func sample(
    _ scrape: Int64, from start: borrowing LeapStart, along steady: borrowing SteadyCourse, near known: Int,
    grid: SteadyGrid
  ) -> PodSample {
    if scrape == start.scrape { return start.sample }
    let now = grid.scrapeMs(scrape)
    var memory = Int64(service.memoryBase)
    if service.memoryPerInFlight > 0 {
      var group = groups[0]
      let changes = grid.changes(upTo: now, near: known)
      _ = group.meet(share: 0, rest: changes > 0 ? grid.rates[changes - 1] : 0)
      memory = service.memory(of: group, nowMs: now)
    }
    return PodSample(
      cpuMilli: start.milli(at: scrape, along: steady), memoryBytes: memory, timestampMs: now,
      windowMs: grid.pipeline.resolutionMs)
  }
}

extension PodGroup {
  /// Whether its sojourn is that of its present rates: groups that were put together keep the sojourn of the first until
  /// the load changes.
  var hasPresentSojourn: Bool {
    capacity > 0 && meanSojourn == sojourn.mean(rho: Double(inflow) / Double(capacity))
  }
}

/// How a steady group stands when a leap begins: its next scrape still shows something of what was before.
package struct LeapStart: Sendable {
  /// The last scrape, counted from 0.
  package let scrape: Int64
  let sample: PodSample
  private let earlier: PodSample
  /// What the next scrape will show, in millicores.
  private let next: Int64
  let work: Int64
  let clockMs: Int64
  let changes: Int

  /// Nil if the last two scrapes did not show the pods, or something from before they were ready.
  ///
  /// `youngMs` is the age up to which a sample must lie wholly after its pod became ready.
  package init?(
    _ state: borrowing WorkloadState, along steady: borrowing SteadyCourse, _ course: borrowing SweptCourse,
    grid: SteadyGrid, nowMs: Int64, youngMs: Int64
  ) {
    scrape = grid.scrapes(upTo: nowMs) - 1
    sample = state.groups[0].sample
    earlier = state.groups[0].earlierSample
    work = state.groups[0].work
    clockMs = state.clockMs
    changes = course.changes
    guard sample.exists, earlier.exists, scrape >= 1, state.groups[0].pointMs == grid.scrapeMs(scrape),
      state.groups[0].startMs + youngMs <= nowMs
        || earlier.timestampMs >= state.groups[0].readyTransitionMs + earlier.windowMs
    else { return nil }
    let scrapeMs = grid.scrapeMs(scrape + 1)
    if scrapeMs > grid.horizonMs {
      next = 0
    } else if grid.pipeline.isInstantaneous {
      next = Int64(steady.cpuMilli[Int(scrape + 1)])
    } else {
      let after = grid.changes(upTo: scrapeMs, near: changes)
      let arrived = grid.work(upTo: scrapeMs, changes: after) - grid.work(upTo: clockMs, changes: changes)
      let group = state.groups[0]
      next = PodGroup.averageMilli(
        of: work + arrived + group.burning * (scrapeMs - clockMs), pods: Int64(group.count),
        over: grid.pipeline.resolutionMs)
    }
  }

  /// What one pod uses at a scrape from the one before the start on, in millicores.
  package func milli(at index: Int64, along steady: borrowing SteadyCourse) -> Int64 {
    if index > scrape + 1 { return Int64(steady.cpuMilli[Int(index)]) }
    return index > scrape ? next : index == scrape ? sample.cpuMilli : earlier.cpuMilli
  }
}
