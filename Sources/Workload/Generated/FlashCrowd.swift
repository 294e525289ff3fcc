import Kubernetes

/// A crowd that comes fast, stays a while, and goes slowly.
struct FlashCrowd: Curve {
  static let keyword = "flashCrowd"
  let base: Double
  let peak: Double
  let atMs: Double
  let riseMs: Double
  let holdMs: Double
  /// The time constant of the exponential decay back to the base.
  let decayMs: Double

  /// Reads `flashCrowd: {base: 10, peak: 200, at: 1h, rise: 1m, hold: 5m, decay: 10m}`.
  ///
  /// `base` and `hold` are 0 and `rise` is 60 s if absent.
  static func read(_ input: LoadInput) -> FlashCrowd? {
    input.fields { fields in
      let peak = fields.required("peak") { fields.amount($0) }
      let at = fields.required("at") { fields.timespan($0) }
      let decay = fields.required("decay") { fields.timespan($0, .positive) }
      let base = fields.amount("base") ?? 0
      let rise = fields.timespan("rise") ?? 60_000
      let hold = fields.timespan("hold") ?? 0
      guard let peak, let at, let decay else { return nil }
      return FlashCrowd(
        base: base, peak: peak, atMs: Double(at), riseMs: Double(rise), holdMs: Double(hold),
        decayMs: Double(decay))
    }
  }

  func nextBreak(after time: Double) -> Double {
    [atMs, atMs + riseMs, atMs + riseMs + holdMs].first { $0 > time } ?? .infinity
  }

  func mean(from start: Double, to end: Double) -> Double {
    let middle = (start + end) / 2 - atMs
    if middle <= 0 { return base }
    if middle < riseMs { return base + (peak - base) * middle / riseMs }
    let gone = start - atMs - riseMs - holdMs
    if gone < 0 { return peak }
    // The mean of e^(−t/τ) over a width w from t₀ is e^(−t₀/τ)·(1 − e^(−w/τ))/(w/τ).
    let width = (end - start) / decayMs
    return base + (peak - base) * exponential(-gone / decayMs) * -exponentialMinusOne(-width) / width
  }
}
