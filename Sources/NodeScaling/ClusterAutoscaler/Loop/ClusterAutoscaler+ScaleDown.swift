import Scheduling

/// Which nodes could go.
///
/// Source: core/scaledown/planner/planner.go, eligibility, simulator/cluster.go (Cluster Autoscaler 1.37).
extension ClusterAutoscaler {
  /// Forgets which nodes could go.
  mutating func forgetUnneeded() {
    for index in nodeRecords.indices where nodeRecords[index].unneededMs != ClusterView.never {
      nodeRecords[index].unneededMs = ClusterView.never
      hasChanged = true
    }
    unneeded.removeAll(keepingCapacity: true)
  }

  /// Finds the nodes whose pods have a place elsewhere, one after the other.
  mutating func planScaleDown(_ view: ClusterView) {
    let fork = trial.fork()
    findCandidates(view)
    sortCandidates(view)
    wasUnneeded = unneeded.count
    unneeded.removeAll(keepingCapacity: true)
    // Before the first node is removed: pods moved later do not make a node count as used.
    scratch.eligible.removeAll(keepingCapacity: true)
    for index in scratch.candidates where isEligible(view.nodes[Int(index)], view) {
      scratch.eligible.append(index)
    }
    let most = mostUnneeded
    for index in scratch.eligible {
      let node = view.nodes[Int(index)]
      let key = Int(node.key)
      if unneeded.count >= most {
        nodeRecords[key].verdict = .enoughOthers
        continue
      }
      if let obstacle = obstacle(toRemoving: node, view) {
        nodeRecords[key].verdict = obstacle
        nodeRecords[key].unremovableUntilMs = clock.nowMs &+ options.unremovableRecheckMs
        hasChanged = true
        continue
      }
      unneeded.append(index)
    }
    trial.revert(to: fork)
    rememberUnneeded(view)
  }

  /// Keeps since when nodes could go; those that could not in this loop begin anew.
  private mutating func rememberUnneeded(_ view: ClusterView) {
    var isUnneeded = 0
    for index in unneeded {
      let key = Int(view.nodes[Int(index)].key)
      if nodeRecords[key].unneededMs == ClusterView.never {
        nodeRecords[key].unneededMs = clock.nowMs
        hasChanged = true
      }
      nodeRecords[key].verdict = .unneeded(sinceMs: nodeRecords[key].unneededMs)
      nodeRecords[key].seenUnneeded = loop
      isUnneeded += 1
    }
    for node in view.nodes {
      let key = Int(node.key)
      guard nodeRecords[key].unneededMs != ClusterView.never, nodeRecords[key].seenUnneeded != loop else {
        continue
      }
      nodeRecords[key].unneededMs = ClusterView.never
      hasChanged = true
    }
    if isUnneeded != wasUnneeded { hasChanged = true }
  }

  /// More nodes than this are not looked for: those that can go until the next ones are found.
  private var mostUnneeded: Int {
    let parallel = options.maxScaleDownParallelism
    let rounds = max(options.unneededMs, leastIntervalMs) / leastIntervalMs
    return min(wasUnneeded + 2 * parallel, parallel * Int(clamping: rounds) + parallel)
  }

  private mutating func findCandidates(_ view: ClusterView) {
    scratch.candidates.removeAll(keepingCapacity: true)
    for (index, node) in view.nodes.enumerated() {
      let key = Int(node.key)
      if node.group < 0 {
        nodeRecords[key].verdict = .notManaged
      } else if trial.marks[Int(node.id.index)] == 0 {
        nodeRecords[key].verdict = .starting
      } else if records[Int(node.group)].target <= groups[Int(node.group)].minimum {
        nodeRecords[key].verdict = .groupAtMinimum
      } else if options.delaysPerGroup, isCoolingDown(Int(node.group)) {
        continue
      } else {
        scratch.candidates.append(Int32(index))
      }
    }
  }

  /// Empty nodes first, then those that could go in the last loop.
  private mutating func sortCandidates(_ view: ClusterView) {
    scratch.ranks.removeAll(keepingCapacity: true)
    var isSorted = true
    for index in scratch.candidates {
      let node = view.nodes[Int(index)]
      let wasUnneeded = nodeRecords[Int(node.key)].unneededMs != ClusterView.never
      let rank = emptiness(of: node, view) * 2 + (wasUnneeded ? 0 : 1)
      if let last = scratch.ranks.last, last > rank { isSorted = false }
      scratch.ranks.append(rank)
    }
    if isSorted { return }
    scratch.eligible.removeAll(keepingCapacity: true)
    for rank in 0...5 {
      for place in scratch.ranks.indices where scratch.ranks[place] == rank {
        scratch.eligible.append(scratch.candidates[place])
      }
    }
    swap(&scratch.candidates, &scratch.eligible)
  }

  /// 0 for a node with nothing to move, 1 if it has pods to wait for, 2 for others.
  private mutating func emptiness(of node: ClusterView.Node, _ view: ClusterView) -> Int {
    var waits = false
    for pod in trial.pods[Int(node.id.index)] {
      switch verdict(ofPod: pod, view) {
      case .undefined, .block: return 2
      case .drain: if !kindFacts[Int(kind(of: pod, view))].isDaemonSet { return 2 }
      case .skip: continue
      case .wait: waits = true
      }
    }
    return waits ? 1 : 0
  }

