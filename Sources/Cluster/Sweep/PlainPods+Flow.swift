import Statistics

/// The flow of requests through the pods of a sweep.
extension PlainPods {
  // Whole numbers here are those of the engine, whose own sums trap where they pass their bounds; none is larger.

  /// Accounts for time up to an instant, and for flows that have to be followed step by step.
  @inline(__always)
  mutating func advance(to nowMs: Int64) {
    let dt = nowMs &- clockMs
    guard dt > 0 else { return }
    clockMs = nowMs
    podMs &+= Int64(boundCount) &* dt
    if receiving == 0 { flow.dropped &+= load &* dt }
    if hasBusy { followBusy(dt) }
  }

  private mutating func followBusy(_ dt: Int64) {
    hasBusy = false
    for place in 0..<groups.count where groups[place].isBusy {
      follow(place, dt)
      if groups[place].isBusy { hasBusy = true }
    }
  }

  /// Follows a group with a backlog, present or to come, through a stretch of constant rates.
  private mutating func follow(_ place: Int, _ dt: Int64) {
    groups[place].sinceMs = clockMs
    let (before, inflow, capacity) = (groups[place].queue, groups[place].inflow, groups[place].capacity)
    let arrived = inflow * dt
    let burnt = start.burning * Int64(groups[place].count) * dt
    let isRefusing = groups[place].refuses
    if isRefusing { flow.dropped += arrived }
    let open = isRefusing ? 0 : inflow
    let step = FluidQueue.run(
      queue: before, inflow: open, capacity: capacity, room: groups[place].room, dtMs: dt)
    groups[place].queue = step.queue
    groups[place].work += burnt + step.served
    flow.usage += burnt + step.served
    flow.served += step.served
    if step.overflow > 0 {
      if groups[place].roomIsTimeout { flow.timedOut += step.overflow } else { flow.dropped += step.overflow }
    }
    if before == 0, step.queue == 0 {
      groups[place].unnoted += step.served
      return
    }
    guard step.served > 0 else { return }
    let wait = FluidQueue.meanWaitSeconds(
      before: before, after: step.queue, inflow: open, capacity: capacity, dtMs: dt)
    noteBacklog(
      ResponseStretch(
        wait: wait, mean: groups[place].mean, requests: Double(step.served) / workPerRequest))
  }

  private mutating func noteBacklog(_ stretch: ResponseStretch) {
    let fixed = stretch.wait + start.service.baseLatency
    flow.slow +=
      stretch.requests * shape.survival((start.service.latencyObjective - fixed) / stretch.mean)
    latency.add(stretch, waited: &waited)
  }

  /// Accounts for the flow of a group that keeps up with it.
  @inline(__always)
  mutating func settle(_ place: Int) {
    let dt = clockMs &- groups[place].sinceMs
    guard dt > 0 else { return }
    groups[place].sinceMs = clockMs
    let burnt = start.burning &* Int64(groups[place].count) &* dt
    let arrived = groups[place].inflow &* dt
    if groups[place].refuses {
      flow.dropped &+= arrived
      flow.usage &+= burnt
      groups[place].work &+= burnt
    } else {
      flow.served &+= arrived
      flow.usage &+= burnt &+ arrived
      groups[place].work &+= burnt &+ arrived
      groups[place].unnoted &+= arrived
    }
  }

  /// Notes the response times of what a group served without a backlog since its rates last changed.
  @inline(__always)
  mutating func note(_ place: Int) {
    let served = groups[place].unnoted
    guard served > 0 else { return }
    groups[place].unnoted = 0
    let requests = Double(served) / workPerRequest
    flow.slow += requests * groups[place].late
    latency.add(requests, mean: groups[place].mean, cell: Int(groups[place].cell))
  }

  /// Divides the load among the receiving pods.
  @inline(__always)
  mutating func divide() {
    share = receiving > 0 ? load / Int64(receiving) : 0
    rest = receiving > 0 ? load - share * Int64(receiving) : 0
  }

  /// Spreads the load over the receiving pods and sets each group's capacity and room.
  mutating func retarget() {
    var receiving: Int32 = 0
    for place in 0..<groups.count where groups[place].receives { receiving &+= groups[place].count }
    if receiving != self.receiving {
      self.receiving = receiving
      divide()
    }
    var rest = rest
    hasBusy = false
    for place in 0..<groups.count {
      settle(place)
      note(place)
      let inflow = groups[place].receives ? share &* Int64(groups[place].count) &+ rest : 0
      if groups[place].receives { rest = 0 }
      let isAllotted = groups[place].allotted == groups[place].count
      if !isAllotted { allot(place) }
      if !isAllotted || groups[place].inflow != inflow || !groups[place].isSolved {
        groups[place].inflow = inflow
        solve(place)
      }
      if groups[place].isBusy { hasBusy = true }
    }
  }

