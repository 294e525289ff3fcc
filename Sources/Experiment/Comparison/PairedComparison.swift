import Statistics

extension Comparison {
  /// Compares two strategies on one score, block by block; the correction for the number of comparisons comes later.
  ///
  /// Common random numbers make the two runs of a block alike in everything but the strategy, so that the difference is
  /// what is tested (Wilcoxon 1945) and estimated, never the two samples apart.
  static func paired(
    _ table: RunTable, strategy: Int, against: Int, score: Int
  ) throws(StatisticsError) -> Comparison {
    let pairs = table.pairs(strategy, against, score)
    let (own, other) = (pairs.map(\.0), pairs.map(\.1))
    let differences = pairs.map { $0.0 - $0.1 }
    var comparison = Comparison(
      strategy: strategy, against: against, score: score, differences: differences,
      difference: try table.difference(strategy, against, score), hodgesLehmann: .nan, p: nil, pHolm: nil,
      rankBiserial: 0,
      cliffsDelta: 0)
    guard !pairs.isEmpty else { return comparison }
    comparison.hodgesLehmann = try HodgesLehmann.pseudomedian(differences)
    comparison.cliffsDelta = try EffectSize.cliffsDelta(own, other)
    guard differences.contains(where: { $0 != 0 }) else { return comparison }
    // Exact as long as that is cheap: shared ranks are common where a strategy does not move at all.
    let changed = differences.count { $0 != 0 }
    comparison.p = try WilcoxonSignedRank.test(differences, method: changed <= 50 ? .exact : nil).p
    comparison.rankBiserial = try EffectSize.matchedRankBiserial(differences)
    return comparison
  }
}

extension [Comparison] {
  /// Compares every strategy with the baseline, and the pairs asked for, on every compared score.
  ///
  /// All p are corrected together (Holm 1979), so that among all of them one false alarm comes with probability 0.05.
  static func all(_ table: RunTable, baseline: Int, pairs: [ComparedPair]) throws(StatisticsError)
    -> [Comparison]
  {
    var all: [ComparedPair] = []
    for strategy in table.strategies.indices where strategy != baseline {
      all.append(ComparedPair(strategy: strategy, against: baseline))
    }
    for pair in pairs where !all.contains(pair) { all.append(pair) }
    var comparisons: [Comparison] = []
    for pair in all {
      for score in table.scores.indices where table.scores[score].isCompared {
        comparisons.append(
          try .paired(table, strategy: pair.strategy, against: pair.against, score: score))
      }
    }
    let tested = comparisons.indices.filter { comparisons[$0].p != nil }
    let corrected = MultipleTesting.holm(tested.compactMap { comparisons[$0].p })
    for (index, p) in zip(tested, corrected) { comparisons[index].pHolm = p }
    return comparisons
  }
}
