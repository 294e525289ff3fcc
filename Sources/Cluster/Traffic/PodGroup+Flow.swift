/// The flow of requests through the pods of a group.
extension PodGroup {
  /// Runs the group for a stretch of constant rates and adds what flowed to the totals.
  ///
  /// Returns the requests served behind a backlog; what was served without one is only counted, since its response
  /// times stay the same until the rates change.
  @inline(__always)
  mutating func run(dtMs: Int64, totals: inout FlowTotals, workPerRequest: Double) -> ResponseStretch? {
    let arrived = inflow * dtMs
    let burnt = burning * dtMs
    work += burnt
    totals.usage += burnt
    let isRefusing = refuses
    if isRefusing {
      totals.lost[refusal] += arrived
      if queue == 0 { return nil }
    }
    let before = queue
    let open = isRefusing ? 0 : inflow
    let step = FluidQueue.run(queue: before, inflow: open, capacity: capacity, room: room, dtMs: dtMs)
    queue = step.queue
    let cpu = speed == 1_000 ? step.served : step.served * 1_000 / speed
    work += cpu
    totals.usage += cpu
    totals.served += step.served
    if step.overflow > 0 {
      totals.lost[roomIsTimeout ? .timedOut : .queueFull] += step.overflow
    }
    if before == 0, step.queue == 0 {
      unnoted += step.served
      return nil
    }
    guard step.served > 0 else { return nil }
    let wait = FluidQueue.meanWaitSeconds(
      before: before, after: step.queue, inflow: open, capacity: capacity, dtMs: dtMs)
    return ResponseStretch(
      wait: wait, mean: meanSojourn, requests: Double(step.served) / workPerRequest)
  }

  /// Gives each pod another share of the load, and `rest` to the group.
  ///
  /// Returns what was served without a backlog at the old rates, not noted yet, and its mean sojourn.
  @inline(__always)
  mutating func meet(share: Int64, rest: Int64) -> (served: Int64, mean: Double) {
    let before = (unnoted, meanSojourn)
    unnoted = 0
    inflow = share * Int64(count) + rest
    solve()
    return before
  }

  /// Solves its mean sojourn at its present rates.
  @inline(__always)
  mutating func solve() {
    if capacity > 0 { meanSojourn = sojourn.mean(rho: Double(inflow) / Double(capacity)) }
  }

  /// Whether so much CPU leaves it the capacity it has; its background gets its part in any case.
  @inline(__always)
  mutating func keeps(_ cpu: Int64) -> Bool {
    burning = cpu < background ? cpu : background
    return work(of: cpu - burning) == capacity && sojourn.count == count
  }

  /// The work that so much CPU does at the node's speed.
  @inline(__always)
  private func work(of cpu: Int64) -> Int64 { speed == 1_000 ? cpu : cpu * speed / 1_000 }

  /// Gives the group so much CPU, in microcores, its background first.
  mutating func allot(_ cpu: Int64, service: borrowing ServiceModel) {
    guard !keeps(cpu) else { return }
    let free = cpu - burning
    let left = work(of: free)
    capacity = left
    sojourn = Sojourn(
      cores: Double(free) / 1e6 / Double(count), cpuPerRequest: service.cpuPerRequest * 1_000 / Double(speed),
      cv: service.cv, count: count)
    room = Self.unlimited
    roomIsTimeout = false
    if let limit = service.queueLimit {
      let work = limit * service.workPerRequest * Double(count)
      if work < Double(room) { room = Int64(work) }
    }
    if let timeout = service.timeoutMs {
      let (work, overflow) = left.multipliedReportingOverflow(by: timeout)
      if !overflow, work < room {
        room = work
        roomIsTimeout = true
      }
    }
  }

  /// The CPU that the arriving work needs, in microcores: rounded up, or a little of it would be left again and again.
  var arrivingCPU: Int64 {
    if isCutOff { return 0 }
    return speed == 1_000 ? inflow : (inflow * 1_000 + speed - 1) / speed
  }

  /// The most CPU one of the pods may use now, in microcores.
  func peakPerPod(ceiling: Int64) -> Int64 {
    if queue > 0 || inflow > capacity, !isCutOff { return ceiling }
    let pods = Int64(count)
    let wanted = arrivingCPU
    let per = (wanted + background + pods - 1) / pods
    return per < ceiling ? per : ceiling
  }
}
