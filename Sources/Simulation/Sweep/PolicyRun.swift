import Cluster
import Kubernetes
import Scaling

/// One policy's way through the world of a sweep.
///
/// What happens to pods is left to those who know them. What the engine does step by step while nothing happens but
/// load, scrapes, reconciles without consequence and rows is read from the world's courses.
struct PolicyRun<Pods: SweptPods & ~Copyable>: ~Copyable {
  private let world: SweepWorld
  private let metric: SweptMetric
  private(set) var sizes: HPASizes
  private let trust: HPASizes.Trust
  private var pods: Pods
  private var changes = ChangeCount()
  /// The next reconcile.
  private var number = 0
  /// The lines of the sizes so far; few have more than one.
  private var lines: [(key: SteadyCourse.Key, line: SteadyLine)?] = []
  private var calmLines: [CalmLine?] = []

  /// Makes the run of a policy whose pods are in the hands of `pods`.
  init(_ world: SweepWorld, _ pods: consuming Pods, metric: SweptMetric, sizes: HPASizes) {
    self.world = world
    self.metric = metric
    self.sizes = sizes
    trust = sizes.trust
    self.pods = pods
  }

  /// Goes on up to a reconcile, or some way further where nothing happens; returns false if the run has left the reduced
  /// world because some node is short of CPU.
  mutating func proceed(toReconcile end: Int) -> Bool {
    while number < end {
      let nowMs = world.reconcileMs(number)
      guard pods.proceed(to: nowMs) else { return false }
      let current = pods.replicas
      let reading = pods.reading(of: metric, trust: trust, nowMs: nowMs)
      let desired = sizes.decide(reading, current: current, nowMs: nowMs, number: number)
      number += 1
      if desired != current {
        scale(from: current, to: desired, nowMs: nowMs)
      } else {
        number = leap(from: number, nowMs: nowMs)
      }
    }
    return true
  }

  /// Goes on to the end; nil if the run leaves the reduced world.
  mutating func finish() -> RunSummary? {
    guard proceed(toReconcile: world.reconciles), pods.proceed(to: world.grid.horizonMs) else { return nil }
    pods.finish()
    return summary()
  }

  private mutating func scale(from current: Int32, to desired: Int32, nowMs: Int64) {
    pods.scale(to: desired, nowMs: nowMs)
    if nowMs >= world.grid.measureFromMs { changes.add(from: current, to: desired) }
  }

  /// Goes on to the next reconcile that may have consequences, if the workload is steady; returns its number.
  private mutating func leap(from number: Int, nowMs: Int64) -> Int {
    guard let landing = landing(from: number, nowMs: nowMs) else { return number }
    pods.watch(
      nowMs: landing.number < world.reconciles ? world.reconcileMs(landing.number) : world.grid.horizonMs)
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

  /// Goes on with a workload that is settled in one group, if it is.
  private mutating func landing(from number: Int, nowMs: Int64) -> Landing? {
    guard pods.mayRest, number < world.reconciles else { return nil }
    guard let key = pods.steadyKey() else {
      return busyLanding(from: number) ?? calmLanding(from: number, nowMs: nowMs)
    }
    guard key.count == pods.replicas else { return nil }
    let grid = world.grid
    guard let steady = line(key),
      let start = pods.leapStart(
        along: steady.course, nowMs: nowMs, youngMs: world.scenario.hpa.cpuInitializationPeriodMs)
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
      landing.number = sizes.firstChange(
        steady.utilizations, from: landing.number, to: end, pods: key.count)
      guard landing.number > number else { return nil }
    }
    let stopMs = landing.number < world.reconciles ? world.reconcileMs(landing.number) : grid.horizonMs
    if landing.number < number + 2 {
      // Nothing needs attention before the overload, which is not before the end.
      pods.step(to: stopMs)
    } else {
      pods.leap(to: stopMs, from: start, along: steady.course)
    }
    return landing
  }

  /// Goes on with a workload that is settled in one group, but has more to do than it can at once.
  private mutating func busyLanding(from number: Int) -> Landing? {
    guard pods.isBusy else { return nil }
    let count = pods.replicas
    guard let holding = sizes.holding(count), let milli = metric.milli(of: holding) else { return nil }
    let end = pods.stepBusily(
      from: world.reconcileMs(number), every: world.syncMs, atMost: world.reconciles - number, while: milli)
    guard end > 0 else { return nil }
    sizes.hold(count, from: number, to: number + end)
    return Landing(number: number + end, pods: count)
  }

  /// Goes on with a workload that is settled in several groups.
  private mutating func calmLanding(from number: Int, nowMs: Int64) -> Landing? {
    let grid = world.grid
    let scrape = grid.scrapes(upTo: nowMs) - 1
    guard scrape >= 0, pods.touchedMs <= grid.scrapeMs(scrape), world.seen[number] > scrape,
      !grid.pipeline.isInstantaneous,
      let calm = pods.calmPods(lastScrapeMs: grid.scrapeMs(scrape)),
      calm.count == pods.replicas, let line = calmLine(calm.count)
    else { return nil }
    var end = min(world.reconciles, line.firstDoubt(from: number))
    // Groups may be put together at the first scrape after that.
    let meetingMs = max(grid.scrapeMs(grid.scrapes(upTo: calm.untilMs)), grid.scrapeMs(scrape + 1))
    for limitMs in [line.firstOverload(from: nowMs + 1), meetingMs] where limitMs <= grid.horizonMs {
      end = min(end, Int((limitMs - 1 - world.firstReconcileMs) / world.syncMs))
    }
    guard end > number else { return nil }
    let landing = Landing(
      number: sizes.firstChange(line.utilizations, from: number, to: end, pods: calm.count),
      pods: calm.count)
    guard landing.number > number else { return nil }
    let stopMs = landing.number < world.reconciles ? world.reconcileMs(landing.number) : grid.horizonMs
    if landing.number < number + 2 {
      pods.step(to: stopMs)
    } else {
      pods.leapCalmly(to: stopMs, after: scrape)
    }
    return landing
  }

  private mutating func calmLine(_ count: Int32) -> CalmLine? {
    let place = Int(count)
    if place < calmLines.count, let known = calmLines[place] { return known }
    guard
      let found = world.calmLine(
        count, capacity: pods.calmCapacity, burning: pods.calmBurning, metric: metric)
    else { return nil }
    while calmLines.count <= place { calmLines.append(nil) }
    calmLines[place] = found
    return found
  }

  /// The line of a steady workload, nil as long as few policies have asked for it.
  private mutating func line(_ key: SteadyCourse.Key) -> SteadyLine? {
    let place = Int(key.count)
    if place < lines.count, let known = lines[place], known.key == key { return known.line }
    guard let found = world.line(key, metric: metric, course: { pods.steadyCourse() }) else { return nil }
    while lines.count <= place { lines.append(nil) }
    lines[place] = (key, found)
    return found
  }

  private mutating func summary() -> RunSummary {
    var result = RunSummary(latency: pods.histogram)
    let template = world.cluster.workloads[0].template
    let sums = pods.sums
    result.requestCores = Double(template.requestCPUMilli) / 1_000
    result.requestBytes = Double(template.requestMemoryBytes)
    result.podMs = pods.podMs - pods.warmupPodMs
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
    return result
  }
}
