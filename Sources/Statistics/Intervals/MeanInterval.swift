/// Intervals for the mean and the variance of independent, about normal values.
public enum MeanInterval {
  /// Returns Student's interval for the mean, mean ± t(n − 1) · sd/√n.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, a value that is not finite, or a level outside
  ///   0 ... 1.
  public static func student(_ sample: [Double], level: Double = 0.95) throws(StatisticsError) -> Interval {
    try sample.requireFinite(atLeast: 2)
    try requireLevel(level)
    return around(
      Moments.mean(sample), standardError: Moments.sd(sample) / Double(sample.count).squareRoot(),
      degrees: Double(sample.count - 1), level: level)
  }

  /// Returns the interval for the variance, (n − 1) s² over χ² quantiles.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, a value that is not finite, or a level outside
  ///   0 ... 1.
  public static func variance(_ sample: [Double], level: Double = 0.95) throws(StatisticsError) -> Interval {
    try sample.requireFinite(atLeast: 2)
    try requireLevel(level)
    let degrees = Double(sample.count - 1)
    let chiSquare = ChiSquare(degrees: degrees)
    let sum = degrees * Moments.variance(sample)
    return Interval(
      lower: sum / chiSquare.quantile((1 + level) / 2), upper: sum / chiSquare.quantile((1 - level) / 2),
      level: level)
  }

  /// The interval of an estimate with a standard error whose own degrees of freedom are known.
  static func around(
    _ estimate: Double, standardError: Double, degrees: Double, level: Double
  ) -> Interval {
    let half = standardError == 0 ? 0 : StudentT(degrees: degrees).quantile((1 + level) / 2) * standardError
    return Interval(lower: estimate - half, upper: estimate + half, level: level)
  }
}
