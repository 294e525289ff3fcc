import Scheduling

/// Whether nodes can be done without, or replaced by one that is cheaper.
///
/// Source: pkg/controllers/disruption/consolidation.go, multinodeconsolidation.go, balanced.go (Karpenter
/// 1.13, main of August 2026).
public struct Consolidation: Sendable {
  /// Whether spot nodes may be replaced by spot nodes; a feature gate that is off by default.
  public var allowsSpotToSpot = false
  /// The fewest cheaper types there must be for a single spot node to be replaced, and as many are sent.
  public static let leastSpotTypes = 15

  /// Makes the rule of the default gates.
  public init() {}

  /// What is known of the rest of the cluster.
  public struct Surroundings: Sendable {
    /// What makes nodes.
    public var provisioner: Provisioner
    /// All nodes, with what they have left.
    public var nodes: [ExistingNode]
    /// Pods that wait already; that they find no place is nobody's fault.
    public var pending: [PodDemand]
    /// What nodes of each pool have, which counts against its limits.
    public var used: [String: NodePool.Limits]
    /// Pods on nodes, for those that look at where others are.
    public var settled: [Provisioner.SettledPod]
    /// What simulations start from, once it is worked out.
    private var ground: Provisioner.Ground?

    /// Makes surroundings of their parts.
    public init(
      provisioner: Provisioner, nodes: [ExistingNode], pending: [PodDemand] = [],
      used: [String: NodePool.Limits] = [:], settled: [Provisioner.SettledPod] = []
    ) {
      self.provisioner = provisioner
      self.nodes = nodes
      self.pending = pending
      self.used = used
      self.settled = settled
    }

    /// The same, with all that many simulations have in common worked out once.
    func prepared() -> Surroundings {
      var result = self
      result.ground = Provisioner.Ground(provisioner, nodes: nodes, used: used)
      return result
    }

    /// Places the pods that wait and some more on the nodes but for some.
    fileprivate func place(_ moving: [PodDemand], without absent: Set<String>) -> Provisioner.Result {
      (ground ?? Provisioner.Ground(provisioner, nodes: nodes, used: used)).place(
        pending + moving, without: absent, settled: settled)
    }
  }

  /// Places the pods of nodes elsewhere; nil if one finds no place.
  func simulate(
    without candidates: [DisruptionCandidate], in surroundings: Surroundings
  ) -> [NodePlan]? {
    let names = Set(candidates.map(\.name))
    let moving = candidates.flatMap(\.pods)
    let result = surroundings.place(moving, without: names)
    let mustFit = Set(moving.map(\.name))
    return result.homeless.contains(where: mustFit.contains) ? nil : result.plans
  }

  /// What can be done about nodes: take them away, or make one that is cheaper first; nil if nothing.
  func command(
    for candidates: [DisruptionCandidate], method: DisruptionCommand.Method, in surroundings: Surroundings
  ) -> DisruptionCommand? {
    try? decide(for: candidates, method: method, in: surroundings)
  }

  /// What can be done about nodes; throws why nothing can.
  func decide(
    for candidates: [DisruptionCandidate], method: DisruptionCommand.Method, in surroundings: Surroundings
  ) throws(Unconsolidatable) -> DisruptionCommand {
    guard let plans = simulate(without: candidates, in: surroundings) else { throw .noPlaceForPods }
    if plans.isEmpty { return DisruptionCommand(method: method, candidates: candidates, replacements: []) }
    guard plans.count == 1, var plan = plans.first else { throw .needsNodes(plans.count) }
    var price = 0.0
    for candidate in candidates {
      guard let own = candidate.price else { throw .unknownPrice }
      price += own
    }
    let isAllSpot = candidates.allSatisfy { $0.capacityType == .spot }
    let mayBeSpot = plan.requirements[KarpenterLabels.capacityType].allows(CapacityType.spot.rawValue)
    if isAllSpot, mayBeSpot {
      guard allowsSpotToSpot else { throw .spotToSpot }
      plan.pinToSpot()
      plan.keep(cheaperThan: price)
      if candidates.count == 1 {
        guard plan.types.count >= Self.leastSpotTypes else { throw .fewSpotTypes(plan.types.count) }
        plan.types = plan.typesByPrice(limit: Self.leastSpotTypes).map(\.type)
      }
    } else {
      plan.keep(cheaperThan: price)
      let mayBeOnDemand = plan.requirements[KarpenterLabels.capacityType].allows(
        CapacityType.onDemand.rawValue)
      // It was found cheaper as spot: it must not become a dearer one on demand.
      if mayBeSpot, mayBeOnDemand { plan.pinToSpot() }
    }
    if plan.types.isEmpty { throw .notCheaper }
    return DisruptionCommand(method: method, candidates: candidates, replacements: [plan])
  }

