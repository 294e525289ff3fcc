import Kubernetes

/// A source kept between bounds.
struct Clip: Combination {
  static let keyword = "clip"
  let source: any LoadSource
  let low: Double
  let high: Double

  var parts: [any LoadSource] { [source] }
  var lengthMs: Int64? { source.lengthMs }
  var keepsSteps: Bool { source.keepsSteps }

  /// Reads `clip: {of: …, min: 0, max: 500}`; one of the bounds may be absent.
  static func read(_ input: LoadInput) -> Clip? {
    input.fields { fields in
      let low = fields.amount("min")
      let high = fields.amount("max")
      guard let source = input.source(fields) else { return nil }
      if low == nil && high == nil {
        input.report.problem("needs min or max", at: input.node.place, path: input.path)
      }
      if let low, let high, low > high {
        fields.problem("min", "must be at most max, which is \(plain(high)), found \(plain(low))")
      }
      return Clip(source: source, low: low ?? -.infinity, high: high ?? .infinity)
    }
  }

  /// A gap stays a gap.
  func column(on axis: TimeAxis, luck: Luck) -> Column {
    source.column(on: axis, luck: luck).mapping { $0 < low ? low : $0 > high ? high : $0 }
  }
}

/// A source made larger or smaller.
struct Scale: Combination {
  static let keyword = "scale"

  /// What the factor is.
  enum Target: Sendable {
    case factor(Double)
    case mean(Double)
    case peak(Double)
  }

  let source: any LoadSource
  let target: Target

  var parts: [any LoadSource] { [source] }
  var lengthMs: Int64? { source.lengthMs }
  var keepsSteps: Bool { source.keepsSteps }

  /// Reads `scale: {of: …, by: 2}`, or `toMean: 100` or `toPeak: 500` in place of `by`.
  static func read(_ input: LoadInput) -> Scale? {
    input.fields { fields in
      let targets = [
        fields.amount("by", .notNegative).map(Target.factor),
        fields.amount("toMean", .notNegative).map(Target.mean),
        fields.amount("toPeak", .notNegative).map(Target.peak),
      ].compactMap { $0 }
      guard let source = input.source(fields) else { return nil }
      guard targets.count == 1 else {
        let told = ["by", "toMean", "toPeak"].filter(fields.has)
        if told.count != 1 {
          input.report.problem(
            "needs one of by, toMean and toPeak, found \(told.isEmpty ? "none" : told.joined(separator: ", "))",
            at: input.node.place, path: input.path)
        }
        return nil
      }
      return Scale(source: source, target: targets[0])
    }
  }

  /// A source that is 0 throughout, or has no mean or peak above 0, cannot be scaled to one and stays as it is.
  func column(on axis: TimeAxis, luck: Luck) -> Column {
    let column = source.column(on: axis, luck: luck)
    let factor: Double
    switch target {
    case .factor(let told): factor = told
    case .mean(let mean):
      var (sum, length) = (0.0, 0.0)
      for step in column.values.indices where !column.values[step].isNaN {
        sum += column.values[step] * axis.seconds(at: step)
        length += axis.seconds(at: step)
      }
      factor = sum > 0 ? mean * length / sum : 1
    case .peak(let peak):
      let highest = column.values.lazy.filter { !$0.isNaN }.max() ?? 0
      factor = highest > 0 ? peak / highest : 1
    }
    return column.mapping { $0 * factor }
  }
}
