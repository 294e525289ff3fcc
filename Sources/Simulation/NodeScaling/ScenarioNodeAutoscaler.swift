public import NodeScaling

/// What makes nodes in a run and takes them away.
public enum ScenarioNodeAutoscaler: Sendable {
  /// Cluster Autoscaler with node groups.
  case clusterAutoscaler(ScenarioClusterAutoscaler)
  /// Karpenter with node pools.
  case karpenter(ScenarioKarpenter)
}

/// Cluster Autoscaler in a run.
public struct ScenarioClusterAutoscaler: Sendable {
  /// What its flags say.
  public var options: ClusterAutoscalerOptions
  /// The node groups that it may change.
  public var groups: [ScenarioNodeGroup]
  /// What the cloud can make.
  public var supply = CloudSupply()
  /// When its first loop begins, in milliseconds; drawn from the seed below one scan interval if nil.
  public var phaseMs: Int64?

  /// Makes an autoscaler of some groups in a cloud that has everything.
  public init(options: ClusterAutoscalerOptions = ClusterAutoscalerOptions(), groups: [ScenarioNodeGroup]) {
    self.options = options
    self.groups = groups
  }
}

/// A node group in a run: nodes of one of the scenario's pools, of which there may be more or fewer.
public struct ScenarioNodeGroup: Sendable {
  /// The index of its pool in the scenario, whose count is its size at the beginning.
  public var pool: Int
  /// The fewest nodes.
  public var minimum: Int
  /// The most nodes.
  public var maximum: Int
  /// The type of its machines, which quotas and shortages go by.
  public var type: String
  /// How they are paid for.
  public var capacityType = CapacityType.onDemand
  /// How long a machine takes until it is a node that takes pods.
  public var times: ProvisioningTimes
  /// How much longer its start-up taints stay on a node, in milliseconds.
  public var startupMs: Int64 = 0

  /// Makes a group of on-demand machines.
  public init(
    pool: Int, minimum: Int = 0, maximum: Int, type: String = "", times: ProvisioningTimes = .usual
  ) {
    self.pool = pool
    self.minimum = minimum
    self.maximum = maximum
    self.type = type
    self.times = times
  }
}

extension ProvisioningTimes {
  /// The times of the preset `gke`, which hold where nothing is said.
  public static var usual: ProvisioningTimes {
    preset(named: "gke")?.times
      ?? ProvisioningTimes(registration: Delay(medianS: 105), readiness: Delay(medianS: 20))
  }
}

/// Karpenter in a run.
public struct ScenarioKarpenter: Sendable {
  /// From what it makes nodes.
  public var pools: [NodePool]
  /// The types of machines there are.
  public var types: [InstanceType]
  /// How long a machine takes until it is a node that takes pods.
  public var times: ProvisioningTimes
  /// What the cloud can make, and how often it takes spot machines back.
  public var supply = CloudSupply()
  /// When its disruption loop begins, in milliseconds; drawn from the seed below its interval if nil.
  public var phaseMs: Int64?
  /// How much longer than until readiness start-up taints stay on nodes, in milliseconds, by the pool's name.
  public var startupMs: [String: Int64] = [:]
  /// When nodes of pools become other than their pools say.
  public var drifts: [Drift] = []
  /// Labels of the nodes of each pool, by its name.
  public var labels: [String: [String: String]] = [:]
  /// Whether spot machines may be replaced by cheaper spot machines (feature gate SpotToSpotConsolidation).
  public var allowsSpotToSpot = false

  /// An instant at which all nodes there are of a pool are no longer what it says: its machines' image changed.
  public struct Drift: Sendable, Hashable {
    /// When, in milliseconds.
    public var atMs: Int64
    /// The pool's name, nil for all.
    public var pool: String?

    /// Makes a drift of its parts.
    public init(atMs: Int64, pool: String? = nil) {
      self.atMs = atMs
      self.pool = pool
    }
  }

  /// Makes Karpenter in a cloud that has everything.
  public init(
    pools: [NodePool], types: [InstanceType],
    times: ProvisioningTimes = ProvisioningTimes.preset(named: "karpenter-aws")?.times ?? .usual
  ) {
    self.pools = pools
    self.types = types
    self.times = times
  }
}
