import Kubernetes

/// A node as it would be made, with the DaemonSet pods on it.
public struct NodeShape: Sendable {
  /// All it has, by resource.
  public var capacity: [String: Quantity]
  /// What pods may have of that.
  public var allocatable: [String: Quantity]
  /// What its pods ask for: CPU, memory and pods always, others where asked for.
  public var requested: [String: Quantity]
  /// Its labels.
  public var labels: [String: String]

  /// Makes a shape of its parts.
  public init(node: Node, requested: [String: Quantity] = [:]) {
    capacity = node.status.capacity
    allocatable = node.status.allocatable
    self.requested = requested
    labels = node.metadata.labels
  }
}

/// Which node groups are alike, so that a scale-up may be dealt out among them.
///
/// Source: processors/nodegroupset/compare_nodegroups.go, label_nodegroups.go (Cluster Autoscaler 1.37).
public struct GroupSimilarity: Sendable, Hashable {
  /// How far memory capacities may differ.
  public var memoryRatio = 0.015
  /// How far allocatable amounts may differ.
  public var allocatableRatio = 0.05
  /// How far free amounts may differ.
  public var freeRatio = 0.05
  /// Labels that may differ.
  public var ignoredLabels: Set<String> = Self.basicIgnoredLabels
  /// If not empty, groups are alike if they have equal values of these labels, whatever else they have.
  public var decidingLabels: [String] = []

  /// Makes the rule of the default flags.
  public init() {}

  /// The labels that differ between nodes of one kind on every cloud.
  public static let basicIgnoredLabels: Set<String> = [
    "kubernetes.io/hostname", "failure-domain.beta.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region", "beta.kubernetes.io/fluentd-ds-ready", "kops.k8s.io/instancegroup",
  ]

  /// Tells whether two groups' nodes are alike.
  public func areSimilar(_ a: NodeShape, _ b: NodeShape) -> Bool {
    if !decidingLabels.isEmpty {
      return decidingLabels.allSatisfy { a.labels[$0] != nil && a.labels[$0] == b.labels[$0] }
    }
    if Set(a.capacity.keys) != Set(b.capacity.keys) { return false }
    for (name, amount) in a.capacity {
      guard let other = b.capacity[name] else { return false }
      if name == "memory" {
        if !Self.isClose(amount, other, memoryRatio) { return false }
      } else if amount != other {
        return false
      }
    }
    return Self.areClose(a.allocatable, b.allocatable, allocatableRatio)
      && Self.areClose(free(a), free(b), freeRatio) && labelsAgree(a.labels, b.labels)
  }

  private func free(_ shape: NodeShape) -> [String: Quantity] {
    let names = Set(shape.requested.keys).union(["cpu", "memory", "pods"])
    var result: [String: Quantity] = [:]
    for name in names {
      let allocatable = shape.allocatable[name]?.milliValue ?? 0
      result[name] = Quantity(milli: allocatable &- (shape.requested[name]?.milliValue ?? 0))
    }
    return result
  }

  private func labelsAgree(_ a: [String: String], _ b: [String: String]) -> Bool {
    let counted = { (labels: [String: String]) in labels.filter { !ignoredLabels.contains($0.key) } }
    return counted(a) == counted(b)
  }

  private static func areClose(_ a: [String: Quantity], _ b: [String: Quantity], _ ratio: Double) -> Bool {
    Set(a.keys) == Set(b.keys) && a.allSatisfy { isClose($0.value, b[$0.key] ?? Quantity(0), ratio) }
  }

  private static func isClose(_ a: Quantity, _ b: Quantity, _ ratio: Double) -> Bool {
    let larger = Double(max(a.milliValue, b.milliValue))
    return larger - Double(min(a.milliValue, b.milliValue)) <= larger * ratio
  }
}
