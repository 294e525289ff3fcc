/// The test of Kruskal and Wallis: do several independent samples come from one distribution?
public struct KruskalWallis: Sendable, Hashable {
  /// The statistic, corrected for ties; 0 if all values are equal.
  public let statistic: Double
  /// The p-value by χ² with one degree of freedom less than samples.
  public let p: Double

  /// Tests samples. O(N log N).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two samples, an empty sample or a value that is not finite.
  public static func test(_ samples: [[Double]]) throws(StatisticsError) -> KruskalWallis {
    guard samples.count >= 2 else { throw .tooFew(values: samples.count, needed: 2) }
    for sample in samples { try sample.requireFinite(atLeast: 1) }
    let ranks = Ranks(samples.flatMap { $0 })
    let total = Double(ranks.values.count)
    var (sum, next) = (0.0, 0)
    for sample in samples {
      let ofSample = ranks.values[next..<(next + sample.count)].reduce(0, +)
      sum += ofSample * ofSample / Double(sample.count)
      next += sample.count
    }
    let correction = 1 - ranks.tieSum / (total * total * total - total)
    let statistic = correction > 0 ? (12 / (total * (total + 1)) * sum - 3 * (total + 1)) / correction : 0
    return KruskalWallis(
      statistic: statistic, p: ChiSquare(degrees: Double(samples.count - 1)).upperTail(statistic))
  }
}
