import Kubernetes

/// How many pods a rolling update may add and miss, as numbers.
///
/// Shares of the replicas are rounded up for the surge and down for the unavailable; if both come to 0, one may be
/// unavailable. Source: pkg/controller/deployment/util/deployment_util.go ResolveFenceposts.
public struct RollingUpdateLimits: Sendable, Hashable {
  /// How many pods there may be beyond the replicas.
  public var surge: Int32
  /// How many of the replicas may be unavailable.
  public var unavailable: Int32

  /// Works out the limits for a number of replicas.
  public init(maxSurge: IntOrString, maxUnavailable: IntOrString, replicas: Int32) {
    surge = maxSurge.scaled(total: replicas, roundUp: true)
    unavailable = maxUnavailable.scaled(total: replicas, roundUp: false)
    if surge == 0, unavailable == 0 { unavailable = 1 }
  }

  /// Works out the limits of a strategy; nothing may be added or missed but in a rolling update of some replicas.
  ///
  /// Source: deployment_util.go MaxSurge, MaxUnavailable.
  public init(_ strategy: DeploymentStrategy, replicas: Int32) {
    let rolling = strategy.rollingUpdate ?? RollingUpdateDeployment()
    self.init(maxSurge: rolling.maxSurge, maxUnavailable: rolling.maxUnavailable, replicas: replicas)
    if strategy.type == "RollingUpdate" {
      unavailable = effectiveUnavailable(replicas: replicas)
    } else {
      (surge, unavailable) = (0, 0)
    }
  }

  /// How many may be unavailable, never more than there are replicas.
  public func effectiveUnavailable(replicas: Int32) -> Int32 {
    replicas == 0 ? 0 : min(unavailable, replicas)
  }
}

extension RollingUpdateLimits {
  /// How many replicas the new ReplicaSet gets: as many as the surge leaves room for.
  ///
  /// Source: deployment_util.go NewRSNewReplicas. `total` is the replicas of all ReplicaSets.
  public func newReplicas(current: Int32, total: Int32, replicas: Int32) -> Int32 {
    let most = replicas &+ surge
    if total >= most { return current }
    return current &+ min(most &- total, replicas &- current)
  }
}
