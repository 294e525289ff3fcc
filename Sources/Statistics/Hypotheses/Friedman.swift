/// Friedman's test: do k treatments differ, when each was tried on the same N blocks?
public struct Friedman: Sendable, Hashable {
  /// The number of blocks, N: traces, seeds.
  public let blocks: Int
  /// The number of treatments, k: policies.
  public let treatments: Int
  /// The mean rank of each treatment, 1 for the smallest value.
  public let meanRanks: [Double]
  /// χ² corrected for ties; 0 if all values of each block are equal.
  public let chiSquare: Double
  /// χ² without the correction, 12N/(k(k+1)) · (Σ R̄² − k(k+1)²/4).
  public let uncorrectedChiSquare: Double

  /// Ranks the treatments within each block; `blocks[b][t]` is what treatment t gave on block b. O(N k log
  /// k).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two blocks or treatments, blocks of different lengths, or a
  ///   value that is not finite.
  public init(_ blocks: [[Double]]) throws(StatisticsError) {
    guard blocks.count >= 2 else { throw .tooFew(values: blocks.count, needed: 2) }
    var sums = [Double](repeating: 0, count: blocks[0].count)
    var ties = 0.0
    for block in blocks {
      try block.requireSameCount(as: blocks[0])
      try block.requireFinite(atLeast: 2)
      let ranks = Ranks(block)
      for (treatment, rank) in ranks.values.enumerated() { sums[treatment] += rank }
      ties += ranks.tieSum
    }
    let (n, k) = (Double(blocks.count), Double(sums.count))
    self.blocks = blocks.count
    treatments = sums.count
    meanRanks = sums.map { $0 / n }
    let squares = sums.reduce(0) { $0 + $1 * $1 }
    uncorrectedChiSquare = 12 / (n * k * (k + 1)) * squares - 3 * n * (k + 1)
    let correction = 1 - ties / (n * k * (k * k - 1))
    chiSquare = correction > 0 ? uncorrectedChiSquare / correction : 0
  }

  /// The p-value by χ² with k − 1 degrees of freedom.
  public var chiSquareP: Double { ChiSquare(degrees: Double(treatments - 1)).upperTail(chiSquare) }

  /// The statistic of Iman and Davenport, (N − 1) χ² / (N (k − 1) − χ²), less timid than χ².
  public var imanDavenport: Double {
    let n = Double(blocks)
    let rest = n * Double(treatments - 1) - chiSquare
    return rest > 1e-12 * n ? (n - 1) * chiSquare / rest : .infinity
  }

  /// The p-value of ``imanDavenport`` by F with k − 1 and (k − 1)(N − 1) degrees of freedom.
  public var imanDavenportP: Double {
    let degrees = Double(treatments - 1)
    return FDistribution(degrees, degrees * Double(blocks - 1)).upperTail(imanDavenport)
  }

  /// Kendall's W, from 0 (blocks disagree) to 1 (all blocks rank alike).
  public var concordance: Double { chiSquare / (Double(blocks) * Double(treatments - 1)) }

  /// The standard error of a difference of mean ranks, √(k(k+1)/(6N)).
  public var rankError: Double {
    (Double(treatments) * Double(treatments + 1) / (6 * Double(blocks))).squareRoot()
  }

  /// Returns Nemenyi's critical difference: mean ranks further apart differ at a level, all pairs looked at.
  ///
  /// q/√2 · √(k(k+1)/(6N)) with q the studentized range's quantile.
  public func criticalDifference(level: Double = 0.05) -> Double {
    StudentizedRange(groups: treatments).upperQuantile(level) / 2.squareRoot() * rankError
  }

  /// Returns Nemenyi's p-value of a pair of treatments, all pairs looked at.
  public func nemenyiP(_ first: Int, _ second: Int) -> Double {
    StudentizedRange(groups: treatments).upperTail(abs(pairZ(first, second)) * 2.squareRoot())
  }

  /// Returns the standardized difference of two mean ranks, for procedures such as Holm's.
  public func pairZ(_ first: Int, _ second: Int) -> Double {
    (meanRanks[first] - meanRanks[second]) / rankError
  }

  /// Returns the two-sided p-value of a pair by itself.
  public func pairP(_ first: Int, _ second: Int) -> Double {
    Alternative.twoSided.pValue(z: pairZ(first, second))
  }
}
