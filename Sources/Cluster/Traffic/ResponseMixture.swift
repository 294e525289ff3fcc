public import Statistics

/// Requests of several stretches taken together.
public struct ResponseMixture: Sendable {
  /// The stretches.
  public var stretches: [ResponseStretch]

  /// Makes a mixture of stretches.
  public init(stretches: [ResponseStretch]) { self.stretches = stretches }

  /// The response time in seconds that a share `p` of the requests stays within, without latency that no load
  /// changes; 0 without requests.
  ///
  /// Between the least and the greatest quantile of the stretches, by the Illinois rule, to 1 in 1,000 of the time
  /// or 1 in 10,000 of the requests above it.
  public func quantile(_ p: Double, shape: SurvivalTable) -> Double {
    quantile(p, unit: shape.quantile(p), shape: shape)
  }

  /// The same, where the shape's own quantile is known.
  func quantile(_ p: Double, unit: Double, shape: SurvivalTable) -> Double {
    var low = Double.infinity
    var high = 0.0
    var requests = 0.0
    for stretch in stretches where stretch.requests > 0 {
      let own = stretch.wait + stretch.mean * unit
      if own < low { low = own }
      if own > high { high = own }
      requests += stretch.requests
    }
    guard requests > 0 else { return 0 }
    guard high - low > 1e-2 * high else { return (low + high) / 2 }
    let allowed = (1 - p) * requests
    var excessLow = excess(above: low, shape: shape) - allowed
    var excessHigh = excess(above: high, shape: shape) - allowed
    guard excessLow > 0, excessHigh < 0 else { return excessLow > 0 ? high : low }
    var middle = low
    for _ in 0..<40 where high - low > 1e-3 * high {
      middle = (low * excessHigh - high * excessLow) / (excessHigh - excessLow)
      let found = excess(above: middle, shape: shape) - allowed
      if found.magnitude <= 1e-4 * allowed { return middle }
      if found > 0 {
        low = middle
        excessLow = found
        excessHigh /= 2
      } else {
        high = middle
        excessHigh = found
        excessLow /= 2
      }
    }
    return middle
  }

  /// Requests answered later than a time in seconds.
  private func excess(above seconds: Double, shape: SurvivalTable) -> Double {
    stretches.reduce(0) { $0 + $1.requests * shape.survival((seconds - $1.wait) / $1.mean) }
  }
}
