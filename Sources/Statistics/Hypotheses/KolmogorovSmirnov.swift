/// The test of Kolmogorov and Smirnov: do samples come from one distribution?
public struct KolmogorovSmirnov: Sendable, Hashable {
  /// How the p-value is found.
  public enum Method: Sendable, Hashable {
    /// From all mixtures of two samples, or from the distribution for n values.
    case exact
    /// From the limit of large samples; for two, from the distribution for nm/(n + m) values.
    case approximate
  }

  /// The largest distance of the distribution functions.
  public let distance: Double
  /// The two-sided p-value.
  public let p: Double

  /// Tests whether two samples come from one continuous distribution.
  ///
  /// Without a `method`, exact for at most 10^6 pairs. O(n log n + m log m), for the exact method O(n m).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite.
  public static func test(
    _ a: [Double], _ b: [Double], method: Method? = nil
  ) throws(StatisticsError) -> KolmogorovSmirnov {
    try a.requireFinite(atLeast: 1)
    try b.requireFinite(atLeast: 1)
    let (a, b) = (a.sorted(), b.sorted())
    let (n, m) = (a.count, b.count)
    // In units of 1/(nm), where all distances are whole.
    var (i, j, distance) = (0, 0, 0)
    while i < n && j < m {
      let value = a[i] < b[j] ? a[i] : b[j]
      while i < n, a[i] <= value { i += 1 }
      while j < m, b[j] <= value { j += 1 }
      distance = max(distance, abs(i * m - j * n))
    }
    let size = Double(n) * Double(m)
    let p: Double
    switch method ?? (size <= 1e6 ? .exact : .approximate) {
    case .exact:
      p = probabilityOfLeaving(n, m, distance)
    case .approximate:
      let count = Int((size / Double(n + m)).rounded(.toNearestOrEven))
      p = Kolmogorov.upperTail(Double(distance) / size, count: max(count, 1))
    }
    return KolmogorovSmirnov(distance: Double(distance) / size, p: p)
  }

  /// Tests whether a sample comes from a given continuous distribution.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite.
  public static func test(
    _ sample: [Double], cdf: (Double) -> Double, method: Method = .exact
  ) throws(StatisticsError) -> KolmogorovSmirnov {
    try sample.requireFinite(atLeast: 1)
    let n = Double(sample.count)
    var distance = 0.0
    for (index, value) in sample.sorted().enumerated() {
      let share = cdf(value)
      distance = max(distance, Double(index + 1) / n - share, share - Double(index) / n)
    }
    let p =
      method == .exact
      ? Kolmogorov.upperTail(distance, count: sample.count)
      : Kolmogorov.limitUpperTail(distance * n.squareRoot())
    return KolmogorovSmirnov(distance: distance, p: p)
  }

  /// The probability that a random mixture of n and m values comes to a distance of at least d/(nm)
  /// somewhere.
  ///
  /// Path by path on the grid of counts, from its last step: all terms positive.
  private static func probabilityOfLeaving(_ n: Int, _ m: Int, _ distance: Int) -> Double {
    guard distance > 0 else { return 1 }
    var row = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m {
        if abs(i * m - j * n) >= distance {
          row[j] = 1
        } else if i == 0 || j == 0 {
          // A single way leads here; it left before or it did not.
          row[j] = i == 0 ? (j == 0 ? 0 : row[j - 1]) : row[j]
        } else {
          let share = Double(i) / Double(i + j)
          row[j] = row[j] * share + row[j - 1] * (1 - share)
        }
      }
    }
    return row[m]
  }
}
