import Kubernetes

extension ExperimentSpec {
  /// Reads the strategies.
  mutating func readStrategies(_ fields: Fields, folder: String) {
    guard fields.has("strategies") else {
      fields.missing("strategies", hint: "strategies: [{name: today}, {name: static, replicas: 10}]")
      return
    }
    let context = ScalerContext(
      folder: folder, metrics: metrics.map(\.name), workloads: workloads.map(\.target))
    strategies = fields.objects("strategies") { StrategySpec.read($0, folder: folder, context) } ?? []
    if fields.value("strategies")?.elements?.isEmpty == true {
      fields.problem("strategies", "must hold at least one strategy")
    }
    for (index, strategy) in strategies.enumerated()
    where strategies[..<index].contains(where: { $0.name == strategy.name }) {
      fields.report.problem(
        "the name \(strategy.name) is taken", at: strategy.place,
        path: "\(fields.path(of: "strategies"))[\(index)].name")
    }
  }

  /// Reads which strategies are compared with which.
  mutating func readComparisons(_ fields: Fields) {
    if fields.has("baseline"), let index = strategy(fields, "baseline") { baseline = index }
    let found = fields.objects("compare") { fields -> ComparedPair? in
      for key in ["strategy", "against"] where !fields.has(key) {
        fields.missing(key, hint: "compare: [{strategy: one, against: another}]")
      }
      guard let one = strategy(fields, "strategy"), let other = strategy(fields, "against") else {
        return nil
      }
      if one == other { fields.problem("against", "must be another strategy") }
      return ComparedPair(strategy: one, against: other)
    }
    pairs = found ?? []
  }

  private func strategy(_ fields: Fields, _ key: String) -> Int? {
    guard let name = fields.line(key) else { return nil }
    if let index = strategies.firstIndex(where: { $0.name == name }) { return index }
    let names = strategies.map(\.name)
    fields.mismatch(
      key, "the name of a strategy",
      hint: Spelling.nearest(to: name, in: names).map { "did you mean \($0)?" }
        ?? "there are \(names.joined(separator: ", "))")
    return nil
  }
}

extension StrategySpec {
  /// Reads one strategy; nil, with the problems noted, if it is wrong.
  static func read(_ fields: Fields, folder: String, _ context: ScalerContext) -> StrategySpec? {
    let before = fields.report.problems.count
    var strategy = StrategySpec(name: "", place: fields.node.place)
    if fields.has("name") {
      strategy.name = fields.line("name") ?? ""
    } else {
      fields.missing("name", hint: "each strategy has a name of its own")
    }
    strategy.summary = fields.line("summary")
    strategy.manifests = fields.manifests("manifests", folder: folder)
    strategy.removals = ObjectSelection.removals(fields)
    strategy.patches = fields.objects("patches", Patch.read) ?? []
    strategy.replicas = FixedReplicas.read(fields)
    strategy.scalers = ScalerSpec.readAll(fields, context)
    strategy.scheduler = fields.object("scheduler", SchedulerSpec.read)
    strategy.nodeAutoscaler = fields.object("nodeAutoscaler") { NodeAutoscalerSpec.read($0, folder: folder) }
    strategy.vertical = fields.object("verticalPodAutoscaler", VerticalSpec.read)
    strategy.controllers = UserControllers.read(fields)
    return fields.report.problems.count == before ? strategy : nil
  }
}

extension ObjectSelection {
  /// Reads `remove`: a kind, `kind/name`, an object with both, or a list of these.
  static func removals(_ fields: Fields) -> [ObjectSelection] {
    guard let node = fields.value("remove") else { return [] }
    let nodes = node.elements ?? [node]
    return nodes.compactMap { node in
      if let text = node.text, !text.isEmpty { return ObjectSelection(text: text, place: node.place) }
      if let kind = node["kind"]?.text {
        return ObjectSelection(kind: kind, name: node["name"]?.text, place: node.place)
      }
      fields.report.problem(
        "must name objects, found \(Fields.quoted(node))", at: node.place, path: fields.path(of: "remove"),
        hint: "remove: HPA, or remove: [HorizontalPodAutoscaler/web]")
      return nil
    }
  }
}

extension FixedReplicas {
  /// Reads `replicas`: a number, or a number by Deployment.
  static func read(_ fields: Fields) -> [FixedReplicas] {
    guard let node = fields.value("replicas") else { return [] }
    guard let entries = node.entries else { return [FixedReplicas(deployment: nil, value: node)] }
    return entries.map { FixedReplicas(deployment: $0.key, value: $0.value) }
  }
}

extension Patch {
  /// Reads one patch; nil, with the problems noted, if it is wrong.
  static func read(_ fields: Fields) -> Patch? {
    guard let target = fields.object("target", readTarget) else {
      if !fields.has("target") {
        fields.missing("target", hint: "target: {kind: HorizontalPodAutoscaler, name: web}")
      }
      fields.ignore("set", "merge")
      return nil
    }
    var patch = Patch(target: target)
    if let set = fields.value("set") {
      if let entries = set.entries {
        patch.set = entries
      } else {
        fields.mismatch("set", "values by path", hint: "set: {spec.minReplicas: 2}")
      }
    }
    patch.merge = fields.value("merge")
    if let merge = patch.merge, merge.entries == nil { fields.mismatch("merge", "a mapping of fields") }
    if patch.set.isEmpty, patch.merge == nil {
      fields.report.problem(
        "changes nothing", at: fields.node.place, path: fields.path,
        hint: "give set: {path: value} or merge: {...}")
    }
    return patch
  }

  private static func readTarget(_ fields: Fields) -> ObjectSelection? {
    guard let kind = fields.line("kind") else {
      if !fields.has("kind") { fields.missing("kind", hint: "such as HorizontalPodAutoscaler") }
      return nil
    }
    return ObjectSelection(kind: kind, name: fields.line("name"), place: fields.node.place)
  }
}
