/// A PodDisruptionBudget as the eviction API asks it.
public struct EvictionBudget: Sendable, Hashable {
  /// A count, or a share of the pods there should be.
  public enum Amount: Sendable, Hashable {
    case count(Int32)
    /// In percent; rounded up.
    case percent(Int32)

    /// The number of pods this is of `total`.
    func scaled(total: Int32) -> Int32 {
      switch self {
      case .count(let count): count
      case .percent(let percent): Int32((Int64(percent) * Int64(total) + 99) / 100)
      }
    }
  }

  /// The least that must stay healthy.
  public var minAvailable: Amount?
  /// The most that may be missing; used in place of the other.
  public var maxUnavailable: Amount?
  /// The indices of the workloads whose pods it picks.
  public var workloads: [Int]
  /// Whether pods that are not ready may go in any case.
  public var alwaysAllowsUnhealthy = false

  /// Makes a budget.
  public init(minAvailable: Amount? = nil, maxUnavailable: Amount? = nil, workloads: [Int]) {
    self.minAvailable = minAvailable
    self.maxUnavailable = maxUnavailable
    self.workloads = workloads
  }
}

extension Cluster {
  /// Adds a disruption budget.
  public mutating func add(_ budget: EvictionBudget) { lifecycle.budgets.append(budget) }

  /// Whether the eviction API lets a pod go, after `besides` ready pods of the workload that it let go just now.
  ///
  /// A pod that does not run needs no budget; several budgets for one pod refuse it.
  /// Source: pkg/registry/core/pod/storage/eviction.go, pkg/controller/disruption/disruption.go.
  func allowsEviction(_ workload: Int, of pod: PodRecord, besides: Int) -> Bool {
    let budgets = lifecycle.budgets.filter { $0.workloads.contains(workload) }
    guard pod.isRunning, !budgets.isEmpty else { return true }
    guard budgets.count == 1 else { return false }
    let budget = budgets[0]
    let expected = budget.workloads.reduce(0) { $0 + workloads[$1].replicas }
    let healthy = budget.workloads.reduce(0) { $0 + workloads[$1].readyCount } - Int32(besides)
    let desired: Int32
    if let missing = budget.maxUnavailable {
      desired = max(0, expected - missing.scaled(total: expected))
    } else {
      desired = budget.minAvailable?.scaled(total: expected) ?? 0
    }
    if !pod.isReady, budget.alwaysAllowsUnhealthy || healthy >= desired && desired > 0 { return true }
    return healthy - desired > 0
  }
}
