/// Whether two paired quantities rise together.
public struct Correlation: Sendable, Hashable {
  /// From −1 to 1.
  public let coefficient: Double
  /// The two-sided p-value of no association.
  public let p: Double

  /// Returns Pearson's correlation with Student's p-value.
  ///
  /// - Throws: ``StatisticsError`` for fewer than three pairs, different lengths, a value that is not finite,
  ///   or a quantity that does not vary, as all of these.
  public static func pearson(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Correlation {
    try check(x, y)
    let r = min(max(try Moments.correlation(x, y), -1), 1)
    let degrees = Double(x.count - 2)
    let t = r * (degrees / ((1 + r) * (1 - r))).squareRoot()
    return Correlation(coefficient: r, p: min(2 * StudentT(degrees: degrees).upperTail(abs(t)), 1))
  }

  /// Returns Spearman's ρ, Pearson's correlation of the ranks, with Student's p-value.
  public static func spearman(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Correlation {
    try check(x, y)
    return try pearson(Ranks(x).values, Ranks(y).values)
  }

  /// Returns Kendall's τ-b: of the pairs of pairs, those in equal order less those in opposite, ties
  /// corrected.
  ///
  /// The p-value is exact without ties for up to 33 pairs, else by the normal approximation. O(n²).
  public static func kendall(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Correlation {
    try check(x, y)
    let n = x.count
    var (concordant, discordant) = (0, 0)
    for i in 0..<n {
      for j in (i + 1)..<max(n, i + 1) {
        let product = (x[i] < x[j] ? 1 : (x[i] > x[j] ? -1 : 0)) * (y[i] < y[j] ? 1 : (y[i] > y[j] ? -1 : 0))
        if product > 0 { concordant += 1 } else if product < 0 { discordant += 1 }
      }
    }
    let (tiesX, tiesY) = (Ranks(x).tieSizes, Ranks(y).tieSizes)
    func sum(_ sizes: [Int], _ term: (Double) -> Double) -> Double {
      sizes.reduce(0) { $0 + term(Double($1)) }
    }
    let pairs = Double(n) * Double(n - 1) / 2
    let pairsX = sum(tiesX) { $0 * ($0 - 1) / 2 }
    let pairsY = sum(tiesY) { $0 * ($0 - 1) / 2 }
    let difference = Double(concordant - discordant)
    let tau = difference / ((pairs - pairsX) * (pairs - pairsY)).squareRoot()
    if tiesX.isEmpty, tiesY.isEmpty, n <= 33 {
      return Correlation(coefficient: tau, p: exactP(n, inversions: min(concordant, discordant)))
    }
    let size = Double(n)
    let m = size * (size - 1)
    let spread =
      (m * (2 * size + 5) - sum(tiesX) { $0 * ($0 - 1) * (2 * $0 + 5) }
        - sum(tiesY) {
          $0 * ($0 - 1) * (2 * $0 + 5)
        }) / 18
    let third = sum(tiesX) { $0 * ($0 - 1) * ($0 - 2) } * sum(tiesY) { $0 * ($0 - 1) * ($0 - 2) }
    let variance = spread + 2 * pairsX * pairsY / m + third / (9 * m * (size - 2))
    let z = difference / variance.squareRoot()
    return Correlation(coefficient: tau, p: Alternative.twoSided.pValue(z: z))
  }

  /// Twice the share of orders of n things with at most so many inversions.
  private static func exactP(_ n: Int, inversions: Int) -> Double {
    // The probability of each number of inversions, thing by thing: the i-th adds 0 ... i − 1 with equal
    // chances.
    var probabilities = [1.0]
    for i in 2...max(n, 2) where i <= n {
      var next = [Double](repeating: 0, count: probabilities.count + i - 1)
      for (count, value) in probabilities.enumerated() {
        for added in 0..<i { next[count + added] += value / Double(i) }
      }
      probabilities = next
    }
    return min(2 * probabilities[...min(inversions, probabilities.count - 1)].reduce(0, +), 1)
  }

  private static func check(_ x: [Double], _ y: [Double]) throws(StatisticsError) {
    try x.requireSameCount(as: y)
    try x.requireFinite(atLeast: 3)
    try y.requireFinite(atLeast: 3)
    guard x.contains(where: { $0 != x[0] }), y.contains(where: { $0 != y[0] }) else {
      throw .degenerate("a quantity that does not vary has no correlation")
    }
  }
}
