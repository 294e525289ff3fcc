extension WorkloadState {
  /// Does for a group whatever is due by now: serving, readiness, endpoints, the end of the start burst.
  ///
  /// Nobody else sees that a pod became ready where the API server or the node cannot be reached.
  mutating func progress(group: Int, isSeen: Bool = true, nowMs: Int64) {
    if nowMs >= groups[group].upMs { groups[group].isUp = true }
    if nowMs >= groups[group].readyAtMs, groups[group].awaitsReady, !groups[group].isDeleted {
      groups[group].passes = true
      groups[group].awaitsReady = false
    }
    if !groups[group].isDeleted {
      if isSeen { publishReadiness(group: group, nowMs: nowMs) }
      if nowMs >= groups[group].readyTransitionMs + timing.endpointPropagationMs,
        groups[group].receives != groups[group].isReady
      {
        groups[group].receives = groups[group].isReady
        if groups[group].isReady { groups[group].receivesSinceMs = nowMs }
      }
    }
    if service.startupMs > 0, !groups[group].isDown,
      nowMs >= groups[group].containerStartMs + service.startupMs
    {
      groups[group].background = service.idleMicrocores * Int64(groups[group].count)
    }
  }

  /// Takes a deleted group out of the endpoints, or sends it SIGTERM, as is due.
  ///
  /// SIGTERM comes only to whom the kubelet was told to send it.
  mutating func withdraw(group: Int, deletedMs: Int64, isTold: Bool, nowMs: Int64) {
    if nowMs >= deletedMs + timing.endpointPropagationMs { groups[group].receives = false }
    if isTold, nowMs >= deletedMs + template.stopTimes(graceMs: template.graceMs).term {
      groups[group].isTerminated = true
    }
  }
}
