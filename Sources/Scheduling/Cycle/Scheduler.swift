import Statistics

/// Chooses nodes for pods, one pod after another, as kube-scheduler's default profile does.
///
/// A cycle filters nodes, in the order of the snapshot from where the last cycle ended, until enough are found; scores
/// those; takes one of the best. It changes nothing in the snapshot: the caller assigns the pod.
///
/// The scheduler's memory is where the last cycle ended and which pods were nominated to nodes by preemption; it is a
/// plain value. Source: pkg/scheduler/schedule_one.go.
public struct Scheduler: Sendable {
  /// What it is set up to do.
  public var profile: SchedulerProfile { didSet { refusals = Refusals() } }
  /// The pods that preemption made room for and that have not been put there yet.
  public var nominations = Nominations()
  /// Where the next search starts, in the order of nodes.
  public private(set) var nextStart = 0

  private(set) var feasible: [Int32] = []
  private(set) var totals: [Int64] = []
  private var scratch: [Int64] = []
  private var minimums: [Int32] = []
  private(set) var refusals = Refusals()

  /// Makes a scheduler of a profile.
  public init(_ profile: SchedulerProfile = SchedulerProfile()) { self.profile = profile }

  /// What a cycle came to.
  public struct Outcome: Sendable, Hashable {
    /// The node, nil if none may take the pod.
    public var node: NodeID?
    /// How many nodes were looked at.
    public var evaluatedNodes: Int
    /// How many of them may take the pod.
    public var feasibleNodes: Int
  }

  /// Chooses a node for a pod. `key` is the pod's own number, from which ties are broken.
  public mutating func schedule(_ pod: PodClassID, key: UInt64, in snapshot: inout ClusterSnapshot) -> Outcome
  {
    let order = snapshot.zones.current()
    if looksAtClassesOnly, refusals.filters(of: pod, at: snapshot.version) != nil {
      return Outcome(node: nil, evaluatedNodes: order.count, feasibleNodes: 0)
    }
    let wanted = nodesToFind(of: order.count)
    let evaluated = findFeasible(pod, key: key, order: order, wanted: wanted, in: &snapshot)
    if !order.isEmpty { nextStart = (nextStart + evaluated) % order.count }
    var node: NodeID?
    if feasible.count == 1 {
      node = NodeID(feasible[0])
    } else if feasible.count > 1 {
      scoreTotals(pod, in: snapshot)
      node = NodeID(feasible[best(key: key)])
    }
    return Outcome(node: node, evaluatedNodes: evaluated, feasibleNodes: feasible.count)
  }

  /// Whether equal pods meet with the same refusals as long as the snapshot stays as it is.
  ///
  /// A nomination keeps room for one pod; a plugin may look at anything.
  private var looksAtClassesOnly: Bool { nominations.isEmpty && profile.filters.isEmpty }

  /// The filters that refuse some node: `Diagnosis.rejectedBy` without the reasons, whose texts cost far more.
  public mutating func rejectingFilters(
    _ pod: PodClassID, key: UInt64, in snapshot: inout ClusterSnapshot
  ) -> Set<Rejection.Filter> {
    let remembers = looksAtClassesOnly
    if remembers, let known = refusals.filters(of: pod, at: snapshot.version) { return known }
    prepare(pod, in: &snapshot)
    var filters: Set<Rejection.Filter> = []
    var last: Rejection.Filter?
    var isRefused = true
    for row in snapshot.zones.current() {
      guard let filter = rejection(pod, key: key, on: Int(row), in: &snapshot)?.filter else {
        isRefused = false
        continue
      }
      // Neighbours are mostly refused by the same one.
      if filter != last { filters.insert(filter) }
      last = filter
    }
    if remembers, isRefused { refusals.note(pod, rejectedBy: filters, at: snapshot.version) }
    return filters
  }

