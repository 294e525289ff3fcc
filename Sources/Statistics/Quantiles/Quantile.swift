internal import CGSL

/// Quantiles of samples.
public enum Quantile {
  /// The nine definitions of Hyndman and Fan, "Sample quantiles in statistical packages", 1996.
  public enum Definition: Int, Sendable, Hashable, CaseIterable {
    /// The smallest value with at least a share p at or below it.
    case type1 = 1
    /// As type 1, the mean of two values where the share is met exactly.
    case type2
    /// The value nearest to n p, the even one of two.
    case type3
    /// Linear in the distribution function's inverse.
    case type4
    /// Linear, with values in the middle of their steps (Hazen).
    case type5
    /// Linear, with values at k/(n + 1) (Weibull).
    case type6
    /// Linear, with values at (k − 1)/(n − 1): the default here and in most software.
    case type7
    /// Linear, approximately median-unbiased for any distribution.
    case type8
    /// Linear, approximately unbiased for normal values.
    case type9
  }

  /// Returns the type 7 quantile of a sorted sample. O(1).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a p outside 0 ... 1.
  public static func type7(sorted: [Double], p: Double) throws(StatisticsError) -> Double {
    try check(count: sorted.count, p: p)
    return gsl_stats_quantile_from_sorted_data(sorted, 1, sorted.count, p)
  }

  /// Returns a quantile of a sorted sample by one of the nine definitions. O(1).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a p outside 0 ... 1.
  public static func of(
    sorted: [Double], p: Double, definition: Definition = .type7
  ) throws(StatisticsError) -> Double {
    try check(count: sorted.count, p: p)
    let n = Double(sorted.count)
    // The value at a place counted from 0, the ends beyond.
    func value(_ place: Double) -> Double { sorted[Int(min(max(place, 0), n - 1))] }
    func linear(_ alpha: Double, _ beta: Double) -> Double {
      let place = n * p + (alpha + p * (1 - alpha - beta)) - 1
      if place <= 0 { return sorted[0] }
      let below = place.rounded(.down)
      let (low, high) = (value(below), value(below + 1))
      return low + (high - low) * (place - below)
    }
    switch definition {
    case .type1:
      return value((n * p - 1).rounded(.up))
    case .type2:
      let place = n * p - 1
      return (value(place.rounded(.up)) + value(place.rounded(.down) + 1)) / 2
    case .type3:
      let place = n * p - 1.5
      let below = place.rounded(.down)
      let isEvenRank = below.truncatingRemainder(dividingBy: 2) != 0  // ranks count from 1
      return value(place == below && isEvenRank ? below : below + 1)
    case .type4: return linear(0, 1)
    case .type5: return linear(0.5, 0.5)
    case .type6: return linear(0, 0)
    case .type7: return gsl_stats_quantile_from_sorted_data(sorted, 1, sorted.count, p)
    case .type8: return linear(1.0 / 3, 1.0 / 3)
    case .type9: return linear(3.0 / 8, 3.0 / 8)
    }
  }

  /// Returns the type 7 quantile of a sample in any order. O(n log n).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample, a value that is not finite, or a p outside 0 ... 1.
  public static func of(_ sample: [Double], p: Double) throws(StatisticsError) -> Double {
    try sample.requireFinite(atLeast: 1)
    return try type7(sorted: sample.sorted(), p: p)
  }

  /// Returns the median. O(n log n).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite.
  public static func median(_ sample: [Double]) throws(StatisticsError) -> Double { try of(sample, p: 0.5) }

  private static func check(count: Int, p: Double) throws(StatisticsError) {
    guard count > 0 else { throw .tooFew(values: 0, needed: 1) }
    guard p >= 0, p <= 1 else { throw .argument(name: "p", value: "\(p)", expected: "a number from 0 to 1") }
  }
}
