import Experiment
import Kubernetes

extension Parameter {
  /// The most levels a parameter may have.
  static let mostLevels = 10_000
  /// The levels a range of decimals is cut into where no step is said.
  static let defaultLevels = 101

  /// Reads one parameter; `earlier` are those before it, which its condition may name.
  static func read(_ fields: Fields, earlier: [Parameter]) -> Parameter? {
    let before = fields.report.problems.count
    if !fields.has("name") { fields.missing("name", hint: "conditions and tables call it by its name") }
    let name = fields.line("name") ?? ""
    if !name.utf8.allSatisfy({ Relation.isNameByte($0) }) || name.utf8.first.map(Relation.isDigit) ?? false {
      fields.mismatch("name", "a word of letters, digits, _ and -, not beginning with a digit")
    }
    if earlier.contains(where: { $0.name == name }) { fields.problem("name", "the name \(name) is taken") }
    var parameter = Parameter(
      name: name, place: fields.node.place, object: object(fields), paths: paths(fields), levels: [])
    parameter.levels = levels(fields)
    parameter.condition = condition(fields, earlier: earlier)
    let setsOwn = parameter.levels.contains { if case .set = $0.change { true } else { false } }
    if setsOwn, parameter.paths.isEmpty {
      fields.missing("path", hint: "such as spec.metrics[0].resource.target.averageUtilization")
    }
    return fields.report.problems.count == before ? parameter : nil
  }

  private static func object(_ fields: Fields) -> ObjectSelection {
    let fallback = ObjectSelection(kind: "HorizontalPodAutoscaler", place: fields.node.place)
    guard let node = fields.value("object") else { return fallback }
    if let text = node.text, !text.isEmpty { return ObjectSelection(text: text, place: node.place) }
    if let kind = node["kind"]?.text {
      return ObjectSelection(kind: kind, name: node["name"]?.text, place: node.place)
    }
    fields.mismatch("object", "an object", hint: "object: HPA/web, or object: {kind: Deployment, name: web}")
    return fallback
  }

  private static func paths(_ fields: Fields) -> [String] {
    let several =
      fields.list("paths") { node, path -> String? in
        if node.text == nil { fields.report.problem("must be a path", at: node.place, path: path) }
        return node.text
      } ?? []
    let paths = (fields.line("path").map { [$0] } ?? []) + several
    for path in paths {
      do {
        _ = try FieldPath(path)
      } catch {
        fields.problem(fields.has("path") ? "path" : "paths", error.message, hint: error.hint)
      }
    }
    return paths
  }

  private static func condition(_ fields: Fields, earlier: [Parameter]) -> Condition? {
    guard let node = fields.value("when") else { return nil }
    guard let entry = node.entries?.first, node.entries?.count == 1 else {
      fields.mismatch("when", "one parameter with its values", hint: "when: {growth: percent}")
      return nil
    }
    guard let index = earlier.firstIndex(where: { $0.name == entry.key }) else {
      fields.problem(
        "when", "there is no parameter \(entry.key) before this one",
        hint: Spelling.nearest(to: entry.key, in: earlier.map(\.name)).map { "did you mean \($0)?" })
      return nil
    }
    var levels: Set<Int> = []
    for value in entry.value.elements ?? [entry.value] {
      let text = Parameter.label(value)
      if let level = earlier[index].levels.firstIndex(where: { $0.label == text }) {
        levels.insert(level)
      } else {
        fields.problem("when", "\(entry.key) has no value \(text)")
      }
    }
    return Condition(parameter: index, levels: levels)
  }
}

// MARK: Levels

extension Parameter {
  /// A scalar as its label.
  static func label(_ node: DocumentNode) -> String {
    switch node.content {
    case .null: "none"
    case .bool(let flag): "\(flag)"
    case .number(let text), .string(let text): text
    case .sequence, .mapping: ""
    }
  }

  /// The number a scalar holds, quantities included.
  static func number(_ node: DocumentNode) -> Double? {
    switch node.content {
    case .number(let text): Double(text)
    case .string(let text): (try? Quantity(text))?.approximateDouble
    default: nil
    }
  }

