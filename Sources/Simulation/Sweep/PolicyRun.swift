import Cluster
import Kubernetes
import Scaling

/// One policy's way through the world of a sweep.
///
/// Whatever happens to pods is left to the engine's own cluster. What the engine does step by step while nothing
/// happens but load, scrapes, reconciles without consequence and rows is read from the world's courses.
struct PolicyRun {
  private let world: SweepWorld
  private let metric: SweptMetric
  private(set) var sizes: HPASizes
  private var cluster: Cluster
  private var course: SweptCourse
  private var changes = ChangeCount()
  /// Since when the workload is one steady group, nil if it is not.
  private var steadySinceMs: Int64?
  private var line: (key: SteadyCourse.Key, line: SteadyLine)?

  init(_ world: SweepWorld, metric: SweptMetric, sizes: HPASizes) {
    self.world = world
    self.metric = metric
    self.sizes = sizes
    cluster = world.cluster
    course = SweptCourse(world.grid)
  }

  /// Runs to the end; nil if the run leaves the reduced world because some node is short of CPU.
  mutating func run() -> RunSummary? {
    var number = 0
    while number < world.reconciles {
      let nowMs = world.reconcileMs(number)
      guard handlePods(upTo: nowMs) else { return nil }
      cluster.workloads[0].pass(to: nowMs, withScrape: true, &course, grid: world.grid)
      let current = cluster.workloads[0].replicas
      let desired = sizes.decide(reading(nowMs: nowMs), current: current, nowMs: nowMs, number: number)
      number += 1
      if desired != current {
        cluster.scale(0, to: desired, nowMs: nowMs)
        if nowMs >= world.grid.measureFromMs { changes.add(from: current, to: desired) }
        steadySinceMs = nil
      } else {
        number = leap(from: number, nowMs: nowMs)
      }
    }
    guard handlePods(upTo: world.grid.horizonMs) else { return nil }
    cluster.workloads[0].finish(&course, grid: world.grid)
    return summary
  }

  /// Handles what is planned for pods up to an instant; returns whether no node can be short of CPU.
  private mutating func handlePods(upTo nowMs: Int64) -> Bool {
    guard cluster.workloads[0].awaitsEvents else { return true }
    while let next = cluster.events.nextTimeMs, next <= nowMs, let event = cluster.events.pop() {
      steadySinceMs = nil
      cluster.workloads[0].pass(to: next, withScrape: false, &course, grid: world.grid)
      cluster.handle(event)
      guard cluster.isRoomy else { return false }
    }
    return true
  }

  /// What the HPA reads.
  private func reading(nowMs: Int64) -> HPASizes.Reading {
    var reading = HPASizes.Reading()
    let isFresh = cluster.showsLastScrape(of: 0, at: nowMs)
    reading.unready = Int64(cluster.workloads[0].pendingCount)
    cluster.workloads[0].groups.withUnsafeBufferPointer { groups in
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

  /// Goes on to the next reconcile that may have consequences, if the workload has been steady for long enough;
  /// returns its number.
  private mutating func leap(from number: Int, nowMs: Int64) -> Int {
    guard let key = cluster.workloads[0].steadyKey, key.count == cluster.workloads[0].replicas else {
      steadySinceMs = nil
      course.isOverloaded = false
      return number
    }
    if course.isOverloaded {
      steadySinceMs = nil
      course.isOverloaded = false
    }
    guard let since = steadySinceMs else {
      steadySinceMs = nowMs
      return number
    }
    // Three scrapes: the sample and the one before it are of steady times.
    let grid = world.grid
    guard grid.scrapes(upTo: nowMs) - grid.scrapes(upTo: since) >= 3 else { return number }
    if line?.key != key {
      line = (key, world.line(key, of: cluster.workloads[0], metric: metric))
    }
    guard let steady = line?.line else { return number }
    var end = world.reconciles
    let overloadMs = steady.course.firstOverload(from: nowMs + 1)
    if overloadMs <= grid.horizonMs {
      end = min(end, max(number, Int((overloadMs - world.firstReconcileMs) / world.syncMs)))
    }
    let next = steady.utilizations.withUnsafeBufferPointer {
      sizes.firstChange($0, from: number, to: end, pods: key.count)
    }
    guard next > number else { return number }
    let stopMs = min(next < world.reconciles ? world.reconcileMs(next) : .max, grid.horizonMs)
    cluster.workloads[0].leap(to: min(stopMs, overloadMs), along: steady.course, &course, grid: grid)
    return next
  }

  private var summary: RunSummary {
    var result = RunSummary()
    let state = cluster.workloads[0]
    let sums = course.sums
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
