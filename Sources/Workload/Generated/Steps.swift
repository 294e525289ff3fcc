import Kubernetes

/// Levels that change at given times.
struct Steps: Curve {
  static let keyword = "steps"
  /// When each level begins, ascending from 0.
  let timesMs: [Double]
  let values: [Double]

  /// Reads `steps: [{at: 0s, value: 10}, {at: 1h, value: 50}]`; before the first time its level holds too.
  static func read(_ input: LoadInput) -> Steps? {
    guard let nodes = input.node.elements, !nodes.isEmpty else {
      input.report.problem(
        "must be a list of levels such as {at: 1h, value: 50}, found \(Fields.quoted(input.node))",
        at: input.node.place, path: input.path)
      return nil
    }
    var steps: [(at: Double, value: Double)] = []
    for (index, node) in nodes.enumerated() {
      let path = "\(input.path)[\(index)]"
      let step = Fields.read(node, path: path, report: input.report) { fields -> (Double, Double)? in
        let at = fields.required("at") { fields.timespan($0) }
        let value = fields.required("value") { fields.amount($0) }
        guard let at, let value else { return nil }
        if let last = steps.last, Double(at) <= last.at {
          fields.problem("at", "must be after the step before, which is at \(Timespan.text(Int64(last.at)))")
          return nil
        }
        return (Double(at), value)
      }
      guard let step else { return nil }
      steps.append((step.0, step.1))
    }
    return Steps(timesMs: steps.map(\.at), values: steps.map(\.value))
  }

  func nextBreak(after time: Double) -> Double { timesMs.first { $0 > time } ?? .infinity }

  func mean(from start: Double, to end: Double) -> Double {
    values[timesMs.lastIndex { $0 <= start } ?? 0]
  }
}

/// One change of level.
struct Step: Curve {
  static let keyword = "step"
  let from: Double
  let to: Double
  let atMs: Double

  /// Reads `step: {from: 10, to: 50, at: 1h}`.
  static func read(_ input: LoadInput) -> Step? {
    input.fields { fields in
      let from = fields.required("from") { fields.amount($0) }
      let to = fields.required("to") { fields.amount($0) }
      let at = fields.required("at") { fields.timespan($0) }
      guard let from, let to, let at else { return nil }
      return Step(from: from, to: to, atMs: Double(at))
    }
  }

  func nextBreak(after time: Double) -> Double { time < atMs ? atMs : .infinity }

  func mean(from start: Double, to end: Double) -> Double { start < atMs ? from : to }
}
