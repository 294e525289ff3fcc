/// The test of Mann and Whitney: is a value of one sample as likely to exceed one of the other as to fall
/// below?
public struct MannWhitney: Sendable, Hashable {
  /// How the p-value is found.
  public enum Method: Sendable, Hashable {
    /// From the distribution over all mixtures of the samples; assumes no ties.
    case exact
    /// From the normal approximation with correction for ties, and for continuity if told.
    case normal(continuity: Bool)
  }

  /// How many pairs the first sample wins, ties ½.
  public let u1: Double
  /// How many pairs the second sample wins.
  public let u2: Double
  /// The p-value; 1 if all values are equal.
  public let p: Double
  /// How the p-value was found.
  public let method: Method

  /// Tests two independent samples.
  ///
  /// Without a `method`, exact for no ties and a sample of at most 8, else normal with continuity correction,
  /// as common software does. O((n + m) log(n + m)), for the exact method O(n² m).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample, a value that is not finite, or an exact test of more
  ///   than 10^6 pairs.
  public static func test(
    _ a: [Double], _ b: [Double], alternative: Alternative = .twoSided, method: Method? = nil
  ) throws(StatisticsError) -> MannWhitney {
    try a.requireFinite(atLeast: 1)
    try b.requireFinite(atLeast: 1)
    let ranks = Ranks(a + b)
    let (n, m) = (Double(a.count), Double(b.count))
    let u1 = ranks.values.prefix(a.count).reduce(0, +) - n * (n + 1) / 2
    let u2 = n * m - u1
    let chosen =
      method ?? (ranks.tieSizes.isEmpty && min(a.count, b.count) <= 8 ? .exact : .normal(continuity: true))
    let p: Double
    switch chosen {
    case .exact:
      guard n * m <= 1e6 else {
        throw .argument(
          name: "pairs", value: "\(a.count * b.count)", expected: "at most 10^6 for the exact test")
      }
      let distribution = distribution(a.count, b.count)
      // A half, which only ties give, counts against the alternative.
      let atLeast = distribution[Int(u1.rounded(.down))...].reduce(0, +)
      let atMost = distribution[...Int(u1.rounded(.up))].reduce(0, +)
      p = alternative.pValue(atMost: atMost, atLeast: atLeast)
    case .normal(let continuity):
      let total = n + m
      let variance = n * m / 12 * ((total + 1) - (total > 1 ? ranks.tieSum / (total * (total - 1)) : 0))
      if variance > 0 {
        let shift = continuity ? 0.5 : 0
        let z: Double
        switch alternative {
        case .twoSided: z = max(u1, u2) - n * m / 2 - shift
        case .greater: z = u1 - n * m / 2 - shift
        case .less: z = u2 - n * m / 2 - shift
        }
        let tail = StandardNormal.upperTail(z / variance.squareRoot())
        p = alternative == .twoSided ? min(2 * tail, 1) : tail
      } else {
        p = 1
      }
    }
    return MannWhitney(u1: u1, u2: u2, p: p, method: chosen)
  }

  /// The probabilities of each U when every mixture of n and m values is equally likely.
  ///
  /// Mann and Whitney's recursion on the largest value: P(n, m, u) = n/(n+m) P(n − 1, m, u − m) + m/(n+m)
  /// P(n, m − 1, u).
  static func distribution(_ n: Int, _ m: Int) -> [Double] {
    // rows[j] is the distribution for i and j values; i grows.
    var rows = [[Double]](repeating: [1], count: m + 1)
    for i in 1...n {
      var next = [[1.0]]
      for j in 1...m {
        var row = [Double](repeating: 0, count: i * j + 1)
        let share = Double(i) / Double(i + j)
        for (u, value) in rows[j].enumerated() { row[u + j] += share * value }
        for (u, value) in next[j - 1].enumerated() { row[u] += (1 - share) * value }
        next.append(row)
      }
      rows = next
    }
    return rows[m]
  }
}
