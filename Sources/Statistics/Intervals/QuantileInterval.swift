/// The interval for a quantile that needs no assumption on the distribution.
public enum QuantileInterval {
  /// Two order statistics and the probability that the quantile lies between them.
  public struct Orders: Sendable, Hashable {
    /// The rank of the lower end from 1; nil if the sample is too small to bound the quantile from below.
    public var lower: Int?
    /// The rank of the upper end from 1; nil if the sample is too small to bound the quantile from above.
    public var upper: Int?
    /// The probability that the interval holds the quantile, for any continuous distribution.
    public var coverage: Double
  }

  /// Returns the ranks of the narrowest pair with at most half of the error on each side.
  ///
  /// The number of values below the quantile is binomial(n, p). O(log² n).
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for a p or a level outside 0 ... 1, or a
  ///   count below 1 or from 2^31 on.
  public static func orders(
    count: Int, p: Double, level: Double = 0.95
  ) throws(StatisticsError) -> Orders {
    try requireLevel(level)
    guard p > 0, p < 1 else {
      throw .argument(name: "p", value: "\(p)", expected: "a number between 0 and 1")
    }
    guard count >= 1, count < 1 << 31 else {
      throw .argument(name: "count", value: "\(count)", expected: "1 to 2^31 - 1")
    }
    let below = Binomial(trials: count, probability: p)
    let lower = below.quantile((1 - level) / 2)
    let upper = below.quantile((1 + level) / 2) + 1
    return Orders(
      lower: lower > 0 ? lower : nil, upper: upper <= count ? upper : nil,
      coverage: below.cdf(upper - 1) - below.cdf(lower - 1))
  }

  /// Returns the interval for a quantile of the distribution that a sample came from. O(n log n).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample, a value that is not finite, or arguments as above.
  public static func of(
    _ sample: [Double], p: Double, level: Double = 0.95
  ) throws(StatisticsError) -> Interval {
    try sample.requireFinite(atLeast: 1)
    let orders = try orders(count: sample.count, p: p, level: level)
    let sorted = sample.sorted()
    return Interval(
      lower: orders.lower.map { sorted[$0 - 1] } ?? -.infinity,
      upper: orders.upper.map { sorted[$0 - 1] } ?? .infinity, level: level)
  }
}
