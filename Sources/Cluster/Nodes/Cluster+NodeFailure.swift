import Statistics

/// Machines that fail and come back, as their pods and the requests in them feel it.
extension Cluster {
  /// Takes a node's power, or its network: the work in its pods is lost, and so is what is sent there from now on.
  public mutating func lose(node: Int, powerless: Bool, nowMs: Int64) {
    let link: NodeHealth.Link = powerless ? .dead : .cut
    guard nodes[node].health.link != link, nodes[node].health.link != .dead else { return }
    let wasUp = nodes[node].health.link == .up
    nodes[node].health.link = link
    note(powerless ? .powerLost : .networkCut, node: node, nowMs: nowMs)
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      workloads[tenant].pin(to: Int32(node))
      workloads[tenant].cutOff(node: Int32(node), powerless: powerless, nowMs: nowMs)
      retarget(tenant, nowMs: nowMs)
    }
    guard wasUp else { return }
    nodes[node].health.turn &+= 1
    if nodes[node].health.isReady {
      planNodeEvent(.nodeCheck, at: silenceMs(ofNode: node, lostMs: nowMs), node: node)
    }
  }

  /// Gives a node back what it lost. Its kubelet reports soon; after a loss of power everything on it starts anew.
  public mutating func restore(node: Int, nowMs: Int64) {
    let link = nodes[node].health.link
    guard link != .up else { return }
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
    guard nodes[node].health.speed != speed else { return }
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

  /// Whether the kubelet of a pod's node can neither be told anything nor report.
  func isOutOfReach(_ pod: PodRecord) -> Bool { pod.isBound && nodes[Int(pod.node)].health.link != .up }

  /// Starts the containers of a workload's pods on a node anew after a loss of power.
  private mutating func reboot(_ workload: Int, node: Int, nowMs: Int64) {
    let timing = workloads[workload].timing
    workloads[workload].markUnready(node: Int32(node), nowMs: nowMs)
    planNodeEvent(.nodeEndpoints, at: nowMs + timing.endpointPropagationMs, node: node)
    for member in workloads[workload].pods.indices {
      let pod = workloads[workload].pods[member]
      guard pod.node == Int32(node), pod.isRunning, !pod.isDeleted else { continue }
      let startMs = nowMs + delayMs(timing.start, "pod-restart", workload, pod.uid)
      let upMs = startMs + delayMs(timing.appStart, "pod-app-start", workload, pod.uid)
      let apart = workloads[workload].separate([member], from: Int(pod.group))
      workloads[workload].restart(
        group: apart, startMs: startMs, upMs: upMs,
        readyMs: startMs + workloads[workload].template.readyDelay(upMs: upMs - startMs))
      planProgress(workload, pod: member, nowMs: nowMs)
    }
  }

  /// Plans the steps of a pod with running containers that lie ahead: serving, readiness, endpoints, the end of its
  /// start burst.
  private mutating func planProgress(_ workload: Int, pod index: Int, nowMs: Int64) {
    let uid = workloads[workload].pods[index].uid
    let group = workloads[workload].groups[Int(workloads[workload].pods[index].group)]
    let propagation = workloads[workload].timing.endpointPropagationMs
    plan(.applicationUp, at: max(nowMs, group.upMs), workload: workload, pod: uid)
    plan(.ready, at: max(nowMs, group.readyAtMs), workload: workload, pod: uid)
    plan(.enterEndpoints, at: max(nowMs, group.readyAtMs + propagation), workload: workload, pod: uid)
    let burstMs = workloads[workload].service.startupMs
    if burstMs > 0 {
      plan(
        .startupOver, at: max(nowMs, group.containerStartMs + burstMs), workload: workload, pod: uid)
    }
  }

  /// A kubelet reports again: its pods' conditions are what they are, those it was to start start, and those deleted
  /// meanwhile end.
  mutating func kubeletBack(node: Int, nowMs: Int64) {
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      let timing = workloads[tenant].timing
      let template = workloads[tenant].template
      let hook = min(template.preStopMs, template.graceMs)
      workloads[tenant].resumeProbes(node: Int32(node), nowMs: nowMs)
      for index in workloads[tenant].pods.indices where workloads[tenant].pods[index].node == Int32(node) {
        let pod = workloads[tenant].pods[index]
        let group = pod.isRunning ? workloads[tenant].groups[Int(pod.group)] : nil
        switch (group, pod.isDeleted) {
        case (let group?, true) where group.isUp && !group.isTerminated:
          workloads[tenant].groups[Int(pod.group)].graceEndMs = nowMs + template.graceMs
          plan(.terminate, at: nowMs + hook, workload: tenant, pod: pod.uid)
          plan(.stop, at: nowMs + hook + timing.stopMs, workload: tenant, pod: pod.uid)
        case (_, true): plan(.stop, at: nowMs, workload: tenant, pod: pod.uid)
        case (let group?, false):
          if group.containerStartMs < nowMs { planProgress(tenant, pod: index, nowMs: nowMs) }
        case (nil, false):
          let startMs = nowMs + delayMs(timing.start, "pod-restart", tenant, pod.uid)
          plan(.running, at: startMs, workload: tenant, pod: pod.uid)
        }
      }
    }
  }
}
