import Scheduling

/// A node that could be taken away, as the disruption controller sees it.
public struct DisruptionCandidate: Sendable {
  /// The node's name.
  public var name: String
  /// Its pool.
  public var pool: String
  /// Its type of machine.
  public var type: InstanceType
  /// Where it runs.
  public var zone: String
  /// How it is paid for.
  public var capacityType: CapacityType
  /// Its labels, for pods that go elsewhere to look at.
  public var labels: [String: String]
  /// When it was made.
  public var createdMs: Int64
  /// When it was ready for pods; nil while it is not.
  public var initializedMs: Int64?
  /// When a pod last came or went; nil if none did.
  public var lastPodEventMs: Int64?
  /// Since when it is not what its pool says, nil if it is.
  public var driftedMs: Int64?
  /// Its pods that would have to go elsewhere: all but those of DaemonSets and of kubelets' files.
  public var pods: [PodDemand]
  /// What evicting each of them costs.
  public var evictionCosts: [Double]
  /// Why it cannot be taken away, nil if it can: an annotation, a budget of a pod, pods nominated to it.
  public var obstacle: String?
  /// Whether it is going already, or not ready.
  public var isGoing: Bool

  /// Makes a candidate of its parts.
  public init(
    name: String, pool: String, type: InstanceType, zone: String, capacityType: CapacityType,
    createdMs: Int64, initializedMs: Int64?, pods: [PodDemand] = [], evictionCosts: [Double] = []
  ) {
    self.name = name
    self.pool = pool
    self.type = type
    self.zone = zone
    self.capacityType = capacityType
    labels = [
      KarpenterLabels.zone: zone, KarpenterLabels.capacityType: capacityType.rawValue,
      KarpenterLabels.nodePool: pool, KarpenterLabels.instanceType: type.name,
      KarpenterLabels.hostname: name,
    ]
    self.createdMs = createdMs
    self.initializedMs = initializedMs
    self.pods = pods
    self.evictionCosts = evictionCosts.isEmpty ? pods.map { _ in 1 } : evictionCosts
    isGoing = false
  }

  /// What it costs an hour: the offering it runs as, whether or not another can be had; nil if the type has
  /// none such.
  public var price: Double? {
    type.offerings.filter { $0.zone == zone && $0.capacityType == capacityType }.map(\.price).min()
  }

  /// 1 + the sum of what evicting its pods costs, those of less than nothing left out.
  ///
  /// Source: pkg/controllers/disruption/balanced.go (Karpenter main, August 2026).
  public var disruptionCost: Double { evictionCosts.reduce(1) { $0 + max(0, $1) } }

  /// The share of its life it has left, 1 for one that does not expire.
  func lifetimeLeft(_ policy: DisruptionPolicy, nowMs: Int64) -> Double {
    guard let life = policy.expireAfterMs, life > 0 else { return 1 }
    return min(max(Double(life - (nowMs - createdMs)) / Double(life), 0), 1)
  }

  /// Whether it has been left alone for as long as its pool says.
  func isConsolidatable(_ policy: DisruptionPolicy, nowMs: Int64) -> Bool {
    guard let wait = policy.consolidateAfterMs, let initializedMs else { return false }
    return nowMs - (lastPodEventMs ?? initializedMs) >= wait
  }
}

/// Nodes to take away, and what to make first in their place.
public struct DisruptionCommand: Sendable {
  /// What brought it about.
  public enum Method: String, Sendable, Hashable {
    case emptiness, drift, multiNode, singleNode
  }

  /// Which method found it.
  public var method: Method
  /// The nodes.
  public var candidates: [DisruptionCandidate]
  /// What is to be made, and ready, before they go.
  public var replacements: [NodePlan]

  /// The nodes' names.
  public var names: [String] { candidates.map(\.name) }

  /// What is saved an hour, if the cheapest of the replacements' machines are made.
  ///
  /// Source: pkg/controllers/disruption/types.go EstimatedSavings (Karpenter main, August 2026).
  public var savings: Double {
    candidates.reduce(0) { $0 + ($1.price ?? 0) }
      - replacements.reduce(0) { $0 + ($1.typesByPrice(limit: 1).first?.price ?? 0) }
  }
}
