/// A workload in a sweep: the engine's own steps one by one, and quiet times at a leap.
extension WorkloadState {
  /// The course of its only group, nil unless that is settled, idle of backlog and keeps up with its load.
  package var steadyKey: SteadyCourse.Key? {
    guard groups.count == 1, planned == 0, pendingCount == 0, !isPooled, groups[0].isSettled,
      groups[0].node < 0, groups[0].queue == 0, groups[0].inflow <= groups[0].capacity, groups[0].capacity > 0
    else { return nil }
    // Groups that were put together keep the sojourn of the first until the load changes.
    let rho = Double(groups[0].inflow) / Double(groups[0].capacity)
    guard groups[0].meanSojourn == groups[0].sojourn.mean(rho: rho) else { return nil }
    return SteadyCourse.Key(groups[0])
  }

  /// Whether something is planned for its pods.
  package var awaitsEvents: Bool { planned > 0 }

  /// Works out the course of its only group.
  package func steadyCourse(_ grid: borrowing SteadyGrid) -> SteadyCourse {
    SteadyCourse(groups[0], service: service, grid: grid)
  }

  /// Leaves out what only rows of a recording need.
  package mutating func skipRowPercentiles() { totals.keepsStretches = false }

  /// Takes every change of load up to an instant, every scrape before it (or up to it) and every row that ends
  /// before it.
  package mutating func pass(
    to nowMs: Int64, withScrape: Bool, _ course: inout SweptCourse, grid: borrowing SteadyGrid
  ) {
    let lastScrapeMs = withScrape ? nowMs : nowMs - 1
    while true {
      let loadMs = course.changes < grid.loadMs.count ? grid.loadMs[course.changes] : .max
      let rowMs = course.row < grid.rowCount ? grid.rowEnd(course.row) : .max
      let first = min(loadMs, min(course.scrapeMs, rowMs))
      if first == loadMs {
        guard loadMs <= nowMs else { return }
        takeLoad(&course, grid: grid)
      } else if first == course.scrapeMs {
        guard first <= lastScrapeMs else {
          // A row ends after the scrape of the same instant, and after all else that happens then.
          return
        }
        scrape(nowMs: first, pipeline: grid.pipeline, matureMs: grid.matureMs)
        course.scrapeMs += grid.pipeline.resolutionMs
      } else {
        guard rowMs < nowMs else { return }
        course.endRow(&self, grid: grid)
      }
    }
  }

  /// Ends the last rows at the end of the run.
  package mutating func finish(_ course: inout SweptCourse, grid: borrowing SteadyGrid) {
    pass(to: grid.horizonMs, withScrape: true, &course, grid: grid)
    while course.row < grid.rowCount { course.endRow(&self, grid: grid) }
  }

  @inline(__always)
  private mutating func takeLoad(_ course: inout SweptCourse, grid: borrowing SteadyGrid) {
    changeLoad(to: grid.rates[course.changes], nowMs: grid.loadMs[course.changes])
    course.changes += 1
    if groups.count == 1, groups[0].inflow > groups[0].capacity { course.isOverloaded = true }
  }

  /// Does what `pass` does with scrapes, for a group that was steady since the scrape before the last and stays so.
  package mutating func leap(
    to nowMs: Int64, along steady: borrowing SteadyCourse, _ course: inout SweptCourse,
    grid: borrowing SteadyGrid
  ) {
    if grid.rowEnd(course.row) < nowMs {
      let end = grid.rowEnd(course.row)
      while course.changes < grid.loadMs.count, grid.loadMs[course.changes] <= end {
        takeLoad(&course, grid: grid)
      }
      course.endRow(&self, grid: grid)
      var last = Int((nowMs - 1) / grid.rowMs)
      if last > grid.rowCount { last = grid.rowCount }
      while course.row < last {
        // The warm-up ends with a row.
        let warm = grid.measureFromMs / grid.rowMs
        let stop = course.row < warm && warm < last ? Int(warm) : last
        skipRows(upTo: stop, along: steady, &course, grid: grid)
      }
    }
    while course.changes < grid.loadMs.count, grid.loadMs[course.changes] <= nowMs {
      takeLoad(&course, grid: grid)
    }
    advance(to: nowMs)
    takeSamples(nowMs: nowMs, along: steady, &course, grid: grid)
  }

  /// Passes whole rows.
  private mutating func skipRows(
    upTo last: Int, along steady: borrowing SteadyCourse, _ course: inout SweptCourse,
    grid: borrowing SteadyGrid
  ) {
    let end = grid.rowEnd(last - 1)
    podMs += Int64(boundCount) * (end - clockMs)
    clockMs = end
    course.addRows(upTo: last, of: steady, burning: groups[0].burning, &self, grid: grid)
    course.changes = grid.changes(upTo: end)
    respread(course.changes > 0 ? grid.rates[course.changes - 1] : 0)
  }

  /// Sets what the last two scrapes showed.
  private mutating func takeSamples(
    nowMs: Int64, along steady: borrowing SteadyCourse, _ course: inout SweptCourse,
    grid: borrowing SteadyGrid
  ) {
    let last = grid.scrapes(upTo: nowMs) - 1
    let scraped = grid.scrapeMs(last)
    groups[0].earlierSample = sample(last - 1, along: steady, grid: grid)
    groups[0].sample = sample(last, along: steady, grid: grid)
    groups[0].pointMs = scraped
    let arrived =
      grid.work(upTo: nowMs, changes: course.changes)
      - grid.work(upTo: scraped, changes: grid.changes(upTo: scraped))
    groups[0].work = arrived + groups[0].burning * (nowMs - scraped)
    scrapedMs = scraped
    course.scrapeMs = scraped + grid.pipeline.resolutionMs
  }

  private func sample(_ scrape: Int64, along steady: borrowing SteadyCourse, grid: borrowing SteadyGrid)
    -> PodSample
  {
    let now = grid.scrapeMs(scrape)
    var memory = Int64(service.memoryBase)
    if service.memoryPerInFlight > 0 {
      var group = groups[0]
      let changes = grid.changes(upTo: now)
      _ = group.meet(share: 0, rest: changes > 0 ? grid.rates[changes - 1] : 0)
      memory = self.memory(of: group, nowMs: now)
    }
    return PodSample(
      cpuMilli: Int64(steady.cpuMilli[Int(scrape)]), memoryBytes: memory, timestampMs: now,
      windowMs: grid.pipeline.resolutionMs)
  }
}
