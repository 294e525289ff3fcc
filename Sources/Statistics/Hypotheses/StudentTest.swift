/// Student's tests on the means of about normal samples.
public struct StudentTest: Sendable, Hashable {
  /// The difference of means over its standard error; 0 where both are 0.
  public let t: Double
  /// The degrees of freedom.
  public let degrees: Double
  /// The p-value.
  public let p: Double
  /// The two-sided interval for the difference of means.
  public let interval: Interval

  /// Tests whether paired differences have mean 0.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or a value that is not finite, as all of these.
  public static func paired(
    _ differences: [Double], alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(StatisticsError) -> StudentTest {
    try differences.requireFinite(atLeast: 2)
    let n = Double(differences.count)
    return try StudentTest(
      difference: Moments.mean(differences), standardError: Moments.sd(differences) / n.squareRoot(),
      degrees: n - 1, alternative: alternative, level: level)
  }

  /// Tests whether two samples of different variances have the same mean (Welch).
  public static func welch(
    _ a: [Double], _ b: [Double], alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(StatisticsError) -> StudentTest {
    try a.requireFinite(atLeast: 2)
    try b.requireFinite(atLeast: 2)
    let (n, m) = (Double(a.count), Double(b.count))
    let (ofA, ofB) = (Moments.variance(a) / n, Moments.variance(b) / m)
    let sum = ofA + ofB
    let degrees = sum == 0 ? n + m - 2 : sum * sum / (ofA * ofA / (n - 1) + ofB * ofB / (m - 1))
    return try StudentTest(
      difference: Moments.mean(a) - Moments.mean(b), standardError: sum.squareRoot(), degrees: degrees,
      alternative: alternative, level: level)
  }

  /// Tests whether two samples of equal variance have the same mean.
  public static func pooled(
    _ a: [Double], _ b: [Double], alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(StatisticsError) -> StudentTest {
    try a.requireFinite(atLeast: 2)
    try b.requireFinite(atLeast: 2)
    let (n, m) = (Double(a.count), Double(b.count))
    let variance = EffectSize.pooledVariance(a, b)
    return try StudentTest(
      difference: Moments.mean(a) - Moments.mean(b), standardError: (variance * (1 / n + 1 / m)).squareRoot(),
      degrees: n + m - 2, alternative: alternative, level: level)
  }

  private init(
    difference: Double, standardError: Double, degrees: Double, alternative: Alternative, level: Double
  ) throws(StatisticsError) {
    try requireLevel(level)
    self.degrees = degrees
    t = difference == 0 ? 0 : difference / standardError
    let distribution = StudentT(degrees: degrees)
    switch alternative {
    case .twoSided: p = min(2 * distribution.upperTail(abs(t)), 1)
    case .greater: p = distribution.upperTail(t)
    case .less: p = distribution.cdf(t)
    }
    interval = MeanInterval.around(difference, standardError: standardError, degrees: degrees, level: level)
  }
}
