/// The quantile that Prometheus' `histogram_quantile` finds in a classic histogram.
public enum HistogramQuantile {
  /// Returns the value below which a share p of the observations lies, linear within a bucket.
  ///
  /// `upperBounds` rise and end with ∞; `cumulative` counts the observations up to each bound. The lowest
  /// bucket begins at 0 if its bound is positive; in the last bucket the answer is the second highest bound.
  /// NaN without observations, without a last bound of ∞ or with fewer than two buckets; −∞ and ∞ for p
  /// outside 0 ... 1. Counts that fall, as between scrapes, are raised to the count before.
  ///
  /// - Throws: ``StatisticsError/lengthsDiffer(_:_:)``.
  public static func value(
    upperBounds: [Double], cumulative: [Double], p: Double
  ) throws(StatisticsError) -> Double {
    try upperBounds.requireSameCount(as: cumulative)
    if p.isNaN { return .nan }
    if p < 0 { return -.infinity }
    if p > 1 { return .infinity }
    let last = upperBounds.count - 1
    guard last >= 1, upperBounds[last] == .infinity else { return .nan }
    var counts = cumulative
    for index in 1...last where !(counts[index] >= counts[index - 1]) { counts[index] = counts[index - 1] }
    guard counts[last] > 0 else { return .nan }

    let rank = p * counts[last]
    guard let bucket = counts[..<last].firstIndex(where: { $0 >= rank }) else { return upperBounds[last - 1] }
    if bucket == 0 {
      guard upperBounds[0] > 0 else { return upperBounds[0] }
      return upperBounds[0] * (rank / counts[0])
    }
    let (start, end) = (upperBounds[bucket - 1], upperBounds[bucket])
    return start + (end - start) * ((rank - counts[bucket - 1]) / (counts[bucket] - counts[bucket - 1]))
  }
}
