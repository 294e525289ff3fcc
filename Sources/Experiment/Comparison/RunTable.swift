import Statistics

/// The scores of all runs by strategy, score and block.
struct RunTable: Sendable {
  /// The names of the strategies.
  let strategies: [String]
  /// The scores.
  let scores: [Score]
  /// The number of blocks (trace, seed) that each strategy was run on.
  let blocks: Int
  /// The resamples of the blocks; nil where there are too few for intervals.
  let resamples: Resamples?
  private let runs: [RunResult]

  /// Makes a table of runs ordered by strategy, then block.
  init(strategies: [String], scores: [Score], runs: [RunResult]) throws(StatisticsError) {
    self.strategies = strategies
    self.scores = scores
    self.runs = runs
    blocks = strategies.isEmpty ? 0 : runs.count / strategies.count
    resamples = try .usual(of: blocks)
  }

  /// A score of a strategy, one value a block.
  func values(_ strategy: Int, _ score: Int) -> [Double] {
    (0..<blocks).map { runs[strategy * blocks + $0].scores[score] }
  }

  /// The mean of a score of a strategy over its runs.
  func mean(_ strategy: Int, _ score: Int) throws(StatisticsError) -> Estimate {
    try .mean(of: values(strategy, score), resamples: resamples)
  }

  /// The mean difference of two strategies in a score, block by block.
  func difference(
    _ strategy: Int, _ against: Int, _ score: Int, level: Double = 0.95
  ) throws(StatisticsError) -> Estimate {
    try .mean(of: pairs(strategy, against, score).map { $0.0 - $0.1 }, resamples: resamples, level: level)
  }

  /// The pairs of values of the blocks in which both strategies have the score.
  func pairs(_ strategy: Int, _ against: Int, _ score: Int) -> [(Double, Double)] {
    zip(values(strategy, score), values(against, score)).filter { $0.0.isFinite && $0.1.isFinite }
  }

  /// The index of a score, which must be one of `ScoreRule.all`.
  func score(_ id: String) -> Int {
    guard let index = scores.firstIndex(where: { $0.id == id }) else { preconditionFailure("no score \(id)") }
    return index
  }
}
