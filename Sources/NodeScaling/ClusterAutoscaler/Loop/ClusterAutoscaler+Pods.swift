import Scheduling

/// Which pods need new nodes.
///
/// Source: core/podlistprocessor, simulator/scheduling/hinting_simulator.go (Cluster Autoscaler 1.37).
extension ClusterAutoscaler {
  /// The pods that fit on no node that is there or on its way, by number in the trial; the others are placed
  /// there.
  mutating func podsWithoutPlace(_ view: ClusterView) -> [Int32] {
    scratch.pending.removeAll(keepingCapacity: true)
    scratch.numbersBeyond.removeAll(keepingCapacity: true)
    var priorities = (least: Int32.max, most: Int32.min)
    for index in view.pods.indices where view.pods[index].id == nil {
      let priority = kindFacts[Int(view.pods[index].kind)].priority
      if priority < options.expendablePriorityCutoff { continue }
      priorities = (min(priorities.least, priority), max(priorities.most, priority))
      scratch.pending.append(Int32(index))
    }
    addDrainedPods(view, &priorities)
    if scratch.pending.isEmpty { return [] }
    var pending = scratch.pending
    if priorities.least != priorities.most {
      let ranked = pending.enumerated().map { (priority: priority(of: $1), index: $0, pod: $1) }
      pending = ranked.sorted { ($1.priority, $0.index) < ($0.priority, $1.index) }.map(\.pod)
    }
    for index in scratch.failedKinds.indices { scratch.failedKinds[index] = false }
    while scratch.failedKinds.count < kinds.count { scratch.failedKinds.append(false) }
    var start = 0
    while start < pending.count {
      let level = priority(of: pending[start])
      var end = start + 1
      while end < pending.count, priority(of: pending[end]) == level { end += 1 }
      fit(pending[start..<end], view)
      start = end
    }
    var left: [Int32] = []
    for pod in scratch.pending where trial.facts[Int(pod)].id == nil {
      let kind = Int(self.kind(of: pod, view))
      if kindFacts[kind].isDaemonSet { continue }
      let delay = max(options.newPodScaleUpDelayMs, kinds[kind].scaleUpDelayMs)
      if clock.isAfter(view.pods[Int(source(of: pod, view))].createdMs &+ delay) { left.append(pod) }
    }
    return left
  }

  /// Pods on nodes that are being drained will need a place again.
  private mutating func addDrainedPods(_ view: ClusterView, _ priorities: inout (least: Int32, most: Int32)) {
    for node in view.nodes
    where node.deletionMs != ClusterView.never && nodeRecords[Int(node.key)].drains {
      for pod in trial.pods[Int(node.id.index)] {
        let kind = kinds[Int(view.pods[Int(pod)].kind)]
        if kind.drain.controller == .none || kind.drain.isDaemonSet || kind.drain.isMirror { continue }
        let priority = trial.snapshot.priority(of: kind.podClass)
        priorities = (min(priorities.least, priority), max(priorities.most, priority))
        scratch.pending.append(Int32(trial.facts.count))
        scratch.numbersBeyond.append(pod)
        trial.enter(kind.podClass, id: nil, on: nil)
      }
    }
  }

  /// The pod of the view that a pod of the trial stands for.
  ///
  /// Mutating, like what asks it, only so that the autoscaler is not copied to be asked.
  mutating func source(of pod: Int32, _ view: ClusterView) -> Int32 {
    let beyond = Int(pod) - view.pods.count
    return beyond < 0 ? pod : scratch.numbersBeyond[beyond]
  }

  mutating func kind(of pod: Int32, _ view: ClusterView) -> Int32 {
    view.pods[Int(source(of: pod, view))].kind
  }

  private func priority(of pod: Int32) -> Int32 {
    trial.snapshot.priority(of: trial.facts[Int(pod)].podClass)
  }

  /// Places pods that are known to have fitted somewhere there again, and the others where they fit.
  private mutating func fit(_ pods: ArraySlice<Int32>, _ view: ClusterView) {
    scratch.fresh.removeAll(keepingCapacity: true)
    for pod in pods {
      let key = view.pods[Int(source(of: pod, view))].key
      let hint = fitHints.node(of: key)
      if hint >= 0, let node = present(hint, view), trial.place(pod, on: node) {
        fitHints.set(key, to: hint)
      } else {
        scratch.fresh.append(pod)
      }
    }
    for pod in scratch.fresh {
      let kind = Int(self.kind(of: pod, view))
      let isControlled = kinds[kind].controller >= 0
      if isControlled, scratch.failedKinds[kind] { continue }
      if let node = trial.place(pod, mask: PlacementTrial.Mark.open) {
        fitHints.set(view.pods[Int(source(of: pod, view))].key, to: key(of: node, view))
      } else if isControlled, hasFewFailures(kinds[kind].controller) {
        scratch.failedKinds[kind] = true
      }
    }
  }

  /// Whether fewer than ten kinds of pods of a controller found no place; of more, each pod is tried.
  private func hasFewFailures(_ controller: Int32) -> Bool {
    if kinds.count < 10 { return true }
    return kinds.indices.count { scratch.failedKinds[$0] && kinds[$0].controller == controller } < 10
  }

  /// The node of a key, if it is there and in the list.
  func present(_ key: Int32, _ view: ClusterView) -> NodeID? {
    let record = nodeRecords[Int(key)]
    guard record.loop == loop else { return nil }
    let node = view.nodes[Int(record.index)].id
    return trial.marks[Int(node.index)] == 0 ? nil : node
  }

  /// The key of a node, -1 for one that is only on its way.
  func key(of node: NodeID, _ view: ClusterView) -> Int32 {
    scratch.keys.indices.contains(Int(node.index)) ? scratch.keys[Int(node.index)] : -1
  }

  /// Whether the cluster has all nodes it may have.
  func hasMostNodes(_ view: ClusterView) -> Bool {
    if options.maxNodesTotal <= 0 { return false }
    return view.nodes.count { $0.isReady && !$0.isCordoned } >= options.maxNodesTotal
  }

  /// Whether even the oldest pod is so new that more may come: 2 s, or 30 s where GPUs are asked for.
  mutating func isTooNew(_ pods: [Int32], _ view: ClusterView) -> Bool {
    var oldest = Int64.max
    var wait: Int64 = 2000
    for pod in pods {
      let seen = view.pods[Int(source(of: pod, view))]
      oldest = min(oldest, seen.createdMs)
      if kinds[Int(seen.kind)].gpus > 0 { wait = 30_000 }
    }
    return !clock.reached(oldest &+ wait)
  }
}
