public import Kubernetes
import Scaling
import Scheduling
import Synchronization
import Workload

/// Runs many policies over the same load and the same luck, much faster than one after the other.
///
/// Scenarios that differ in nothing but their HPA share whatever does not depend on it: load, scrapes, samples and
/// response times of each size in quiet times. Policies that cannot be told apart by what happened share one run.
/// Results are the full engine's to the last bit; a scenario that does not fit runs in the full engine. Keep a sweep
/// for as long as policies of the same block come, since it keeps what it worked out. Safe to use from several threads.
public final class PolicySweep: Sendable {
  private let objective: Double
  private let worlds: Mutex<[World]> = Mutex([])

  /// A world that scenarios were found to live in; nil inside for one that does not fit.
  private struct World: Sendable {
    let scenario: Scenario
    let seed: UInt64
    let shared: SweepWorld?
  }

  /// As many worlds as are kept, since each takes some megabytes.
  private static let mostWorlds = 8

  /// Makes a sweep; `objective` is the share of requests that must be answered in time for a row to keep it.
  public init(objective: Double) { self.objective = objective }

  /// Runs scenarios of one workload each with one seed; returns their summaries in the same order.
  ///
  /// Throws `InputErrors` where a scenario does not hold together.
  public func run(_ scenarios: [Scenario], seed: UInt64) throws(InputErrors) -> [RunSummary] {
    var results = [RunSummary?](repeating: nil, count: scenarios.count)
    var families: [Family] = []
    var places: [FamilyKey: Int] = [:]
    for (index, scenario) in scenarios.enumerated() {
      guard let member = Member(scenario, index: index), let world = try world(of: scenario, seed: seed)
      else { continue }
      let key = FamilyKey(world: ObjectIdentifier(world), metric: member.metric, spec: member.boundless)
      if let place = places[key] {
        families[place].add(member)
      } else {
        places[key] = families.count
        families.append(Family(world: world))
        families[families.count - 1].add(member)
      }
    }
    while true {
      // A family's next run depends on what the one before came to, families do not depend on each other.
      var rounds: [ObjectIdentifier: [Int]] = [:]
      var order: [SweepWorld] = []
      for (index, family) in families.enumerated() where family.next != nil {
        let world = ObjectIdentifier(family.world)
        if rounds[world] == nil { order.append(family.world) }
        rounds[world, default: []].append(index)
      }
      guard !order.isEmpty else { break }
      for world in order {
        let places = rounds[ObjectIdentifier(world)] ?? []
        let found = world.run(places.compactMap { families[$0].next.map { ($0.metric, $0.sizes) } })
        for (place, run) in zip(places, found) { families[place].take(run, &results) }
      }
    }
    for index in scenarios.indices where results[index] == nil {
      results[index] = RunSummary(
        try ClosedLoop.run(scenarios[index], seed: seed), of: scenarios[index], objective: objective)
    }
    return results.compactMap(\.self)
  }

  /// The world of a scenario, nil if it does not fit.
  private func world(of scenario: Scenario, seed: UInt64) throws(InputErrors) -> SweepWorld? {
    let known = worlds.withLock {
      $0.first { $0.seed == seed && $0.scenario.differsInPolicyOnly(from: scenario) }
    }
    if let known { return known.shared }
    try scenario.check()
    let world = World(
      scenario: scenario, seed: seed, shared: SweepWorld(scenario, seed: seed, objective: objective))
    worlds.withLock { worlds in
      if worlds.count == Self.mostWorlds { worlds.removeFirst() }
      worlds.append(world)
    }
    return world.shared
  }
}

/// What the members of a family have in common.
private struct FamilyKey: Hashable {
  let world: ObjectIdentifier
  let metric: SweptMetric
  let spec: HorizontalPodAutoscalerSpec
}

/// One policy of a sweep.
private struct Member {
  let index: Int
  let metric: SweptMetric
  let sizes: HPASizes
  /// Its spec with the bounds left out.
  let boundless: HorizontalPodAutoscalerSpec

