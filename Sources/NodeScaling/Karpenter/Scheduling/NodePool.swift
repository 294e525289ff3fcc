import Kubernetes

/// From what, and how, Karpenter makes nodes.
public struct NodePool: Sendable {
  /// Its name.
  public var name: String
  /// Pools of a greater weight are tried first.
  public var weight = 0
  /// What is required of its nodes.
  public var requirements = Requirements()
  /// Marks of its nodes that keep pods off.
  public var taints: [Taint] = []
  /// Marks that nodes begin with and lose; pods need not tolerate them.
  public var startupTaints: [Taint] = []
  /// The most of resources that its nodes may have in all; nil for no limit.
  public var limits: Limits
  /// What pods of DaemonSets ask for on each of its nodes.
  public var daemonOverhead = NodeResources()
  /// How its nodes are taken away.
  public var disruption = DisruptionPolicy()

  /// The most of some resources.
  public struct Limits: Sendable, Hashable {
    /// Thousandths of a core.
    public var milliCPU: Int64?
    /// Bytes.
    public var memory: Int64?
    /// Nodes.
    public var nodes: Int?

    /// Makes limits of their parts.
    public init(milliCPU: Int64? = nil, memory: Int64? = nil, nodes: Int? = nil) {
      self.milliCPU = milliCPU
      self.memory = memory
      self.nodes = nodes
    }

    /// Whether a machine is within what is left.
    func allows(_ capacity: NodeResources) -> Bool {
      milliCPU.map { capacity.milliCPU <= $0 } ?? true && memory.map { capacity.memory <= $0 } ?? true
        && nodes.map { $0 >= 1 } ?? true
    }

    /// Takes a machine off.
    mutating func take(_ capacity: NodeResources) {
      milliCPU = milliCPU.map { $0 &- capacity.milliCPU }
      memory = memory.map { $0 &- capacity.memory }
      nodes = nodes.map { $0 - 1 }
    }
  }

  /// Makes a pool of a name.
  public init(name: String, limits: Limits = Limits()) {
    self.name = name
    self.limits = limits
  }

  /// In which order pools are tried: greater weight first, of equal ones the name that sorts last.
  static func isBefore(_ a: NodePool, _ b: NodePool) -> Bool {
    (a.weight, a.name) > (b.weight, b.name)
  }
}

/// How nodes of a pool are taken away.
public struct DisruptionPolicy: Sendable {
  /// Which nodes are worth a change.
  public enum Consolidation: Sendable, Hashable {
    /// Those without pods.
    case whenEmpty
    /// Those whose pods could do with less.
    case whenEmptyOrUnderutilized
    /// The same, if what is saved is worth the disruption; 2 is upstream's threshold.
    case balanced(threshold: Int)
  }

  /// Which nodes.
  public var consolidation = Consolidation.whenEmptyOrUnderutilized
  /// How long no pod may have come or gone before; nil for never.
  public var consolidateAfterMs: Int64? = 0
  /// How many at once.
  public var budgets = [DisruptionBudget(nodes: .percent(10))]
  /// How old nodes get; nil for any age.
  public var expireAfterMs: Int64? = 720 * 3_600_000
  /// How long a drain may take at most; nil for as long as it takes.
  public var terminationGracePeriodMs: Int64?

  /// Makes the policy of a pool that says nothing.
  public init() {}
}
