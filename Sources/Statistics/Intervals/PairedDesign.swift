#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a paired comparison of n blocks can show.
public enum PairedDesign {
  /// Returns the fewest pairs with which a two-sided rank or sign-flip test can reject at all after Holm's or
  /// Bonferroni's correction, ⌈1 + log2(comparisons/level)⌉: its smallest p is 2/2^n.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for a level outside 0 ... 1 or no
  ///   comparison.
  public static func pairsToReject(level: Double = 0.05, comparisons: Int = 1) throws(StatisticsError) -> Int
  {
    try requireLevel(level)
    guard comparisons >= 1 else {
      throw .argument(name: "comparisons", value: "\(comparisons)", expected: "at least 1")
    }
    return max(Int((1 + log2(Double(comparisons) / level)).rounded(.up)), 1)
  }

  /// Returns the difference of means that n pairs show with a power, (t(1 − level/2) + t(power)) · sd/√n.
  ///
  /// `sd` is that of the differences. Of Student's test at a level; for Wilcoxon's, up to 1.024 times as
  /// large for normal differences.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for fewer than two pairs, an sd below 0, or
  ///   a level or power outside 0 ... 1.
  public static func detectableDifference(
    pairs: Int, sd: Double, level: Double = 0.05, power: Double = 0.8
  ) throws(StatisticsError) -> Double {
    try requireLevel(level)
    try requireLevel(power)
    guard pairs >= 2 else { throw .argument(name: "pairs", value: "\(pairs)", expected: "at least 2") }
    guard sd >= 0, sd.isFinite else { throw .argument(name: "sd", value: "\(sd)", expected: "0 or more") }
    let t = StudentT(degrees: Double(pairs - 1))
    return (t.quantile(1 - level / 2) + t.quantile(power)) * sd / Double(pairs).squareRoot()
  }

  /// Returns the fewest pairs that show a difference of means with a power. O(log n).
  ///
  /// - Throws: ``StatisticsError`` for a difference of 0, an sd below 0, a level or power outside 0 ... 1, or
  ///   an answer above 10^9.
  public static func pairsNeeded(
    difference: Double, sd: Double, level: Double = 0.05, power: Double = 0.8
  ) throws(StatisticsError) -> Int {
    guard difference != 0, difference.isFinite else {
      throw .argument(name: "difference", value: "\(difference)", expected: "a number other than 0")
    }
    var (low, high) = (2, 2)
    while try detectableDifference(pairs: high, sd: sd, level: level, power: power) > abs(difference) {
      guard high < 1_000_000_000 else { throw .degenerate("more than 10^9 pairs would be needed") }
      (low, high) = (high + 1, high * 2)
    }
    while low < high {
      let middle = low + (high - low) / 2
      if try detectableDifference(pairs: middle, sd: sd, level: level, power: power) <= abs(difference) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