  private mutating func verdict(ofPod pod: Int32, _ view: ClusterView) -> DrainVerdict {
    let seen = view.pods[Int(source(of: pod, view))]
    let kind = Int(seen.kind)
    var subject = kinds[kind].drain
    subject.createdMs = seen.createdMs
    subject.deletionMs = seen.deletionMs == ClusterView.never ? nil : seen.deletionMs
    var least = Int32.max
    if !kinds[kind].budgets.isEmpty {
      for budget in kinds[kind].budgets { least = min(least, disruptions[Int(budget)]) }
    }
    return options.drain.verdict(
      subject, hasBudget: !kinds[kind].budgets.isEmpty, leastDisruptions: least, clock: &clock)
  }

  /// Whether a node is worth trying to remove.
  private mutating func isEligible(_ node: ClusterView.Node, _ view: ClusterView) -> Bool {
    let key = Int(node.key)
    let until = nodeRecords[key].unremovableUntilMs
    if until != ClusterView.never {
      if !clock.reached(until) { return false }
      nodeRecords[key].unremovableUntilMs = ClusterView.never
      hasChanged = true
    }
    if node.deletionMs != ClusterView.never, !clock.reached(node.deletionMs &+ 300_000) {
      nodeRecords[key].verdict = .beingDeleted
    } else if node.isKept {
      nodeRecords[key].verdict = .kept
    } else if !node.isReady, !options.removesUnreadyNodes {
      nodeRecords[key].verdict = .unready
    } else {
      let threshold = node.gpus > 0 ? options.gpuUtilizationThreshold : options.utilizationThreshold
      let used = utilization(of: node, view)
      if !(used > threshold) { return true }
      nodeRecords[key].verdict = .used(used)
    }
    return false
  }

  /// Mutating only so that the autoscaler is not copied to be asked.
  private mutating func utilization(of node: ClusterView.Node, _ view: ClusterView) -> Double {
    let pods = trial.pods[Int(node.id.index)]
    if node.gpus > 0 {
      let asked = pods.reduce(0) { $0 + kinds[Int(kind(of: $1, view))].gpus }
      return NodeUtilization.ofGPUs(asked, allocatable: node.gpus)
    }
    var sum = NodeUtilization.Sum(
      ignoresDaemonSets: options.ignoresDaemonSetUtilization,
      ignoresMirrorPods: options.ignoresMirrorPodUtilization)
    for pod in pods {
      let seen = view.pods[Int(source(of: pod, view))]
      let kind = Int(seen.kind)
      let facts = kindFacts[kind]
      let isOverdue =
        seen.deletionMs != ClusterView.never
        && seen.deletionMs &+ kinds[kind].drain.graceMs &+ 30_000 < clock.nowMs
      sum.add(
        NodeUtilization.Pod(
          milliCPU: facts.milliCPU, memory: facts.memory, isDaemonSet: facts.isDaemonSet,
          isMirror: facts.isMirror, isLongTerminating: isOverdue))
    }
    return sum.utilization(
      milliCPU: trial.snapshot.allocatableMilliCPU(of: node.id),
      memory: trial.snapshot.allocatableMemory(of: node.id)
    ).value
  }

  /// Why a node cannot be removed; nil if it can, and then its pods have moved and it is no longer in the
  /// trial.
  private mutating func obstacle(toRemoving node: ClusterView.Node, _ view: ClusterView) -> NodeVerdict? {
    scratch.moving.removeAll(keepingCapacity: true)
    for pod in trial.pods[Int(node.id.index)] {
      switch verdict(ofPod: pod, view) {
      case .block(let block): return .blocked(pod: view.pods[Int(source(of: pod, view))].key, block)
      case .undefined: scratch.moving.append(pod)
      case .drain: if !kindFacts[Int(kind(of: pod, view))].isDaemonSet { scratch.moving.append(pod) }
      case .skip, .wait: continue
      }
    }
    let fork = trial.fork()
    trial.clear(node.id)
    if options.version.leavesGhost {
      trial.mark(node.id, PlacementTrial.Mark.other)
    } else {
      trial.drop(node.id)
    }
    if let homeless = move(view) {
      trial.revert(to: fork)
      return .noOtherPlace(pod: view.pods[Int(source(of: homeless, view))].key)
    }
    if options.version.leavesGhost { trial.drop(node.id) }
    trial.commit(fork)
    takeDisruptions(node, view)
    return nil
  }

  /// Places the pods of a removed node elsewhere; returns the first that finds no place.
  private mutating func move(_ view: ClusterView) -> Int32? {
    scratch.fresh.removeAll(keepingCapacity: true)
    for pod in scratch.moving {
      let key = view.pods[Int(source(of: pod, view))].key
      let hint = moveHints.node(of: key)
      if hint >= 0, let node = present(hint, view),
        trial.marks[Int(node.index)] & PlacementTrial.Mark.destination != 0, trial.place(pod, on: node)
      {
        moveHints.set(key, to: hint)
      } else {
        scratch.fresh.append(pod)
      }
    }
    for pod in scratch.fresh {
      guard let node = trial.place(pod, mask: PlacementTrial.Mark.destination) else { return pod }
      moveHints.set(view.pods[Int(source(of: pod, view))].key, to: self.key(of: node, view))
    }
    return nil
  }

  /// Takes what moving a node's pods needs off the budgets, and notes whether that is more than there was.
  private mutating func takeDisruptions(_ node: ClusterView.Node, _ view: ClusterView) {
    var isRisky = false
    for pod in scratch.moving {
      let kind = Int(kind(of: pod, view))
      if kinds[kind].budgets.isEmpty { continue }
      for budget in kinds[kind].budgets {
        disruptions[Int(budget)] -= 1
        if disruptions[Int(budget)] < 0 { isRisky = true }
      }
    }
    let key = Int(node.key)
    nodeRecords[key].isRisky = isRisky
    nodeRecords[key].hasPods = !scratch.moving.isEmpty
  }
}
