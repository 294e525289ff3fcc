public import Kubernetes
import Scheduling

/// What the API server shows of one pod.
public struct PodFacts: Sendable, Hashable {
  /// The pod's number in its workload, in order of creation.
  public var uid: Int32
  /// Its number in a StatefulSet; its node's index in a DaemonSet.
  public var slot: Int32
  /// Which template it was made of: the larger, the newer.
  public var revision: Int32
  /// The index of its node, nil while it has none.
  public var node: Int?
  /// When it was created, in milliseconds.
  public var createdMs: Int64
  /// Whether its containers run.
  public var isRunning: Bool
  /// Since when it is ready, nil if it is not.
  public var readyMs: Int64?
  /// Whether its deletion timestamp is set.
  public var isDeleted: Bool
  /// How often its serving container was started again.
  public var restarts: Int32

  init(_ pod: PodRecord) {
    uid = pod.uid
    slot = pod.slot
    revision = pod.revision
    node = pod.isBound ? Int(pod.node) : nil
    createdMs = pod.createdMs
    isRunning = pod.isRunning
    readyMs = pod.isReady ? pod.readyMs : nil
    isDeleted = pod.isDeleted
    restarts = pod.restarts
  }
}

/// Counts of a workload's pods that change whenever one of them does something that its controller sees.
public struct PodCounts: Sendable, Hashable {
  /// spec.replicas.
  public var replicas: Int32
  /// Pods that exist, those that are going included.
  public var pods: Int32
  /// Pods ever created.
  public var created: Int32
  /// Pods without a node.
  public var unscheduled: Int32
  /// Pods whose containers do not run.
  public var pending: Int32
  /// Pods that are ready and not deleted.
  public var ready: Int32
  /// The newest template.
  public var revision: Int32
}

extension WorkloadState {
  /// The pods there are, in no particular order.
  public var podFacts: [PodFacts] { pods.map(PodFacts.init) }

  /// Its counts now.
  public var podCounts: PodCounts {
    PodCounts(
      replicas: replicas, pods: podCount, created: created, unscheduled: unscheduledCount,
      pending: pendingCount, ready: readyCount, revision: revision)
  }
}

extension Cluster {
  /// Asks for the eviction of a pod; returns false where its budget refuses, or there is no such pod.
  public mutating func evict(_ workload: Int, pod uid: Int32, nowMs: Int64) -> Bool {
    guard let index = workloads[workload].index(ofPod: uid), !workloads[workload].pods[index].isDeleted else {
      return false
    }
    var budgets = disruptionBudgets()
    guard allowsEviction(workload, of: workloads[workload].pods[index], &budgets) else { return false }
    evict(workload, [index], .evicted, nowMs: nowMs)
    return true
  }

  /// Deletes a pod, whatever budgets say; its controller makes another. Returns false where there is no such pod.
  public mutating func delete(_ workload: Int, pod uid: Int32, nowMs: Int64) -> Bool {
    guard let index = workloads[workload].index(ofPod: uid), !workloads[workload].pods[index].isDeleted else {
      return false
    }
    evict(workload, [index], .evicted, nowMs: nowMs)
    return true
  }

  /// A node as the scheduler sees it, with its labels and taints; it must not be gone.
  public func node(_ index: Int) -> Node { scheduling.snapshot.node(scheduling.ids[index]) }
}
