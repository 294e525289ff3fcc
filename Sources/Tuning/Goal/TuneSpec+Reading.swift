import Experiment
import Kubernetes

extension TuneSpec {
  /// Reads an experiment's `tune` section.
  ///
  /// Throws all that is wrong with it; what is strange goes to the report's warnings.
  public static func read(_ spec: ExperimentSpec, report: DocumentReport) throws(InputErrors) -> TuneSpec {
    guard let node = spec.tune else {
      throw InputErrors([
        InputProblem(
          path: "spec.tune", message: "missing field \"tune\"",
          hint:
            "it says what may be changed: tune: {parameters: [{name: target, path: ..., from: 40, to: 90}]}")
      ])
    }
    let found = Fields.read(node, path: "spec.tune", report: report) { read($0, spec) }
    try report.check()
    guard let found else { throw InputErrors([InputProblem(path: "spec.tune", message: "cannot be read")]) }
    return found
  }

  private static func read(_ fields: Fields, _ spec: ExperimentSpec) -> TuneSpec? {
    let names = spec.strategies.map(\.name)
    let base = fields.word("base", of: names).flatMap { names.firstIndex(of: $0) } ?? spec.baseline
    var parameters: [Parameter] = []
    if !fields.has("parameters") {
      fields.missing("parameters", hint: "parameters: [{name: target, path: ..., from: 40, to: 90, step: 5}]")
    }
    _ = fields.objects("parameters") { fields -> Bool in
      if let parameter = Parameter.read(fields, earlier: parameters) { parameters.append(parameter) }
      return true
    }
    if fields.value("parameters")?.elements?.isEmpty == true {
      fields.problem("parameters", "must hold at least one parameter")
    }
    let relations =
      fields.list("where") { node, path -> Relation? in
        do throws(InputProblem) {
          guard let text = node.text else { throw InputProblem(message: "must be a text") }
          return try Relation(text, parameters: parameters)
        } catch {
          fields.report.problem(error.message, at: node.place, path: path, hint: error.hint)
          return nil
        }
      } ?? []
    var tune = TuneSpec(
      base: base, space: SearchSpace(parameters: parameters, relations: relations),
      goal: Goal.read(fields, spec))
    if let method = fields.choice("method", of: MethodChoice.self) { tune.method = method }
    tune.budget = fields.whole("budget", 1...100_000_000)
    if let holdout = Holdout.read(fields) { tune.holdout = holdout }
    if let finalists = fields.whole("finalists", 1...100) { tune.finalists = finalists }
    if let found = fields.objects("robustness", NamedVariation.read) { tune.robustness = found }
    if let seed = fields.whole("seed", 0...Int(Int32.max)) { tune.seed = UInt64(seed) }
    return tune
  }
}

extension Goal {
  /// The most objectives a front is drawn of.
  static let mostObjectives = 4

  static func read(_ fields: Fields, _ spec: ExperimentSpec) -> Goal {
    let fallback = spec.prices.areFree ? "pod_hours" : "cost"
    let ids = ScoreRule.all(for: spec.objective, prices: spec.prices).filter { $0.score.better == .lower }
      .map(\.score.id)
    var goal = Goal(minimize: [], limits: spec.allLimits)
    _ = fields.object("goal") { fields -> Bool in
      if let node = fields.value("minimize"), let nodes = node.elements {
        if nodes.isEmpty || nodes.count > mostObjectives {
          fields.mismatch("minimize", "a score or up to \(mostObjectives) of them")
        }
        for (index, node) in nodes.enumerated() {
          if let text = node.text, ids.contains(text) {
            if !goal.minimize.contains(text) { goal.minimize.append(text) }
          } else {
            fields.report.problem(
              "must be a score that is better when lower, found \(Fields.quoted(node))", at: node.place,
              path: "\(fields.path(of: "minimize"))[\(index)]",
              hint: node.text.flatMap { Spelling.nearest(to: $0, in: ids) }.map { "did you mean \($0)?" })
          }
        }
      } else if let id = fields.word("minimize", of: ids) {
        goal.minimize = [id]
      }
      return true
    }
    if goal.minimize.isEmpty { goal.minimize = [fallback] }
    return goal
  }
}

extension Holdout {
  static func read(_ fields: Fields) -> Holdout? {
    guard let node = fields.value("holdout") else { return nil }
    if node.text == "none" { return Holdout.none }
    if node.entries != nil {
      return fields.object("holdout") { fields -> Holdout? in
        guard fields.has("traces") else {
          fields.missing("traces", hint: "holdout: {traces: [black-friday]}, or holdout: 50")
          return nil
        }
        return fields.texts("traces").map { .traces($0) }
      }
    }
    return fields.number("holdout", 1...90, "a percentage from 1 to 90, traces: [...], or none").map {
      .share($0 / 100)
    }
  }
}

extension NamedVariation {
  static func read(_ fields: Fields) -> NamedVariation? {
    let before = fields.report.problems.count
    var variation = Variation()
    if let factor = fields.number("load", 0.01...100, "a factor from 0.01 to 100") {
      variation.loadFactor = factor
    }
    if let shift = fields.span("shift") { variation.shiftMs = shift }
    if let factor = fields.number("startup", 0.01...1000, "a factor from 0.01 to 1000") {
      variation.startupFactor = factor
    }
    _ = fields.object("nodeLoss") { fields -> Bool in
      variation.nodesLost = fields.whole("nodes", 1...100_000) ?? 1
      if let lasting = fields.span("for", 1_000...Span.longestMs) { variation.nodesLostMs = lasting }
      return true
    }
    if !fields.has("name") { fields.missing("name", hint: "what this world is called") }
    guard let name = fields.line("name"), fields.report.problems.count == before else { return nil }
    if variation == Variation() {
      fields.report.problem(
        "changes nothing", at: fields.node.place, path: fields.path,
        hint: "give load: 1.5, shift: 6h, startup: 3 or nodeLoss: {nodes: 1, for: 10m}")
    }
    return NamedVariation(name: name, variation: variation)
  }
}
