import Kubernetes

/// The objects of one strategy as they are put together: nodes that still know where each field was written.
package struct ManifestSet {
  package private(set) var nodes: [DocumentNode]

  /// Puts a strategy's objects together: the experiment's, its own, its removals, its patches, its fixed replicas.
  ///
  /// Notes patches and removals that meet no object, and patches that cannot be applied.
  package init(_ strategy: StrategySpec, base: [DocumentNode], path: String, report: DocumentReport) {
    nodes = base
    for node in strategy.manifests { put(node) }
    for (index, selection) in strategy.removals.enumerated() {
      let before = nodes.count
      nodes.removeAll(where: selection.matches)
      if nodes.count == before { noMatch(selection, path: "\(path).remove[\(index)]", report) }
    }
    for (index, patch) in strategy.patches.enumerated() {
      apply(patch, path: "\(path).patches[\(index)]", report)
    }
    for fixed in strategy.replicas { fix(fixed, path: "\(path).replicas", report) }
    for scaler in strategy.scalers { removeAutoscalers(of: scaler.workload) }
  }

  /// Adds an object in place of one of the same kind and name.
  private mutating func put(_ node: DocumentNode) {
    let isSame: (DocumentNode) -> Bool = { other in
      other["kind"]?.text == node["kind"]?.text
        && other["metadata"]?["name"]?.text == node["metadata"]?["name"]?.text
    }
    if let index = nodes.firstIndex(where: isSame) { nodes[index] = node } else { nodes.append(node) }
  }

  private mutating func apply(_ patch: Patch, path: String, _ report: DocumentReport) {
    let matching = nodes.indices.filter { patch.target.matches(nodes[$0]) }
    if matching.isEmpty { noMatch(patch.target, path: "\(path).target", report) }
    for index in matching {
      for entry in patch.set {
        do {
          nodes[index] = try nodes[index].setting(entry.key, to: entry.value)
        } catch {
          report.problem(
            error.message, at: entry.keyPlace, path: "\(path).set.\(entry.key)", hint: error.hint)
        }
      }
      if let merge = patch.merge { nodes[index] = nodes[index].merging(merge) }
    }
  }

  /// Sets the replicas of a Deployment or StatefulSet and takes away the HPAs that would change them.
  private mutating func fix(_ fixed: FixedReplicas, path: String, _ report: DocumentReport) {
    let selection = ObjectSelection(kind: "Deployment", name: fixed.deployment, place: fixed.value.place)
    let other = ObjectSelection(kind: "StatefulSet", name: fixed.deployment, place: fixed.value.place)
    let matching = nodes.indices.filter { selection.matches(nodes[$0]) || other.matches(nodes[$0]) }
    if matching.isEmpty { noMatch(selection, path: path, report) }
    for index in matching {
      guard let changed = try? nodes[index].setting("spec.replicas", to: fixed.value) else { continue }
      nodes[index] = changed
    }
    for name in matching.compactMap({ nodes[$0]["metadata"]?["name"]?.text }) { removeAutoscalers(of: name) }
  }

  /// The kinds of objects that change a Deployment's replicas.
  private static let autoscalers = [
    "HorizontalPodAutoscaler", "ScaledObject", "WatermarkPodAutoscaler", "CronHorizontalPodAutoscaler",
    "PodAutoscaler",
  ]

  /// Takes away what would change the replicas of a Deployment, or of any.
  private mutating func removeAutoscalers(of deployment: String?) {
    nodes.removeAll { node in
      guard let kind = node["kind"]?.text, Self.autoscalers.contains(kind) else { return false }
      return deployment == nil || node["spec"]?["scaleTargetRef"]?["name"]?.text == deployment
    }
  }

  private func noMatch(_ selection: ObjectSelection, path: String, _ report: DocumentReport) {
    let names = nodes.filter { $0["kind"]?.text == selection.kind }.compactMap {
      $0["metadata"]?["name"]?.text
    }
    let kinds = nodes.compactMap { $0["kind"]?.text }
    let nearest =
      names.isEmpty
      ? Spelling.nearest(to: selection.kind, in: kinds)
      : selection.name.flatMap { Spelling.nearest(to: $0, in: names) }
    report.problem(
      "meets no object: there is no \(selection.text) in this strategy", at: selection.place, path: path,
      hint: nearest.map { "did you mean \($0)?" }
        ?? (names.isEmpty ? nil : "there is \(selection.kind) \(names.joined(separator: ", "))"))
  }
}
