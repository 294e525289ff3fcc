extension WorkloadState {
  /// Does for a group whatever is due by now: serving, readiness, endpoints, the end of the start burst.
  mutating func progress(group: Int, nowMs: Int64) {
    if nowMs >= groups[group].upMs { groups[group].isUp = true }
    if !groups[group].isDeleted {
      if nowMs >= groups[group].readyAtMs, !groups[group].isReady {
        groups[group].isReady = true
        groups[group].readyTransitionMs = nowMs
        readyCount += groups[group].count
        for pod in pods.indices where pods[pod].group == Int32(group) { pods[pod].readyMs = nowMs }
        log(.ready, .readinessSucceeded, group: group, nowMs: nowMs)
      }
      if nowMs >= groups[group].readyAtMs + timing.endpointPropagationMs, !groups[group].receives {
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
    if nowMs >= deletedMs + hook { groups[group].isTerminated = true }
  }
}
