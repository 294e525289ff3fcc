import Statistics

/// Machines that fail and come back, as their pods and the requests in them feel it.
extension Cluster {
  /// Takes a node's power, or its network: the work in its pods is lost, and so is what is sent there from now on.
  public mutating func lose(node: Int, powerless: Bool, nowMs: Int64) {
    let link: NodeHealth.Link = powerless ? .dead : .cut
    guard nodes[node].health.link != link, nodes[node].health.link != .dead else { return }
    let wasUp = nodes[node].health.link == .up
    note(powerless ? .powerLost : .networkCut, node: node, nowMs: nowMs)
    cutOff(node: node, link, nowMs: nowMs)
    guard wasUp else { return }
    if !nodes[node].health.isSilent { nodes[node].health.lostMs = nowMs }
    nodes[node].health.isSilent = true
    nodes[node].health.turn &+= 1
    if nodes[node].health.isReady {
      planNodeEvent(.nodeCheck, at: silenceMs(ofNode: node, lostMs: nowMs), node: node)
    }
  }

  /// Lets what is sent to the pods of a node be lost from now on, and without power the work in them.
  mutating func cutOff(node: Int, _ link: NodeHealth.Link, nowMs: Int64) {
    let powerless = link == .dead
    nodes[node].health.link = link
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      workloads[tenant].pin(to: Int32(node))
      workloads[tenant].cutOff(node: Int32(node), powerless: powerless, nowMs: nowMs)
      retarget(tenant, nowMs: nowMs)
    }
    if powerless { nodes[node].forgetPulls(after: nowMs) }
  }

  /// Gives a node back what it lost. Its kubelet reports soon; after a loss of power everything on it starts anew.
  public mutating func restore(node: Int, nowMs: Int64) {
    let link = nodes[node].health.link
    guard link != .up, !nodes[node].isGone else { return }
    nodes[node].health.link = .up
    nodes[node].health.turn &+= 1
    note(link == .dead ? .powerBack : .networkBack, node: node, nowMs: nowMs)
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      for group in workloads[tenant].groups.indices where workloads[tenant].groups[group].node == Int32(node)
      {
        workloads[tenant].groups[group].isCutOff = false
      }
      if link == .dead { reboot(tenant, node: node, nowMs: nowMs) }
      retarget(tenant, nowMs: nowMs)
    }
    // A kubelet that starts reports at once; one that ran all the time does with its next heartbeat.
    let reportMs = link == .dead ? nowMs : lifecycle.renewal(ofNode: node, from: nowMs)
    planNodeEvent(.kubeletBack, at: reportMs, node: node)
    planNodeEvent(.nodeCheck, at: lifecycle.check(from: reportMs), node: node)
  }

  /// Changes a node's speed: how much work a core-second does there, in thousandths of the ordinary.
  public mutating func setSpeed(_ speed: Int64, ofNode node: Int, nowMs: Int64) {
    guard nodes[node].health.speed != speed, !nodes[node].isGone else { return }
    nodes[node].health.speed = speed
    note(speed == 1_000 ? .speedBack : .slowed, node: node, nowMs: nowMs)
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      workloads[tenant].pin(to: Int32(node))
      workloads[tenant].setSpeed(speed, node: Int32(node))
      retarget(tenant, nowMs: nowMs)
    }
    release(node)
  }

  /// Lets a node's pods be like all others again, if nothing makes them differ.
  mutating func release(_ node: Int) {
    guard !nodes[node].health.isSpecial, !nodes[node].isShort else { return }
    for tenant in tenants(of: node) { workloads[tenant].unpin(from: Int32(node)) }
  }

  /// The workloads that have pods on a node.
  func tenants(of node: Int) -> [Int] { workloads.indices.filter { workloads[$0].perNode[node] > 0 } }

  /// Starts the containers of a workload's pods on a node anew after a loss of power. Whoever was on the way to them
  /// begins from the start.
  private mutating func reboot(_ workload: Int, node: Int, nowMs: Int64) {
    for member in workloads[workload].pods.indices {
      let pod = workloads[workload].pods[member]
      guard pod.node == Int32(node), !pod.isDeleted else { continue }
      guard pod.isRunning else {
        beginStart(workload, pod: member, nowMs: nowMs)
        continue
      }
      let startMs = nowMs + rebootMs(workload, pod: pod)
      workloads[workload].pods[member].restarts += 1
      workloads[workload].pods[member].startedMs = startMs
      workloads[workload].pods[member].backOffMs = 0
      let prospect = prospect(workload, pod: member, startMs: startMs, nowMs: startMs)
      let apart = workloads[workload].separate([member], from: Int(pod.group))
      workloads[workload].bringUp(group: apart, prospect, nowMs: startMs)
      workloads[workload].log(.restarted, .nodeLost, group: apart, nowMs: startMs)
      plan(prospect, workload: workload, pod: pod.uid, nowMs: startMs)
      planFinish(workload, pod: member, nowMs: startMs)
    }
  }

  /// From a node's start to a pod's containers: a new sandbox, its init containers once more, and the images are there.
  private mutating func rebootMs(_ workload: Int, pod: PodRecord) -> Int64 {
    let timing = workloads[workload].timing
    let nth = pod.restarts
    var ms = delayMs(timing.sandbox, "pod-sandbox-again", workload, pod.uid, nth: nth)
    for case .initialize in workloads[workload].steps {
      ms += delayMs(timing.initContainer, "pod-init-again", workload, pod.uid, nth: nth)
    }
    return ms + delayMs(timing.start, "pod-restart", workload, pod.uid, nth: nth)
  }

  /// A kubelet reports again: its pods' conditions are what they are, those it did not know of start, and those
  /// deleted meanwhile end.
  mutating func kubeletBack(node: Int, nowMs: Int64) {
    nodes[node].health.isSilent = false
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      let ready = workloads[tenant].readyCount
      for group in workloads[tenant].groups.indices where workloads[tenant].groups[group].node == Int32(node)
      {
        report(tenant, group: group, nowMs: nowMs)
      }
      for index in workloads[tenant].pods.indices where workloads[tenant].pods[index].node == Int32(node) {
        catchUp(tenant, pod: index, lostMs: nodes[node].health.lostMs, nowMs: nowMs)
        reportFinish(tenant, pod: index, nowMs: nowMs)
      }
      if workloads[tenant].readyCount != ready { noteReadiness(tenant, nowMs: nowMs) }
    }
  }

  /// What a kubelet learns of one of its pods that it could not be told.
  private mutating func catchUp(_ workload: Int, pod index: Int, lostMs: Int64, nowMs: Int64) {
    let pod = workloads[workload].pods[index]
    let times = workloads[workload].template.stopTimes(graceMs: workloads[workload].template.graceMs)
    guard pod.isRunning else {
      if pod.isDeleted {
        plan(.stop, at: nowMs, workload: workload, pod: pod.uid)
      } else if pod.boundMs >= lostMs, pod.dueMs < nowMs {
        beginStart(workload, pod: index, nowMs: nowMs)
      }
      return
    }
    let group = workloads[workload].groups[Int(pod.group)]
    guard pod.isDeleted else { return }
    guard group.isUp, !group.isTerminated else {
      return plan(.stop, at: nowMs, workload: workload, pod: pod.uid)
    }
    guard pod.deletedMs >= lostMs else { return }
    workloads[workload].groups[Int(pod.group)].graceEndMs = nowMs + times.kill
    plan(.terminate, at: nowMs + times.term, workload: workload, pod: pod.uid)
    plan(
      .stop, at: nowMs + times.term + workloads[workload].timing.stopMs, workload: workload, pod: pod.uid)
  }
}
