import Kubernetes

/// The values that a label may have: some, or all but some, within bounds.
///
/// Source: pkg/scheduling/requirement.go (Karpenter 1.13).
public struct Requirement: Sendable, Hashable {
  /// Whether `values` are those that are not allowed.
  public private(set) var isComplement: Bool
  /// The values.
  public private(set) var values: Set<String>
  private var above: Int?
  private var below: Int?

  private init(isComplement: Bool, values: Set<String>, above: Int? = nil, below: Int? = nil) {
    self.isComplement = isComplement
    self.values = values
    self.above = above
    self.below = below
  }

  /// One of these.
  public static func `in`(_ values: some Sequence<String>) -> Requirement {
    Requirement(isComplement: false, values: Set(values))
  }

  /// None of these.
  public static func notIn(_ values: some Sequence<String>) -> Requirement {
    Requirement(isComplement: true, values: Set(values))
  }

  /// Any value.
  public static let exists = Requirement(isComplement: true, values: [])
  /// No value.
  public static let doesNotExist = Requirement(isComplement: false, values: [])

  /// Reads a condition as node selectors have it; unknown operators allow nothing.
  public init(operator name: String, values: [String]) {
    switch name {
    case "In": self = .in(values)
    case "NotIn": self = .notIn(values)
    case "Exists": self = .exists
    case "Gt": self = Requirement(isComplement: true, values: [], above: values.first.flatMap { Int($0) })
    case "Lt": self = Requirement(isComplement: true, values: [], below: values.first.flatMap { Int($0) })
    default: self = .doesNotExist
    }
  }

  /// Whether nothing is allowed.
  public var isEmpty: Bool { !isComplement && values.isEmpty }

  /// Whether a node without the label is allowed too.
  var allowsAbsence: Bool { isComplement ? !values.isEmpty : values.isEmpty }

  /// Whether a value is allowed.
  public func allows(_ value: String) -> Bool {
    values.contains(value) != isComplement && isWithinBounds(value)
  }

  private func isWithinBounds(_ value: String) -> Bool {
    if above == nil, below == nil { return true }
    guard let number = Int(value) else { return false }
    return above.map { number > $0 } ?? true && below.map { number < $0 } ?? true
  }

  /// What both allow.
  public func intersection(_ other: Requirement) -> Requirement {
    let above = [above, other.above].compactMap { $0 }.max()
    let below = [below, other.below].compactMap { $0 }.min()
    if let above, let below, above >= below { return .doesNotExist }
    var result = Requirement(
      isComplement: isComplement && other.isComplement, values: [], above: above, below: below)
    switch (isComplement, other.isComplement) {
    case (true, true): result.values = values.union(other.values)
    case (true, false): result.values = other.values.subtracting(values)
    case (false, true): result.values = values.subtracting(other.values)
    case (false, false): result.values = values.intersection(other.values)
    }
    if result.isComplement { return result }
    result.values = result.values.filter { result.isWithinBounds($0) }
    (result.above, result.below) = (nil, nil)
    return result
  }
}

/// What labels of a node must be.
///
/// Source: pkg/scheduling/requirements.go (Karpenter 1.13).
public struct Requirements: Sendable, Hashable {
  private var byKey: [String: Requirement] = [:]

  /// Makes requirements of nothing.
  public init() {}

  /// Requires labels to be as they are.
  public init(labels: [String: String]) { byKey = labels.mapValues { .in([$0]) } }

  /// Requires what a list of conditions does.
  public init(_ conditions: [LabelSelectorRequirement]) {
    for condition in conditions {
      add(condition.key, Requirement(operator: condition.operator, values: condition.values))
    }
  }

  /// What a label must be; anything if nothing is said.
  public subscript(key: String) -> Requirement { byKey[key] ?? .exists }

  /// Whether something is said of a label.
  public func mentions(_ key: String) -> Bool { byKey[key] != nil }

  /// Requires something more of a label.
  public mutating func add(_ key: String, _ requirement: Requirement) {
    byKey[key] = byKey[key].map { $0.intersection(requirement) } ?? requirement
  }

  /// Requires all that others do.
  public mutating func add(_ other: Requirements) {
    for (key, requirement) in other.byKey { add(key, requirement) }
  }

  /// Whether some node could meet both.
  public func intersects(_ other: Requirements) -> Bool {
    let (few, many) = byKey.count <= other.byKey.count ? (self, other) : (other, self)
    for (key, requirement) in few.byKey {
      guard let partner = many.byKey[key] else { continue }
      if !requirement.intersection(partner).isEmpty { continue }
      if requirement.allowsAbsence && partner.allowsAbsence { continue }
      return false
    }
    return true
  }

  /// Whether what a pod requires can be had: labels nobody speaks of must be ones that every node gets.
  public func isCompatible(with pod: Requirements) -> Bool {
    for (key, requirement) in pod.byKey where byKey[key] == nil {
      if !KarpenterLabels.wellKnown.contains(key), !requirement.allowsAbsence { return false }
    }
    return intersects(pod)
  }
}

/// The labels that Karpenter gives meaning to.
public enum KarpenterLabels {
  /// The zone.
  public static let zone = "topology.kubernetes.io/zone"
  /// spot, on-demand or reserved.
  public static let capacityType = "karpenter.sh/capacity-type"
  /// The node pool.
  public static let nodePool = "karpenter.sh/nodepool"
  /// The type of machine.
  public static let instanceType = "node.kubernetes.io/instance-type"
  /// The node's own name.
  public static let hostname = "kubernetes.io/hostname"
  /// Those that every node gets, whether its pool says so or not.
  public static let wellKnown: Set<String> = [
    zone, capacityType, nodePool, instanceType, "topology.kubernetes.io/region", "kubernetes.io/arch",
    "kubernetes.io/os", "node.kubernetes.io/windows-build",
  ]
}
