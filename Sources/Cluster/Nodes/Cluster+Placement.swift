import Controllers
public import Kubernetes
public import Scheduling

/// A pod as an autoscaler of nodes sees it.
public struct PlacedPod: Sendable {
  /// Its number in its workload.
  public let uid: Int32
  /// What the scheduler sees in it.
  public let podClass: PodClassID
  /// Its place in the scheduler's snapshot, nil without a node.
  public let id: PodID?
  /// The index of its node, -1 without one.
  public let node: Int32
  /// When it was created, in milliseconds.
  public let createdMs: Int64
  /// When it was bound, `.max` before.
  public let boundMs: Int64
  /// When it was deleted, `.max` while it is not.
  public let deletedMs: Int64
  /// Whether the scheduler found no node for it.
  public let isUnschedulable: Bool
}

/// What autoscalers of nodes ask a cluster.
extension Cluster {
  /// The pods of a workload that are on a node or have been refused one, in the order of creation.
  public func placedPods(of workload: Int) -> [PlacedPod] {
    let state = workloads[workload]
    var result: [PlacedPod] = []
    result.reserveCapacity(state.pods.count)
    var isSorted = true
    for pod in state.pods {
      let waits = !pod.isBound && !pod.isDeleted && pod.unschedulableMs < .max
      guard waits || pod.scheduled != nil else { continue }
      if let last = result.last, last.uid > pod.uid { isSorted = false }
      result.append(
        PlacedPod(
          uid: pod.uid, podClass: pod.podClass ?? state.podClass, id: pod.scheduled, node: pod.node,
          createdMs: pod.createdMs, boundMs: pod.boundMs, deletedMs: pod.deletedMs, isUnschedulable: waits))
    }
    if !isSorted { result.sort { $0.uid < $1.uid } }
    return result
  }

  /// The place of a node in the scheduler's snapshot; it must not be gone.
  public func nodeID(_ node: Int) -> NodeID { scheduling.ids[node] }

  /// What a node is called.
  public func nodeName(_ node: Int) -> String {
    pools[Int(nodes[node].pool)].nodeName(Int(nodes[node].number))
  }

  /// A node of a pool that nothing is the matter with.
  public func templateNode(ofPool pool: Int) -> Node { pools[pool].node(0) }

  /// How many pods each disruption budget lets go now, in the order of the budgets.
  public func disruptionsAllowed() -> [Int32] { disruptionBudgets().map(\.disruptionsAllowed) }

  /// Lets somebody try placements out in the scheduler's view of the cluster, which must be as before afterwards.
  public mutating func withSnapshot<Result>(_ body: (inout ClusterSnapshot) -> Result) -> Result {
    body(&scheduling.snapshot)
  }
}
