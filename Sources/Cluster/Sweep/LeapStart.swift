/// How a steady group stands when a leap begins: its next scrape still shows something of what was before.
package struct LeapStart: Sendable {
  /// The last scrape, counted from 0.
  package let scrape: Int64
  private let sample: PodSample
  private let earlier: PodSample
  /// What the next scrape will show, in millicores.
  private let next: Int64
  private let work: Int64
  private let clockMs: Int64
  private let changes: Int

  /// Nil if the last two scrapes did not show the pods, or something from before they were ready.
  ///
  /// `youngMs` is the age up to which a sample must lie wholly after its pod became ready.
  init?<Group: RestingGroup>(
    _ group: Group, clockMs: Int64, changes: Int, along steady: borrowing SteadyCourse,
    grid: SteadyGrid, nowMs: Int64, youngMs: Int64
  ) {
    scrape = grid.scrapes(upTo: nowMs) - 1
    sample = group.sample
    earlier = group.earlierSample
    work = group.work
    self.clockMs = clockMs
    self.changes = changes
    guard sample.exists, earlier.exists, scrape >= 1, group.pointMs == grid.scrapeMs(scrape),
      group.startMs + youngMs <= nowMs
        || earlier.timestampMs >= group.readyTransitionMs + earlier.windowMs
    else { return nil }
    let scrapeMs = grid.scrapeMs(scrape + 1)
    if scrapeMs > grid.horizonMs {
      next = 0
    } else if grid.pipeline.isInstantaneous {
      next = Int64(steady.cpuMilli[Int(scrape + 1)])
    } else {
      let after = grid.changes(upTo: scrapeMs, near: changes)
      let arrived = grid.work(upTo: scrapeMs, changes: after) - grid.work(upTo: clockMs, changes: changes)
      next = PodGroup.averageMilli(
        of: work + arrived + steady.burning * (scrapeMs - clockMs), pods: Int64(group.count),
        over: grid.pipeline.resolutionMs)
    }
  }

  /// Sets what a group's last two scrapes show at an instant, and what it did since; returns the time of the last.
  ///
  /// `memory` tells a pod's working set from the time of a scrape and the load.
  func show<Group: RestingGroup>(
    _ group: inout Group, at nowMs: Int64, along steady: borrowing SteadyCourse, changes known: Int,
    grid: SteadyGrid, memory: (_ scrapeMs: Int64, _ rate: Int64) -> Int64
  ) -> Int64 {
    let last = grid.scrapes(upTo: nowMs) - 1
    let lastMs = grid.scrapeMs(last)
    guard last > scrape else {
      let arrived = grid.work(upTo: nowMs, changes: known) - grid.work(upTo: clockMs, changes: changes)
      group.work = work + arrived + steady.burning * (nowMs - clockMs)
      return lastMs
    }
    let ms = grid.pipeline.resolutionMs
    let before = grid.changes(upTo: lastMs, near: known)
    func shown(_ index: Int64, near known: Int) -> PodSample {
      if index == scrape { return sample }
      let now = grid.scrapeMs(index)
      let changes = grid.changes(upTo: now, near: known)
      let bytes = memory(now, changes > 0 ? grid.steps[changes - 1].rate : 0)
      return PodSample(
        cpuMilli: milli(at: index, along: steady), memoryBytes: bytes, timestampMs: now, windowMs: ms)
    }
    group.earlierSample = shown(last - 1, near: before)
    group.sample = shown(last, near: before)
    group.pointMs = lastMs
    let arrived = grid.work(upTo: nowMs, changes: known) - grid.work(upTo: lastMs, changes: before)
    group.work = arrived + steady.burning * (nowMs - lastMs)
    return lastMs
  }

  /// What one pod uses at a scrape from the one before the start on, in millicores.
  package func milli(at index: Int64, along steady: borrowing SteadyCourse) -> Int64 {
    if index > scrape + 1 { return Int64(steady.cpuMilli[Int(index)]) }
    return index > scrape ? next : index == scrape ? sample.cpuMilli : earlier.cpuMilli
  }
}
