import Controllers

/// StatefulSets: pods with numbers.
extension Cluster {
  /// A StatefulSet makes, replaces and deletes the pods whose turn it is.
  ///
  /// Source: pkg/controller/statefulset/stateful_set_control.go, by way of `StatefulSetController`.
  mutating func syncMembers(_ workload: Int, nowMs: Int64) {
    guard case .statefulSet(var specification) = workloads[workload].controller else { return }
    specification.replicas = workloads[workload].replicas
    let end = Int64(specification.start) + Int64(specification.replicas)
    while true {
      let actions = StatefulSetController.decide(
        specification, members: workloads[workload].members, nowMs: nowMs)
      if actions.isEmpty { break }
      var creates = false
      for action in actions {
        switch action {
        case .create(let ordinal, let isUpdated):
          creates = true
          createMember(ordinal, isUpdated: isUpdated, workload: workload, nowMs: nowMs)
        case .delete(let ordinal):
          guard let pod = workloads[workload].pods.firstIndex(where: { $0.slot == ordinal && !$0.isDeleted })
          else { continue }
          let isBeyond = ordinal < specification.start || Int64(ordinal) >= end
          delete(workload, pods: [pod], isBeyond ? .scaledDown : .rollout, nowMs: nowMs)
        }
      }
      if creates { planScheduling(workload, nowMs: nowMs) }
    }
    workloads[workload].noteUpdated(specification)
  }

  private mutating func createMember(_ ordinal: Int32, isUpdated: Bool, workload: Int, nowMs: Int64) {
    let revision = isUpdated ? workloads[workload].revision : workloads[workload].heldRevision
    let reason = workloads[workload].revision == workloads[workload].heldRevision
    createPods(1, workload: workload, reason ? .scaledUp : .rollout, revision: revision, nowMs: nowMs)
    workloads[workload].pods[workloads[workload].pods.count - 1].slot = ordinal
  }
}

extension WorkloadState {
  /// The pods of a StatefulSet with their numbers.
  fileprivate var members: [StatefulSetController.Member] {
    pods.map { pod in
      StatefulSetController.Member(
        ordinal: pod.slot, pod: controlled(pod), isUpdated: pod.revision == revision)
    }
  }

  /// Once all pods are of the new template, and none is to stay behind, it is what pods below a partition get, too.
  fileprivate mutating func noteUpdated(_ specification: StatefulSetController.Specification) {
    guard heldRevision != revision, specification.partition <= specification.start,
      Int32(pods.count) == replicas, pods.allSatisfy({ $0.revision == revision && $0.isReady })
    else { return }
    heldRevision = revision
  }
}
