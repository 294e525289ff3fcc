import Scheduling

/// The pods of a cluster in which nothing happens but that its only workload is scaled.
///
/// Takes the engine's own steps with pods, groups and nodes, but none of those that look for what cannot happen there,
/// and steps that fall on one instant at once.
package struct PlainPods: SweptPods {
  private var events: EventQueue
  package var workloads: [WorkloadState]
  private var nodes: PlainNodes
  private let luck: PodFates
  private var fates: [PodFates.Fate]

  /// Nil for a cluster in which more may happen.
  ///
  /// Nothing may be planned in it but what concerns its pods, and no incident may come.
  package init?(_ cluster: Cluster) {
    guard cluster.workloads.count == 1, cluster.events.nextTimeMs == nil else { return nil }
    let state = cluster.workloads[0]
    guard state.staysWithinRequest, state.unscheduledCount == 0, state.pendingCount == 0, state.planned == 0,
      state.rollout == nil, state.timing.imageCached, state.service.startupMs == 0, !state.isPooled,
      state.service.memoryLeakPerMs == 0, state.service.memoryPerInFlight == 0, !state.isWatched,
      state.template.startup == nil, state.timing.crash == nil, state.startsAtOnce(cluster.images),
      let scores = NodeScores(cluster)
    else { return nil }
    events = cluster.events
    workloads = cluster.workloads
    nodes = PlainNodes(scores)
    luck = PodFates(cluster)
    fates = luck.first(Int(state.created) + 1)
  }

  package var nextEventMs: Int64? { events.nextTimeMs }

  package mutating func popEvent() -> Event? { events.pop() }

  /// Nobody looks at pods without probes.
  package mutating func watch(_ workload: Int, nowMs: Int64) {}

  /// Handles an event and those of the same instant after it.
  package mutating func handleInSweep(_ event: Event) -> Bool {
    var next = event
    var isUnsettled = false
    while true {
      workloads[0].planned -= 1
      switch next.kind {
      case .running:
        if workloads[0].run(uid: next.pod, fates, &events, nowMs: next.timeMs) { isUnsettled = true }
      case .applicationUp, .ready, .enterEndpoints:
        if workloads[0].progress(uid: next.pod, nowMs: next.timeMs) { isUnsettled = true }
      default:
        if isUnsettled { workloads[0].retarget() }
        isUnsettled = false
        guard handleAlone(next) else { return false }
      }
      guard events.nextTimeMs == event.timeMs, let other = events.pop() else { break }
      next = other
    }
    if isUnsettled { workloads[0].retarget() }
    return true
  }

  private mutating func handleAlone(_ event: Event) -> Bool {
    switch event.kind {
    case .schedule: return schedule(nowMs: event.timeMs)
    case .leaveEndpoints, .terminate: workloads[0].withdraw(uid: event.pod, nowMs: event.timeMs)
    case .stop: stop(uid: event.pod, nowMs: event.timeMs)
    default: return false
    }
    return true
  }

  /// Puts the new pods on nodes; returns whether there is room for all.
  private mutating func schedule(nowMs: Int64) -> Bool {
    workloads[0].advance(to: nowMs)
    for index in workloads[0].pods.indices {
      let pod = workloads[0].pods[index]
      guard !pod.isBound, !pod.isDeleted else { continue }
      let key = PodScheduling.key(workload: 0, pod: pod.uid)
      guard let node = nodes.choose(workloads[0].perNode, key: key) else { return false }
      workloads[0].bind(pod: index, node: node, nowMs: nowMs)
      plan(.running, at: nowMs + fates[Int(pod.uid)].startMs, pod: pod.uid)
    }
    return true
  }

  /// Ends deleted pods whose work is done or whose grace period is over; else waits for either.
  private mutating func stop(uid: Int32, nowMs: Int64) {
    guard let index = workloads[0].index(ofPod: uid) else { return }
    workloads[0].advance(to: nowMs)
    let position = Int(workloads[0].pods[index].group)
    guard position >= 0 else { return remove([index]) }
    if let next = workloads[0].end(group: position, nowMs: nowMs) {
      plan(.stop, at: next, pod: uid)
      return
    }
    remove(workloads[0].pods.indices.filter { workloads[0].pods[$0].group == Int32(position) })
    workloads[0].removeGroup(position)
    workloads[0].retarget()
  }

  /// Takes pods away for good. Flows must be accounted for.
  private mutating func remove(_ members: [Int]) {
    for member in members.reversed() {
      workloads[0].perNode[Int(workloads[0].pods[member].node)] -= 1
      workloads[0].boundCount -= 1
      workloads[0].pods.remove(at: member)
    }
  }

  /// Writes the scale subresource: the ReplicaSet creates the missing pods or deletes its least worthy ones.
  package mutating func scale(_ workload: Int, to replicas: Int32, nowMs: Int64) {
    workloads[0].replicas = replicas
    let alive = workloads[0].pods.reduce(into: Int32(0)) { $0 += $1.isDeleted ? 0 : 1 }
    if replicas > alive {
      create(replicas - alive, nowMs: nowMs)
    } else if replicas < alive {
      workloads[0].advance(to: nowMs)
      workloads[0].delete(Int(alive - replicas), &events, nowMs: nowMs)
    }
  }

  private mutating func create(_ count: Int32, nowMs: Int64) {
    let first = workloads[0].created
    let next = Int(first + count)
    if next >= fates.count { fates = luck.first(next + 1) }
    workloads[0].created += count
    workloads[0].pendingCount += count
    workloads[0].unscheduledCount += count
    for uid in first..<first + count {
      workloads[0].pods.append(
        PodRecord(
          uid: uid, revision: workloads[0].revision, tieBreaker: fates[Int(uid)].tieBreaker, createdMs: nowMs)
      )
    }
    plan(.schedule, at: nowMs + fates[next].scheduleMs)
  }

  private mutating func plan(_ kind: EventKind, at timeMs: Int64, pod: Int32 = -1) {
    workloads[0].planned += 1
    events.push(kind, at: timeMs, subject: 0, pod: pod)
  }
}

