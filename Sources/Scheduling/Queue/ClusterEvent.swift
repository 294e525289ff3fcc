import Kubernetes

/// Something that happened in the cluster and may let a pod fit that did not before.
public enum ClusterEvent: Sendable, Hashable {
  /// A node came.
  case nodeAdded(NodeID)
  /// A node changed; the description is the one it had.
  case nodeUpdated(NodeID, from: Node)
  /// A node went.
  case nodeRemoved(Node)
  /// A pod was put on a node.
  case podAssigned(PodClassID)
  /// A pod left its node.
  case podRemoved(PodClassID)
}

/// Queueing hints: whether an event makes another try of a pod worth while.
///
/// Only the filters that refused the pod are asked. Source: the isSchedulableAfter... functions of
/// pkg/scheduler/framework/plugins.
extension ClusterSnapshot {
  /// Tells whether a pod that some filters refused may fit after an event.
  public func isWorthRetrying(
    _ pod: PodClassID, rejectedBy filters: Set<Rejection.Filter>, after event: ClusterEvent
  ) -> Bool {
    // Nobody refused it where there was no node at all: then whatever happens is worth a try (isPodWorthRequeuing).
    guard !filters.isEmpty else { return true }
    switch event {
    case .nodeAdded(let node):
      return isPresent(node) && filters.contains { nodeHelps($0, pod, nodes[Int(node.index)], before: nil) }
    case .nodeUpdated(let node, let before):
      return isPresent(node)
        && filters.contains { nodeHelps($0, pod, nodes[Int(node.index)], before: before) }
    case .nodeRemoved(let node):
      return filters.contains(.plugin)
        || filters.contains(.podTopologySpread) && hasSpreadLabels(node, pod)
    case .podAssigned(let other): return filters.contains { assignedPodHelps($0, pod, other) }
    case .podRemoved(let other): return filters.contains { removedPodHelps($0, pod, other) }
    }
  }

  private func nodeHelps(_ filter: Rejection.Filter, _ pod: PodClassID, _ node: Node, before: Node?) -> Bool {
    let description = classes[Int(pod.index)].description
    func turned(_ holds: (Node) -> Bool) -> Bool { holds(node) && !(before.map(holds) ?? false) }
    switch filter {
    case .nodeUnschedulable:
      let cordon = Taint(key: "node.kubernetes.io/unschedulable", effect: "NoSchedule")
      let tolerates = description.spec.tolerations.contains { $0.tolerates(cordon) }
      return turned { !$0.spec.unschedulable || tolerates }
    case .nodeName: return before == nil && node.metadata.name == description.spec.nodeName
    case .taintToleration:
      return turned { node in
        !node.spec.taints.contains { taint in
          taint.effect != "PreferNoSchedule" && !description.spec.tolerations.contains { $0.tolerates(taint) }
        }
      }
    case .nodeAffinity: return turned { description.spec.selects($0) }
    case .nodePorts: return before == nil
    case .nodeResourcesFit:
      guard fits(pod, emptyNode: node) else { return false }
      guard let before, fits(pod, emptyNode: before) else { return true }
      return hasMore(for: pod, node, than: before)
    case .podTopologySpread:
      guard let before else { return hasSpreadLabels(node, pod) }
      let keys = classes[Int(pod.index)].hardSpread.map { labelKeys[$0.key] }
      return hasSpreadLabels(node, pod) != hasSpreadLabels(before, pod)
        || hasSpreadLabels(node, pod)
          && keys.contains { node.metadata.labels[$0] != before.metadata.labels[$0] }
    case .interPodAffinity:
      let terms =
        classes[Int(pod.index)].requiredAffinity + classes[Int(pod.index)].requiredAntiAffinity
        + classes[Int(pod.index)].keptAwayBy
      return terms.contains { term in
        let key = labelKeys[term.key]
        return node.metadata.labels[key] != before?.metadata.labels[key]
      } || before == nil
    case .plugin: return true
    }
  }

  private func assignedPodHelps(_ filter: Rejection.Filter, _ pod: PodClassID, _ other: PodClassID) -> Bool {
    switch filter {
    case .podTopologySpread: counts(other, inSpreadOf: pod)
    case .interPodAffinity:
      classes[Int(pod.index)].requiredAffinity.contains {
        classes[Int(other.index)].countedByAffinity.contains($0.counter)
      }
    case .plugin: true
    default: false
    }
  }

  private func removedPodHelps(_ filter: Rejection.Filter, _ pod: PodClassID, _ other: PodClassID) -> Bool {
    let own = classes[Int(pod.index)]
    let gone = classes[Int(other.index)]
    switch filter {
    case .nodeResourcesFit: return true
    case .nodePorts:
      return own.hostPorts.contains { port in gone.hostPorts.contains { $0.conflicts(with: port) } }
    case .podTopologySpread: return counts(other, inSpreadOf: pod)
    case .interPodAffinity:
      return (own.requiredAntiAffinity + own.keptAwayBy).contains {
        gone.countedByAffinity.contains($0.counter)
      }
    case .plugin: return true
    default: return false
    }
  }

  private func counts(_ other: PodClassID, inSpreadOf pod: PodClassID) -> Bool {
    classes[Int(pod.index)].hardSpread.contains {
      classes[Int(other.index)].countedOnNodes.contains($0.column)
    }
  }

  private func hasSpreadLabels(_ node: Node, _ pod: PodClassID) -> Bool {
    classes[Int(pod.index)].hardSpread.allSatisfy { node.metadata.labels[labelKeys[$0.key]] != nil }
  }

  /// Whether a pod would fit on a node without any pods.
  private func fits(_ pod: PodClassID, emptyNode node: Node) -> Bool {
    var record = NodeRecord()
    record.setAllocatable(node)
    guard Demand(classes[Int(pod.index)].amounts).shortage(record).isEmpty else { return false }
    return classes[Int(pod.index)].scalars.allSatisfy { scalar in
      scalar.amount <= node.status.allocatable[scalarNames[scalar.resource]]?.value ?? 0
    }
  }

  /// Whether a node has more than before of anything the pod asks for, or room for more pods.
  private func hasMore(for pod: PodClassID, _ node: Node, than before: Node) -> Bool {
    var (new, old) = (NodeRecord(), NodeRecord())
    new.setAllocatable(node)
    old.setAllocatable(before)
    let own = classes[Int(pod.index)]
    return new.allowedPods > old.allowedPods
      || own.milliCPU > 0 && new.allocatableMilliCPU > old.allocatableMilliCPU
      || own.memory > 0 && new.allocatableMemory > old.allocatableMemory
      || own.storage > 0 && new.allocatableStorage > old.allocatableStorage
      || own.scalars.contains { scalar in
        let name = scalarNames[scalar.resource]
        return (node.status.allocatable[name]?.value ?? 0) > (before.status.allocatable[name]?.value ?? 0)
      }
  }
}
