/// Quiet times of a sweep at a leap.
extension PlainPods {
  /// Whether nothing is planned for any pod, and no two groups wait to be put together at a next scrape.
  package var mayRest: Bool {
    mutating get {
      guard events.isEmpty, pendingCount == 0 else { return false }
      let count = groups.count
      // Groups of one age are neighbors, but where groups were removed.
      return count < 2
        || groups[count - 1].startMs != groups[count - 2].startMs
        || groups[count - 1].readyTransitionMs != groups[count - 2].readyTransitionMs
    }
  }

  /// The course of its only group, nil unless that is settled, idle of backlog and keeps up with its load.
  package mutating func steadyKey() -> SteadyCourse.Key? {
    guard groups.count == 1, events.isEmpty, pendingCount == 0, groups[0].isSettled, groups[0].queue == 0,
      groups[0].inflow <= groups[0].capacity, hasPresentSojourn(0)
    else { return nil }
    return SteadyCourse.Key(
      count: groups[0].count, capacity: groups[0].capacity, burning: start.burning * Int64(groups[0].count),
      sojourn: sojourn(0))
  }

  private mutating func hasPresentSojourn(_ place: Int) -> Bool {
    if groups[place].isSolved { return true }
    let rho = Double(groups[place].inflow) / Double(groups[place].capacity)
    return groups[place].mean == sojourn(place).mean(rho: rho)
  }

  /// Works out the course of its only group.
  package mutating func steadyCourse() -> SteadyCourse {
    SteadyCourse(
      count: groups[0].count, capacity: groups[0].capacity, burning: start.burning * Int64(groups[0].count),
      sojourn: sojourn(0), service: start.service, grid: grid)
  }

  /// How its only group stands when a leap along its course begins; nil if the group has not been seen well enough.
  package mutating func leapStart(along steady: SteadyCourse, nowMs: Int64, youngMs: Int64)
    -> LeapStart?
  {
    settle(0)
    return LeapStart(
      groups[0], clockMs: clockMs, changes: course.changes, along: steady, grid: grid, nowMs: nowMs,
      youngMs: youngMs)
  }

  /// Does what `pass` does with scrapes, for a group that is steady from `leap` on.
  package mutating func leap(to nowMs: Int64, from leap: LeapStart, along steady: SteadyCourse) {
    while let last = nextWholeRows(upTo: nowMs) {
      let notes = grid.firstNotes[course.row]..<grid.firstNotes[last]
      latency.add(grid.noteRequests, sojourns: steady.sojourns, cells: steady.cells, notes: notes)
      let isWarm = course.addRows(upTo: last, of: steady, grid: grid)
      skip(upTo: last, isWarm: isWarm)
    }
    takeLoads(upTo: nowMs)
    advance(to: nowMs)
    settle(0)
    let memory = memoryBytes
    scrapedMs = leap.show(
      &groups[0], at: nowMs, along: steady, changes: course.changes, grid: grid
    ) { _, _ in memory }
    course.scrapeMs = scrapedMs + grid.pipeline.resolutionMs
  }

  /// Ends the present row if it ends before an instant, and returns up to where whole rows follow that end before it, the
  /// end of the warm-up being one; nil if there are none.
  private mutating func nextWholeRows(upTo nowMs: Int64) -> Int? {
    guard course.row < grid.rowCount, grid.rowEnd(course.row) < nowMs else { return nil }
    if clockMs != Int64(course.row) * grid.rowMs {
      takeLoads(upTo: grid.rowEnd(course.row))
      endRow()
    }
    let last = min(Int((nowMs - 1) / grid.rowMs), grid.rowCount)
    guard course.row < last else { return nil }
    let warm = Int(grid.measureFromMs / grid.rowMs)
    return course.row < warm && warm < last ? warm : last
  }

  /// Goes on to the end of rows that were added.
  private mutating func skip(upTo last: Int, isWarm: Bool) {
    let end = grid.rowEnd(last - 1)
    podMs += Int64(boundCount) * (end - clockMs)
    clockMs = end
    for place in 0..<groups.count { groups[place].sinceMs = end }
    if isWarm { endWarmup() }
    course.changes = grid.rowChanges[last - 1]
    respread(course.changes > 0 ? grid.steps[course.changes - 1].rate : 0)
  }

  /// Whether work waits, or more arrives than can be done.
  package var isBusy: Bool { mutating get { hasBusy } }

  /// Goes on from one reconcile to the next as long as the only group is settled but busy, and what metrics-server shows
  /// of each pod is within bounds; returns how many reconciles passed.
  package mutating func stepBusily(
    from firstMs: Int64, every periodMs: Int64, atMost most: Int, while shown: ClosedRange<Int64>
  ) -> Int {
    // The samples of younger pods may not count.
    guard groups.count == 1, groups[0].count == size, events.isEmpty, groups[0].isSettled,
      firstMs > groups[0].startMs + grid.matureMs, groups[0].earlierSample.exists
    else { return 0 }
    for step in 0..<most {
      let nowMs = firstMs + Int64(step) * periodMs
      pass(to: nowMs, withScrape: true)
      let isFresh = nowMs >= scrapedMs + grid.pipeline.delayMs
      let sample = isFresh ? groups[0].sample : groups[0].earlierSample
      guard hasBusy, shown.contains(sample.cpuMilli) else { return step }
    }
    return most
  }

  /// How many pods there are, if all are settled in several groups that keep up with their load and no two of which may
  /// be put together before an instant; nil else. Nothing must have happened to them since the last scrape.
  package mutating func calmPods(lastScrapeMs: Int64) -> (count: Int32, untilMs: Int64)? {
    guard groups.count > 1, events.isEmpty, pendingCount == 0 else { return nil }
    var pods: Int64 = 0
    for place in 0..<groups.count {
      guard groups[place].isOrdinary, hasPresentSojourn(place) else { return nil }
      settle(place)
      pods += Int64(groups[place].count)
    }
    let arrived = grid.arrived(from: lastScrapeMs, to: clockMs, near: course.changes, pods: pods)
    let untilMs = Calm.untilMs(
      UnsafeBufferPointer(groups.buffer), arrived: arrived,
      burnt: start.burning * (clockMs - lastScrapeMs), lastScrapeMs: lastScrapeMs, matureMs: grid.matureMs
    ) { $0.isSettled && $0.queue == 0 && $0.inflow <= $0.capacity }
    return untilMs.map { (Int32(pods), $0) }
  }

  /// The CPU a settled pod has for requests, in microcores.
  package var calmCapacity: Int64 { start.capacity }

  /// The CPU a settled pod burns without any.
  package var calmBurning: Int64 { start.burning }

  /// Does what `pass` does with scrapes, for groups that are calm from an instant on whose last scrape is given.
  package mutating func leapCalmly(to nowMs: Int64, after scrape: Int64) {
    while let last = nextWholeRows(upTo: nowMs) {
      let stretch = CalmStretch(
        groups.buffer.map(\.count), capacity: start.capacity, burning: start.burning,
        sojourn: sojourn(0), service: start.service)
      let isWarm = course.addRows(upTo: last, of: stretch, &latency, grid: grid)
      skip(upTo: last, isWarm: isWarm)
    }
    takeLoads(upTo: nowMs)
    advance(to: nowMs)
    for place in 0..<groups.count { settle(place) }
    scrapedMs = Calm.show(
      groups.buffer, at: nowMs, after: scrape, changes: course.changes, burning: start.burning,
      memoryBytes: memoryBytes, grid: grid)
    course.scrapeMs = scrapedMs + grid.pipeline.resolutionMs
  }
}
