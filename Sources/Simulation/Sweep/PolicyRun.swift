import Cluster
import Kubernetes
import Scaling

/// One policy's way through the world of a sweep.
///
/// Whatever happens to pods is left to the engine's own cluster. What the engine does step by step while nothing
/// happens but load, scrapes, reconciles without consequence and rows is read from the world's courses.
struct PolicyRun<Pods: SweptPods> {
  private let world: SweepWorld
  private let metric: SweptMetric
  private(set) var sizes: HPASizes
  private var cluster: Pods
  private var course: SweptCourse
  private var changes = ChangeCount()
  /// The lines of the sizes so far; few have more than one.
  private var lines: [(key: SteadyCourse.Key, line: SteadyLine)?] = []
  private var calmLines: [CalmLine?] = []
  /// When something last happened to a pod.
  private var touchedMs: Int64 = 0

  /// Makes the run of a policy whose pods are in the hands of `pods`.
  init(_ world: SweepWorld, _ pods: Pods, metric: SweptMetric, sizes: HPASizes) {
    self.world = world
    self.metric = metric
    self.sizes = sizes
    cluster = pods
    course = SweptCourse(world.grid)
  }

  /// Runs to the end; nil if the run leaves the reduced world because some node is short of CPU.
  mutating func run() -> RunSummary? {
    var number = 0
    while number < world.reconciles {
      let nowMs = world.reconcileMs(number)
      guard proceed(to: nowMs) else { return nil }
      let (reading, current) = look(nowMs: nowMs)
      let desired = sizes.decide(reading, current: current, nowMs: nowMs, number: number)
      number += 1
      if desired != current {
        scale(from: current, to: desired, nowMs: nowMs)
      } else {
        number = leap(from: number, nowMs: nowMs)
      }
    }
    guard proceed(to: world.grid.horizonMs) else { return nil }
    withWorkload { state, run in state.finish(&run.course, grid: run.world.grid) }
    return summary
  }

  /// Does something with the workload where it stands: elements of arrays are copied otherwise.
  @inline(__always)
  private mutating func withWorkload<Result>(
    _ body: (inout WorkloadState, inout PolicyRun) -> Result
  ) -> Result {
    var workloads: [WorkloadState] = []
    swap(&workloads, &cluster.workloads)
    defer { swap(&workloads, &cluster.workloads) }
    return workloads.withUnsafeMutableBufferPointer { body(&$0[0], &self) }
  }

  /// Goes on to an instant; returns whether no node can be short of CPU.
  private mutating func proceed(to nowMs: Int64) -> Bool {
    while handlePods(upTo: nowMs) {
      if pass(to: nowMs, withScrape: true) { return true }
    }
    return false
  }

  /// Takes load, scrapes and rows up to an instant; returns false where pods need attention before.
  private mutating func pass(to nowMs: Int64, withScrape: Bool) -> Bool {
    let stopMs = withWorkload { state, run in
      state.pass(to: nowMs, withScrape: withScrape, &run.course, grid: run.world.grid)
    }
    guard let stopMs else { return true }
    cluster.watch(0, nowMs: stopMs)
    return false
  }

  /// Handles what is planned for pods up to an instant; returns whether no node can be short of CPU.
  private mutating func handlePods(upTo nowMs: Int64) -> Bool {
    while let next = cluster.nextEventMs, next <= nowMs {
      guard pass(to: next, withScrape: false) else { continue }
      guard let event = cluster.popEvent() else { break }
      touchedMs = event.timeMs
      guard cluster.handleInSweep(event) else { return false }
    }
    return true
  }

  /// Returns what the HPA reads at a reconcile, and the size the scale asks for.
  private mutating func look(nowMs: Int64) -> (HPASizes.Reading, replicas: Int32) {
    withWorkload { state, run in
      (run.reading(of: state, nowMs: nowMs), state.replicas)
    }
  }

  /// What the HPA reads.
  private func reading(of state: borrowing WorkloadState, nowMs: Int64) -> HPASizes.Reading {
    var reading = HPASizes.Reading()
    let isFresh = nowMs >= state.scrapedMs + world.grid.pipeline.delayMs
    reading.unready = Int64(state.pendingCount)
    state.groups.withUnsafeBufferPointer { groups in
      for index in groups.indices where !groups[index].isDeleted {
        let count = Int64(groups[index].count)
        let sample = isFresh ? groups[index].sample : groups[index].earlierSample
        guard sample.exists else {
          reading.missing += count
          continue
        }
        if sizes.distrusts(
          startMs: groups[index].startMs, isReady: groups[index].isReady,
          readyTransitionMs: groups[index].readyTransitionMs, sampleMs: sample.timestampMs,
          windowMs: sample.windowMs, nowMs: nowMs)
        {
          reading.unready += count
        } else {
          reading.ready += count
          reading.usage += count * (sample.cpuMilli * metric.share)
        }
      }
    }
    return reading
  }

  private mutating func scale(from current: Int32, to desired: Int32, nowMs: Int64) {
    touchedMs = nowMs
    cluster.scale(0, to: desired, nowMs: nowMs)
    if nowMs >= world.grid.measureFromMs { changes.add(from: current, to: desired) }
  }

  /// Goes on to the next reconcile that may have consequences, if the workload is steady; returns its number.
  private mutating func leap(from number: Int, nowMs: Int64) -> Int {
    let landing = withWorkload { state, run in run.leap(&state, from: number, nowMs: nowMs) }
    guard let landing else { return number }
    cluster.watch(
      0, nowMs: landing.number < world.reconciles ? world.reconcileMs(landing.number) : world.grid.horizonMs)
    guard let desired = landing.desired else { return landing.number }
    scale(from: landing.pods, to: desired, nowMs: world.reconcileMs(landing.number))
    return landing.number + 1
  }

