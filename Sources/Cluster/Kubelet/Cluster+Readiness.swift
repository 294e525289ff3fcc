/// The Ready condition: what the kubelet finds, and what the API server is told of it.
extension Cluster {
  /// Tells the API server what the kubelet finds of a group's readiness, and with it the proxies; for later, where
  /// either of them cannot be reached.
  mutating func report(_ workload: Int, group position: Int, nowMs: Int64) {
    let group = workloads[workload].groups[position]
    guard group.passes != group.isReady, !isSilent(group) else { return }
    if isOut(at: nowMs) {
      return planForAll(.ready, at: lifecycle.outageEndMs, workload: workload, group: position)
    }
    workloads[workload].publishReadiness(group: position, nowMs: nowMs)
    guard !group.isDeleted else { return }
    let propagation = workloads[workload].timing.endpointPropagationMs
    planForAll(.enterEndpoints, at: nowMs + propagation, workload: workload, group: position)
  }

  /// Whether nothing is heard of the kubelet of a group's node.
  mutating func isSilent(_ group: PodGroup) -> Bool {
    group.node >= 0 && nodes[Int(group.node)].health.isSilent
  }
}

extension WorkloadState {
  /// Sets the Ready condition of a group to what the kubelet finds.
  mutating func publishReadiness(group: Int, nowMs: Int64) {
    let passes = groups[group].passes
    guard groups[group].isReady != passes else { return }
    groups[group].isReady = passes
    groups[group].readyTransitionMs = nowMs
    if !groups[group].isDeleted { readyCount += passes ? groups[group].count : -groups[group].count }
    for pod in pods.indices where pods[pod].group == Int32(group) {
      pods[pod].readyMs = passes ? nowMs : .max
    }
    if passes { log(.ready, .readinessSucceeded, group: group, nowMs: nowMs) }
  }
}
