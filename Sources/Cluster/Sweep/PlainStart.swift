import Scheduling

/// Where all policies of a sweep begin whose pods can only be scaled, and what they share.
///
/// Nothing may be planned but what concerns a single workload's pods, and no incident may come.
package final class PlainStart: Sendable {
  let service: ServiceModel
  let ceiling: Int64
  /// What one pod burns without requests, and has for them, in microcores.
  let burning: Int64
  let capacity: Int64
  let scores: NodeScores
  let luck: PodFates
  let propagationMs: Int64
  let stopMs: Int64
  /// From the deletion to SIGTERM and to SIGKILL.
  let stopTimes: (term: Int64, kill: Int64)
  let state: WorkloadState
  /// The cells of the latency histogram that the sojourns of all loads belong to.
  let cells: Range<Int>

  /// Nil for a cluster in which more may happen.
  package init?(_ cluster: Cluster) {
    guard cluster.workloads.count == 1, cluster.events.nextTimeMs == nil else { return nil }
    let state = cluster.workloads[0]
    guard state.staysWithinRequest, state.unscheduledCount == 0, state.pendingCount == 0, state.planned == 0,
      state.rollout == nil, state.timing.imageCached, state.timing.createMs == 0,
      state.service.startupMs == 0, !state.isPooled,
      state.service.memoryLeakPerMs == 0, state.service.memoryPerInFlight == 0, !state.isWatched,
      state.template.startup == nil, state.timing.crash == nil, state.startsAtOnce(cluster.images),
      state.calmCapacity > 0, !state.signals.isKept, state.clockMs == 0, state.routing == nil,
      state.line.mode == .never,
      state.groups.allSatisfy({ $0.isSettled && $0.node < 0 && $0.speed == 1_000 && $0.faultMs == .max }),
      let scores = NodeScores(cluster)
    else { return nil }
    service = state.service
    ceiling = state.ceiling
    burning = state.calmBurning
    capacity = state.calmCapacity
    self.scores = scores
    luck = PodFates(cluster)
    propagationMs = state.timing.endpointPropagationMs
    stopMs = state.timing.stopMs
    stopTimes = state.template.stopTimes(graceMs: state.template.graceMs)
    self.state = state
    // Constants of the sojourn differ by rounding from one number of pods to the next.
    let sojourn = Sojourn(
      cores: Double(capacity) / 1e6, cpuPerRequest: service.cpuPerRequest, cv: service.cv)
    let last = LatencyHistogram.cell(of: (sojourn.service + sojourn.longestWait) * 1.02)
    cells = LatencyHistogram.cell(of: sojourn.service * 0.98)..<last + 1
  }
}

extension WorkloadState {
  /// Whether a bound pod starts one container that waits for nothing: no image, init container, sidecar or hook.
  fileprivate func startsAtOnce(_ images: ImageCatalog) -> Bool {
    var containers = 0
    for step in steps {
      switch step {
      case .pull(let image, let policy):
        if policy == .always, !images.entries[image].refusals.isEmpty { return false }
      case .container(postStartMs: 0): containers += 1
      default: return false
      }
    }
    return containers == 1
  }
}
