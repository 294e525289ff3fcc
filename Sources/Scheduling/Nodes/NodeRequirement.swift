import Kubernetes

/// The nodes a pod may be on by their labels and names: its node selector and one of its required terms.
struct NodeRequirement: Sendable, Hashable {
  /// Labels the node must have.
  var nodeSelector: [String: String]
  /// Terms of which one must fit; nil sets no condition.
  var required: NodeSelector?

  /// Reads a pod's requirement, nil if it has none.
  init?(_ spec: PodSpec) {
    nodeSelector = spec.nodeSelector
    required = spec.affinity?.nodeAffinity?.required
    if nodeSelector.isEmpty, required == nil { return nil }
  }

  /// Tells whether a node fits.
  func matches(_ node: Node) -> Bool {
    for (key, value) in nodeSelector where node.metadata.labels[key] != value { return false }
    return required?.nodeSelectorTerms.contains { $0.matches(node) } ?? true
  }
}

extension [PreferredSchedulingTerm] {
  /// The weights of the terms a node fits.
  func weight(of node: Node) -> Int32 {
    reduce(0) { sum, term in
      term.weight != 0 && term.preference.matches(node) ? sum &+ term.weight : sum
    }
  }
}