/// The steps of pods on their workload alone.
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

  fileprivate mutating func plan(
    _ kind: EventKind, at timeMs: Int64, pod: Int32, in events: inout EventQueue
  ) {
    planned += 1
    events.push(kind, at: timeMs, subject: 0, pod: pod)
  }

  fileprivate mutating func bind(pod index: Int, node: Int, nowMs: Int64) {
    pods[index].node = Int32(node)
    pods[index].boundMs = nowMs
    perNode[node] += 1
    boundCount += 1
    unscheduledCount -= 1
  }

  /// A pod's containers run. The load is not spread anew. Returns whether anything happened.
  fileprivate mutating func run(
    uid: Int32, _ fates: [PodFates.Fate], _ events: inout EventQueue, nowMs: Int64
  ) -> Bool {
    guard let index = index(ofPod: uid), !pods[index].isDeleted, !pods[index].isRunning else { return false }
    let fate = fates[Int(uid)]
    advance(to: nowMs)
    var group = PodGroup(
      count: 1, startMs: pods[index].boundMs, containerStartMs: nowMs, upMs: nowMs + fate.appStartMs,
      readyAtMs: nowMs, readyTransitionMs: pods[index].boundMs)
    group.background = service.idleMicrocores
    addRunning(group, pod: index)
    pendingCount -= 1
    plan(.applicationUp, at: nowMs + fate.appStartMs, pod: uid, in: &events)
    // Without probes a running container is ready.
    plan(.ready, at: nowMs, pod: uid, in: &events)
    plan(.enterEndpoints, at: nowMs + timing.endpointPropagationMs, pod: uid, in: &events)
    return true
  }

  /// Does for a pod's whole group whatever is due by now. The load is not spread anew. Returns whether there is one.
  fileprivate mutating func progress(uid: Int32, nowMs: Int64) -> Bool {
    guard let index = index(ofPod: uid) else { return false }
    let position = Int(pods[index].group)
    guard position >= 0 else { return false }
    advance(to: nowMs)
    progress(group: position, nowMs: nowMs)
    return true
  }

  fileprivate mutating func withdraw(uid: Int32, nowMs: Int64) {
    guard let index = index(ofPod: uid) else { return }
    let position = Int(pods[index].group)
    guard position >= 0 else { return }
    advance(to: nowMs)
    withdraw(group: position, deletedMs: pods[index].deletedMs, isTold: true, nowMs: nowMs)
    retarget()
  }

  /// Returns when a deleted group is to be looked at again, or nil once it has ended. Flows must be accounted for.
  fileprivate mutating func end(group position: Int, nowMs: Int64) -> Int64? {
    let queue = groups[position].queue
    let graceEndMs = groups[position].graceEndMs
    if queue > 0, nowMs < graceEndMs {
      let arriving = groups[position].receives && !groups[position].refuses ? groups[position].inflow : 0
      let net = groups[position].capacity - arriving
      let drainMs = net > 0 ? (queue + net - 1) / net : graceEndMs - nowMs
      return nowMs + drainMs < graceEndMs ? nowMs + drainMs : graceEndMs
    }
    totals.lost[.cutByTermination] += queue
    return nil
  }

  /// Deletes the pods that come first in the ReplicaSet's order. Flows must be accounted for.
  fileprivate mutating func delete(_ count: Int, _ events: inout EventQueue, nowMs: Int64) {
    let victims = victims(count, revision: nil, nodes: perNode.count, nowMs: nowMs)
    let isUnbound = victims.contains { !pods[$0].isBound }
    for victim in victims {
      pods[victim].deletedMs = nowMs
      if pods[victim].isRunning {
        if pods[victim].isReady { readyCount -= 1 }
      } else {
        pendingCount -= 1
        if pods[victim].isBound {
          plan(.stop, at: nowMs + timing.stopMs, pod: pods[victim].uid, in: &events)
        } else {
          unscheduledCount -= 1
        }
      }
    }
    let homes = victims.map { pods[$0].group }
    var last = Int32.max
    // From the last group on, so that no index moves before it is used.
    while let group = homes.lazy.filter({ $0 >= 0 && $0 < last }).max() {
      let members = victims.indices.filter { homes[$0] == group }.map { victims[$0] }
      terminate(members, group: Int(group), &events, nowMs: nowMs)
      last = group
    }
    if isUnbound { pods.removeAll { $0.deletedMs == nowMs && !$0.isBound } }
    // Where containers get SIGTERM at once the load is spread anew for that, before any time passes.
    if last == .max || template.stopTimes(graceMs: template.graceMs).term > 0 { retarget() }
  }

  /// Sets the deletion timestamp of running pods and plans their end.
  private mutating func terminate(
    _ members: [Int], group: Int, _ events: inout EventQueue, nowMs: Int64
  ) {
    let apart = separate(members, from: group)
    groups[apart].isDeleted = true
    let times = template.stopTimes(graceMs: template.graceMs)
    groups[apart].graceEndMs = nowMs + times.kill
    // One stands for all, as nothing takes a group apart that is deleted.
    let pod = pods[members[0]].uid
    plan(.leaveEndpoints, at: nowMs + timing.endpointPropagationMs, pod: pod, in: &events)
    plan(.terminate, at: nowMs + times.term, pod: pod, in: &events)
    plan(.stop, at: nowMs + times.term + timing.stopMs, pod: pod, in: &events)
  }
}
