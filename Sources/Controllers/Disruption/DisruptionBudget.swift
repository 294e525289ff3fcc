import Kubernetes

/// How many pods of a PodDisruptionBudget may be evicted now, and the answer to who asks to.
///
/// Source: pkg/controller/disruption/disruption.go, pkg/registry/core/pod/storage/eviction.go.
public struct DisruptionBudget: Sendable, Hashable {
  /// Pods that count: ready, not being deleted, not evicted a moment ago.
  public var currentHealthy: Int32
  /// How many of them must stay.
  public var desiredHealthy: Int32
  /// How many pods there should be.
  public var expectedPods: Int32
  /// How many may be evicted now.
  public private(set) var disruptionsAllowed: Int32
  /// AlwaysAllow lets pods that are not ready go in any case.
  public var alwaysAllowsUnhealthy: Bool

  /// Works a budget out.
  ///
  /// `pods` is how many pods its selector picks; `expected` how many their controllers are to have, which shares are
  /// taken of and `maxUnavailable` is taken off. Shares are rounded up.
  public init(_ budget: PodDisruptionBudget, pods: Int32, expected: Int32, healthy: Int32) {
    currentHealthy = healthy
    alwaysAllowsUnhealthy = budget.unhealthyPodEvictionPolicy == "AlwaysAllow"
    if let unavailable = budget.maxUnavailable {
      expectedPods = expected
      desiredHealthy = max(0, expected - unavailable.scaled(total: expected, roundUp: true))
    } else {
      switch budget.minAvailable {
      case .int(let least)?:
        expectedPods = pods
        desiredHealthy = least
      case .string?:
        expectedPods = expected
        desiredHealthy = budget.minAvailable?.scaled(total: expected, roundUp: true) ?? 0
      case nil:
        (expectedPods, desiredHealthy) = (0, 0)
      }
    }
    disruptionsAllowed = expectedPods <= 0 ? 0 : max(0, healthy - desiredHealthy)
  }

  /// The answer to an eviction.
  public enum Answer: Sendable, Hashable {
    /// The pod is deleted; `usesBudget` tells whether the budget has one less.
    case allowed(usesBudget: Bool)
    /// 429: it would violate the budget. Ask again later.
    case tooManyRequests
    /// 500: more than one budget picks the pod.
    case severalBudgets
  }

  /// Answers an eviction; a pod that has not started or has ended needs no budget.
  public static func answer(
    evicting pod: ControlledPod, budgets: inout [DisruptionBudget], picking: [Int]
  ) -> Answer {
    let needsNone =
      pod.isTerminating || pod.phase == .pending || pod.phase == .succeeded || pod.phase == .failed
    if needsNone || picking.isEmpty { return .allowed(usesBudget: false) }
    if picking.count > 1 { return .severalBudgets }
    return budgets[picking[0]].evict(isReady: pod.readyMs != nil)
  }

  /// Answers an eviction of a pod it picks, and takes it off if that is allowed.
  public mutating func evict(isReady: Bool) -> Answer {
    if !isReady {
      let isEnough = currentHealthy >= desiredHealthy && desiredHealthy > 0
      if alwaysAllowsUnhealthy || isEnough { return .allowed(usesBudget: false) }
    }
    if disruptionsAllowed <= 0 { return .tooManyRequests }
    disruptionsAllowed -= 1
    return .allowed(usesBudget: true)
  }
}