  /// How many nodes that may take a pod are enough.
  ///
  /// All below 100 nodes; else a share of 50 % - nodes / 125, at least 5 %, at least 100 nodes.
  /// Source: schedule_one.go numFeasibleNodesToFind.
  func nodesToFind(of count: Int) -> Int {
    if count < 100 { return count }
    var percentage = Int(profile.percentageOfNodesToScore ?? 0)
    if percentage == 0 {
      percentage = 50 - count / 125
      if percentage < 5 { percentage = 5 }
    }
    if percentage >= 100 { return count }
    return max(100, count * percentage / 100)
  }

  /// Fills `feasible` and returns how many nodes were looked at.
  private mutating func findFeasible(
    _ pod: PodClassID, key: UInt64, order: [Int32], wanted: Int, in snapshot: inout ClusterSnapshot
  ) -> Int {
    feasible.removeAll(keepingCapacity: true)
    let index = Int(pod.index)
    if snapshot.classes[index].isPlain, nominations.isEmpty, profile.filters.isEmpty,
      profile.disabledFilters.isEmpty
    {
      return snapshot.findPlain(index, order: order, start: nextStart, wanted: wanted, into: &feasible)
    }
    snapshot.spreadMinimums(index, into: &minimums)
    var evaluated = 0
    while evaluated < order.count, feasible.count < wanted {
      let row = order[(nextStart + evaluated) % order.count]
      evaluated += 1
      if rejection(pod, key: key, on: Int(row), in: &snapshot) == nil { feasible.append(row) }
    }
    return evaluated
  }

  /// Why a pod may not be on a node, nil if it may; with the pods nominated to it and, if there are any, without.
  ///
  /// Source: pkg/scheduler/framework/runtime/framework.go RunFilterPluginsWithNominatedPods.
  mutating func rejection(
    _ pod: PodClassID, key: UInt64, on row: Int, in snapshot: inout ClusterSnapshot
  ) -> Rejection? {
    let priority = snapshot.priority(of: pod)
    let nominated = nominations.pods(on: NodeID(Int32(row)), atLeast: priority, besides: key)
    if !nominated.isEmpty {
      let checkpoint = snapshot.checkpoint()
      for other in nominated { snapshot.assign(other, to: NodeID(Int32(row))) }
      snapshot.spreadMinimums(Int(pod.index), into: &minimums)
      let found = plainRejection(pod, on: row, in: snapshot)
      snapshot.revert(to: checkpoint)
      snapshot.spreadMinimums(Int(pod.index), into: &minimums)
      if found != nil { return found }
    }
    return plainRejection(pod, on: row, in: snapshot)
  }

  private func plainRejection(_ pod: PodClassID, on row: Int, in snapshot: ClusterSnapshot) -> Rejection? {
    if let found = snapshot.rejection(
      of: Int(pod.index), on: row, minimums: minimums, disabled: profile.disabledFilters)
    {
      return found
    }
    for (index, plugin) in profile.filters.enumerated()
    where !plugin.admits(pod, on: NodeID(Int32(row)), in: snapshot) {
      return Rejection(.plugin, .refused, plugin: Int32(index))
    }
    return nil
  }

  /// Takes the constraints' minimums anew, after pods were put on nodes or taken off.
  mutating func prepare(_ pod: PodClassID, in snapshot: inout ClusterSnapshot) {
    snapshot.spreadMinimums(Int(pod.index), into: &minimums)
  }

  /// The index of one of the best nodes.
  ///
  /// Of several, each has the same chance: the n-th one found takes the place with chance 1/n.
  /// Source: schedule_one.go selectHost.
  private func best(key: UInt64) -> Int {
    var best = 0
    switch profile.tieBreaking {
    case .first:
      for index in totals.indices where totals[index] > totals[best] { best = index }
    case .random(let seed):
      var stream = RandomStream(seed: seed, purpose: "scheduler ties", entity: key)
      var ties = 1
      for index in totals.indices.dropFirst() {
        if totals[index] > totals[best] {
          (best, ties) = (index, 1)
        } else if totals[index] == totals[best] {
          ties += 1
          if stream.index(below: ties) == 0 { best = index }
        }
      }
    }
    return best
  }

