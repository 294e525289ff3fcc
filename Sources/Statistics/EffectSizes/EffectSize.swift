internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How large a difference is, apart from how certain it is.
public enum EffectSize {
  /// Returns Cliff's δ, P(a > b) − P(a < b) over all pairs, from −1 to 1. O((n + m) log(n + m)).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite, as all of these.
  public static func cliffsDelta(_ a: [Double], _ b: [Double]) throws(StatisticsError) -> Double {
    try a.requireFinite(atLeast: 1)
    try b.requireFinite(atLeast: 1)
    let sorted = b.sorted()
    var (below, notAbove) = (0, 0)  // how many of b are < and ≤ the current of a
    var wins = 0
    for value in a.sorted() {
      while below < sorted.count, sorted[below] < value { below += 1 }
      while notAbove < sorted.count, sorted[notAbove] <= value { notAbove += 1 }
      wins += below - (sorted.count - notAbove)
    }
    return Double(wins) / (Double(a.count) * Double(b.count))
  }

  /// Returns Vargha and Delaney's A, P(a > b) + P(a = b)/2, from 0 to 1: (δ + 1)/2.
  public static func a12(_ a: [Double], _ b: [Double]) throws(StatisticsError) -> Double {
    (try cliffsDelta(a, b) + 1) / 2
  }

  /// Returns the matched-pairs rank-biserial correlation, (W⁺ − W⁻)/(W⁺ + W⁻) without zeros, from −1 to 1.
  ///
  /// 0 if all differences are 0.
  public static func matchedRankBiserial(_ differences: [Double]) throws(StatisticsError) -> Double {
    try differences.requireFinite(atLeast: 1)
    let ranks = Ranks(differences.filter { $0 != 0 }.map { abs($0) }).values
    var (plus, minus) = (0.0, 0.0)
    for (difference, rank) in zip(differences.filter({ $0 != 0 }), ranks) {
      if difference > 0 { plus += rank } else { minus += rank }
    }
    return plus + minus == 0 ? 0 : (plus - minus) / (plus + minus)
  }

  /// Returns the share of positive differences, zeros half: how often one would do better on a pair.
  public static func shareOfPositive(_ differences: [Double]) throws(StatisticsError) -> Double {
    try differences.requireFinite(atLeast: 1)
    let twice = differences.reduce(0) { $0 + ($1 > 0 ? 2 : ($1 == 0 ? 1 : 0)) }
    return Double(twice) / Double(2 * differences.count)
  }

  /// Returns Cohen's d of paired differences, mean over sd; 0 where both are 0.
  public static func pairedD(_ differences: [Double]) throws(StatisticsError) -> Double {
    try differences.requireFinite(atLeast: 2)
    let mean = Moments.mean(differences)
    return mean == 0 ? 0 : mean / Moments.sd(differences)
  }

  /// Returns Cohen's d of independent samples, the difference of means over the pooled sd; 0 where both are
  /// 0.
  public static func cohensD(_ a: [Double], _ b: [Double]) throws(StatisticsError) -> Double {
    try a.requireFinite(atLeast: 2)
    try b.requireFinite(atLeast: 2)
    let difference = Moments.mean(a) - Moments.mean(b)
    return difference == 0 ? 0 : difference / pooledVariance(a, b).squareRoot()
  }

  /// Returns Hedges' g: Cohen's d without its bias in small samples, by the exact factor
  /// Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)) with ν = n + m − 2.
  public static func hedgesG(_ a: [Double], _ b: [Double]) throws(StatisticsError) -> Double {
    let half = Double(a.count + b.count - 2) / 2
    let d = try cohensD(a, b)
    return d * exp(gsl_sf_lngamma(half) - gsl_sf_lngamma(half - 0.5)) / half.squareRoot()
  }

  /// The variance of two samples about their own means.
  static func pooledVariance(_ a: [Double], _ b: [Double]) -> Double {
    let (n, m) = (Double(a.count), Double(b.count))
    return ((n - 1) * Moments.variance(a) + (m - 1) * Moments.variance(b)) / (n + m - 2)
  }
}
