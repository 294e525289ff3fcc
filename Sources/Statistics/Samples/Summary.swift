internal import CGSL

/// Moments and order statistics of a sample.
public struct Summary: Sendable, Hashable {
  /// The number of values.
  public let count: Int
  /// The arithmetic mean.
  public let mean: Double
  /// The standard deviation with n − 1; NaN for one value.
  public let sd: Double
  /// The smallest value.
  public let min: Double
  /// The quartiles, type 7.
  public let lowerQuartile: Double, median: Double, upperQuartile: Double
  /// The largest value.
  public let max: Double

  /// Summarizes a sample. O(n log n).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite.
  public init(_ sample: [Double]) throws(StatisticsError) {
    try sample.requireFinite(atLeast: 1)
    let sorted = sample.sorted()
    count = sample.count
    mean = Moments.mean(sample)
    sd = sample.count > 1 ? Moments.sd(sample) : .nan
    (min, max) = (sorted[0], sorted[sorted.count - 1])
    lowerQuartile = try Quantile.type7(sorted: sorted, p: 0.25)
    median = try Quantile.type7(sorted: sorted, p: 0.5)
    upperQuartile = try Quantile.type7(sorted: sorted, p: 0.75)
  }

  /// The standard error of the mean of independent values, sd/√n.
  public var standardError: Double { sd / Double(count).squareRoot() }
  /// The coefficient of variation, sd over mean.
  public var cv: Double { sd / mean }
}
