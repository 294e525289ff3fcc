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
  /// Begins with the request-weighted mean of the stretches' own quantiles, which is nearly right where they are
  /// alike, then narrows the bracket of the least and the greatest by regula falsi (Illinois rule), until the
  /// requests above the time are within 1 % of those allowed or the time is known to 1 in 1,000.
  public func quantile(_ p: Double, shape: SurvivalTable) -> Double {
    quantile(p, unit: shape.quantile(p), shape: shape)
  }

  /// The same, where the shape's own quantile is known.
  func quantile(_ p: Double, unit: Double, shape: SurvivalTable) -> Double {
    var low = Double.infinity
    var high = 0.0
    var requests = 0.0
    var sum = 0.0
    for stretch in stretches where stretch.requests > 0 {
      let own = stretch.wait + stretch.mean * unit
      if own < low { low = own }
      if own > high { high = own }
      requests += stretch.requests
      sum += stretch.requests * own
    }
    guard requests > 0 else { return 0 }
    guard high - low > 1e-3 * high else { return sum / requests }
    let allowed = (1 - p) * requests
    var middle = sum / requests
    // The bracket's ends: all stretches keep their own quantile at the greatest, none does at the least.
    var excessLow = requests * p
    var excessHigh = -allowed
    for _ in 0..<60 {
      let found = excess(above: middle, shape: shape) - allowed
      if found.magnitude <= 1e-2 * allowed { return middle }
      if found > 0 {
        low = middle
        excessLow = found
        excessHigh /= 2
      } else {
        high = middle
        excessHigh = found
        excessLow /= 2
      }
      if high - low <= 1e-3 * high { break }
      middle = (low * excessHigh - high * excessLow) / (excessHigh - excessLow)
    }
    return (low + high) / 2
  }

  /// Requests answered later than a time in seconds.
  private func excess(above seconds: Double, shape: SurvivalTable) -> Double {
    var above = 0.0
    for stretch in stretches where stretch.requests > 0 {
      above += stretch.requests * shape.survival((seconds - stretch.wait) / stretch.mean)
    }
    return above
  }
}
