public import Experiment
public import Kubernetes

/// Makes policies of candidates: changes the base strategy's objects, decodes and checks what changed.
public struct PolicyMaker: Sendable {
  /// The space.
  public let space: SearchSpace
  private let plan: ExperimentPlan
  private let base: Int
  private let manifests: [Manifest]

  /// Prepares the base's objects.
  ///
  /// Throws if a parameter names no object, or a path that does not fit its object.
  public init(_ plan: ExperimentPlan, base: Int, space: SearchSpace) throws(InputErrors) {
    self.space = space
    self.plan = plan
    self.base = base
    let report = DocumentReport()
    manifests = Manifests.read(
      plan.strategies[base].manifests, gates: plan.spec.apiGates(plan.spec.strategies[base]), report: report)
    try report.check()
    try check()
  }

  private func check() throws(InputErrors) {
    var problems: [InputProblem] = []
    for (index, parameter) in space.parameters.enumerated() {
      let matching = manifests.filter { parameter.object.matches($0.node) }
      let path = "spec.tune.parameters[\(index)]"
      if matching.isEmpty {
        problems.append(
          InputProblem(
            place: parameter.place, path: "\(path).object",
            message: "there is no \(parameter.object.text) in strategy \(plan.strategies[base].name)"))
      }
      for manifest in matching {
        for level in parameter.levels {
          do {
            _ = try changed(manifest.node, by: parameter, level)
          } catch {
            problems.append(
              InputProblem(
                place: parameter.place, path: path, message: error.message, hint: error.hint))
            break
          }
        }
      }
    }
    if !problems.isEmpty { throw InputErrors(problems) }
  }

  /// The objects of a candidate as they would be applied. Throws where a change does not fit its object.
  public func objects(of candidate: Candidate) throws(InputProblem) -> [DocumentNode] {
    var nodes: [DocumentNode] = []
    for manifest in manifests { nodes.append(try changed(manifest.node, for: candidate)) }
    return nodes
  }

  /// The policy of a candidate.
  ///
  /// Throws what the API server would say of its objects.
  public func policy(of candidate: Candidate) throws(InputErrors) -> PreparedStrategy {
    let report = DocumentReport()
    var own = manifests
    for index in own.indices {
      let node: DocumentNode
      do {
        node = try changed(own[index].node, for: candidate)
      } catch {
        throw InputErrors([error])
      }
      guard node != own[index].node else { continue }
      let before = report.problems.count
      if let manifest = Manifests.decode(
        node, gates: plan.spec.apiGates(plan.spec.strategies[base]), report: report)
      {
        own[index] = manifest
      } else if report.problems.count == before {
        report.problem("cannot be read", at: node.place, path: "")
      }
    }
    try report.check()
    var strategy = plan.spec.strategies[base]
    strategy.name = "policy \(space.number(of: candidate))"
    let check = StrategyCheck(plan.spec, strategy: strategy, manifests: own, report: report)
    let prepared = check.prepared(manifests: own.map(\.node)) { _, _, _ in space.label(candidate) }
    try report.check()
    guard let prepared else { throw InputErrors(report.problems) }
    return prepared
  }

  private func changed(_ node: DocumentNode, for candidate: Candidate) throws(InputProblem) -> DocumentNode {
    var node = node
    for (parameter, level) in zip(space.parameters, candidate.levels)
    where level >= 0 && parameter.object.matches(node) {
      node = try changed(node, by: parameter, parameter.levels[Int(level)])
    }
    return node
  }

  private func changed(
    _ node: DocumentNode, by parameter: Parameter, _ level: Parameter.Level
  ) throws(InputProblem) -> DocumentNode {
    var node = node
    switch level.change {
    case .set(let value):
      for path in parameter.paths { node = try node.setting(path, to: value) }
    case .patch(let entries, let merge):
      for entry in entries { node = try node.setting(entry.key, to: entry.value) }
      if let merge { node = node.merging(merge) }
    }
    return node
  }
}
