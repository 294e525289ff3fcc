/// Work that waits for pods in a line of the workload's own: none of it is lost while there are none.
extension WorkloadState {
  /// Accounts for all flows up to an instant where work may wait in the line.
  ///
  /// While the line is not empty, pods take from it as much as they can; from the instant at which it is, they get what
  /// arrives.
  mutating func advanceWithLine(to nowMs: Int64) {
    let startMs = clockMs
    let dt = nowMs - startMs
    clockMs = nowMs
    podMs += Int64(boundCount) * dt
    if !sizes.isEmpty { countRequests(dtMs: dt) }
    totals.readyPodMs += Int64(readyCount) * dt
    totals.arrived += load * dt
    if signals.isKept { count(arrived: Double(load * dt) / service.workPerRequest) }
    var used: Int64 = 0
    while used < dt {
      let ms = runLine(fromMs: startMs + used, dtMs: dt - used)
      if ms == 0 { break }
      used += ms
    }
    guard used < dt else { return }
    let workPerRequest = service.workPerRequest
    for index in groups.indices {
      let stretch = groups[index].run(dtMs: dt - used, totals: &totals, workPerRequest: workPerRequest)
      if let stretch { note(stretch) }
    }
  }

  /// Runs the line as long as it matters, at most so long; returns for how long that was.
  private mutating func runLine(fromMs: Int64, dtMs: Int64) -> Int64 {
    var capacity: Int64 = 0
    for index in groups.indices where takes(groups[index]) { capacity += groups[index].capacity }
    if capacity == 0 {
      line.join(rate: load, fromMs: fromMs, toMs: fromMs + dtMs)
      runOthers(dtMs: dtMs)
      expireLine(atMs: fromMs + dtMs)
      return dtMs
    }
    var ms = dtMs
    if load < capacity || load == capacity && line.work == 0 {
      let spare = capacity - load
      ms = line.work == 0 ? 0 : min(dtMs, (line.work + spare - 1) / spare)
    } else if line.work == 0, line.mode == .withoutPods {
      ms = 0
    }
    guard ms > 0 else { return 0 }
    // What is given up while pods take from the line is found out once a second, whenever else anybody looks.
    if service.timeoutMs != nil { ms = min(ms, 1_000 - fromMs % 1_000) }
    line.join(rate: load, fromMs: fromMs, toMs: fromMs + ms)
    let amount = min(capacity * ms, line.work)
    let mean = serve(amount, capacity: capacity, dtMs: ms)
    let workPerRequest = service.workPerRequest
    var left: [ResponseStretch] = []
    line.leave(amount, fromMs: fromMs, toMs: fromMs + ms) { work, age in
      left.append(ResponseStretch(wait: age, mean: mean, requests: work / workPerRequest))
    }
    for stretch in left { note(stretch) }
    runOthers(dtMs: ms)
    expireLine(atMs: fromMs + ms)
    return ms
  }

  /// Whether pods take from the line.
  private func takes(_ group: PodGroup) -> Bool { group.receives && !group.refuses }

  /// Lets pods do work of the line, each its part by capacity; returns the mean time that it takes them, in seconds.
  private mutating func serve(_ amount: Int64, capacity: Int64, dtMs: Int64) -> Double {
    var rest = amount
    var restCapacity = capacity
    var seconds = 0.0
    for index in groups.indices where takes(groups[index]) {
      let own = groups[index].capacity
      guard restCapacity > 0 else { break }
      let part = restCapacity.dividingFullWidth(rest.multipliedFullWidth(by: own)).quotient
      rest -= part
      restCapacity -= own
      let speed = groups[index].speed
      let cpu = speed == 1_000 ? part : part * 1_000 / speed
      groups[index].work += cpu + groups[index].burning * dtMs
      totals.usage += cpu + groups[index].burning * dtMs
      totals.served += part
      seconds += groups[index].sojourn.service * Double(own)
    }
    return seconds / Double(capacity)
  }

  /// Runs the pods that take nothing from the line: they end what they have.
  private mutating func runOthers(dtMs: Int64) {
    let workPerRequest = service.workPerRequest
    for index in groups.indices where !takes(groups[index]) {
      let stretch = groups[index].run(dtMs: dtMs, totals: &totals, workPerRequest: workPerRequest)
      if let stretch { note(stretch) }
    }
  }

  /// Gives up what has waited for longer than the timeout.
  private mutating func expireLine(atMs nowMs: Int64) {
    guard let timeoutMs = service.timeoutMs, line.work > 0 else { return }
    totals.lost[.timedOut] += line.expire(beforeMs: nowMs - timeoutMs)
  }

  /// Requests in pods: those in their own queues, and those being served.
  ///
  /// Changes nothing; as a plain method it would copy the whole state.
  public mutating func inPods() -> Double {
    var served = 0.0
    let isBusy = line.work > 0
    for index in groups.indices {
      if isBusy, groups[index].receives, !groups[index].refuses {
        served +=
          Double(groups[index].capacity) / (service.cpuPerRequest * 1e6) * groups[index].sojourn.service
          + Double(groups[index].queue) / service.workPerRequest
      } else {
        served += service.inFlight(of: groups[index])
      }
    }
    return served
  }

  /// Requests that wait in the line.
  @inline(__always)
  mutating func inLine() -> Double { line.work > 0 ? Double(line.work) / service.workPerRequest : 0 }

  /// Requests inside: in pods and in the line. Changes nothing; as a plain method it would copy the whole state.
  public mutating func requestsInside() -> Double { inPods() + inLine() }
}

extension WorkloadState {
  /// Whether nothing in it will change as long as its load stays and nobody scales it: no pod is coming or going, and
  /// no work waits or will. Changes nothing; as a plain method it would copy the whole state.
  public mutating func isQuiet() -> Bool {
    guard line.work == 0, isStill() else { return false }
    if groups.isEmpty { return load == 0 }
    for index in groups.indices
    where groups[index].queue > 0 || groups[index].inflow > groups[index].capacity { return false }
    return true
  }

  /// Requests that arrive per second. Changes nothing; as a plain method it would copy the whole state.
  public mutating func requestsPerSecond() -> Double { Double(load) / (service.cpuPerRequest * 1e6) }
}

extension Cluster {
  /// Whether nothing in a workload will change as long as its load stays and nobody scales it, nor with the nodes.
  ///
  /// Changes nothing; as a plain method it would copy the whole cluster.
  public mutating func isQuiet(_ workload: Int, at nowMs: Int64) -> Bool {
    areNodesStill(at: nowMs) && workloads[workload].isQuiet()
  }

  /// Whether nothing will happen to a workload's pods as long as nobody scales it, nor to the nodes.
  ///
  /// Changes nothing; as a plain method it would copy the whole cluster.
  public mutating func isStill(_ workload: Int, at nowMs: Int64) -> Bool {
    areNodesStill(at: nowMs) && workloads[workload].isStill()
  }

  private mutating func areNodesStill(at nowMs: Int64) -> Bool {
    riskyNodes == 0 && lifecycle.planned == 0 && nowMs >= lifecycle.outageEndMs
  }

  /// Lets work of a workload wait outside of pods from an instant on, in place of being lost.
  public mutating func keepWaiting(_ workload: Int, _ mode: WaitingLine.Mode, nowMs: Int64) {
    guard workloads[workload].line.mode != mode else { return }
    advance(workload, to: nowMs)
    // What waits already is not dropped.
    if mode == .never, workloads[workload].line.work > 0 { return }
    workloads[workload].line.mode = mode
    retarget(workload, nowMs: nowMs)
  }
}
