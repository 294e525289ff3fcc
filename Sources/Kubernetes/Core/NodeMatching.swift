extension PodSpec {
  /// Tells whether a node has the labels and name the pod wants: its node selector and one of its required terms.
  public func selects(_ node: Node) -> Bool {
    for (key, value) in nodeSelector where node.metadata.labels[key] != value { return false }
    return affinity?.nodeAffinity?.required?.nodeSelectorTerms.contains { $0.matches(node) } ?? true
  }
}

extension NodeSelectorTerm {
  /// Tells whether a node fits all conditions; a term without conditions fits none.
  ///
  /// Source: k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go.
  public func matches(_ node: Node) -> Bool {
    if isEmpty { return false }
    return matchExpressions.allSatisfy { $0.matchesNode(node.metadata.labels[$0.key]) }
      && matchFields.allSatisfy { requirement in
        guard requirement.key == "metadata.name" else { return false }
        switch requirement.operator {
        case "In": return requirement.values.contains(node.metadata.name)
        case "NotIn": return !requirement.values.contains(node.metadata.name)
        default: return false
        }
      }
  }
}

extension LabelSelectorRequirement {
  /// Tells whether a label's value fits; Gt and Lt compare whole numbers of 64 bits.
  fileprivate func matchesNode(_ found: String?) -> Bool {
    switch `operator` {
    case "In": return found.map(values.contains) ?? false
    case "NotIn": return !(found.map(values.contains) ?? false)
    case "Exists": return found != nil
    case "DoesNotExist": return found == nil
    case "Gt", "Lt":
      guard values.count == 1, let bound = Int64(values[0]), let number = found.flatMap({ Int64($0) }) else {
        return false
      }
      return `operator` == "Gt" ? number > bound : number < bound
    default: return false
    }
  }
}
