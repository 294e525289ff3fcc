import Cluster
import Kubernetes
import Scaling
import Scheduling
import Synchronization
import Workload

/// What all policies of a sweep meet alike: everything but the HPA, worked out once.
///
/// Courses of steady sizes are worked out when a policy first needs them and shared among threads.
final class SweepWorld: Sendable {
  let scenario: Scenario
  let seed: UInt64
  let objective: Double
  let grid: SteadyGrid
  /// The cluster at time 0.
  let cluster: Cluster
  /// Its pods, if nothing can happen to them but that they are scaled.
  let plainStart: PlainStart?
  /// The first reconcile.
  let firstReconcileMs: Int64
  let syncMs: Int64
  /// How many reconciles there are.
  let reconciles: Int
  /// The scrape, counted from 0, that each reconcile sees; -1 for none.
  let seen: [Int64]
  private let lines: Mutex<[LineKey: Demand]> = Mutex([:])
  private let calmLines: Mutex<[CalmKey: CalmDemand]> = Mutex([:])
  /// How often a line is asked for before it is worth working out: stepping costs as much until then.
  private let patience: Int

  /// What a line of reconciles depends on.
  private struct LineKey: Hashable {
    let course: SteadyCourse.Key
    let metric: SweptMetric
  }

  /// What a line of reconciles of several groups depends on.
  private struct CalmKey: Hashable {
    let pods: Int32
    let metric: SweptMetric
  }

  /// The same for a calm one.
  private enum CalmDemand {
    case waiting(Int)
    case met(CalmLine)
  }

  /// A line, or how often it was asked for in vain.
  private enum Demand {
    case waiting(Int)
    case met(SteadyLine)
  }

  /// Nil for a scenario that does not fit: other than one workload with one HPA, ways of requests besides equal
  /// shares, pods that share one queue, plugins of the user's in the scheduler, memory that may pass its limit or
  /// a node's, or anything besides pods, load, scrapes and reconciles that is to happen.
  ///
  /// Its HPA must be one that fits.
  init?(_ scenario: Scenario, seed: UInt64, objective: Double) {
    guard scenario.workloads.count == 1, scenario.autoscalers.count == 1, scenario.metrics.isEmpty,
      scenario.incidents.isEmpty, scenario.scalers.isEmpty, scenario.traffic.streams.isEmpty,
      scenario.controllers.isEmpty, scenario.workloads[0].controller == .replicaSet,
      scenario.workloads[0].response.discipline == .processorSharing,
      scenario.workloads[0].deployment.spec.replicas > 0, scenario.scheduler.filters.isEmpty,
      scenario.scheduler.scores.isEmpty
    else { return nil }
    self.scenario = scenario
    self.seed = seed
    self.objective = objective
    let loop = Loop(scenario, seed: seed)
    guard loop.courses[0].isSolitary, loop.cluster.isRoomy, !loop.cluster.workloads[0].isMemoryBound,
      !loop.cluster.mayLackMemory(fullOf: 0)
    else { return nil }
    var cluster = loop.cluster
    guard let (firstScrapeMs, firstReconcileMs) = Self.takeLoopEvents(&cluster) else { return nil }
    cluster.workloads[0].keepSumsOnly()
    self.cluster = cluster
    plainStart = PlainStart(cluster)
    self.firstReconcileMs = firstReconcileMs
    syncMs = scenario.hpa.syncPeriodMs
    reconciles =
      firstReconcileMs > scenario.horizonMs
      ? 0 : Int((scenario.horizonMs - firstReconcileMs) / scenario.hpa.syncPeriodMs) + 1
    let feed = loop.courses[0].feed
    grid = SteadyGrid(
      loadMs: feed.times, rates: feed.rates, horizonMs: scenario.horizonMs, rowMs: scenario.recordStepMs,
      measureFromMs: scenario.measureFromMs, pipeline: scenario.metricsPipeline,
      firstScrapeMs: firstScrapeMs, matureMs: cluster.matureMs, objective: objective,
      workPerRequest: cluster.workloads[0].service.workPerRequest)
    patience = grid.rowCount / 50
    let (grid, first, sync) = (grid, firstReconcileMs, syncMs)
    seen = (0..<reconciles).map { number in
      let now = first + Int64(number) * sync
      let scrape = grid.scrapes(upTo: now) - 1
      let isFresh = scrape >= 0 && now >= grid.scrapeMs(scrape) + grid.pipeline.delayMs
      return max(-1, isFresh ? scrape : scrape - 1)
    }
  }

