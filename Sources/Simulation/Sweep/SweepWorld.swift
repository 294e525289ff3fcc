import Cluster
import Kubernetes
import Scaling
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
  /// The first reconcile.
  let firstReconcileMs: Int64
  let syncMs: Int64
  /// How many reconciles there are.
  let reconciles: Int
  private let lines: Mutex<[LineKey: SteadyLine]> = Mutex([:])

  /// What a line of reconciles depends on.
  private struct LineKey: Hashable {
    let course: SteadyCourse.Key
    let metric: SweptMetric
  }

  /// Nil for a scenario that does not fit: other than one workload with one HPA, or pods that share one queue.
  init?(_ scenario: Scenario, seed: UInt64, objective: Double) {
    guard scenario.workloads.count == 1, scenario.autoscalers.count == 1, scenario.metrics.isEmpty,
      scenario.workloads[0].response.discipline == .processorSharing,
      scenario.workloads[0].deployment.spec.replicas > 0
    else { return nil }
    self.scenario = scenario
    self.seed = seed
    self.objective = objective
    let loop = Loop(scenario, seed: seed)
    guard loop.cluster.isRoomy else { return nil }
    var cluster = loop.cluster
    let (firstScrapeMs, firstReconcileMs) = Self.takeLoopEvents(&cluster)
    cluster.workloads[0].skipRowPercentiles()
    self.cluster = cluster
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
  }

  /// Takes the events of the loop itself out of a new run's queue; leaves those of the pods.
  private static func takeLoopEvents(_ cluster: inout Cluster) -> (scrapeMs: Int64, reconcileMs: Int64) {
    var scrapeMs = Int64.max
    var reconcileMs = Int64.max
    var kept: [Event] = []
    while let event = cluster.events.pop() {
      switch event.kind {
      case .scrape: scrapeMs = event.timeMs
      case .reconcile: reconcileMs = event.timeMs
      case .load, .record: break
      default: kept.append(event)
      }
    }
    for event in kept {
      cluster.events.push(event.kind, at: event.timeMs, subject: event.subject, pod: event.pod)
    }
    return (scrapeMs, reconcileMs)
  }

  /// The time of a reconcile.
  func reconcileMs(_ number: Int) -> Int64 { firstReconcileMs + Int64(number) * syncMs }

  /// What an HPA reads at each reconcile of a steady workload.
  func line(_ key: SteadyCourse.Key, of state: borrowing WorkloadState, metric: SweptMetric) -> SteadyLine {
    let key = LineKey(course: key, metric: metric)
    if let known = lines.withLock({ $0[key] }) { return known }
    let line = SteadyLine(state.steadyCourse(grid), world: self, metric: metric)
    return lines.withLock { lines in
      if let known = lines[key] { return known }
      lines[key] = line
      return line
    }
  }
}

/// What an HPA in a sweep looks at: its share of a pod's CPU (1 or 0), and what one pod requests, in thousandths.
struct SweptMetric: Sendable, Hashable {
  let share: Int64
  let request: Int64
}

/// A steady course as one HPA sees it.
final class SteadyLine: Sendable {
  let course: SteadyCourse
  /// The utilization at each reconcile, in percent.
  let utilizations: [UInt16]

  init(_ course: SteadyCourse, world: borrowing SweepWorld, metric: SweptMetric) {
    self.course = course
    let grid = world.grid
    utilizations = (0..<world.reconciles).map { number in
      let now = world.reconcileMs(number)
      var scrape = grid.scrapes(upTo: now) - 1
      if scrape >= 0, now < grid.scrapeMs(scrape) + grid.pipeline.delayMs { scrape -= 1 }
      guard scrape >= 1 else { return 0 }
      return UInt16(
        clamping: Int64(course.cpuMilli[Int(scrape)]) * metric.share * 100 / metric.request)
    }
  }
}
