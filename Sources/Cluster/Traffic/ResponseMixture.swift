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
  /// Bisection between the least and the greatest quantile of the stretches, to 1 in 1,000.
  public func quantile(_ p: Double, shape: SurvivalTable) -> Double {
    let unit = shape.quantile(p)
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
    while high - low > 1e-3 * high {
      let middle = (low + high) / 2
      var above = 0.0
      for stretch in stretches where stretch.requests > 0 {
        above += stretch.requests * shape.survival((middle - stretch.wait) / stretch.mean)
      }
      if above > (1 - p) * requests { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
