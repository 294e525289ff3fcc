extension WorkloadState {
  /// Does for a group whatever is due by now: serving, readiness, endpoints, the end of the start burst.
  ///
  /// Without an API server nobody sees that a pod became ready. Nothing happens on a node out of reach.
  mutating func progress(group: Int, isSeen: Bool = true, nowMs: Int64) {
    guard !groups[group].isCutOff else { return }
    if nowMs >= groups[group].upMs { groups[group].isUp = true }
    if !groups[group].isDeleted, isSeen {
      if nowMs >= groups[group].readyAtMs, !groups[group].isReady {
        groups[group].isReady = true
        groups[group].readyTransitionMs = nowMs
        readyCount += groups[group].count
        for pod in pods.indices where pods[pod].group == Int32(group) { pods[pod].readyMs = nowMs }
        log(.ready, .readinessSucceeded, group: group, nowMs: nowMs)
      }
      if nowMs >= groups[group].readyAtMs + timing.endpointPropagationMs, !groups[group].receives,
        groups[group].isReady
      {
        groups[group].receives = true
        groups[group].receivesSinceMs = nowMs
      }
    }
    if service.startupMs > 0, nowMs >= groups[group].containerStartMs + service.startupMs {
      groups[group].background = service.idleMicrocores * Int64(groups[group].count)
    }
  }

  /// Takes a deleted group out of the endpoints, or sends it SIGTERM, as is due.
  mutating func withdraw(group: Int, deletedMs: Int64, nowMs: Int64) {
    if nowMs >= deletedMs + timing.endpointPropagationMs { groups[group].receives = false }
    let hook = template.preStopMs < template.graceMs ? template.preStopMs : template.graceMs
    if nowMs >= deletedMs + hook, !groups[group].isCutOff { groups[group].isTerminated = true }
  }
}
