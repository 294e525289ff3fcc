import Scheduling

/// How the pods of a sweep come and go.
extension PlainPods {
  /// Takes the steps planned for an instant; returns whether there was room for all pods.
  mutating func handle(nowMs: Int64) -> Bool {
    var isUnsettled = false
    while events.nextMs == nowMs {
      let event = events.pop()
      switch event.kind {
      case .running:
        if run(event.first...event.last, nowMs: nowMs) { isUnsettled = true }
      case .applicationUp, .ready, .enterEndpoints:
        if progress(event.first...event.last, nowMs: nowMs) { isUnsettled = true }
      default:
        if isUnsettled { retarget() }
        isUnsettled = false
        guard handleAlone(event) else { return false }
      }
    }
    if isUnsettled { retarget() }
    return true
  }

  private mutating func handleAlone(_ event: PlainEvents.Entry) -> Bool {
    switch event.kind {
    case .schedule: return schedule(nowMs: event.timeMs)
    case .leaveEndpoints, .terminate: withdraw(uid: event.first, nowMs: event.timeMs)
    case .stop: stop(uid: event.first, nowMs: event.timeMs)
    default: return false
    }
    return true
  }

  /// Writes the scale subresource: the ReplicaSet creates the missing pods or deletes its least worthy ones.
  package mutating func scale(to replicas: Int32, nowMs: Int64) {
    changedMs = nowMs
    size = replicas
    if replicas > aliveCount {
      create(replicas - aliveCount, nowMs: nowMs)
    } else if replicas < aliveCount {
      advance(to: nowMs)
      delete(Int(aliveCount - replicas), nowMs: nowMs)
    }
  }

  private mutating func create(_ count: Int32, nowMs: Int64) {
    let first = created
    let next = Int(first + count)
    if next >= fates.count { fates = start.luck.first(next + 1) }
    created += count
    pendingCount += count
    aliveCount += count
    for uid in first..<first + count {
      pods.append(PlainPod(uid: uid, tieBreaker: fates[Int(uid)].tieBreaker, createdMs: nowMs))
    }
    events.push(.schedule, at: nowMs + fates[next].scheduleMs, pod: -1)
  }

  /// Puts the new pods on nodes; returns whether there is room for all.
  private mutating func schedule(nowMs: Int64) -> Bool {
    advance(to: nowMs)
    for index in 0..<pods.count where !pods[index].isBound && !pods[index].isDeleted {
      let uid = pods[index].uid
      let key = PodScheduling.key(workload: 0, pod: uid)
      guard let node = nodes.choose(UnsafeBufferPointer(perNode.buffer), key: key) else { return false }
      pods[index].node = Int32(node)
      pods[index].boundMs = nowMs
      perNode[node] += 1
      ranks[node] += 1
      boundCount += 1
      events.push(.running, at: nowMs + fates[Int(uid)].startMs, pod: uid, joins: true)
    }
    return true
  }

  /// Containers of pods run. The load is not spread anew. Returns whether anything happened.
  private mutating func run(_ uids: ClosedRange<Int32>, nowMs: Int64) -> Bool {
    var hasRun = false
    for index in indices(ofPods: uids) where !pods[index].isDeleted && !pods[index].isRunning {
      hasRun = true
      advance(to: nowMs)
      let uid = pods[index].uid
      let upMs = nowMs + fates[Int(uid)].appStartMs
      pods[index].group = addRunning(boundMs: pods[index].boundMs, upMs: upMs, nowMs: nowMs)
      pendingCount -= 1
      events.push(.applicationUp, at: upMs, pod: uid, joins: true)
      // Without probes a running container is ready.
      events.push(.ready, at: nowMs, pod: uid, joins: true)
      events.push(.enterEndpoints, at: nowMs + start.propagationMs, pod: uid, joins: true)
    }
    return hasRun
  }

  /// Adds a running pod, to an equal group if there is one; returns which.
  private mutating func addRunning(boundMs: Int64, upMs: Int64, nowMs: Int64) -> Int32 {
    for place in 0..<groups.count
    where groups[place].containerStartMs == nowMs && groups[place].startMs == boundMs
      && groups[place].upMs == upMs && !groups[place].isReady && !groups[place].isUp
      && !groups[place].isDeleted
    {
      groups[place].count += 1
      return Int32(place)
    }
    groups.append(
      PlainGroup(
        count: 1, sinceMs: nowMs, startMs: boundMs, containerStartMs: nowMs, upMs: upMs,
        readyTransitionMs: boundMs))
    return Int32(groups.count - 1)
  }

  /// Does for the whole groups of pods whatever is due by now. The load is not spread anew. Returns whether there are
  /// any.
  private mutating func progress(_ uids: ClosedRange<Int32>, nowMs: Int64) -> Bool {
    var hasAny = false
    let members = indices(ofPods: uids)
    for index in members where pods[index].isRunning {
      hasAny = true
      let place = Int(pods[index].group)
      advance(to: nowMs)
      settle(place)
      if nowMs >= groups[place].upMs { groups[place].isUp = true }
      guard !groups[place].isDeleted else { continue }
      if !groups[place].isReady {
        groups[place].isReady = true
        groups[place].readyTransitionMs = nowMs
        // All were bound at one instant, and none before that come after them.
        var pod = pods.count - 1
        while pod >= 0, pods[pod].boundMs >= groups[place].startMs {
          if pods[pod].group == Int32(place) { pods[pod].readyMs = nowMs }
          pod -= 1
        }
      }
      if nowMs >= groups[place].readyTransitionMs + start.propagationMs { groups[place].receives = true }
    }
    return hasAny
  }

