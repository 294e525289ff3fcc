import Statistics

extension Cluster {
  /// Sets the work that arrives for a workload, in microcores, from `nowMs` on.
  public mutating func setLoad(_ workload: Int, microcores: Int64, nowMs: Int64) {
    guard workloads[workload].load != microcores else { return }
    advance(workload, to: nowMs)
    workloads[workload].load = microcores
    retarget(workload, nowMs: nowMs)
  }

  /// Accounts for all flows of a workload up to an instant.
  public mutating func advance(_ workload: Int, to nowMs: Int64) {
    workloads[workload].advance(to: nowMs)
  }

  /// Spreads the arriving work over the pods anew and solves what follows from it. Flows must be accounted for.
  mutating func retarget(_ workload: Int, nowMs: Int64) {
    let peak = workloads[workload].retarget(ceiling: workloads[workload].ceiling)
    let change = peak - workloads[workload].peakPerPod
    workloads[workload].peakPerPod = peak
    var isShort = shortNodes > 0
    for host in workloads[workload].hosts {
      let node = Int(host)
      nodes[node].peak += change * Int64(workloads[workload].perNode[node])
      if nodes[node].peak > nodes[node].microcores { isShort = true }
    }
    if isShort { shareShortNodes(of: workload, nowMs: nowMs) }
  }
}

extension WorkloadState {
  /// Accounts for all flows up to an instant.
  mutating func advance(to nowMs: Int64) {
    let dt = nowMs - clockMs
    guard dt > 0 else { return }
    clockMs = nowMs
    podMs += Int64(boundCount) * dt
    totals.readyPodMs += Int64(readyCount) * dt
    let arrived = load * dt
    totals.arrived += arrived
    if receiving == 0 { totals.dropped += arrived }
    if signals.isKept { count(arrived: Double(arrived) / service.workPerRequest) }
    for index in groups.indices { advance(group: index, dt: dt) }
  }

  private mutating func advance(group index: Int, dt: Int64) {
    let arrived = groups[index].inflow * dt
    let background = groups[index].burning * dt
    if groups[index].refuses {
      totals.dropped += arrived
      groups[index].work += background
      totals.usage += background
      if groups[index].queue == 0 { return }
    }
    let inflow = groups[index].refuses ? 0 : groups[index].inflow
    let before = groups[index].queue
    let step = FluidQueue.run(
      queue: before, inflow: inflow, capacity: groups[index].capacity, room: groups[index].room, dtMs: dt)
    groups[index].queue = step.queue
    let work = step.served + (groups[index].refuses ? 0 : background)
    groups[index].work += work
    totals.usage += work
    totals.served += step.served
    if step.overflow > 0 {
      if groups[index].roomIsTimeout {
        totals.timedOut += step.overflow
      } else {
        totals.dropped += step.overflow
      }
    }
    guard step.served > 0 else { return }
    guard before > 0 || step.queue > 0 else {
      groups[index].unnoted += step.served
      return
    }
    let wait = FluidQueue.meanWaitSeconds(
      before: before, after: step.queue, inflow: inflow, capacity: groups[index].capacity, dtMs: dt)
    let requests = Double(step.served) / service.workPerRequest
    note(ResponseStretch(wait: wait, mean: groups[index].meanSojourn, requests: requests))
  }

  /// Notes the response times of what a group served without a backlog since its rates last changed.
  mutating func noteSteady(group index: Int) {
    guard groups[index].unnoted > 0 else { return }
    let requests = Double(groups[index].unnoted) / service.workPerRequest
    groups[index].unnoted = 0
    note(ResponseStretch(wait: 0, mean: groups[index].meanSojourn, requests: requests))
  }

  /// Closes the accounts of all flows up to an instant, response times included.
  public mutating func settleAccounts(at nowMs: Int64) {
    advance(to: nowMs)
    for index in groups.indices { noteSteady(group: index) }
  }

  /// Adds requests that met the same conditions to all that looks at response times.
  private mutating func note(_ stretch: ResponseStretch) {
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
  /// the first receiving group, so that no work is lost. Returns the most CPU a pod may use now.
  mutating func retarget(ceiling: Int64) -> Int64 {
    receiving = 0
    for group in groups where group.receives { receiving += group.count }
    let share = receiving > 0 ? load / Int64(receiving) : 0
    var rest = receiving > 0 ? load - share * Int64(receiving) : 0
    var peak: Int64 = 0
    for index in groups.indices {
      let count = Int64(groups[index].count)
      var inflow: Int64 = 0
      if groups[index].receives {
        inflow = share * count + rest
        rest = 0
      }
      groups[index].inflow = inflow
      if groups[index].node < 0 { allot(ceiling * count, to: index) }
    }
    if isPooled { pool() }
    for index in groups.indices {
      let per = solve(group: index, ceiling: ceiling)
      if per > peak { peak = per }
    }
    return peak
  }

  /// Gives a group so much CPU, in microcores, its background first.
  mutating func allot(_ cpu: Int64, to index: Int) {
    let burning = cpu < groups[index].background ? cpu : groups[index].background
    let capacity = cpu - burning
    groups[index].burning = burning
    guard capacity != groups[index].capacity || groups[index].sojourn.count != groups[index].count else {
      return
    }
    groups[index].capacity = capacity
    let count = Double(groups[index].count)
    groups[index].sojourn = Sojourn(
      cores: Double(capacity) / 1e6 / count, cpuPerRequest: service.cpuPerRequest, cv: service.cv,
      count: groups[index].count)
    var room = PodGroup.unlimited
    var isTimeout = false
    if let limit = service.queueLimit {
      let work = limit * service.workPerRequest * count
      room = work < Double(room) ? Int64(work) : room
    }
    if let timeout = service.timeoutMs {
      let (work, overflow) = capacity.multipliedReportingOverflow(by: timeout)
      if !overflow, work < room {
        room = work
        isTimeout = true
      }
    }
    groups[index].room = room
    groups[index].roomIsTimeout = isTimeout
  }

  /// Solves a group's sojourn time; returns the most CPU one of its pods may use now.
  mutating func solve(group index: Int, ceiling: Int64) -> Int64 {
    noteSteady(group: index)
    let group = groups[index]
    if group.capacity > 0 {
      groups[index].meanSojourn = meanSojourn(of: group)
    }
    if group.queue > 0 || group.inflow > group.capacity { return ceiling }
    let count = Int64(group.count)
    let per = (group.inflow + group.background + count - 1) / count
    return per < ceiling ? per : ceiling
  }

  /// The mean sojourn at a group's present rates, in seconds.
  private func meanSojourn(of group: PodGroup) -> Double {
    let rho = Double(group.inflow) / Double(group.capacity)
    return isPooled ? pooledSojourn(rho: rho, service: group.sojourn.service) : group.sojourn.mean(rho: rho)
  }
}
