/// Asking whether pods fit, for autoscalers that try placements out without scoring them.
extension ClusterSnapshot {
  /// Whether some pod's spread constraint counts nodes, so that taking a node without pods away may change an
  /// answer.
  public var countsNodes: Bool { !spreadCounters.isEmpty }

  /// What a pod is asked about with, good until a pod or node changes.
  public struct Fit: Sendable {
    let podClass: Int
    let isPlain: Bool
    /// Whether nothing but the node itself, and what its pods ask for, decides.
    public var dependsOnNodeOnly: Bool { isPlain }
    let demand: Demand
    let tolerations: Int
    let minimums: [Int32]
  }

  /// Prepares questions about pods of a class.
  public mutating func fit(_ pod: PodClassID) -> Fit {
    let index = Int(pod.index)
    var minimums: [Int32] = []
    if !classes[index].hardSpread.isEmpty { spreadMinimums(index, into: &minimums) }
    return Fit(
      podClass: index, isPlain: classes[index].isPlain, demand: Demand(classes[index].amounts),
      tolerations: Int(classes[index].tolerations), minimums: minimums)
  }

  /// Why a node may not take a pod by the filters of the default profile, nil if it may.
  public func rejection(_ fit: Fit, on node: NodeID) -> Rejection? {
    rejection(of: fit.podClass, on: Int(node.index), minimums: fit.minimums, disabled: [])
  }

  /// Whether a node may take a pod.
  public func admits(_ fit: Fit, on node: NodeID) -> Bool {
    let row = Int(node.index)
    if !fit.isPlain { return rejection(fit, on: node) == nil }
    let verdict = taints.verdicts[fit.tolerations][Int(records[row].marks)]
    if verdict.isUnschedulable || verdict.isUntolerated { return false }
    return fit.demand.shortage(records[row]).isEmpty
  }

  /// The place in a list of the first node that may take a pod, searched in a ring from a place on; nil if
  /// there is none. Only nodes are asked whose marks, by row, have a bit in common with `mask`.
  ///
  /// Complexity: O(nodes).
  public mutating func firstFit(
    _ pod: PodClassID, among nodes: [NodeID], from start: Int, marks: [UInt8], mask: UInt8
  ) -> Int? {
    if nodes.isEmpty { return nil }
    let fit = fit(pod)
    var place = start % nodes.count
    for _ in 0..<nodes.count {
      let node = nodes[place]
      if marks[Int(node.index)] & mask != 0, admits(fit, on: node) { return place }
      place += 1
      if place == nodes.count { place = 0 }
    }
    return nil
  }

  /// What pods of a class ask for of the resources that every node has.
  public func demand(of pod: PodClassID) -> (milliCPU: Int64, memory: Int64) {
    (classes[Int(pod.index)].milliCPU, classes[Int(pod.index)].memory)
  }
}
