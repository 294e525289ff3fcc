import Scheduling

/// Which of the nodes that could go do go now.
///
/// Source: core/scaledown/planner/planner.go NodesToDelete, unneeded/nodes.go, actuation (Cluster Autoscaler
/// 1.37).
extension ClusterAutoscaler {
  /// Chooses nodes to delete, if that is allowed by now.
  mutating func delete(_ view: ClusterView, _ decision: inout LoopDecision) {
    if scratch.candidates.isEmpty || unneeded.isEmpty { return }
    if !options.delaysPerGroup, isCoolingDown(nil) { return }
    var sizes = records.map { $0.target - $0.deleting }
    var left = ResourceAbove(options, groups: groups, records: records)
    var empty: [Int32] = []
    var drains: (safe: [Int32], risky: [Int32]) = ([], [])
    for takesEmpty in [true, false] {
      for (index, node) in view.nodes.enumerated() {
        let record = nodeRecords[Int(node.key)]
        guard record.seenUnneeded == loop, record.hasPods != takesEmpty else { continue }
        let threshold = node.isReady ? options.unneededMs : options.unreadyMs
        if threshold > 0, !clock.isAfter(record.unneededMs &+ threshold) { continue }
        let group = Int(node.group)
        guard sizes[group] > groups[group].minimum, left.take(groups[group].template.size) else { continue }
        sizes[group] -= 1
        if takesEmpty {
          empty.append(Int32(index))
        } else if record.isRisky {
          drains.risky.append(Int32(index))
        } else {
          drains.safe.append(Int32(index))
        }
      }
    }
    let chosen = crop(empty: empty, drains: drains.safe + drains.risky, view)
    for index in chosen.empty { begin(view.nodes[Int(index)], drains: false, &decision) }
    for index in chosen.drains { begin(view.nodes[Int(index)], drains: true, &decision) }
    if !decision.deletions.isEmpty { lastDeletionMs = clock.nowMs }
  }

  private mutating func begin(_ node: ClusterView.Node, drains: Bool, _ decision: inout LoopDecision) {
    nodeRecords[Int(node.key)].drains = drains
    nodeRecords[Int(node.key)].verdict = .beingDeleted
    records[Int(node.group)].lastDeletionMs = clock.nowMs
    decision.deletions.append(.init(node: node.key, drains: drains))
  }

  private func crop(
    empty: [Int32], drains: [Int32], _ view: ClusterView
  ) -> (empty: [Int32], drains: [Int32]) {
    if empty.isEmpty, drains.isEmpty { return ([], []) }
    var inProgress = (empty: 0, drains: 0)
    for node in view.nodes where node.deletionMs != ClusterView.never {
      if nodeRecords[Int(node.key)].drains { inProgress.drains += 1 } else { inProgress.empty += 1 }
    }
    let budget = DeletionBudget(
      maximum: options.maxScaleDownParallelism, maximumDrains: options.maxDrainParallelism,
      emptyInProgress: inProgress.empty, drainsInProgress: inProgress.drains)
    let result = budget.crop(empty: buckets(empty, view), drain: buckets(drains, view))
    return (result.empty.flatMap(\.nodes), result.drain.flatMap(\.nodes))
  }

  private func buckets(_ nodes: [Int32], _ view: ClusterView) -> [DeletionBudget.Bucket] {
    var result: [DeletionBudget.Bucket] = []
    for index in nodes {
      let group = view.nodes[Int(index)].group
      if let known = result.firstIndex(where: { $0.group == group }) {
        result[known].nodes.append(index)
      } else {
        let size = groups[Int(group)].isZeroOrMax ? records[Int(group)].registered : nil
        result.append(.init(group: group, nodes: [index], wholeSize: size))
      }
    }
    return result
  }

  /// Whether a scale-up, a deletion or a failed one was too short a time ago, of a group or of any.
  mutating func isCoolingDown(_ group: Int?) -> Bool {
    let times =
      group.map {
        (records[$0].lastScaleUpMs, records[$0].lastDeletionMs, records[$0].lastFailureMs)
      } ?? (lastScaleUpMs, lastDeletionMs, lastFailureMs)
    // All are asked, so that the clock knows when the last of them ends.
    let hasGrown = !clock.reached(times.0 &+ options.delayAfterAddMs)
    let hasFailed = !clock.reached(times.2 &+ options.delayAfterFailureMs)
    let hasShrunk = !clock.reached(times.1 &+ options.delayAfterDeleteMs)
    return hasGrown || hasFailed || hasShrunk
  }

  /// Marks the nodes that could go, and takes the mark off others; only so many in a loop.
  mutating func updateCandidates(_ view: ClusterView, _ decision: inout LoopDecision) {
    var budget = options.maxSoftTaints
    for node in view.nodes where node.isCandidate && budget > 0 {
      guard isMarkable(node), nodeRecords[Int(node.key)].seenUnneeded != loop else { continue }
      decision.formerCandidates.append(node.key)
      budget -= 1
    }
    for node in view.nodes where !node.isCandidate && budget > 0 {
      guard isMarkable(node), nodeRecords[Int(node.key)].seenUnneeded == loop else { continue }
      decision.candidates.append(node.key)
      budget -= 1
    }
  }

  private func isMarkable(_ node: ClusterView.Node) -> Bool {
    node.deletionMs == ClusterView.never && trial.marks[Int(node.id.index)] != 0
  }
}

/// How much the cluster has above the least it must have.
struct ResourceAbove {
  private var cores: Int64
  private var memory: Int64

  init(_ options: ClusterAutoscalerOptions, groups: [NodeGroup], records: [GroupRecord]) {
    (cores, memory) = (-options.cores.lowerBound, -options.memory.lowerBound)
    for index in groups.indices {
      let size = groups[index].template.size
      cores += Int64(records[index].target) &* size.cores
      memory += Int64(records[index].target) &* size.memory
    }
    if options.cores.lowerBound == 0 { cores = .max }
    if options.memory.lowerBound == 0 { memory = .max }
  }

  /// Takes a machine off if enough is left.
  mutating func take(_ size: MachineSize) -> Bool {
    guard cores >= size.cores, memory >= size.memory else { return false }
    cores -= size.cores
    memory -= size.memory
    return true
  }
}
