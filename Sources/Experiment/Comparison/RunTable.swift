/// The scores of all runs by strategy, score and block.
struct RunTable: Sendable {
  /// The names of the strategies.
  let strategies: [String]
  /// The scores.
  let scores: [Score]
  /// The number of blocks (trace, seed) that each strategy was run on.
  let blocks: Int
  private let runs: [RunResult]

  /// Makes a table of runs ordered by strategy, then block.
  init(strategies: [String], scores: [Score], runs: [RunResult]) {
    self.strategies = strategies
    self.scores = scores
    self.runs = runs
    blocks = strategies.isEmpty ? 0 : runs.count / strategies.count
  }

  /// A score of a strategy, one value a block.
  func values(_ strategy: Int, _ score: Int) -> [Double] {
    (0..<blocks).map { runs[strategy * blocks + $0].scores[score] }
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
