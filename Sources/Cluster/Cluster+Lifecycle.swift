import Scheduling

extension Cluster {
  /// Binds a pod to a node, whose kubelet starts it.
  mutating func launch(_ workload: Int, pod index: Int, node: Int, nowMs: Int64) {
    bind(workload, pod: index, node: node, nowMs: nowMs)
    log(.scheduled, workload: workload, pod: index, nowMs: nowMs)
    beginStart(workload, pod: index, nowMs: nowMs)
  }

  private mutating func bind(_ workload: Int, pod: Int, node: Int, nowMs: Int64) {
    advance(workload, to: nowMs)
    endWait(workload, pod: pod, node: node, nowMs: nowMs)
    let podClass = workloads[workload].pods[pod].podClass ?? workloads[workload].podClass
    workloads[workload].pods[pod].scheduled = scheduling.snapshot.assign(
      podClass, to: scheduling.ids[node], startMs: nowMs)
    workloads[workload].pods[pod].node = Int32(node)
    workloads[workload].pods[pod].boundMs = nowMs
    let size = workloads[workload].pods[pod].size
    place(1, of: workload, size: size, onNode: node, nowMs: nowMs)
    workloads[workload].boundCount += 1
    workloads[workload].countBound(1, size: size)
    workloads[workload].unscheduledCount -= 1
  }

  /// A pod's containers run; its application comes up and its probes succeed as planned here.
  mutating func startContainers(_ workload: Int, pod index: Int, nowMs: Int64) {
    guard !workloads[workload].pods[index].isDeleted, !workloads[workload].pods[index].isRunning else {
      return
    }
    let uid = workloads[workload].pods[index].uid
    let startMs = min(workloads[workload].pods[index].startedMs, nowMs)
    workloads[workload].pods[index].startedMs = startMs
    let prospect = prospect(workload, pod: index, startMs: startMs, nowMs: nowMs)
    admit(workload, pod: index, prospect, startMs: startMs, nowMs: nowMs)
    plan(prospect, workload: workload, pod: uid, nowMs: nowMs)
    planFinish(workload, pod: index, nowMs: nowMs)
  }

  /// Puts a pod with running containers into a group.
  private mutating func admit(
    _ workload: Int, pod index: Int, _ prospect: Prospect, startMs: Int64, nowMs: Int64
  ) {
    advance(workload, to: nowMs)
    let service = workloads[workload].service
    let pod = workloads[workload].pods[index]
    var group = PodGroup(
      count: 1, startMs: pod.boundMs, containerStartMs: startMs, upMs: prospect.upMs,
      readyAtMs: prospect.readyMs, readyTransitionMs: pod.boundMs)
    group.faultMs = prospect.faultMs
    group.fault = prospect.fault
    group.background = service.idleMicrocores + (service.startupMs > 0 ? service.startupMicrocores : 0)
    let node = nodes[Int(pod.node)]
    if node.isShort || node.health.isSpecial { group.node = pod.node }
    group.isShared = node.isShort
    group.speed = node.health.speed
    group.isCutOff = node.health.link != .up
    group.size = pod.size
    workloads[workload].addRunning(group, pod: index)
    workloads[workload].pendingCount -= 1
    log(.running, workload: workload, pod: index, nowMs: nowMs)
    retarget(workload, nowMs: nowMs)
  }

  /// Does for a pod's whole group whatever is due by now: serving, readiness, endpoints, the end of the start burst.
  mutating func progress(_ workload: Int, pod index: Int, nowMs: Int64) {
    let position = Int(workloads[workload].pods[index].group)
    guard position >= 0 else { return }
    advance(workload, to: nowMs)
    let ready = workloads[workload].readyCount
    let before = workloads[workload].groups[position]
    workloads[workload].progress(
      group: position, isSeen: !isOut(at: nowMs) && !isSilent(before), nowMs: nowMs)
    if !before.receives || before.refuses { planEnds(workload, group: position, nowMs: nowMs) }
    if nowMs != before.readyAtMs, workloads[workload].groups[position].isReady != before.isReady {
      // Not when it was to be: the proxies learn it later, too.
      planForAll(
        .enterEndpoints, at: nowMs + workloads[workload].timing.endpointPropagationMs, workload: workload,
        group: position)
    }
    retarget(workload, nowMs: nowMs)
    if workloads[workload].readyCount != ready { noteReadiness(workload, nowMs: nowMs) }
  }

  /// A deleted pod's group leaves the endpoints, or gets SIGTERM, as is due.
  mutating func withdraw(_ workload: Int, pod index: Int, nowMs: Int64) {
    let position = Int(workloads[workload].pods[index].group)
    guard position >= 0 else { return }
    advance(workload, to: nowMs)
    let pod = workloads[workload].pods[index]
    let health = nodes[Int(pod.node)].health
    workloads[workload].withdraw(
      group: position, deletedMs: pod.deletedMs,
      isTold: health.link == .up || health.link == .cut && pod.deletedMs < health.lostMs, nowMs: nowMs)
    retarget(workload, nowMs: nowMs)
  }