  // MARK: Scores

  mutating func scoreTotals(_ pod: PodClassID, in snapshot: ClusterSnapshot) {
    totals.removeAll(keepingCapacity: true)
    totals.append(contentsOf: repeatElement(0, count: feasible.count))
    if scratch.count < feasible.count {
      scratch.append(contentsOf: repeatElement(0, count: feasible.count - scratch.count))
    }
    for (name, weight) in profile.weighed {
      // The same score for all changes nothing in who is best.
      guard score(name, pod, in: snapshot) == .differing else { continue }
      for index in totals.indices { totals[index] &+= weight &* scratch[index] }
    }
    for weighted in profile.scores {
      guard score(weighted.plugin, pod, in: snapshot) else { continue }
      for index in totals.indices { totals[index] &+= weighted.weight &* scratch[index] }
    }
  }

  /// What a plugin came to.
  enum Scored: Equatable {
    /// The pod is not scored.
    case skipped
    /// All nodes have this.
    case equal(Int64)
    /// The scores stand in `scratch`.
    case differing
  }

  private mutating func score(_ name: ScorePluginName, _ pod: PodClassID, in snapshot: ClusterSnapshot)
    -> Scored
  {
    let index = Int(pod.index)
    switch name {
    case .taintToleration:
      return snapshot.taintTolerationScores(index, feasible, into: &scratch) ? .differing : .equal(100)
    case .nodeAffinity:
      return snapshot.nodeAffinityScores(index, feasible, into: &scratch) ? .differing : .skipped
    case .nodeResourcesFit:
      snapshot.nodeResourcesFitScores(index, feasible, strategy: profile.strategy, into: &scratch)
      return .differing
    case .podTopologySpread:
      return snapshot.podTopologySpreadScores(index, feasible, into: &scratch) ? .differing : .skipped
    case .interPodAffinity:
      return snapshot.interPodAffinityScores(index, feasible, into: &scratch) ? .differing : .skipped
    case .balancedAllocation:
      let isScored = snapshot.balancedAllocationScores(
        index, feasible, resources: profile.balancedResources, comparesWithout: profile.comparesBalance,
        into: &scratch)
      return isScored ? .differing : .skipped
    case .imageLocality:
      return snapshot.imageLocalityScores(index, feasible, into: &scratch) ? .differing : .equal(0)
    }
  }

  /// Runs a plugin of the user's over the nodes that may take the pod; returns whether it applies.
  private mutating func score(_ plugin: any ScorePlugin, _ pod: PodClassID, in snapshot: ClusterSnapshot)
    -> Bool
  {
    guard plugin.applies(to: pod, in: snapshot) else { return false }
    var scores = feasible.map { plugin.score(pod, on: NodeID($0), in: snapshot) }
    plugin.normalize(&scores, of: pod, in: snapshot)
    for (index, score) in scores.enumerated() { scratch[index] = min(max(score, 0), 100) }
    return true
  }

  /// Scores given nodes and returns all plugins' weighted scores, for explanation.
  mutating func weightedScores(
    _ pod: PodClassID, of nodes: [NodeID], in snapshot: ClusterSnapshot
  ) -> [(name: String, scores: [Int64])] {
    feasible = nodes.map(\.index)
    scratch = [Int64](repeating: 0, count: max(scratch.count, nodes.count))
    var result: [(name: String, scores: [Int64])] = []
    for (name, weight) in profile.weighed {
      switch score(name, pod, in: snapshot) {
      case .skipped: continue
      case .equal(let value):
        result.append((name.rawValue, [Int64](repeating: value * weight, count: nodes.count)))
      case .differing: result.append((name.rawValue, scratch.prefix(nodes.count).map { $0 * weight }))
      }
    }
    for weighted in profile.scores where score(weighted.plugin, pod, in: snapshot) {
      result.append((weighted.plugin.name, scratch.prefix(nodes.count).map { $0 * weighted.weight }))
    }
    return result
  }
}
