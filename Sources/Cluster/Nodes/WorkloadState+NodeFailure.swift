/// What becomes of a workload's pods on a node that fails. Its pods there must be groups of their own.
extension WorkloadState {
  /// Cuts a node's pods off: the work in them is lost, and so is what arrives. Without power nothing runs there.
  mutating func cutOff(node: Int32, powerless: Bool, nowMs: Int64) {
    for group in groups.indices where groups[group].node == node {
      noteSteady(group: group)
      totals.lost[.cutByNode] += groups[group].queue
      groups[group].queue = 0
      groups[group].isCutOff = true
      log(.lost, .nodeLost, group: group, nowMs: nowMs)
      if powerless { takeDown(group: group) }
    }
  }

  /// Takes the Ready condition of a node's pods back. Returns how many had it.
  @discardableResult
  mutating func markUnready(node: Int32, nowMs: Int64) -> Int32 {
    var count: Int32 = 0
    for group in groups.indices where groups[group].node == node && groups[group].isReady {
      groups[group].isReady = false
      groups[group].readyTransitionMs = nowMs
      if !groups[group].isDeleted {
        readyCount -= groups[group].count
        count += groups[group].count
      }
      log(.unready, .nodeLost, group: group, nowMs: nowMs)
    }
    for pod in pods.indices where pods[pod].node == node { pods[pod].readyMs = .max }
    return count
  }

  /// Takes a node's pods that are not ready out of the endpoints, where the proxies can know by now.
  mutating func leaveEndpoints(node: Int32, nowMs: Int64) {
    for group in groups.indices
    where groups[group].node == node && !groups[group].isReady
      && nowMs >= groups[group].readyTransitionMs + timing.endpointPropagationMs
    {
      groups[group].receives = false
    }
  }

  /// Sets how fast a node's pods work.
  mutating func setSpeed(_ speed: Int64, node: Int32) {
    for group in groups.indices where groups[group].node == node {
      noteSteady(group: group)
      groups[group].speed = speed
      groups[group].sojourn.count = 0
    }
  }
}
