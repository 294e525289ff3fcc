/// What a statistic gave on resamples of a sample, and the intervals that follow.
public struct BootstrapDistribution: Sendable, Hashable {
  /// The statistic of the sample itself.
  public let estimate: Double
  /// The statistic of each resample, in rising order.
  public let sortedReplicates: [Double]
  /// The statistic of the sample without each of its values, in the order of the sample; for BCa.
  public let jackknife: [Double]

  /// Takes the results of resampling.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two replicates, or one that is not finite.
  public init(estimate: Double, replicates: [Double], jackknife: [Double] = []) throws(StatisticsError) {
    try replicates.requireFinite(atLeast: 2)
    self.estimate = estimate
    sortedReplicates = replicates.sorted()
    self.jackknife = jackknife
  }

  /// The standard deviation of the replicates.
  public var standardError: Double { Moments.sd(sortedReplicates) }

  /// Returns the quantiles of the replicates, type 7.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for a level outside 0 ... 1, as all of
  ///   these.
  public func percentile(level: Double = 0.95) throws(StatisticsError) -> Interval {
    try requireLevel(level)
    return try interval((1 - level) / 2, (1 + level) / 2, level: level)
  }

  /// Returns the percentile interval mirrored at the estimate.
  public func basic(level: Double = 0.95) throws(StatisticsError) -> Interval {
    let percentile = try percentile(level: level)
    return Interval(
      lower: 2 * estimate - percentile.upper, upper: 2 * estimate - percentile.lower, level: level)
  }

  /// Returns the bias-corrected and accelerated interval (Efron 1987): right to second order, the default
  /// choice.
  ///
  /// If all replicates equal the estimate, the interval is that point.
  public func bca(level: Double = 0.95) throws(StatisticsError) -> Interval {
    try requireLevel(level)
    let levels = bcaLevels(level: level)
    return try interval(levels.lower, levels.upper, level: level)
  }

  /// The median bias of the replicates in standard normal units, Φ⁻¹(share below the estimate, ties half).
  ///
  /// Finite even if the estimate lies outside all replicates: then half a replicate is taken to lie beyond.
  public var bias: Double {
    let count = Double(sortedReplicates.count)
    let below = Double(index { $0 < estimate })
    let notAbove = Double(index { $0 <= estimate })
    let share = (below + notAbove) / (2 * count)
    return StandardNormal.quantile(min(max(share, 0.5 / count), 1 - 0.5 / count))
  }

  /// How fast the statistic's spread changes with its value, Σ U³ / (6 (Σ U²)^1.5) with the jackknife's
  /// U = mean − value; 0 without a jackknife or without spread.
  public var acceleration: Double {
    let mean = Moments.mean(jackknife)
    var (squares, cubes) = (0.0, 0.0)
    for value in jackknife {
      let influence = mean - value
      squares += influence * influence
      cubes += influence * influence * influence
    }
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }

  /// Returns the shares of the replicates at which BCa takes its ends, Φ(z0 + (z0 + z)/(1 − a (z0 + z))).
  public func bcaLevels(level: Double) -> (lower: Double, upper: Double) {
    let (bias, acceleration) = (bias, acceleration)
    func moved(_ p: Double) -> Double {
      let shifted = bias + StandardNormal.quantile(p)
      let denominator = 1 - acceleration * shifted
      guard denominator > 0 else { return shifted > 0 ? 1 : 0 }
      return StandardNormal.cdf(bias + shifted / denominator)
    }
    return (moved((1 - level) / 2), moved((1 + level) / 2))
  }

  private func interval(_ lower: Double, _ upper: Double, level: Double) throws(StatisticsError) -> Interval {
    Interval(
      lower: try Quantile.type7(sorted: sortedReplicates, p: lower),
      upper: try Quantile.type7(sorted: sortedReplicates, p: upper), level: level)
  }

  /// The number of replicates for which a condition, true before and false after, is true.
  private func index(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, sortedReplicates.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(sortedReplicates[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