  /// Where a leap ends: before a reconcile, or, where its decision is known already, in it.
  private struct Landing {
    var number: Int
    var pods: Int32
    var desired: Int32?
  }

  private mutating func leap(_ state: inout WorkloadState, from number: Int, nowMs: Int64) -> Landing? {
    let grid = world.grid
    guard number < world.reconciles else { return nil }
    guard let key = state.steadyKey else { return leapCalmly(&state, from: number, nowMs: nowMs) }
    guard key.count == state.replicas else { return nil }
    guard let steady = line(key, of: state),
      let start = LeapStart(
        state, along: steady.course, course, grid: grid, nowMs: nowMs,
        youngMs: world.scenario.hpa.cpuInitializationPeriodMs)
    else { return nil }
    var end = world.reconciles
    let overloadMs = steady.course.firstOverload(from: nowMs + 1)
    if overloadMs <= grid.horizonMs {
      end = min(end, max(number, Int((overloadMs - world.firstReconcileMs) / world.syncMs)))
    }
    var landing = Landing(number: number, pods: key.count)
    // The next scrape still shows something of what was before.
    while landing.number < end, world.seen[landing.number] <= start.scrape + 1 {
      var reading = HPASizes.Reading()
      reading.ready = Int64(key.count)
      reading.usage =
        reading.ready * (start.milli(at: world.seen[landing.number], along: steady.course) * metric.share)
      let desired = sizes.decide(
        reading, current: key.count, nowMs: world.reconcileMs(landing.number), number: landing.number)
      if desired != key.count {
        landing.desired = desired
        break
      }
      landing.number += 1
    }
    if landing.desired == nil {
      landing.number = steady.utilizations.withUnsafeBufferPointer {
        sizes.firstChange($0, from: landing.number, to: end, pods: key.count)
      }
      guard landing.number > number else { return nil }
    }
    let stopMs = landing.number < world.reconciles ? world.reconcileMs(landing.number) : grid.horizonMs
    if landing.number < number + 2 {
      // Nothing needs attention before the overload, which is not before the end.
      while state.pass(to: stopMs, withScrape: true, &course, grid: grid) != nil {}
    } else {
      state.leap(to: stopMs, from: start, along: steady.course, &course, grid: grid)
    }
    return landing
  }

  /// Goes on with a workload that is settled in several groups.
  private mutating func leapCalmly(
    _ state: inout WorkloadState, from number: Int, nowMs: Int64
  ) -> Landing? {
    let grid = world.grid
    let scrape = grid.scrapes(upTo: nowMs) - 1
    guard scrape >= 0, touchedMs <= grid.scrapeMs(scrape), world.seen[number] > scrape,
      !grid.pipeline.isInstantaneous,
      let calm = state.calmPods(course, lastScrapeMs: grid.scrapeMs(scrape), grid: grid),
      calm.count == state.replicas, let line = calmLine(calm.count, of: state)
    else { return nil }
    var end = min(world.reconciles, line.firstDoubt(from: number))
    // Groups may be put together at the first scrape after that.
    let meetingMs = max(grid.scrapeMs(grid.scrapes(upTo: calm.untilMs)), grid.scrapeMs(scrape + 1))
    for limitMs in [line.firstOverload(from: nowMs + 1), meetingMs] where limitMs <= grid.horizonMs {
      end = min(end, Int((limitMs - 1 - world.firstReconcileMs) / world.syncMs))
    }
    guard end > number else { return nil }
    let landing = Landing(
      number: line.utilizations.withUnsafeBufferPointer {
        sizes.firstChange($0, from: number, to: end, pods: calm.count)
      }, pods: calm.count)
    guard landing.number > number else { return nil }
    let stopMs = landing.number < world.reconciles ? world.reconcileMs(landing.number) : grid.horizonMs
    if landing.number < number + 2 {
      while state.pass(to: stopMs, withScrape: true, &course, grid: grid) != nil {}
    } else {
      state.leapCalmly(to: stopMs, after: scrape, &course, grid: grid)
    }
    return landing
  }

  private mutating func calmLine(_ pods: Int32, of state: borrowing WorkloadState) -> CalmLine? {
    let place = Int(pods)
    if place < calmLines.count, let known = calmLines[place] { return known }
    guard let found = world.calmLine(pods, of: state, metric: metric) else { return nil }
    while calmLines.count <= place { calmLines.append(nil) }
    calmLines[place] = found
    return found
  }

  /// The line of a steady workload, nil as long as few policies have asked for it.
  private mutating func line(_ key: SteadyCourse.Key, of state: borrowing WorkloadState) -> SteadyLine? {
    let place = Int(key.count)
    if place < lines.count, let known = lines[place], known.key == key { return known.line }
    guard let found = world.line(key, of: state, metric: metric) else { return nil }
    while lines.count <= place { lines.append(nil) }
    lines[place] = (key, found)
    return found
  }

  private var summary: RunSummary {
    var result = RunSummary()
    let state = cluster.workloads[0]
    let sums = course.sums
    result.requestCores = Double(state.template.requestCPUMilli) / 1_000
    result.requestBytes = Double(state.template.requestMemoryBytes)
    result.podMs = state.podMs - course.warmupPodMs
    result.scoredMs = world.grid.horizonMs - world.grid.measureFromMs
    result.reconciles = world.reconciles
    result.take(changes)
    result.take(sums.troubles)
    result.served = sums.served
    result.slow = sums.slow
    result.dropped = sums.dropped
    result.timedOut = sums.timedOut
    result.cut = sums.cut
    result.longestBacklog = sums.longestBacklog
    result.usageCoreMs = sums.usageCoreMs
    result.violatingMs = sums.violatingMs
    result.latency = state.latency
    return result
  }
}
