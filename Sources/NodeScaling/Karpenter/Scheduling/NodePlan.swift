import Kubernetes
import Scheduling

/// A node that is to be made: not one machine yet, but all types of machines that would do.
public struct NodePlan: Sendable {
  /// The pool's name.
  public let pool: String
  /// What is required of the machine.
  public internal(set) var requirements: Requirements
  /// The types that would do.
  public internal(set) var types: [InstanceType]
  /// The pods' names, in the order they were placed.
  public internal(set) var pods: [String] = []
  /// What the pods and those of DaemonSets ask for.
  public internal(set) var requested: NodeResources
  /// What the pods alone ask for.
  public internal(set) var podResources = NodeResources()

  let taints: [Taint]
  let hostname: String

  init(_ pool: NodePool, types: [InstanceType], number: Int) {
    self.pool = pool.name
    self.types = types
    requirements = pool.requirements
    requirements.add(KarpenterLabels.nodePool, .in([pool.name]))
    taints = pool.taints
    requested = pool.daemonOverhead
    hostname = "hostname-placeholder-\(number)"
    requirements.add(KarpenterLabels.hostname, .in([hostname]))
  }

  /// What taking a pod would make of the plan; nil if it cannot take it.
  func adding(_ pod: PodDemand, topology: Topology) -> NodePlan? {
    guard pod.tolerates(taints) else { return nil }
    let required = pod.requirements
    guard requirements.isCompatible(with: required) else { return nil }
    var result = self
    result.requirements.add(required)
    guard let domains = topology.requirements(for: pod, podRequirements: required, node: result.requirements),
      result.requirements.isCompatible(with: domains)
    else { return nil }
    result.requirements.add(domains)
    result.requested = requested + pod.resources
    result.types = types.filter {
      result.requested.fits($0.allocatable) && $0.requirements.intersects(result.requirements)
        && $0.isOffered(result.requirements)
    }
    if result.types.isEmpty { return nil }
    result.podResources = podResources + pod.resources
    result.pods.append(pod.name)
    return result
  }

  /// The types by the least price they can be had for, then by name; no more than are sent to the cloud.
  public func typesByPrice(limit: Int = 600) -> [(type: InstanceType, price: Double)] {
    types.compactMap { type in type.cheapestPrice(requirements).map { (type: type, price: $0) } }
      .sorted { ($0.price, $0.type.name) < ($1.price, $1.type.name) }.prefix(limit).map { $0 }
  }

  /// The machine that a cloud of a kind would make: the cheapest that can be had.
  ///
  /// Returns nil if none can.
  public func launch() -> (type: InstanceType, offering: Offering)? {
    guard let best = typesByPrice(limit: 1).first,
      let offering = best.type.offerings.filter({ $0.isAvailable && $0.meets(requirements) })
        .min(by: { ($0.price, $0.zone) < ($1.price, $1.zone) })
    else { return nil }
    return (best.type, offering)
  }
}

/// A node that is there, or on its way.
public struct ExistingNode: Sendable {
  /// Its name.
  public var name: String
  /// Its labels.
  public var labels: [String: String]
  /// Its marks, but for those it loses when it starts.
  public var taints: [Taint]
  /// What it has left for pods.
  public var available: NodeResources
  /// Whether it is ready, rid of start-up taints, and has what it should have.
  public var isInitialized: Bool

  /// Makes a node of its parts.
  public init(
    name: String, labels: [String: String], taints: [Taint] = [], available: NodeResources,
    isInitialized: Bool = true
  ) {
    self.name = name
    self.labels = labels
    self.taints = taints
    self.available = available
    self.isInitialized = isInitialized
  }

  /// In which order nodes are tried.
  static func isBefore(_ a: ExistingNode, _ b: ExistingNode) -> Bool {
    (a.isInitialized ? 0 : 1, a.name) < (b.isInitialized ? 0 : 1, b.name)
  }
}
