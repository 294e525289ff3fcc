/// The memory of the serving container against its limit.
extension ServiceModel {
  /// Whether the memory of the serving container may ever pass a limit.
  func mayPass(memoryLimit: Int64?) -> Bool {
    guard let memoryLimit else { return false }
    return memoryLeakPerMs > 0 || memoryPerInFlight > 0 || Double(memoryLimit) < memoryBase
  }
}

// Methods that change nothing are mutating here all the same: as plain ones they would copy the whole state.
extension WorkloadState {
  /// Whether a container of a group uses more memory than its limit: the kernel kills it.
  mutating func exceedsMemory(group index: Int, nowMs: Int64) -> Bool {
    guard isMemoryBound, groups[index].isUp, let limit = memoryLimit(of: groups[index].size) else {
      return false
    }
    return service.workingSet(of: groups[index], nowMs: nowMs) > Double(limit)
  }

  /// When the memory of a group's containers passes their limit at the present rates, `.max` for never.
  ///
  /// Memory grows evenly with the container's age and with the backlog, until that is full or empty.
  mutating func memoryLimitMs(group index: Int, nowMs: Int64) -> Int64 {
    guard groups[index].isUp, let bytes = memoryLimit(of: groups[index].size) else { return .max }
    let limit = Double(bytes)
    let group = groups[index]
    var memory = service.workingSet(of: group, nowMs: nowMs)
    if memory > limit { return nowMs }
    let net = (group.refuses ? 0 : group.inflow) - group.capacity
    let bytesPerWork = service.memoryPerInFlight / service.workPerRequest / Double(group.count)
    var elapsed = 0.0
    // While the backlog grows or shrinks, then after that.
    let moving =
      net > 0
      ? Double(max(0, group.room - group.queue)) / Double(net)
      : net < 0 ? Double(group.queue) / Double(-net) : 0
    for (slope, ms) in [
      (service.memoryLeakPerMs + bytesPerWork * Double(net), moving), (service.memoryLeakPerMs, .infinity),
    ] {
      if slope > 0 {
        let needed = (limit - memory) / slope
        if needed < ms {
          let whole = (elapsed + needed).rounded(.up)
          return whole < 1e15 ? nowMs + max(1, Int64(whole)) : .max
        }
      }
      guard ms < .infinity else { break }
      memory += slope * ms
      elapsed += ms
    }
    return .max
  }
}
