import Scheduling

/// What state the groups are in.
///
/// Source: clusterstate/clusterstate.go (Cluster Autoscaler 1.37).
extension ClusterAutoscaler {
  /// Enters the view's nodes and pods into the trial.
  mutating func enter(_ view: ClusterView) {
    for index in view.nodes.indices {
      let key = Int(view.nodes[index].key)
      while nodeRecords.count <= key { nodeRecords.append(NodeRecord()) }
      nodeRecords[key].loop = loop
      nodeRecords[key].index = Int32(index)
    }
    for index in scratch.keys.indices { scratch.keys[index] = -1 }
    for node in view.nodes {
      while scratch.keys.count <= Int(node.id.index) { scratch.keys.append(-1) }
      scratch.keys[Int(node.id.index)] = node.key
    }
    let closed = PlacementTrial.Mark.destination | PlacementTrial.Mark.other
    for index in view.order {
      let node = view.nodes[Int(index)]
      trial.enter(node.id, marks: node.isCordoned ? closed : closed | PlacementTrial.Mark.open)
    }
    learnKinds()
    for index in view.pods.indices {
      let pod = view.pods[index]
      let podClass = kindFacts[Int(pod.kind)].podClass
      guard let id = pod.id else {
        trial.enter(podClass, id: nil, on: nil)
        continue
      }
      if kindFacts[Int(pod.kind)].priority < options.expendablePriorityCutoff {
        trial.snapshot.remove(id)
        trial.enter(podClass, id: nil, on: nil)
      } else {
        trial.enter(podClass, id: id, on: pod.node ?? trial.snapshot.node(of: id))
      }
    }
    disruptions.removeAll(keepingCapacity: true)
    disruptions.append(contentsOf: view.disruptions)
  }

  /// Notes what loops ask of kinds again and again.
  private mutating func learnKinds() {
    while kindFacts.count < kinds.count {
      let kind = kinds[kindFacts.count]
      let demand = trial.snapshot.demand(of: kind.podClass)
      kindFacts.append(
        KindFacts(
          podClass: kind.podClass, priority: trial.snapshot.priority(of: kind.podClass),
          milliCPU: demand.milliCPU, memory: demand.memory, isDaemonSet: kind.drain.isDaemonSet,
          isMirror: kind.drain.isMirror))
    }
  }

  /// Counts nodes, ends scale-ups that are done or overdue, and removes machines that never became nodes.
  mutating func updateGroups(_ view: ClusterView, _ decision: inout LoopDecision) {
    for group in groups.indices { records[group].beginLoop(target: view.groups[group].target) }
    for node in view.nodes where node.group >= 0 {
      let group = Int(node.group)
      if node.deletionMs != ClusterView.never { records[group].deleting += 1 }
      if node.isGone {
        records[group].gone += 1
      } else if node.isSuspended {
        records[group].suspended += 1
      } else if node.isReady {
        records[group].ready += 1
      } else if isStarting(node) {
        records[group].starting += 1
      } else {
        records[group].unready += 1
      }
    }
    for group in groupOrder {
      for since in view.groups[group].unregisteredSinceMs {
        records[group].unregistered += 1
        if clock.isAfter(since &+ options.maxNodeProvisionMs) { records[group].longUnregistered += 1 }
      }
      updateRequest(group, failed: view.groups[group].failed, &decision)
      updateHealth(group)
      removeUnregistered(group, &decision)
    }
  }

  /// Whether a node that is not ready may still become so.
  mutating func isStarting(_ node: ClusterView.Node) -> Bool {
    !node.isReady && !clock.reached(node.createdMs &+ options.maxNodeStartupMs)
  }

  private mutating func updateRequest(_ group: Int, failed: Int, _ decision: inout LoopDecision) {
    countUpcoming(group)
    records[group].backoff.forgetStale(options.backoff, clock: &clock)
    if let request = records[group].request {
      if records[group].upcoming <= 0 {
        records[group].request = nil
        records[group].backoff.remove()
        hasChanged = true
      } else if clock.isAfter(request.deadlineMs) {
        fail(group)
        records[group].request = nil
        if options.version.requiresOpenScaleUp { lowerTarget(group, by: request.increase, &decision) }
      }
    }
    if failed > records[group].knownFailures {
      let new = failed - records[group].knownFailures
      if let request = records[group].request {
        let left = request.increase - new
        records[group].request = left > 0 ? .init(increase: left, deadlineMs: request.deadlineMs) : nil
        fail(group)
      }
    }
    if failed > 0 {
      decision.removedMachines.append(.init(group: group, nodes: failed))
      records[group].target -= failed
      countUpcoming(group)
    }
    if failed != records[group].knownFailures {
      records[group].knownFailures = failed
      hasChanged = true
    }
  }