  /// Takes the events of the loop itself out of a new run's queue; leaves those of the pods. Nil if there are others.
  private static func takeLoopEvents(_ cluster: inout Cluster) -> (scrapeMs: Int64, reconcileMs: Int64)? {
    var scrapeMs = Int64.max
    var reconcileMs = Int64.max
    var kept: [Event] = []
    while let event = cluster.events.pop() {
      switch event.kind {
      case .scrape: scrapeMs = event.timeMs
      case .reconcile: reconcileMs = event.timeMs
      case .load, .record: break
      case .schedule, .running: kept.append(event)
      default: return nil
      }
    }
    for event in kept {
      cluster.events.push(event.kind, at: event.timeMs, subject: event.subject, pod: event.pod)
    }
    return (scrapeMs, reconcileMs)
  }

  /// Runs policies; returns of each its sums, nil if it left the reduced world, and what it looked at.
  ///
  /// They go through time together, so many milliseconds each at a turn, so that what the world knows of that time is
  /// at hand.
  func run(
    _ policies: [(metric: SweptMetric, sizes: HPASizes)], turnMs: Int64 = 6 * 3_600_000
  ) -> [(summary: RunSummary?, sizes: HPASizes)] {
    guard let plainStart else { return policies.map(runInCluster) }
    var results: [(summary: RunSummary?, sizes: HPASizes)] = []
    for first in stride(from: 0, to: policies.count, by: Self.mostTogether) {
      let runs = policies[first..<min(first + Self.mostTogether, policies.count)].map {
        PlainRun(PolicyRun(self, PlainPods(plainStart, grid), metric: $0.metric, sizes: $0.sizes))
      }
      let turn = max(1, Int(turnMs / syncMs))
      for end in stride(from: turn, to: reconciles, by: turn) {
        for run in runs { run.proceed(toReconcile: end) }
      }
      for (policy, run) in zip(policies[first...], runs) {
        results.append(run.finish() ?? runInCluster(policy))
      }
    }
    return results
  }

  /// How many policies go through time together.
  private static let mostTogether = 32

  private func runInCluster(_ policy: (metric: SweptMetric, sizes: HPASizes)) -> (
    summary: RunSummary?, sizes: HPASizes
  ) {
    var run = PolicyRun(self, ClusterPods(cluster, grid), metric: policy.metric, sizes: policy.sizes)
    return (run.finish(), run.sizes)
  }

  /// The time of a reconcile.
  func reconcileMs(_ number: Int) -> Int64 { firstReconcileMs + Int64(number) * syncMs }

  /// What an HPA reads at each reconcile of a steady workload; nil as long as few have asked for it.
  func line(_ key: SteadyCourse.Key, metric: SweptMetric, course: () -> SteadyCourse) -> SteadyLine? {
    let key = LineKey(course: key, metric: metric)
    let known: SteadyLine? = lines.withLock { lines in
      switch lines[key, default: .waiting(0)] {
      case .met(let line): return line
      case .waiting(let times):
        lines[key] = .waiting(times + 1)
        return nil
      }
    }
    if let known { return known }
    guard isWanted(key) else { return nil }
    let line = SteadyLine(course(), world: self, metric: metric)
    return lines.withLock { lines in
      if case .met(let known) = lines[key] { return known }
      lines[key] = .met(line)
      return line
    }
  }

  private func isWanted(_ key: LineKey) -> Bool {
    lines.withLock { lines in
      if case .waiting(let times) = lines[key] { return times > patience }
      return true
    }
  }

  /// What an HPA reads at each reconcile of so many calm pods; nil as long as few have asked for it.
  ///
  /// `capacity` and `burning` are those of one pod.
  func calmLine(_ pods: Int32, capacity: Int64, burning: Int64, metric: SweptMetric) -> CalmLine? {
    let key = CalmKey(pods: pods, metric: metric)
    let patience = patience
    let (known, isWanted): (CalmLine?, Bool) = calmLines.withLock { lines in
      switch lines[key, default: .waiting(0)] {
      case .met(let line): return (line, true)
      case .waiting(let times):
        lines[key] = .waiting(times + 1)
        return (nil, times >= patience)
      }
    }
    if known != nil || !isWanted { return known }
    let line = CalmLine(
      pods: pods, capacity: capacity, burning: burning, world: self, metric: metric)
    return calmLines.withLock { lines in
      if case .met(let known) = lines[key] { return known }
      lines[key] = .met(line)
      return line
    }
  }
}

/// A run whose pods can only be scaled.
private final class PlainRun {
  private var run: PolicyRun<PlainPods>
  private var isInside = true

  init(_ run: consuming PolicyRun<PlainPods>) { self.run = run }

  func proceed(toReconcile end: Int) {
    if isInside { isInside = run.proceed(toReconcile: end) }
  }

  /// Goes on to the end; nil if there was no room for all pods.
  func finish() -> (summary: RunSummary?, sizes: HPASizes)? {
    guard isInside, let summary = run.finish() else { return nil }
    return (summary, run.sizes)
  }
}
