import Controllers
public import Kubernetes

/// A PodDisruptionBudget of the cluster.
struct HeldBudget: Sendable {
  /// The object.
  let budget: PodDisruptionBudget
  /// The indices of the workloads whose pods it picks.
  let workloads: [Int]
}

/// The eviction API: deletes pods as far as their budgets let it, else answers 429.
extension Cluster {
  /// Adds a disruption budget that picks the pods of some workloads.
  public mutating func add(_ budget: PodDisruptionBudget, workloads: [Int]) {
    lifecycle.budgets.append(HeldBudget(budget: budget, workloads: workloads))
  }

  /// What the disruption budgets allow now.
  func disruptionBudgets() -> [DisruptionBudget] {
    lifecycle.budgets.map { held in
      DisruptionBudget(
        held.budget, pods: held.workloads.reduce(0) { $0 + workloads[$1].podCount },
        expected: held.workloads.reduce(0) { $0 + workloads[$1].replicas },
        healthy: held.workloads.reduce(0) { $0 + workloads[$1].readyCount })
    }
  }

  /// Asks for the eviction of a pod, whose budget has one less if it is let go. One that does not run needs none.
  ///
  /// Source: pkg/registry/core/pod/storage/eviction.go.
  func allowsEviction(_ workload: Int, of pod: PodRecord, _ budgets: inout [DisruptionBudget]) -> Bool {
    let picking = lifecycle.budgets.indices.filter { lifecycle.budgets[$0].workloads.contains(workload) }
    guard pod.isRunning, !picking.isEmpty else { return true }
    guard picking.count == 1 else { return false }
    if case .allowed = budgets[picking[0]].evict(isReady: pod.isReady) { return true }
    return false
  }

  /// Asks for the eviction of all pods of a node but those of DaemonSets; returns how many are refused by their
  /// budgets.
  public mutating func evictAll(fromNode node: Int, nowMs: Int64) -> Int32 {
    var evicted: Int32 = 0
    var refused: Int32 = 0
    var budgets = disruptionBudgets()
    for tenant in tenants(of: node) where !isDaemon(tenant) {
      var victims: [Int] = []
      for index in workloads[tenant].pods.indices {
        let pod = workloads[tenant].pods[index]
        guard pod.node == Int32(node), !pod.isDeleted else { continue }
        if allowsEviction(tenant, of: pod, &budgets) { victims.append(index) } else { refused += 1 }
      }
      guard !victims.isEmpty else { continue }
      evicted += Int32(victims.count)
      evict(tenant, victims, .drained, nowMs: nowMs)
    }
    if evicted > 0 { note(.evicted, node: node, pods: evicted, nowMs: nowMs) }
    if refused > 0 { note(.refused, node: node, pods: refused, nowMs: nowMs) }
    return refused
  }

  /// Deletes pods; their ReplicaSet makes others.
  mutating func evict(_ workload: Int, _ victims: [Int], _ reason: PodChangeReason, nowMs: Int64) {
    delete(workload, pods: victims, reason, nowMs: nowMs)
    reconcileReplicas(workload, nowMs: nowMs)
  }
}
