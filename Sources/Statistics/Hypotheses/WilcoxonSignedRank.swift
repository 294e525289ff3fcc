/// Wilcoxon's signed-rank test: are paired differences symmetric about 0?
public struct WilcoxonSignedRank: Sendable, Hashable {
  /// What becomes of differences that are 0.
  public enum ZeroMethod: Sendable, Hashable, CaseIterable {
    /// They are left out before ranking (Wilcoxon).
    case wilcox
    /// They are ranked, then their ranks left out (Pratt).
    case pratt
    /// Their ranks are given half to either side.
    case zsplit
  }

  /// How the p-value is found.
  public enum Method: Sendable, Hashable {
    /// From the distribution over all signs of the ranks.
    case exact
    /// From the normal approximation with correction for ties, and for continuity if told.
    case normal(continuity: Bool)
  }

  /// The sum of ranks of positive differences.
  public let plus: Double
  /// The sum of ranks of negative differences.
  public let minus: Double
  /// The smaller sum for a two-sided test, else the sum of positive differences.
  public let statistic: Double
  /// The standardized sum of positive differences, corrected if told; nil for the exact method.
  public let z: Double?
  /// The p-value; 1 where no difference is left.
  public let p: Double
  /// How the p-value was found.
  public let method: Method
  /// How many differences took part.
  public let count: Int

  /// Tests paired differences.
  ///
  /// Without a `method`, exact for at most 50 differences without zeros and ties, else normal without
  /// continuity correction, as common software does. The exact method takes ties and zeros too: it then
  /// counts over the signs of the shared ranks. O(n log n) for the normal, O(n³) for the exact method.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample, a value that is not finite, or an exact test of more
  ///   than 1,000 differences.
  public static func test(
    _ differences: [Double], alternative: Alternative = .twoSided, zeroMethod: ZeroMethod = .wilcox,
    method: Method? = nil
  ) throws(StatisticsError) -> WilcoxonSignedRank {
    try differences.requireFinite(atLeast: 1)
    let used = zeroMethod == .wilcox ? differences.filter { $0 != 0 } : differences
    let ranks = Ranks(used.map { abs($0) })
    let zeros = used.count { $0 == 0 }
    let hasTies = !ranks.tieSizes.isEmpty || zeros > 0
    let chosen =
      method
      ?? (used.count <= 50 && !hasTies && used.count == differences.count
        ? .exact : .normal(continuity: false))
    return try WilcoxonSignedRank(
      used: used, ranks: ranks, zeros: zeros, alternative: alternative, zeroMethod: zeroMethod, method: chosen
    )
  }

  private init(
    used: [Double], ranks: Ranks, zeros: Int, alternative: Alternative, zeroMethod: ZeroMethod, method: Method
  ) throws(StatisticsError) {
    var (plus, minus, ofZeros) = (0.0, 0.0, 0.0)
    for (difference, rank) in zip(used, ranks.values) {
      if difference > 0 { plus += rank } else if difference < 0 { minus += rank } else { ofZeros += rank }
    }
    if zeroMethod == .zsplit { (plus, minus) = (plus + ofZeros / 2, minus + ofZeros / 2) }
    self.plus = plus
    self.minus = minus
    self.method = method
    statistic = alternative == .twoSided ? min(plus, minus) : plus
    count = used.count - (zeroMethod == .pratt ? zeros : 0)
    guard used.count > zeros else {
      (z, p) = (nil, 1)
      return
    }

    switch method {
    case .exact:
      guard used.count <= 1_000 else {
        throw .argument(
          name: "differences", value: "\(used.count)", expected: "at most 1,000 for the exact test")
      }
      z = nil
      var signed = zip(used, ranks.values).filter { $0.0 != 0 }.map(\.1)
      signed.sort()
      // What of the sum of positive ranks comes from zeros is the same for all signs.
      let fixed = zeroMethod == .zsplit ? ofZeros / 2 : 0
      let tails = SignedRankDistribution(ranks: signed).tails(plus - fixed)
      p = alternative.pValue(atMost: tails.atMost, atLeast: tails.atLeast)
    case .normal(let continuity):
      let n = Double(used.count)
      var mean = n * (n + 1) / 4
      var variance = n * (n + 1) * (2 * n + 1)
      var ties = ranks.tieSum
      let m = Double(zeros)
      if zeroMethod == .pratt {
        // Cureton 1967: the zeros' ranks are no part of the sum, and no tie.
        mean -= m * (m + 1) / 4
        variance -= m * (m + 1) * (2 * m + 1)
        ties -= m * (m * m - 1)
      }
      let deviation = ((variance - ties / 2) / 24).squareRoot()
      var z = (plus - mean) / deviation
      if continuity { z -= alternative.correctionSign(z: z) * 0.5 / deviation }
      self.z = z
      p = alternative.pValue(z: z)
    }
  }
}