  private static func levels(_ fields: Fields) -> [Level] {
    if fields.has("choices") {
      for key in ["from", "to", "step", "levels", "scale"] where fields.has(key) {
        fields.problem(key, "cannot stand beside choices")
      }
      return choices(fields)
    }
    guard let from = fields.value("from"), let to = fields.value("to") else {
      fields.ignore("step", "levels", "scale")
      fields.missing("choices", hint: "choices: [1, 2, 4], or from: 30, to: 90 and step: 5")
      return []
    }
    guard let low = number(from), let high = number(to), low < high, low.isFinite, high.isFinite else {
      fields.problem("to", "must be a number above \(label(from)), found \(Fields.quoted(to))")
      return []
    }
    return range(fields, from: from, to: to, low, high)
  }

  private static func choices(_ fields: Fields) -> [Level] {
    let found =
      fields.list("choices") { node, path -> Level? in
        guard node.entries != nil else {
          if node.elements != nil {
            fields.report.problem("must be a value, found a list", at: node.place, path: path)
            return nil
          }
          return Level(label: label(node), number: number(node), change: .set(node))
        }
        return Fields.read(node, path: path, report: fields.report) { fields -> Level? in
          if !fields.has("name") { fields.missing("name", hint: "what this choice is called") }
          let set = fields.value("set")
          if let set, set.entries == nil { fields.mismatch("set", "values by path") }
          let merge = fields.value("merge")
          if let merge, merge.entries == nil { fields.mismatch("merge", "a mapping of fields") }
          return fields.line("name").map {
            Level(label: $0, number: nil, change: .patch(set: set?.entries ?? [], merge: merge))
          }
        }
      } ?? []
    for (index, level) in found.enumerated()
    where found[..<index].contains(where: { $0.label == level.label }) {
      fields.problem("choices", "has \(level.label) twice")
    }
    if found.isEmpty { fields.mismatch("choices", "a list of at least one value") }
    return found
  }

  private static func range(
    _ fields: Fields, from: DocumentNode, to: DocumentNode, _ low: Double, _ high: Double
  ) -> [Level] {
    let isQuantity = from.text != nil || to.text != nil
    let isWhole = !isQuantity && low == low.rounded() && high == high.rounded()
    var step: Double?
    if let node = fields.value("step") {
      step = number(node)
      if !(step.map { $0 > 0 && $0.isFinite } ?? false) {
        fields.mismatch("step", "a number above 0")
        return []
      }
    }
    let count = fields.whole("levels", 2...mostLevels)
    let isLogarithmic = fields.word("scale", of: ["linear", "log"]) == "log"
    if isLogarithmic, low <= 0 { fields.problem("from", "must be above 0 where the scale is log") }
    if step != nil, count != nil { fields.problem("levels", "cannot stand beside step") }
    var values: [Double] = []
    if isLogarithmic || count != nil {
      let parts = count ?? (isWhole ? min(Int(high - low) + 1, 21) : 21)
      for part in 0..<parts {
        let share = Double(part) / Double(parts - 1)
        let value = isLogarithmic ? low * Logarithm.power(high / low, share) : low + share * (high - low)
        values.append(isWhole ? value.rounded() : value)
      }
    } else {
      let size = step ?? (isWhole ? 1 : (high - low) / Double(defaultLevels - 1))
      let parts = ((high - low) / size + 1e-9).rounded(.down)
      guard parts < Double(mostLevels) else {
        fields.problem("from", "gives more than \(mostLevels) values", hint: "give a wider step")
        return []
      }
      for part in 0...Int(parts) { values.append(low + Double(part) * size) }
    }
    var levels: [Level] = []
    for value in values {
      let node = isQuantity ? quantity(value) : decimal(value)
      let label = label(node)
      if levels.last?.label != label {
        levels.append(Level(label: label, number: number(node), change: .set(node)))
      }
    }
    return levels
  }

  /// A number as a quantity: to the milli-unit below 1000, whole above.
  private static func quantity(_ value: Double) -> DocumentNode {
    value < 1e3 && value != value.rounded()
      ? .text("\(Quantity(milli: Int64((value * 1000).rounded())))")
      : .text("\(Quantity(Int64(value.rounded())))")
  }

  /// A number without the error of a sum such as 0.1 + 0.2.
  private static func decimal(_ value: Double) -> DocumentNode {
    .decimal((value * 1e9).rounded() / 1e9)
  }
}
