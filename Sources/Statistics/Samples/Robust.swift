internal import CGSL

/// Location and scale that a few wild values cannot move.
public enum Robust {
  /// Returns the median absolute deviation from the median; scaled by 1.4826 to the sd of normal values.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite, as all of these.
  public static func mad(_ sample: [Double], scaled: Bool = true) throws(StatisticsError) -> Double {
    try sample.requireFinite(atLeast: 1)
    var work = [Double](repeating: 0, count: sample.count)
    return scaled
      ? gsl_stats_mad(sample, 1, sample.count, &work) : gsl_stats_mad0(sample, 1, sample.count, &work)
  }

  /// Returns the mean without a share of the values at each end.
  public static func trimmedMean(_ sample: [Double], share: Double) throws(StatisticsError) -> Double {
    try sample.requireFinite(atLeast: 1)
    guard share >= 0, share <= 0.5 else {
      throw .argument(name: "share", value: "\(share)", expected: "a number from 0 to 0.5")
    }
    let sorted = sample.sorted()
    return gsl_stats_trmean_from_sorted_data(share, sorted, 1, sorted.count)
  }

  /// Returns Gastwirth's mean, 0.3 Q(1/3) + 0.4 median + 0.3 Q(2/3).
  public static func gastwirth(_ sample: [Double]) throws(StatisticsError) -> Double {
    try sample.requireFinite(atLeast: 1)
    let sorted = sample.sorted()
    return gsl_stats_gastwirth_from_sorted_data(sorted, 1, sorted.count)
  }

  /// Returns the scale Sn of Rousseeuw and Croux 1993, a median of medians of distances.
  public static func sn(_ sample: [Double]) throws(StatisticsError) -> Double {
    try sample.requireFinite(atLeast: 2)
    let sorted = sample.sorted()
    var work = [Double](repeating: 0, count: sorted.count)
    return gsl_stats_Sn_from_sorted_data(sorted, 1, sorted.count, &work)
  }

  /// Returns the scale Qn of Rousseeuw and Croux 1993, a low quantile of all distances.
  public static func qn(_ sample: [Double]) throws(StatisticsError) -> Double {
    try sample.requireFinite(atLeast: 2)
    let sorted = sample.sorted()
    var work = [Double](repeating: 0, count: 3 * sorted.count)
    var workInt = [Int32](repeating: 0, count: 5 * sorted.count)
    return gsl_stats_Qn_from_sorted_data(sorted, 1, sorted.count, &work, &workInt)
  }
}
