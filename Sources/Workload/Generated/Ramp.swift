import Kubernetes

/// A straight way from one level to another.
struct Ramp: Curve {
  static let keyword = "ramp"
  let from: Double
  let to: Double
  let atMs: Double
  let overMs: Double

  /// Reads `ramp: {from: 10, to: 100, at: 1h, over: 30m}`; `at` is 0 if absent.
  static func read(_ input: LoadInput) -> Ramp? {
    input.fields { fields in
      let from = fields.required("from") { fields.amount($0) }
      let to = fields.required("to") { fields.amount($0) }
      let over = fields.required("over") { fields.timespan($0, .positive) }
      let at = fields.timespan("at") ?? 0
      guard let from, let to, let over else { return nil }
      return Ramp(from: from, to: to, atMs: Double(at), overMs: Double(over))
    }
  }

  func nextBreak(after time: Double) -> Double {
    [atMs, atMs + overMs].first { $0 > time } ?? .infinity
  }

  /// A line's mean is its value in the middle.
  func mean(from start: Double, to end: Double) -> Double {
    let share = ((start + end) / 2 - atMs) / overMs
    return share <= 0 ? from : share >= 1 ? to : from + (to - from) * share
  }
}
