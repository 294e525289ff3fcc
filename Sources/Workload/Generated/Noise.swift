import Kubernetes
import Statistics

/// The values of a noise: how a standard normal variate becomes one.
struct NoiseLevel: Sendable {
  /// What the values are distributed like.
  enum Distribution: String, CaseIterable {
    case normal, lognormal
  }

  let mean: Double
  let sd: Double
  let distribution: Distribution

  /// Reads `mean` (0 if absent), `sd` and `distribution`; a lognormal one needs a mean above 0.
  init?(_ fields: Fields, sd known: Double? = nil) {
    mean = fields.amount("mean") ?? 0
    distribution = fields.choice("distribution", of: Distribution.self) ?? .normal
    guard let sd = known ?? fields.required("sd", { fields.amount($0, .notNegative) }) else { return nil }
    self.sd = sd
    if distribution == .lognormal, mean <= 0 {
      fields.problem("mean", "must be above 0 for a lognormal distribution")
      return nil
    }
  }

  /// The value for a standard normal variate.
  ///
  /// Lognormal: mean·exp(σx − σ²/2) with σ² = ln(1 + (sd/mean)²), which keeps mean and sd.
  func value(_ x: Double) -> Double {
    switch distribution {
    case .normal: return mean + sd * x
    case .lognormal:
      let variance = logarithmOfOnePlus(sd * sd / (mean * mean))
      return mean * exponential(variance.squareRoot() * x - variance / 2)
    }
  }
}

/// Autoregressive noise of order 1: each value remembers a share φ of the one before.
///
/// x' = φx + √(1 − φ²)ε in units of the standard deviation, which it has from the first value on.
struct AutoregressiveNoise: LoadSource {
  static let keyword = "ar1"
  let level: NoiseLevel
  let phi: Double
  /// The distance of two values; nil for the load's step.
  let stepMs: Int64?
  let place: String

  /// Reads `ar1: {sd: 5, phi: 0.9, mean: 0, step: 1m}`; `noise` in place of `sd` is the innovation's.
  static func read(_ input: LoadInput) -> AutoregressiveNoise? {
    input.fields { fields in
      let phi = fields.required("phi") { fields.amount($0, .from(-0.999_999, to: 0.999_999)) }
      let step = fields.timespan("step", .positive)
      let noise = fields.amount("noise", .notNegative)
      guard let phi else { return nil }
      if noise != nil, fields.has("sd") {
        fields.problem("noise", "says the same as sd", hint: "sd = noise/√(1 − phi²)")
        return nil
      }
      guard let level = NoiseLevel(fields, sd: noise.map { $0 / (1 - phi * phi).squareRoot() }) else {
        return nil
      }
      return AutoregressiveNoise(level: level, phi: phi, stepMs: step, place: input.place)
    }
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    LoadWork(values: self.stepMs.map { Double(length) / Double($0) } ?? 0)
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var stream = luck.stream(of: place, for: "noise")
    let innovation = (1 - phi * phi).squareRoot()
    var x = stream.normal()
    func values(_ count: Int) -> [Double] {
      (0..<count).map { _ in
        defer { x = phi * x + innovation * stream.normal() }
        return level.value(x)
      }
    }
    guard let stepMs else { return Column(values(axis.count)) }
    let own = TimeAxis(stepMs: stepMs, lengthMs: (axis.endMs + stepMs - 1) / stepMs * stepMs)
    return Column(values(own.count)).means(from: own, on: axis)
  }
}

/// Noise that strays and is drawn back (Ornstein and Uhlenbeck), sampled exactly at each step's beginning.
///
/// dx = −θx dt + σ dW has the standard deviation σ/√(2θ) and forgets by e^(−θΔ) over a time Δ.
struct OrnsteinUhlenbeckNoise: LoadSource {
  static let keyword = "ou"
  let level: NoiseLevel
  /// 1/θ in milliseconds.
  let relaxationMs: Double
  let place: String

  /// Reads `ou: {sd: 5, relaxation: 5m, mean: 0}`.
  static func read(_ input: LoadInput) -> OrnsteinUhlenbeckNoise? {
    input.fields { fields in
      let relaxation = fields.required("relaxation") { fields.timespan($0, .positive) }
      guard let level = NoiseLevel(fields), let relaxation else { return nil }
      return OrnsteinUhlenbeckNoise(level: level, relaxationMs: Double(relaxation), place: input.place)
    }
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var stream = luck.stream(of: place, for: "noise")
    var x = stream.normal()
    return Column(
      (0..<axis.count).map { step in
        if step > 0 {
          let passed = Double(axis.timesMs[step] - axis.timesMs[step - 1]) / relaxationMs
          x = exponential(-passed) * x + (-exponentialMinusOne(-2 * passed)).squareRoot() * stream.normal()
        }
        return level.value(x)
      })
  }
}

extension Column {
  /// Returns the means over the steps of one axis of values that stand on another.
  func means(from own: TimeAxis, on axis: TimeAxis) -> Column {
    Series(
      name: "", unit: .number, timesMs: own.timesMs, values: values, endMs: own.endMs, censored: censored
    ).means(on: axis)
  }
}