  /// Takes a deleted group out of the endpoints, or sends it SIGTERM, as is due.
  private mutating func withdraw(uid: Int32, nowMs: Int64) {
    guard let index = index(ofPod: uid), pods[index].isRunning else { return }
    let place = Int(pods[index].group)
    advance(to: nowMs)
    settle(place)
    if nowMs >= pods[index].deletedMs + start.propagationMs { groups[place].receives = false }
    if nowMs >= pods[index].deletedMs + start.stopTimes.term { groups[place].isTerminated = true }
    retarget()
  }

  /// Ends deleted pods whose work is done or whose grace period is over; else waits for either.
  private mutating func stop(uid: Int32, nowMs: Int64) {
    guard let index = index(ofPod: uid) else { return }
    advance(to: nowMs)
    guard pods[index].isRunning else { return remove(pod: index) }
    let place = Int(pods[index].group)
    if let next = end(group: place, nowMs: nowMs) {
      events.push(.stop, at: next, pod: uid)
      return
    }
    for pod in (0..<pods.count).reversed() where pods[pod].group == Int32(place) { remove(pod: pod) }
    removeGroup(place)
    retarget()
  }

  /// Returns when a deleted group is to be looked at again, or nil once it has ended.
  private mutating func end(group place: Int, nowMs: Int64) -> Int64? {
    settle(place)
    let queue = groups[place].queue
    let graceEndMs = groups[place].graceEndMs
    if queue > 0, nowMs < graceEndMs {
      let arriving = groups[place].receives && !groups[place].refuses ? groups[place].inflow : 0
      let net = groups[place].capacity - arriving
      let drainMs = net > 0 ? (queue + net - 1) / net : graceEndMs - nowMs
      return nowMs + drainMs < graceEndMs ? nowMs + drainMs : graceEndMs
    }
    flow.cut += queue
    return nil
  }

  /// Takes a bound pod away for good.
  private mutating func remove(pod index: Int) {
    perNode[Int(pods[index].node)] -= 1
    boundCount -= 1
    pods.remove(at: index)
  }

  /// Deletes the pods that come first in the ReplicaSet's order.
  private mutating func delete(_ count: Int, nowMs: Int64) {
    findVictims(count, nowMs: nowMs)
    var isUnbound = false
    aliveCount -= Int32(victims.count)
    for victim in victims.buffer {
      let pod = Int(victim)
      pods[pod].deletedMs = nowMs
      if pods[pod].isBound { ranks[Int(pods[pod].node)] -= 1 }
      guard !pods[pod].isRunning else { continue }
      pendingCount -= 1
      if pods[pod].isBound {
        events.push(.stop, at: nowMs + start.stopMs, pod: pods[pod].uid)
      } else {
        isUnbound = true
      }
    }
    var last = Int32.max
    // From the last group on, so that no index moves before it is used.
    while true {
      var group: Int32 = -1
      for victim in victims.buffer {
        let home = pods[Int(victim)].group
        if home < last, home > group { group = home }
      }
      guard group >= 0 else { break }
      terminate(in: group, nowMs: nowMs)
      last = group
    }
    if isUnbound {
      for pod in (0..<pods.count).reversed() where pods[pod].deletedMs == nowMs && !pods[pod].isBound {
        pods.remove(at: pod)
      }
    }
    // Where containers get SIGTERM at once the load is spread anew for that, before any time passes.
    if last == .max || start.stopTimes.term > 0 { retarget() }
  }

  /// Plans the end of those victims that are in a group.
  private mutating func terminate(in group: Int32, nowMs: Int64) {
    var first = -1
    var count: Int32 = 0
    for victim in victims.buffer where pods[Int(victim)].group == group {
      if first < 0 { first = Int(victim) }
      count += 1
    }
    let apart = separate(count, from: group)
    groups[apart].isDeleted = true
    groups[apart].graceEndMs = nowMs + start.stopTimes.kill
    // One stands for all, as nothing takes a group apart that is deleted.
    let pod = pods[first].uid
    events.push(.leaveEndpoints, at: nowMs + start.propagationMs, pod: pod)
    events.push(.terminate, at: nowMs + start.stopTimes.term, pod: pod)
    events.push(.stop, at: nowMs + start.stopTimes.term + start.stopMs, pod: pod)
  }

  /// Takes so many victims out of their group into one of their own, with their share of all flows, rounded down.
  private mutating func separate(_ count: Int32, from group: Int32) -> Int {
    let place = Int(group)
    let whole = groups[place].count
    settle(place)
    guard count < whole else { return place }
    note(place)
    var apart = groups[place]
    func share(_ total: Int64) -> Int64 {
      let (product, overflow) = total.multipliedReportingOverflow(by: Int64(count))
      if !overflow { return product / Int64(whole) }
      let part = total.multipliedFullWidth(by: Int64(count))
      return Int64(whole).dividingFullWidth(part).quotient
    }
    apart.count = count
    apart.queue = share(apart.queue)
    apart.inflow = share(apart.inflow)
    apart.capacity = share(apart.capacity)
    apart.room = share(apart.room)
    apart.work = share(apart.work)
    apart.isSolved = false
    groups[place].count -= count
    groups[place].queue -= apart.queue
    groups[place].inflow -= apart.inflow
    groups[place].capacity -= apart.capacity
    groups[place].room -= apart.room
    groups[place].work -= apart.work
    groups[place].isSolved = false
    groups.append(apart)
    for victim in victims.buffer where pods[Int(victim)].group == group {
      pods[Int(victim)].group = Int32(groups.count - 1)
    }
    return groups.count - 1
  }
}
