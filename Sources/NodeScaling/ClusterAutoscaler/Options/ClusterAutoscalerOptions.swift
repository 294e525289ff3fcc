/// What a Cluster Autoscaler is set up to do; the defaults are those of its flags.
///
/// Durations are milliseconds. Source: config/flags/flags.go (Cluster Autoscaler 1.37).
public struct ClusterAutoscalerOptions: Sendable {
  /// The release whose behavior is followed.
  public var version: AutoscalerVersion

  // Loop.
  /// How long a loop waits for the next if nothing happens.
  public var scanIntervalMs: Int64 = 10_000
  /// Whether the next loop starts at once where something happened.
  public var loopsFrequently: Bool

  // Scale-up.
  /// Which of the groups that would do is taken.
  public var expander: ExpanderChain
  /// Whether new nodes are dealt out among similar groups.
  public var balancesSimilarGroups = false
  /// Which groups are similar.
  public var similarity = GroupSimilarity()
  /// How old a pod must be before anything is done for it.
  public var newPodScaleUpDelayMs: Int64 = 0
  /// Pods of a lower priority make nothing grow and keep nothing.
  public var expendablePriorityCutoff: Int32 = -10
  /// The most nodes of one scale-up.
  public var maxNodesPerScaleUp = 1000
  /// The most nodes of the cluster, 0 for any number.
  public var maxNodesTotal = 0
  /// The fewest and most cores of the cluster.
  public var cores: ClosedRange<Int64> = 0...320_000
  /// The same in bytes of memory.
  public var memory: ClosedRange<Int64> = 0...(6_400_000 << 30)
  /// The same in GPUs, by type.
  public var gpus: [String: ClosedRange<Int64>] = [:]
  /// Whether estimations work out the largest group of pods.
  public var usesFastBinpacking = false
  /// Whether groups without nodes may grow.
  public var scalesUpFromZero = true
  /// Whether groups are kept at their least size.
  public var enforcesMinimumSize = false
  /// How long a node may take from request to registration.
  public var maxNodeProvisionMs: Int64 = 900_000
  /// How long a node may take from its creation to being ready.
  public var maxNodeStartupMs: Int64 = 900_000
  /// How long groups are left alone after failures.
  public var backoff = NodeGroupBackoff.Policy()

  // Health.
  /// Above this share of nodes that are not ready, in percent, nothing is done...
  public var maxUnreadyPercentage = 45.0
  /// ... unless they are no more than this.
  public var okUnreadyCount = 3

  // Scale-down.
  /// Whether there is any.
  public var scaleDownEnabled = true
  /// Whether nodes that are not ready are removed.
  public var removesUnreadyNodes = true
  /// How long none after a scale-up.
  public var delayAfterAddMs: Int64 = 600_000
  /// How long none after a deletion.
  public var delayAfterDeleteMs: Int64 = 0
  /// How long none after a failed deletion.
  public var delayAfterFailureMs: Int64 = 180_000
  /// Whether these hold for each group by itself.
  public var delaysPerGroup = false
  /// How long a node is unneeded before it goes.
  public var unneededMs: Int64 = 600_000
  /// The same for one that is not ready.
  public var unreadyMs: Int64 = 1_200_000
  /// The utilization above which a node is needed.
  public var utilizationThreshold = 0.5
  /// The same for nodes with GPUs.
  public var gpuUtilizationThreshold = 0.5
  /// Whether DaemonSets' pods count as used.
  public var ignoresDaemonSetUtilization = false
  /// Whether pods of kubelets' files count as used.
  public var ignoresMirrorPodUtilization = false
  /// How long a node that cannot be removed is not looked at.
  public var unremovableRecheckMs: Int64 = 300_000
  /// Nodes deleted at once.
  public var maxScaleDownParallelism = 10
  /// Nodes drained at once.
  public var maxDrainParallelism = 1
  /// Soft taints set or removed in a loop.
  public var maxSoftTaints = 10
  /// Which pods keep their nodes.
  public var drain = DrainRules()

  // Deletion, done by who runs the nodes.
  /// How long after the taint a node is deleted.
  public var deleteDelayAfterTaintMs: Int64 = 5_000
  /// How long evictions are tried.
  public var maxPodEvictionMs: Int64 = 120_000
  /// The longest time pods get to stop.
  public var maxGracefulTerminationMs: Int64 = 600_000
  /// Whether nodes are cordoned before.
  public var cordonsNodes: Bool
  /// Whether DaemonSets' pods are evicted from nodes with and without other pods.
  public var evictsDaemonSets = (occupied: true, empty: false)

  /// Makes the options of a release without flags.
  public init(version: AutoscalerVersion = .latest) {
    self.version = version
    loopsFrequently = version.loopsFrequently
    cordonsNodes = version.cordonsNodes
    expander = ExpanderChain([version.defaultExpander])
  }
}