  private mutating func countUpcoming(_ group: Int) {
    let record = records[group]
    records[group].upcoming =
      record.target - (record.ready + record.unready + record.suspended + record.longUnregistered)
  }

  private mutating func fail(_ group: Int) {
    records[group].backoff.fail(at: clock.nowMs, options.backoff)
    hasChanged = true
  }

  private mutating func lowerTarget(_ group: Int, by count: Int, _ decision: inout LoopDecision) {
    let missing = records[group].target - records[group].registered - records[group].unregistered
    let decrease = min(count, missing)
    if decrease <= 0 { return }
    decision.targetDecreases.append(.init(group: group, nodes: decrease))
    records[group].target -= decrease
    countUpcoming(group)
  }

  /// Machines without a node for too long go, down to the least size of the group.
  private mutating func removeUnregistered(_ group: Int, _ decision: inout LoopDecision) {
    let record = records[group]
    let removable = min(record.longUnregistered, record.target - groups[group].minimum)
    if removable <= 0 { return }
    decision.removedMachines.append(.init(group: group, nodes: removable))
    records[group].target -= removable
    records[group].longUnregistered -= removable
    countUpcoming(group)
  }

  /// A group is unhealthy if too many of the nodes it should have are not ready.
  private mutating func updateHealth(_ group: Int) {
    let record = records[group]
    let least = record.target - record.longUnregistered - (record.request?.increase ?? 0)
    let isShort = record.ready + record.suspended < least
    let missing = isShort ? least - record.ready - record.suspended : 0
    let nodes = record.ready + record.unready + record.starting
    records[group].isHealthy = !isTooMany(missing, of: nodes)
    if record.registered < least || record.registered > record.target {
      if record.wrongSize?.registered != record.registered || record.wrongSize?.target != record.target {
        records[group].wrongSize = (clock.nowMs, record.registered, record.target)
        hasChanged = true
      }
    } else if record.wrongSize != nil {
      records[group].wrongSize = nil
      hasChanged = true
    }
  }

  private func isTooMany(_ unready: Int, of nodes: Int) -> Bool {
    unready > options.okUnreadyCount
      && Double(unready) > options.maxUnreadyPercentage / 100 * Double(nodes)
  }

  /// Whether few enough nodes are not ready for anything to be done.
  var isClusterHealthy: Bool {
    let unready = records.reduce(0) { $0 + $1.unready }
    return !isTooMany(unready, of: records.reduce(0) { $0 + $1.registered })
  }

  /// Lowers targets that the number of nodes has missed for too long; tells whether it did.
  mutating func fixSizes(_ decision: inout LoopDecision) -> Bool {
    var isFixed = false
    for group in groupOrder {
      guard let wrong = records[group].wrongSize, wrong.registered < wrong.target,
        clock.isAfter(wrong.sinceMs &+ options.maxNodeProvisionMs)
      else { continue }
      decision.targetDecreases.append(.init(group: group, nodes: wrong.target - wrong.registered))
      records[group].wrongSize = nil
      isFixed = true
    }
    return isFixed
  }

  /// Puts nodes that are on their way into the trial, for those of their group that are there and not ready.
  mutating func addUpcoming(_ view: ClusterView) {
    for group in groupOrder {
      let record = records[group]
      if record.upcoming <= 0 { continue }
      if options.version.requiresOpenScaleUp {
        if record.request == nil || record.backoff.isBackedOff(clock: &clock) { continue }
      }
      let marks = PlacementTrial.Mark.open | PlacementTrial.Mark.other
      for index in 0..<record.upcoming {
        let made = groups[group].template.upcoming(index)
        _ = trial.add(made, daemons: groups[group].template.daemons, marks: marks)
      }
      guard record.starting > 0 else { continue }
      for node in view.nodes where Int(node.group) == group && isStarting(node) && isPlainNode(node) {
        trial.drop(node.id)
      }
    }
  }

  private func isPlainNode(_ node: ClusterView.Node) -> Bool { !node.isGone && !node.isSuspended }
}
