/// Failures that clients try again.
extension Cluster {
  /// Whether requests of a component fail, or failed since it was last looked at.
  func failsOrFailed(component: Int) -> Bool {
    guard let network else { return false }
    for (index, workload) in network.components[component].workloads.enumerated() {
      let state = workloads[workload]
      guard let routing = state.routing else { continue }
      if routing.denied > 0 || routing.stray > 0 || routing.failedShare > 0 || routing.lateShare > 0 {
        return true
      }
      if state.groups.contains(where: { $0.refuses ? $0.inflow > 0 : $0.inflow > $0.capacity }) {
        return true
      }
      if state.lostInAll != network.components[component].lost[index] { return true }
    }
    return false
  }

  /// Ends a step: what failed in it goes to the streams it came by, in proportion to what they brought, and waits there
  /// to be tried again; what is due comes again from now on.
  mutating func retry(component: Int, nowMs: Int64) {
    guard let shape = network?.components[component] else { return }
    for (index, workload) in shape.workloads.enumerated() {
      guard let streams = network?.inbound[workload], let routing = workloads[workload].routing else {
        continue
      }
      let lost = workloads[workload].lostInAll
      let before = shape.lost[index]
      network!.components[component].lost[index] = lost
      func failed(_ reasons: [LossReason]) -> Int64 {
        reasons.reduce(0) { $0 + lost[$1] - before[$1] }
      }
      let refused = failed([.noEndpoint, .notUp, .restarting, .terminating, .queueFull])
      let byKind: [(kind: RetryPolicy.Failure, work: Int64)] = [
        (.refused, refused), (.timeout, failed([.timedOut, .nodeDown])), (.cut, failed(LossReason.cuts)),
        (.error, failed([.callFailed])),
      ]
      let admitted = streams.indices.filter { !network!.streams[streams[$0]].plan.isDenied }
      let brought = admitted.reduce(0) { $0 + routing.arrived[$1] }
      for (place, stream) in streams.enumerated() {
        let arrived = routing.arrived[place]
        workloads[workload].routing!.arrived[place] = 0
        guard network!.streams[stream].retries != nil else { continue }
        let plan = network!.streams[stream].plan
        let policy = network!.streams[stream].retries!.policy
        let patience = workloads[workload].service.timeoutMs ?? 0
        func take(_ work: Int64, _ lateMs: Int64) {
          network!.streams[stream].retries!.take(
            work, arrived: arrived, stepMs: shape.stepMs, lateMs: lateMs, nowMs: nowMs)
        }
        if plan.isDenied {
          if policy.on.contains(.denied) { take(arrived, patience) }
        } else if brought > 0 {
          for (kind, work) in byKind where policy.on.contains(kind) && work > 0 {
            let part = brought.dividingFullWidth(work.multipliedFullWidth(by: arrived)).quotient
            take(min(part, work), kind == .timeout ? patience : 0)
          }
        }
        network!.streams[stream].retries!.begin(stepMs: shape.stepMs, nowMs: nowMs)
      }
    }
  }

  /// Work that waits to be tried again at a workload, in microcore-milliseconds.
  public func waitingToRetry(_ workload: Int, nowMs: Int64) -> Int64 {
    guard let network else { return 0 }
    return network.inbound[workload].reduce(0) {
      $0 + (network.streams[$1].retries?.waiting(at: nowMs) ?? 0)
    }
  }
}

extension WorkloadState {
  /// What was lost since the beginning.
  var lostInAll: Losses {
    var all = totals.lostBefore
    all += totals.lost
    return all
  }
}
