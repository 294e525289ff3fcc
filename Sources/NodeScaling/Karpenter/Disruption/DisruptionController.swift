import Scheduling

/// Karpenter's disruption loop: which nodes it takes away of its own accord.
///
/// Every 10 s one method acts: on empty nodes, then on drifted ones, then on several nodes at once, then on one. What a
/// consolidation finds is looked at again after 15 s before anything is done. What finds nothing is not tried
/// again until the cluster changes, at the latest after 5 min. A value that remembers what upstream's process
/// does; time comes in as an argument.
/// Source: pkg/controllers/disruption/controller.go, emptiness.go, drift.go, validation.go (Karpenter 1.13).
public struct DisruptionController: Sendable {
  /// How often it looks.
  public static let intervalMs: Int64 = 10_000
  /// How long a consolidation waits until it is looked at again.
  public static let validationMs: Int64 = 15_000
  /// How long nothing is tried on an unchanged cluster.
  public static let retryMs: Int64 = 300_000

  /// The order in which candidates are tried.
  public enum CandidateOrder: Sendable, Hashable {
    /// Least disruption, weighed by what is left of the node's life, first, as release 1.13 does.
    case byDisruption
    /// Most saved for the disruption first, as main does since August 2026.
    case bySavings
  }

  /// How consolidation decides.
  public var consolidation = Consolidation()
  /// In which order.
  public var order = CandidateOrder.byDisruption

  /// Why each node that was looked at last was left, by name.
  public private(set) var verdicts: [String: Unconsolidatable] = [:]

  /// A command that waits to be looked at again.
  private var waiting: (command: DisruptionCommand, sinceMs: Int64)?
  private var consolidated: (revision: UInt64, sinceMs: Int64)?

  /// Makes a controller that has seen nothing.
  public init() {}

  /// What the controller sees.
  public struct View: Sendable {
    /// All nodes of all pools.
    public var candidates: [DisruptionCandidate]
    /// The rest of the cluster.
    public var surroundings: Consolidation.Surroundings
    /// A number that changes whenever nodes, pods or pools do.
    public var revision: UInt64

    /// Makes a view of its parts.
    public init(
      candidates: [DisruptionCandidate], surroundings: Consolidation.Surroundings, revision: UInt64
    ) {
      self.candidates = candidates
      self.surroundings = surroundings
      self.revision = revision
    }

    func policy(of candidate: DisruptionCandidate) -> DisruptionPolicy {
      surroundings.provisioner.pools.first { $0.name == candidate.pool }?.disruption ?? DisruptionPolicy()
    }
  }

  /// Looks once; returns what is to be done now, nil for nothing. While a consolidation waits, nothing else
  /// is looked for.
  public mutating func run(_ view: View, nowMs: Int64) -> DisruptionCommand? {
    if let (command, since) = waiting {
      guard nowMs - since >= Self.validationMs else { return nil }
      waiting = nil
      return revalidated(command, view, nowMs)
    }
    let isSettled =
      consolidated.map { $0.revision == view.revision && nowMs - $0.sinceMs < Self.retryMs } ?? false
    var isHeldByBudget = false
    let ready = isSettled ? [] : consolidatable(view, nowMs)
    if !isSettled { noteUse(view, ready) }
    let empty = within(budget: .empty, ready.filter(\.pods.isEmpty), view, nowMs, &isHeldByBudget)
    if !empty.isEmpty {
      waiting = (DisruptionCommand(method: .emptiness, candidates: empty, replacements: []), nowMs)
      return nil
    }
    if let drifted = drift(view, nowMs) { return drifted }
    if isSettled { return nil }
    if let found = consolidate(ready, view, nowMs, &isHeldByBudget) {
      waiting = (found, nowMs)
    } else if !isHeldByBudget {
      consolidated = (view.revision, nowMs)
    }
    return nil
  }

  /// Nodes that must go whether it suits or not: older than their pool lets them be.
  ///
  /// No budget holds them back. Source: pkg/controllers/nodeclaim/expiration/controller.go.
  public func expired(_ view: View, nowMs: Int64) -> [String] {
    view.candidates.filter { candidate in
      guard let life = view.policy(of: candidate).expireAfterMs, !candidate.isGoing else { return false }
      return nowMs - candidate.createdMs >= life
    }.map(\.name)
  }

  // MARK: Methods

  /// The nodes that were left alone for long enough and that nothing keeps.
  private func consolidatable(_ view: View, _ nowMs: Int64) -> [DisruptionCandidate] {
    view.candidates.filter { candidate in
      candidate.obstacle == nil && !candidate.isGoing && candidate.initializedMs != nil
        && candidate.isConsolidatable(view.policy(of: candidate), nowMs: nowMs)
    }
  }

  /// Notes which nodes are out of the question.
  private mutating func noteUse(_ view: View, _ ready: [DisruptionCandidate]) {
    verdicts.removeAll(keepingCapacity: true)
    let names = Set(ready.map(\.name))
    for candidate in view.candidates where candidate.initializedMs != nil && !candidate.isGoing {
      if candidate.obstacle == nil, !names.contains(candidate.name) {
        verdicts[candidate.name] = .inUse
      } else if names.contains(candidate.name), !candidate.pods.isEmpty,
        view.policy(of: candidate).consolidation == .whenEmpty
      {
        verdicts[candidate.name] = .onlyEmptyOnes
      }
    }
  }