  /// The most of the first candidates that can go together, at least two, found by halving.
  ///
  /// `deadlineMs` is not kept here: simulations take no time of the cluster.
  func multiNode(
    _ candidates: [DisruptionCandidate], in surroundings: Surroundings,
    approves: (DisruptionCommand) -> Bool = { _ in true }
  ) -> DisruptionCommand? {
    let most = min(candidates.count, 100)
    if most < 2 { return nil }
    var (low, high) = (1, candidates.count <= 100 ? most - 1 : most)
    var best: DisruptionCommand?
    while low <= high {
      let middle = (low + high) / 2
      let chosen = Array(candidates.prefix(middle + 1))
      if var found = command(for: chosen, method: .multiNode, in: surroundings),
        Self.dropSameTypes(&found), approves(found)
      {
        best = found
        low = middle + 1
      } else {
        high = middle - 1
      }
    }
    return best
  }

  /// Leaves of the types in place of several nodes only those cheaper than any of the nodes' own; tells
  /// whether one is left. To replace nodes by one of their own type would be to take the others away.
  static func dropSameTypes(_ command: inout DisruptionCommand) -> Bool {
    guard var plan = command.replacements.first else { return true }
    var prices: [String: Double] = [:]
    for candidate in command.candidates {
      guard let price = candidate.price else { continue }
      prices[candidate.type.name] = min(prices[candidate.type.name] ?? .infinity, price)
    }
    let cap = plan.types.compactMap { prices[$0.name] }.min() ?? .infinity
    plan.keep(cheaperThan: cap)
    command.replacements = [plan]
    return !plan.types.isEmpty
  }

  /// Whether what a command saves is worth the disruption, for each pool that asks.
  ///
  /// (savings / cost of the pool) / (disruption / disruption of the pool) >= 1 / threshold. Savings of a
  /// command on several pools are shared by what their nodes cost.
  public static func isBalanced(
    _ command: DisruptionCommand, pools: [NodePool], all: [DisruptionCandidate]
  ) -> Bool {
    let savings = command.savings
    let total = command.candidates.reduce(0) { $0 + ($1.price ?? 0) }
    for pool in pools {
      let own = command.candidates.filter { $0.pool == pool.name }
      guard !own.isEmpty, case .balanced(let threshold) = pool.disruption.consolidation else { continue }
      let priced = all.filter { $0.pool == pool.name && ($0.price ?? 0) > 0 }
      let poolCost = priced.reduce(0) { $0 + ($1.price ?? 0) }
      let poolDisruption = priced.reduce(0) { $0 + $1.disruptionCost }
      let ownCost = own.reduce(0) { $0 + ($1.price ?? 0) }
      let share = own.count < command.candidates.count && total > 0 ? savings * ownCost / total : savings
      guard poolCost > 0, share > 0 else { return false }
      if poolDisruption <= 0 { continue }
      let disruption = own.reduce(0) { $0 + $1.disruptionCost }
      if (share / poolCost) / (disruption / poolDisruption) < 1 / Double(max(threshold, 1)) { return false }
    }
    return true
  }
}

extension NodePlan {
  /// Requires a spot machine, and drops types that cannot be had as one.
  mutating func pinToSpot() {
    requirements.add(KarpenterLabels.capacityType, .in([CapacityType.spot.rawValue]))
    types = types.filter { $0.isOffered(requirements) }
  }

  /// Keeps types that cost less even if the launch goes as badly as it can.
  mutating func keep(cheaperThan price: Double) {
    types = types.filter { $0.worstLaunchPrice(requirements).map { $0 < price } ?? false }
  }
}
