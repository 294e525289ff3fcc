import Kubernetes

/// A sine wave around a mean.
struct Sine: Curve {
  static let keyword = "sine"
  let mean: Double
  let amplitude: Double
  let cycle: Cycle

  /// Reads `sine: {mean: 100, amplitude: 40, period: 1h, phase: 0s}`; it rises through its mean at the phase.
  static func read(_ input: LoadInput) -> Sine? {
    input.fields { fields in
      let mean = fields.required("mean") { fields.amount($0) }
      let amplitude = fields.required("amplitude") { fields.amount($0) }
      let cycle = Cycle(fields)
      guard let mean, let amplitude, let cycle else { return nil }
      return Sine(mean: mean, amplitude: amplitude, cycle: cycle)
    }
  }

  func mean(from start: Double, to end: Double) -> Double {
    let turn = cycle.start(of: start)
    let angle = 2 * Double.pi / cycle.periodMs
    return mean + amplitude * meanSine(from: (start - turn) * angle, to: (end - turn) * angle)
  }
}

/// A line from low to high, again and again.
struct Sawtooth: Curve {
  static let keyword = "sawtooth"
  let low: Double
  let high: Double
  let cycle: Cycle

  /// Reads `sawtooth: {low: 10, high: 100, period: 1h}`; with `low` above `high` it falls.
  static func read(_ input: LoadInput) -> Sawtooth? {
    input.fields { fields in
      let low = fields.required("low") { fields.amount($0) }
      let high = fields.required("high") { fields.amount($0) }
      let cycle = Cycle(fields)
      guard let low, let high, let cycle else { return nil }
      return Sawtooth(low: low, high: high, cycle: cycle)
    }
  }

  func nextBreak(after time: Double) -> Double { cycle.next(after: time, of: []) }

  func mean(from start: Double, to end: Double) -> Double {
    low + (high - low) * ((start + end) / 2 - cycle.start(of: (start + end) / 2)) / cycle.periodMs
  }
}

/// A high level and a low one by turns.
struct Square: Curve {
  static let keyword = "square"
  let low: Double
  let high: Double
  /// The share of each turn that is high; it comes first.
  let duty: Double
  let cycle: Cycle

  /// Reads `square: {low: 10, high: 100, period: 10m, duty: 0.5}`.
  static func read(_ input: LoadInput) -> Square? {
    input.fields { fields in
      let low = fields.required("low") { fields.amount($0) }
      let high = fields.required("high") { fields.amount($0) }
      let duty = fields.amount("duty", .from(0, to: 1)) ?? 0.5
      let cycle = Cycle(fields)
      guard let low, let high, let cycle else { return nil }
      return Square(low: low, high: high, duty: duty, cycle: cycle)
    }
  }

  func nextBreak(after time: Double) -> Double { cycle.next(after: time, of: [duty * cycle.periodMs]) }

  func mean(from start: Double, to end: Double) -> Double {
    let middle = (start + end) / 2
    return middle - cycle.start(of: middle) < duty * cycle.periodMs ? high : low
  }
}
