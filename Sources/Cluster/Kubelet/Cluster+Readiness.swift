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
  func isSilent(_ group: PodGroup) -> Bool { group.node >= 0 && nodes[Int(group.node)].health.isSilent }

  /// Whether a kubelet does an event for a pod of its own: not without power, and only what it was told of before its
  /// network was cut. The end of a pod is no end before it is reported.
  func isDone(_ event: Event, for pod: PodRecord) -> Bool {
    guard pod.isBound else { return true }
    let health = nodes[Int(pod.node)].health
    switch (health.link, event.kind) {
    case (.up, .prepare), (.up, .running): return event.timeMs == pod.dueMs
    case (.up, _): return true
    case (.dead, _), (.cut, .stop): return false
    case (.cut, .prepare), (.cut, .running): return event.timeMs == pod.dueMs && pod.boundMs < health.lostMs
    case (.cut, .terminate): return pod.deletedMs < health.lostMs
    case (.cut, _): return true
    }
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
