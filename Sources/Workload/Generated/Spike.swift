import Kubernetes

/// A short rise to a peak and back.
struct Spike: Curve {
  static let keyword = "spike"

  /// What the rise looks like.
  enum Shape: String, CaseIterable {
    case rectangle, triangle
  }

  let base: Double
  let peak: Double
  let atMs: Double
  let widthMs: Double
  let shape: Shape

  /// Reads `spike: {base: 10, peak: 200, at: 1h, width: 5m, shape: triangle}`; it begins at `at`.
  static func read(_ input: LoadInput) -> Spike? {
    input.fields { fields in
      let peak = fields.required("peak") { fields.amount($0) }
      let at = fields.required("at") { fields.timespan($0) }
      let width = fields.required("width") { fields.timespan($0, .positive) }
      let base = fields.amount("base") ?? 0
      let shape = fields.choice("shape", of: Shape.self) ?? .rectangle
      guard let peak, let at, let width else { return nil }
      return Spike(base: base, peak: peak, atMs: Double(at), widthMs: Double(width), shape: shape)
    }
  }

  func nextBreak(after time: Double) -> Double {
    [atMs, atMs + widthMs / 2, atMs + widthMs].first { $0 > time } ?? .infinity
  }

  func mean(from start: Double, to end: Double) -> Double {
    let place = ((start + end) / 2 - atMs) / widthMs
    guard place > 0, place < 1 else { return base }
    return switch shape {
    case .rectangle: peak
    case .triangle: base + (peak - base) * (1 - abs(2 * place - 1))
    }
  }
}