  /// Ends deleted pods whose work is done or whose grace period is over; else waits for either.
  mutating func stop(_ workload: Int, pod index: Int, nowMs: Int64) {
    let position = Int(workloads[workload].pods[index].group)
    guard position >= 0 else {
      remove(workload, pods: [index], .ended, nowMs: nowMs)
      return lookAgain(workload, nowMs: nowMs)
    }
    advance(workload, to: nowMs)
    let group = workloads[workload].groups[position]
    if group.queue > 0, nowMs < group.graceEndMs {
      let net = group.capacity - (group.receives && !group.refuses ? group.inflow : 0)
      let drainMs = net > 0 ? (group.queue + net - 1) / net : group.graceEndMs - nowMs
      let next = nowMs + drainMs < group.graceEndMs ? nowMs + drainMs : group.graceEndMs
      plan(.stop, at: next, workload: workload, pod: workloads[workload].pods[index].uid)
      return
    }
    retire(workload, group: position, nowMs >= group.graceEndMs ? .graceOver : .ended, nowMs: nowMs)
    lookAgain(workload, nowMs: nowMs)
  }

  /// Takes all pods of a group away; the work that waits in them is cut.
  mutating func retire(_ workload: Int, group position: Int, _ reason: PodChangeReason, nowMs: Int64) {
    workloads[workload].totals.lost[.cutByTermination] += workloads[workload].groups[position].queue
    let members = workloads[workload].pods.indices.filter {
      workloads[workload].pods[$0].group == Int32(position)
    }
    remove(workload, pods: members, reason, nowMs: nowMs)
    workloads[workload].removeGroup(position)
    retarget(workload, nowMs: nowMs)
  }

  /// Takes pods away for good and lets others have their room.
  mutating func remove(
    _ workload: Int, pods members: [Int], _ reason: PodChangeReason, nowMs: Int64
  ) {
    advance(workload, to: nowMs)
    for member in members.sorted(by: >) {
      let node = Int(workloads[workload].pods[member].node)
      leave(workloads[workload].pods[member], of: workload, nowMs: nowMs)
      let size = workloads[workload].pods[member].size
      place(-1, of: workload, size: size, onNode: node, nowMs: nowMs)
      workloads[workload].boundCount -= 1
      workloads[workload].countBound(-1, size: size)
      retryResizes(onNode: node, nowMs: nowMs)
      log(.gone, reason, workload: workload, pod: member, nowMs: nowMs)
      workloads[workload].pods.remove(at: member)
    }
  }

  /// Makes a workload's pods bound, running, ready and old, as a cluster is found.
  mutating func settle(_ workload: Int) {
    let longAgo = -(matureMs + 86_400_000)
    for index in workloads[workload].pods.indices {
      let key = PodScheduling.key(workload: workload, pod: workloads[workload].pods[index].uid)
      observeUsage()
      let own = workloads[workload].pods[index].podClass
      let outcome = scheduling.scheduler.schedule(
        own ?? workloads[workload].podClass, key: key, in: &scheduling.snapshot)
      guard let chosen = outcome.node else {
        // Where one of equal pods finds no room, no other does.
        if own == nil { break }
        continue
      }
      let node = scheduling.index(of: chosen)
      bind(workload, pod: index, node: node, nowMs: 0)
      if !workloads[workload].timing.imageCached { cacheImages(of: workload, onNode: node) }
      workloads[workload].pods[index].boundMs = longAgo
      workloads[workload].pods[index].createdMs = longAgo
      workloads[workload].pods[index].readyMs = longAgo
    }
    scatterStarts(workload, beforeMs: longAgo)
    let running = workloads[workload].pods.indices.filter { workloads[workload].pods[$0].isBound }
    guard !running.isEmpty else { return }
    var group = PodGroup(
      count: Int32(running.count), startMs: longAgo, containerStartMs: longAgo, upMs: longAgo,
      readyAtMs: longAgo,
      readyTransitionMs: longAgo)
    group.isReady = true
    group.passes = true
    group.awaitsReady = false
    group.isUp = true
    group.receives = true
    group.background = workloads[workload].service.idleMicrocores * Int64(running.count)
    workloads[workload].groups.append(group)
    for index in running {
      workloads[workload].pods[index].group = 0
      log(.ready, .found, workload: workload, pod: index, nowMs: 0)
    }
    workloads[workload].pendingCount -= Int32(running.count)
    workloads[workload].readyCount = Int32(running.count)
    scatterAges(workload, longAgo: longAgo)
    retarget(workload, nowMs: 0)
  }
}
