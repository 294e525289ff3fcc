import Kubernetes

/// The filters of the default profile, one after another; the first that refuses a node counts.
extension ClusterSnapshot {
  /// Why a pod may not be on a node, nil if it may. `minimums` are those of `spreadMinimums`.
  func rejection(
    of podClass: Int, on row: Int, minimums: [Int32], disabled: Set<Rejection.Filter>
  ) -> Rejection? {
    if disabled.isEmpty { return firstRejection(of: podClass, on: row, minimums: minimums) { _ in true } }
    return firstRejection(of: podClass, on: row, minimums: minimums) { !disabled.contains($0) }
  }

  @inline(__always)
  private func firstRejection(
    of podClass: Int, on row: Int, minimums: [Int32], asks: (Rejection.Filter) -> Bool
  ) -> Rejection? {
    let verdict = taints.verdict(tolerations: classes[podClass].tolerations, marks: records[row].marks)
    if verdict.isUnschedulable, asks(.nodeUnschedulable) {
      return Rejection(.nodeUnschedulable, .unschedulable, isUnresolvable: true)
    }
    if !classes[podClass].nodeName.isEmpty, classes[podClass].nodeName != nodes[row].metadata.name,
      asks(.nodeName)
    {
      return Rejection(.nodeName, .otherNode, isUnresolvable: true)
    }
    if verdict.isUntolerated, asks(.taintToleration) {
      return Rejection(.taintToleration, .untoleratedTaint, isUnresolvable: true)
    }
    let requirement = classes[podClass].nodeRequirement
    if requirement >= 0, !requirementColumns[Int(requirement)][row], asks(.nodeAffinity) {
      return Rejection(.nodeAffinity, .noAffinityMatch, isUnresolvable: true)
    }
    if !classes[podClass].hostPorts.isEmpty, asks(.nodePorts), hasPortConflict(podClass, row) {
      return Rejection(.nodePorts, .portTaken)
    }
    if asks(.nodeResourcesFit), let short = nodeResourcesFit(podClass, row) { return short }
    if !classes[podClass].hardSpread.isEmpty, asks(.podTopologySpread),
      let skewed = podTopologySpread(podClass, row, minimums: minimums)
    {
      return skewed
    }
    return asks(.interPodAffinity) ? interPodAffinity(podClass, row) : nil
  }

  /// Whether another pod has one of the ports. Source: plugins/nodeports/node_ports.go.
  private func hasPortConflict(_ podClass: Int, _ row: Int) -> Bool {
    if hostPorts[row].isEmpty { return false }
    return classes[podClass].hostPorts.contains { wanted in
      hostPorts[row].contains { $0.conflicts(with: wanted) }
    }
  }
}