  /// Sets the work that arrives from an instant on.
  @inline(__always)
  mutating func changeLoad(to microcores: Int64, nowMs: Int64) {
    guard load != microcores else { return }
    advance(to: nowMs)
    respread(microcores)
  }

  /// Spreads a changed load over the same receiving pods.
  mutating func respread(_ microcores: Int64) {
    load = microcores
    divide()
    guard receiving > 0 else { return retarget() }
    var rest = rest
    for place in 0..<groups.count where groups[place].receives {
      settle(place)
      note(place)
      groups[place].inflow = share &* Int64(groups[place].count) &+ rest
      rest = 0
      solve(place)
      if groups[place].isBusy { hasBusy = true }
    }
  }

  /// What so many equal pods have for requests.
  @inline(__always)
  mutating func allotment(_ pods: Int32) -> PlainAllotment {
    while allotments.count <= Int(pods) {
      allotments.append(PlainAllotment(max(1, Int32(allotments.count)), of: start))
    }
    return allotments[Int(pods)]
  }

  /// What a group's sojourn was last worked out of.
  @inline(__always)
  mutating func sojourn(_ place: Int) -> Sojourn { allotment(groups[place].allotted).sojourn }

  private mutating func allot(_ place: Int) {
    let count = groups[place].count
    let allotment = allotment(count)
    groups[place].allotted = count
    groups[place].capacity = allotment.capacity
    groups[place].room = allotment.room
    groups[place].roomIsTimeout = allotment.roomIsTimeout
    groups[place].isOrdinary = allotment.isOrdinary
  }

  /// Solves a group's mean sojourn at its present rates.
  @inline(__always)
  mutating func solve(_ place: Int) {
    groups[place].isSolved = true
    // A group's rates are those of one of its pods times the same number.
    let isCommon = groups[place].isOrdinary && groups[place].inflow == share &* Int64(groups[place].count)
    if !isCommon || common.share != share {
      let mean = sojourn(place).mean(rho: Double(groups[place].inflow) / Double(groups[place].capacity))
      // Pods with more to do than they can have one mean, whatever arrives.
      if mean != groups[place].mean {
        groups[place].mean = mean
        groups[place].late = shape.survival(objective / mean)
        groups[place].cell = Int32(LatencyHistogram.cell(of: mean))
      }
      if isCommon { common = (share, mean, groups[place].late, groups[place].cell) }
      return
    }
    groups[place].mean = common.mean
    groups[place].late = common.late
    groups[place].cell = common.cell
  }

  /// Takes a metrics point of every pod.
  mutating func scrape(nowMs: Int64) {
    scrapedMs = nowMs
    advance(to: nowMs)
    for place in 0..<groups.count {
      settle(place)
      groups[place].takePoint(
        nowMs: nowMs, pipeline: grid.pipeline, memoryBytes: memoryBytes, burning: start.burning)
    }
    if groups.count > 1 { mergeEqualGroups(nowMs: nowMs) }
  }

  /// Puts groups together that nobody can tell apart any more.
  private mutating func mergeEqualGroups(nowMs: Int64) {
    var first = 0
    while first < groups.count {
      guard groups[first].isSettled else {
        first += 1
        continue
      }
      var second = first + 1
      while second < groups.count {
        if isSame(first, second, nowMs: nowMs) {
          note(first)
          note(second)
          groups[first].absorb(groups[second])
          groups[first].isSolved = false
          for pod in 0..<pods.count where pods[pod].group == Int32(second) { pods[pod].group = Int32(first) }
          removeGroup(second)
        } else {
          second += 1
        }
      }
      first += 1
    }
  }

  /// Whether nobody can tell two groups' pods apart any more that have just been scraped, the first of them settled.
  @inline(__always)
  private func isSame(_ first: Int, _ second: Int, nowMs: Int64) -> Bool {
    let isOld =
      nowMs > groups[first].startMs + grid.matureMs && nowMs > groups[second].startMs + grid.matureMs
    guard
      isOld
        || groups[first].startMs == groups[second].startMs
          && groups[first].readyTransitionMs == groups[second].readyTransitionMs
    else { return false }
    return groups[second].isSettled && groups[first].queue == 0 && groups[second].queue == 0
      && groups[first].pointMs == groups[second].pointMs && groups[first].sample == groups[second].sample
      && groups[first].earlierSample == groups[second].earlierSample
  }

  /// Removes an empty group; the last group takes its place.
  mutating func removeGroup(_ place: Int) {
    settle(place)
    note(place)
    let last = groups.count - 1
    if place != last {
      groups[place] = groups[last]
      for pod in 0..<pods.count where pods[pod].group == Int32(last) { pods[pod].group = Int32(place) }
    }
    groups.removeLast()
  }
}
