extension Cluster {
  /// Writes down what happened to a pod.
  mutating func log(
    _ change: PodChange, _ reason: PodChangeReason = .none, workload: Int, pod index: Int, nowMs: Int64
  ) {
    workloads[workload].log(change, reason, pod: index, nowMs: nowMs)
  }
}

extension WorkloadState {
  /// Writes down what happened to a pod.
  mutating func log(_ change: PodChange, _ reason: PodChangeReason = .none, pod index: Int, nowMs: Int64) {
    guard keepsPodLog else { return }
    podLog.append(
      PodEvent(
        timeMs: nowMs, pod: pods[index].uid, node: pods[index].node, change: change, reason: reason))
  }

  /// Writes down what happened to all pods of a group.
  mutating func log(
    _ change: PodChange, _ reason: PodChangeReason = .none, group: Int, nowMs: Int64
  ) {
    guard keepsPodLog else { return }
    for index in pods.indices where pods[index].group == Int32(group) {
      log(change, reason, pod: index, nowMs: nowMs)
    }
  }
}