  private mutating func consolidate(
    _ ready: [DisruptionCandidate], _ view: View, _ nowMs: Int64, _ isHeld: inout Bool
  ) -> DisruptionCommand? {
    let used = ready.filter {
      !$0.pods.isEmpty && view.policy(of: $0).consolidation != .whenEmpty
    }.sorted { precedes($0, $1, view, nowMs) }
    let chosen = within(budget: .underutilized, used, view, nowMs, &isHeld)
    let surroundings = view.surroundings.prepared()
    let approves = { (command: DisruptionCommand) in
      Consolidation.isBalanced(
        command, pools: view.surroundings.provisioner.pools, all: view.candidates)
    }
    if let found = consolidation.multiNode(chosen, in: surroundings, approves: approves) {
      return found
    }
    for candidate in Self.interleaved(used) {
      guard isWithinBudget(candidate, view, nowMs) else {
        verdicts[candidate.name] = .budget
        continue
      }
      do throws(Unconsolidatable) {
        let found = try consolidation.decide(
          for: [candidate], method: .singleNode, in: surroundings)
        if approves(found) { return found }
        verdicts[candidate.name] = .notWorthIt
      } catch {
        verdicts[candidate.name] = error
      }
    }
    return nil
  }

  /// Takes drifted nodes away one at a time, those without pods first, those that drifted first first.
  private func drift(_ view: View, _ nowMs: Int64) -> DisruptionCommand? {
    let drifted = view.candidates.filter {
      $0.driftedMs != nil && $0.obstacle == nil && !$0.isGoing && $0.initializedMs != nil
    }.sorted { ($0.driftedMs ?? 0, $0.name) < ($1.driftedMs ?? 0, $1.name) }
    var isHeld = false
    let empty = within(budget: .drifted, drifted.filter(\.pods.isEmpty), view, nowMs, &isHeld)
    if !empty.isEmpty { return DisruptionCommand(method: .drift, candidates: empty, replacements: []) }
    for candidate in drifted where isWithinBudget(candidate, reason: .drifted, view, nowMs) {
      guard let plans = consolidation.simulate(without: [candidate], in: view.surroundings) else { continue }
      return DisruptionCommand(method: .drift, candidates: [candidate], replacements: plans)
    }
    return nil
  }

  /// The command if all it builds on still holds: nodes, budgets, and what would come of it.
  private func revalidated(_ command: DisruptionCommand, _ view: View, _ nowMs: Int64) -> DisruptionCommand? {
    let names = Set(command.names)
    let still = view.candidates.filter {
      names.contains($0.name) && $0.obstacle == nil && !$0.isGoing
        && $0.isConsolidatable(view.policy(of: $0), nowMs: nowMs)
    }
    let reason: DisruptionReason = command.method == .emptiness ? .empty : .underutilized
    var isHeld = false
    let allowed = within(budget: reason, still, view, nowMs, &isHeld)
    if command.method == .emptiness {
      let empty = allowed.filter(\.pods.isEmpty)
      return empty.isEmpty
        ? nil : DisruptionCommand(method: .emptiness, candidates: empty, replacements: [])
    }
    guard allowed.count == command.candidates.count,
      let plans = consolidation.simulate(without: allowed, in: view.surroundings)
    else { return nil }
    if plans.isEmpty {
      return command.replacements.isEmpty ? command : nil
    }
    // The machines found before must be among those that would do now.
    guard plans.count == 1, let plan = plans.first, let replacement = command.replacements.first else {
      return nil
    }
    let names2 = Set(plan.types.map(\.name))
    return replacement.types.allSatisfy { names2.contains($0.name) } ? command : nil
  }

  // MARK: Budgets and order

  private func left(_ pool: String, _ reason: DisruptionReason, _ view: View, _ nowMs: Int64) -> Int {
    let nodes = view.candidates.filter { $0.pool == pool && $0.initializedMs != nil }
    let policy = view.surroundings.provisioner.pools.first { $0.name == pool }?.disruption
    return DisruptionBudget.left(
      policy?.budgets ?? [], reason: reason, nodes: nodes.count, disrupting: nodes.count { $0.isGoing },
      nowMs: nowMs)
  }

  private func isWithinBudget(
    _ candidate: DisruptionCandidate, reason: DisruptionReason = .underutilized, _ view: View, _ nowMs: Int64
  ) -> Bool {
    left(candidate.pool, reason, view, nowMs) > 0
  }

  private func within(
    budget reason: DisruptionReason, _ candidates: [DisruptionCandidate], _ view: View, _ nowMs: Int64,
    _ isHeld: inout Bool
  ) -> [DisruptionCandidate] {
    var remaining: [String: Int] = [:]
    return candidates.filter { candidate in
      let allowed = remaining[candidate.pool] ?? left(candidate.pool, reason, view, nowMs)
      remaining[candidate.pool] = max(allowed - 1, 0)
      if allowed <= 0 { isHeld = true }
      return allowed > 0
    }
  }

  private func precedes(
    _ a: DisruptionCandidate, _ b: DisruptionCandidate, _ view: View, _ nowMs: Int64
  ) -> Bool {
    switch order {
    case .byDisruption:
      let cost = { (candidate: DisruptionCandidate) in
        candidate.evictionCosts.reduce(0, +)
          * candidate.lifetimeLeft(view.policy(of: candidate), nowMs: nowMs)
      }
      return (cost(a), a.name) < (cost(b), b.name)
    case .bySavings:
      let worth = { (candidate: DisruptionCandidate) in (candidate.price ?? 0) / candidate.disruptionCost }
      return (worth(b), a.name) < (worth(a), b.name)
    }
  }

  /// One of each pool in turn, pools by name.
  private static func interleaved(_ candidates: [DisruptionCandidate]) -> [DisruptionCandidate] {
    let pools = Set(candidates.map(\.pool)).sorted().map { pool in candidates.filter { $0.pool == pool } }
    let longest = pools.map(\.count).max() ?? 0
    return (0..<longest).flatMap { round in pools.compactMap { round < $0.count ? $0[round] : nil } }
  }
}
