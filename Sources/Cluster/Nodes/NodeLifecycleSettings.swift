/// How kubelets report and how the node controller judges them.
///
/// Source: kubernetes/kubernetes 1.36 pkg/controller/nodelifecycle, pkg/kubelet/apis/config defaults.
public struct NodeLifecycleSettings: Sendable, Hashable {
  /// How often a kubelet renews its lease, in milliseconds.
  public var leaseRenewMs: Int64 = 10_000
  /// How often the node controller looks (`--node-monitor-period`).
  public var monitorPeriodMs: Int64 = 5_000
  /// How long it waits for a heartbeat (`--node-monitor-grace-period`): 50 s, 40 s before 1.32.
  public var monitorGraceMs: Int64 = 50_000
  /// Nodes a second that a zone's NoExecute taints come at (`--node-eviction-rate`).
  public var evictionRate: Double = 0.1
  /// The same where much of a large zone is unhealthy (`--secondary-node-eviction-rate`).
  public var secondaryEvictionRate: Double = 0.01
  /// The share of a zone from which on it counts as partly disrupted (`--unhealthy-zone-threshold`).
  public var unhealthyZoneThreshold: Double = 0.55
  /// The size above which a partly disrupted zone is still evicted from (`--large-cluster-size-threshold`).
  public var largeZoneSize = 50
  /// The instants at which every kubelet renews its lease, within a period; drawn per node if nil.
  public var leasePhaseMs: Int64?
  /// The instants at which the node controller looks, within a period; drawn if nil.
  public var monitorPhaseMs: Int64?

  /// Makes the defaults of Kubernetes 1.36.
  public init() {}

  /// The time between two taints of a zone in milliseconds, `.max` for never.
  func taintInterval(of state: ZoneState, size: Int) -> Int64 {
    let rate =
      switch state {
      case .normal, .fullyDisrupted: evictionRate
      case .partlyDisrupted: size > largeZoneSize ? secondaryEvictionRate : 0
      }
    return rate > 0 ? Int64((1_000 / rate).rounded()) : .max
  }

  /// The state of a zone: all down, or more than two and at least the threshold's share, or normal.
  ///
  /// Source: node_lifecycle_controller.go ComputeZoneState.
  func state(ready: Int, notReady: Int) -> ZoneState {
    if ready == 0, notReady > 0 { return .fullyDisrupted }
    let share = Double(notReady) / Double(max(1, notReady + ready))
    return notReady > 2 && share >= unhealthyZoneThreshold ? .partlyDisrupted : .normal
  }
}

/// How well a zone is, by its nodes' Ready conditions.
enum ZoneState: UInt8, Sendable, Hashable { case normal, partlyDisrupted, fullyDisrupted }
