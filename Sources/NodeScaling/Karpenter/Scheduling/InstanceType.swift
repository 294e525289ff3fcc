/// Amounts of what pods ask for and nodes have.
public struct NodeResources: Sendable, Hashable {
  /// Thousandths of a core.
  public var milliCPU: Int64
  /// Bytes.
  public var memory: Int64
  /// A number of pods.
  public var pods: Int64
  /// Further resources by name.
  public var others: [String: Int64]

  /// Makes amounts of their parts.
  public init(milliCPU: Int64 = 0, memory: Int64 = 0, pods: Int64 = 0, others: [String: Int64] = [:]) {
    self.milliCPU = milliCPU
    self.memory = memory
    self.pods = pods
    self.others = others
  }

  /// Whether no more is there than in another.
  public func fits(_ other: NodeResources) -> Bool {
    milliCPU <= other.milliCPU && memory <= other.memory && pods <= other.pods
      && others.allSatisfy { $0.value <= other.others[$0.key] ?? 0 }
  }

  /// Adds amounts.
  public static func + (a: NodeResources, b: NodeResources) -> NodeResources {
    NodeResources(
      milliCPU: a.milliCPU &+ b.milliCPU, memory: a.memory &+ b.memory, pods: a.pods &+ b.pods,
      others: b.others.isEmpty ? a.others : a.others.merging(b.others) { $0 &+ $1 })
  }

  /// Takes amounts off.
  public static func - (a: NodeResources, b: NodeResources) -> NodeResources {
    NodeResources(
      milliCPU: a.milliCPU &- b.milliCPU, memory: a.memory &- b.memory, pods: a.pods &- b.pods,
      others: a.others.merging(b.others.mapValues { -$0 }) { $0 &+ $1 })
  }
}

/// How a machine is paid for.
public enum CapacityType: String, Sendable, Hashable, CaseIterable {
  /// Paid for already.
  case reserved
  /// Cheap, may be taken away.
  case spot
  /// At the list price.
  case onDemand = "on-demand"
}

/// A type of machine in one zone at one price.
public struct Offering: Sendable, Hashable {
  /// The zone.
  public var zone: String
  /// How it is paid for.
  public var capacityType: CapacityType
  /// What it costs an hour.
  public var price: Double
  /// Whether one can be had.
  public var isAvailable: Bool

  /// Makes an offering of its parts.
  public init(zone: String, capacityType: CapacityType, price: Double, isAvailable: Bool = true) {
    self.zone = zone
    self.capacityType = capacityType
    self.price = price
    self.isAvailable = isAvailable
  }

  /// Whether it meets what is required of zone and capacity type.
  func meets(_ requirements: Requirements) -> Bool {
    requirements[KarpenterLabels.zone].allows(zone)
      && requirements[KarpenterLabels.capacityType].allows(capacityType.rawValue)
  }
}

/// A type of machine.
public struct InstanceType: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// All it has.
  public var capacity: NodeResources
  /// What pods may have of that: less what is reserved for the kubelet, the system and eviction.
  public var allocatable: NodeResources
  /// Where it can be had.
  public var offerings: [Offering]
  /// What its labels are, besides zone and capacity type.
  public var requirements: Requirements

  /// Makes a type of its parts.
  public init(
    name: String, capacity: NodeResources, allocatable: NodeResources, offerings: [Offering],
    labels: [String: String] = [:]
  ) {
    self.name = name
    self.capacity = capacity
    self.allocatable = allocatable
    self.offerings = offerings
    requirements = Requirements(labels: labels)
    requirements.add(KarpenterLabels.instanceType, .in([name]))
  }

  /// Whether it can be had as required.
  func isOffered(_ required: Requirements) -> Bool {
    offerings.contains { $0.isAvailable && $0.meets(required) }
  }

  /// The least price at which it can be had as required; nil if it cannot.
  public func cheapestPrice(_ required: Requirements) -> Double? {
    offerings.filter { $0.isAvailable && $0.meets(required) }.map(\.price).min()
  }

  /// The price that a launch could come to at worst: of the capacity type tried first, in the dearest zone.
  ///
  /// Source: pkg/cloudprovider/types.go WorstLaunchPrice (Karpenter 1.13).
  public func worstLaunchPrice(_ required: Requirements) -> Double? {
    for type in CapacityType.allCases {
      let prices = offerings.filter {
        $0.capacityType == type && $0.isAvailable && $0.meets(required)
      }.map(\.price)
      if let worst = prices.max() { return worst }
    }
    return nil
  }
}
