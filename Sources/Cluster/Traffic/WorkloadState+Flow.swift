import Statistics

extension WorkloadState {
  /// Accounts for all flows up to an instant.
  public mutating func advance(to nowMs: Int64) {
    let dt = nowMs - clockMs
    guard dt > 0 else { return }
    if isProbed { countProbes(to: nowMs) }
    if line.isOn { return advanceWithLine(to: nowMs) }
    clockMs = nowMs
    podMs += Int64(boundCount) * dt
    if !sizes.isEmpty { countRequests(dtMs: dt) }
    totals.readyPodMs += Int64(readyCount) * dt
    let arrived = load * dt
    totals.arrived += arrived
    if routing != nil {
      accountRouting(dtMs: dt)
    } else if receiving == 0 {
      totals.lost[.noEndpoint] += arrived
    }
    let servedBefore = totals.served
    if signals.isKept { count(arrived: Double(arrived) / service.workPerRequest) }
    let workPerRequest = service.workPerRequest
    for index in groups.indices {
      let stretch = groups[index].run(dtMs: dt, totals: &totals, workPerRequest: workPerRequest)
      if let stretch { note(stretch) }
    }
    if routing != nil { accountCalls(servedBefore: servedBefore) }
  }

  /// Closes the accounts of all flows up to an instant, response times included.
  public mutating func settleAccounts(at nowMs: Int64) {
    advance(to: nowMs)
    for index in groups.indices { noteSteady(group: index) }
  }

  /// Notes the response times of what a group served without a backlog since its rates last changed.
  mutating func noteSteady(group index: Int) {
    let served = groups[index].unnoted
    guard served > 0 else { return }
    groups[index].unnoted = 0
    noteSteady(served, mean: groups[index].meanSojourn)
  }

  /// Notes the response times of work served without a backlog.
  @inline(__always)
  mutating func noteSteady(_ served: Int64, mean: Double) {
    note(ResponseStretch(wait: 0, mean: mean, requests: Double(served) / service.workPerRequest))
  }

  /// Adds requests that met the same conditions to all that looks at response times.
  @inline(__always)
  mutating func note(_ own: ResponseStretch) {
    var stretch = own
    if routing != nil {
      stretch.wait += routing!.callSeconds
      stretch.requests *= routing!.answeredShare
    }
    let fixed = stretch.wait + service.baseLatency
    totals.slowRequests +=
      stretch.requests * service.shape.survival((service.latencyObjective - fixed) / stretch.mean)
    totals.responseSeconds += stretch.requests * (fixed + stretch.mean)
    if signals.isKept {
      signals.served += stretch.requests
      signals.responseSeconds += stretch.requests * (fixed + stretch.mean)
    }
    latency.add(stretch)
    totals.add(stretch)
  }

  /// Spreads the load over the receiving pods and sets each group's capacity and room.
  ///
  /// Every receiving pod gets the same share, rounded down to whole microcores; what is left of the division goes to
  /// the first receiving group, so that no work is lost. Flows must be accounted for.
  mutating func retarget() {
    receiving = 0
    // Whoever keeps work waiting knows which pods refuse it.
    let waits = line.isOn
    for index in groups.indices where groups[index].receives && !(waits && groups[index].refuses) {
      receiving += groups[index].count
    }
    let share = receiving > 0 ? load / Int64(receiving) : 0
    var rest = receiving > 0 ? load - share * Int64(receiving) : 0
    for index in groups.indices {
      noteSteady(group: index)
      let count = Int64(groups[index].count)
      let gets = groups[index].receives && !(waits && groups[index].refuses)
      groups[index].inflow = gets ? share * count + rest : 0
      if gets { rest = 0 }
      let cpu = ceiling(of: groups[index].size) * count
      if !groups[index].isShared, !groups[index].keeps(cpu) {
        // By itself, or the whole state would be copied.
        let service = service
        groups[index].allot(cpu, service: service)
      }
      if !isPooled { groups[index].solve() }
    }
    guard isPooled else { return }
    pool()
    for index in groups.indices { solve(group: index) }
  }

  /// Sets the work that arrives, in microcores, from `nowMs` on, where no node is short of CPU.
  public mutating func changeLoad(to microcores: Int64, nowMs: Int64) {
    guard load != microcores else { return }
    advance(to: nowMs)
    respread(microcores)
  }

  /// Spreads a changed load over the same receiving pods. Flows must be accounted for.
  mutating func respread(_ microcores: Int64) {
    load = microcores
    guard receiving > 0, !isPooled, !line.isOn else {
      retarget()
      return
    }
    let share = load / Int64(receiving)
    var rest = load - share * Int64(receiving)
    for index in groups.indices where groups[index].receives {
      let (served, mean) = groups[index].meet(share: share, rest: rest)
      rest = 0
      if served > 0 { noteSteady(served, mean: mean) }
    }
  }

  /// The most CPU one of its pods may use now, in microcores.
  var presentPeak: Int64 { groups.reduce(0) { max($0, $1.peakPerPod(ceiling: ceiling(of: $1.size))) } }

  /// Solves a group's mean sojourn at its present rates.
  mutating func solve(group index: Int) {
    guard groups[index].capacity > 0 else { return }
    noteSteady(group: index)
    guard isPooled else {
      groups[index].solve()
      return
    }
    let rho = Double(groups[index].inflow) / Double(groups[index].capacity)
    groups[index].meanSojourn = pooledSojourn(rho: rho, service: groups[index].sojourn.service)
  }
}
