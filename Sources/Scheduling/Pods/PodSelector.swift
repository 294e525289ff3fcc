import Kubernetes

/// A choice of pods by namespace and labels.
struct PodSelector: Sendable, Hashable {
  /// The namespaces by name, sorted.
  var namespaces: [String]
  /// Further namespaces by their labels; empty picks all.
  var namespaceSelector: LabelSelector?
  /// Labels; nil picks nothing, empty everything.
  var labelSelector: LabelSelector?

  /// The pods that a term of a pod's affinity means.
  ///
  /// Without namespaces or a selector of them the pod's own is meant. Label keys in which the pods must agree or
  /// differ become conditions with the pod's own values; keys the pod lacks are left out.
  /// Source: pkg/scheduler/framework/types.go newAffinityTerm, pkg/registry/core/pod/strategy.go.
  init(_ term: PodAffinityTerm, of pod: PodDescription) {
    let isOwn = term.namespaces.isEmpty && term.namespaceSelector == nil
    namespaces = isOwn ? [pod.namespace] : term.namespaces.sorted()
    namespaceSelector = term.namespaceSelector
    labelSelector = term.labelSelector?.requiring(term.matchLabelKeys, "In", of: pod.labels)
      .requiring(term.mismatchLabelKeys, "NotIn", of: pod.labels)
  }

  /// The pods that a spread constraint of a pod counts.
  init(_ constraint: TopologySpreadConstraint, of pod: PodDescription) {
    self.init(
      namespaces: [pod.namespace],
      labelSelector: constraint.labelSelector?.requiring(constraint.matchLabelKeys, "In", of: pod.labels))
  }

  /// Chooses pods of some namespaces.
  init(namespaces: [String], labelSelector: LabelSelector?) {
    self.namespaces = namespaces.sorted()
    self.labelSelector = labelSelector
  }

  /// Tells whether a pod is meant; `namespaceLabels` are those of its namespace.
  func matches(_ pod: PodDescription, namespaceLabels: [String: String]) -> Bool {
    guard let labelSelector else { return false }
    let isThere =
      namespaces.contains(pod.namespace) || (namespaceSelector?.matches(namespaceLabels) ?? false)
    return isThere && labelSelector.matches(pod.labels)
  }
}

extension LabelSelector {
  /// Adds conditions on labels of a pod, with the pod's values.
  fileprivate func requiring(_ keys: [String], _ operator: String, of labels: [String: String])
    -> LabelSelector
  {
    var result = self
    for key in keys {
      guard let value = labels[key] else { continue }
      result.matchExpressions.append(
        LabelSelectorRequirement(key: key, operator: `operator`, values: [value]))
    }
    return result
  }
}
