internal import CGSL

/// Moments of samples as GSL defines them. An empty sample gives NaN.
public enum Moments {
  /// Returns the mean.
  public static func mean(_ sample: [Double]) -> Double {
    sample.isEmpty ? .nan : gsl_stats_mean(sample, 1, sample.count)
  }
  /// Returns the variance with n − 1.
  public static func variance(_ sample: [Double]) -> Double {
    sample.count < 2 ? .nan : gsl_stats_variance(sample, 1, sample.count)
  }
  /// Returns the standard deviation with n − 1.
  public static func sd(_ sample: [Double]) -> Double { variance(sample).squareRoot() }
  /// Returns the skewness, Σ((x − mean)/sd)³ / n with the n − 1 deviation (other software divides by n).
  public static func skewness(_ sample: [Double]) -> Double {
    sample.count < 2 ? .nan : gsl_stats_skew(sample, 1, sample.count)
  }
  /// Returns the excess kurtosis, Σ((x − mean)/sd)⁴ / n − 3 with the n − 1 deviation.
  public static func kurtosis(_ sample: [Double]) -> Double {
    sample.count < 2 ? .nan : gsl_stats_kurtosis(sample, 1, sample.count)
  }
  /// Returns the mean absolute deviation from the mean.
  public static func absoluteDeviation(_ sample: [Double]) -> Double {
    sample.isEmpty ? .nan : gsl_stats_absdev(sample, 1, sample.count)
  }
  /// Returns Pearson's correlation of paired samples.
  ///
  /// - Throws: ``StatisticsError`` for samples of different lengths or fewer than two pairs.
  public static func correlation(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
    try x.requireSameCount(as: y)
    try x.requireFinite(atLeast: 2)
    try y.requireFinite(atLeast: 2)
    return gsl_stats_correlation(x, 1, y, 1, x.count)
  }
}