  /// Nil for a policy that does not fit.
  init?(_ scenario: Scenario, index: Int) {
    guard scenario.autoscalers.count == 1, scenario.scalers.isEmpty, scenario.workloads.count == 1 else {
      return nil
    }
    let hpa = scenario.autoscalers[0].hpa
    let workload = scenario.workloads[0]
    guard hpa.spec.metrics.count == 1, hpa.spec.scaleTargetRef.kind == "Deployment",
      hpa.spec.scaleTargetRef.name == workload.deployment.metadata.name
    else { return nil }
    var failures: [HPAMetricFailure] = []
    let query = HPAQuery(
      hpa.spec.metrics[0], deployment: workload.deployment,
      metrics: MetricsAdapters([], scenario: scenario),
      failures: &failures)
    guard case .cpu(let share, let request) = query,
      let sizes = HPASizes(hpa, configuration: scenario.hpa, request: request)
    else { return nil }
    self.index = index
    self.sizes = sizes
    metric = SweptMetric(share: share, request: request)
    var spec = hpa.spec
    spec.minReplicas = nil
    spec.maxReplicas = 0
    boundless = spec
  }

  /// Whether its bounds are wider than another's of its family: the lower first.
  func isWider(than other: Member) -> Bool {
    sizes.minimum != other.sizes.minimum
      ? sizes.minimum < other.sizes.minimum : sizes.maximum > other.sizes.maximum
  }
}

/// Policies that differ in nothing but their bounds.
///
/// The member with the widest bounds is run, which is the run of all whose bounds it never met; then the others.
private struct Family {
  let world: SweepWorld
  private var left: [Member] = []

  init(world: SweepWorld) { self.world = world }

  mutating func add(_ member: Member) {
    let place = left.firstIndex { member.isWider(than: $0) } ?? left.count
    left.insert(member, at: place)
  }

  /// The member to be run next.
  var next: Member? { left.first }

  /// Takes the run of that member.
  mutating func take(_ run: (summary: RunSummary?, sizes: HPASizes), _ results: inout [RunSummary?]) {
    // Without a summary the run left the reduced world: the full engine has to run each.
    left.removeAll { member in
      guard Self.isSame(run.sizes, withBoundsOf: member.sizes) else { return false }
      if let summary = run.summary { results[member.index] = summary }
      return true
    }
  }
}

extension Family {
  /// Whether a run would have been the same within other bounds, no lower than its own below.
  private static func isSame(_ run: HPASizes, withBoundsOf other: HPASizes) -> Bool {
    let meetsMinimum = other.minimum > run.minimum && other.minimum > run.leastWanted
    let meetsMaximum =
      other.maximum < run.maximum
      ? other.maximum < run.mostWanted : other.maximum > run.maximum && run.mostWanted >= run.maximum
    return !meetsMinimum && !meetsMaximum
  }
}

extension Scenario {
  /// Whether all but the HPAs' specs is the same.
  func differsInPolicyOnly(from other: Scenario) -> Bool {
    guard workloads.count == 1, other.workloads.count == 1, autoscalers.count == 1,
      other.autoscalers.count == 1, metrics.isEmpty, other.metrics.isEmpty, scalers.isEmpty,
      other.scalers.isEmpty
    else { return false }
    let (one, two) = (workloads[0], other.workloads[0])
    return horizonMs == other.horizonMs && measureFromMs == other.measureFromMs
      && recordStepMs == other.recordStepMs && latencyObjectiveMs == other.latencyObjectiveMs
      && nodePools == other.nodePools && images == other.images && scheduler.isSame(as: other.scheduler)
      && hpa == other.hpa && incidents == other.incidents && nodeLifecycle == other.nodeLifecycle
      && budgets == other.budgets && traffic == other.traffic
      && controllers.isEmpty && other.controllers.isEmpty
      && nodeAutoscaler == nil && other.nodeAutoscaler == nil && vertical == nil && other.vertical == nil
      && metricsPipeline == other.metricsPipeline
      && one.timing == two.timing && one.response == two.response
      && one.startsSettled == two.startsSettled && one.load.timesMs == two.load.timesMs
      && one.load.values == two.load.values && one.load.endMs == two.load.endMs
      && one.deployment == two.deployment && one.controller == two.controller
      && autoscalers[0].createdMs == other.autoscalers[0].createdMs
      && autoscalers[0].phaseMs == other.autoscalers[0].phaseMs
      && autoscalers[0].hpa.metadata.name == other.autoscalers[0].hpa.metadata.name
  }
}

extension SchedulerProfile {
  /// Whether two profiles without plugins of the user's are the same.
  fileprivate func isSame(as other: SchedulerProfile) -> Bool {
    filters.isEmpty && other.filters.isEmpty && scores.isEmpty && other.scores.isEmpty
      && weights == other.weights && disabledFilters == other.disabledFilters && strategy == other.strategy
      && balancedResources == other.balancedResources && comparesBalance == other.comparesBalance
      && percentageOfNodesToScore == other.percentageOfNodesToScore && tieBreaking == other.tieBreaking
  }
}
