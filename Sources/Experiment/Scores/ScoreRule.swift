/// A score together with the way it is computed.
package struct ScoreRule: Sendable {
  /// What the score is.
  package let score: Score
  /// Computes it; NaN where the run has none.
  package let value: @Sendable (ScoredRun) -> Double

  init(
    _ id: String, _ name: String, unit: String, better: Score.Better, isCompared: Bool = false,
    definition: String, value: @escaping @Sendable (ScoredRun) -> Double
  ) {
    score = Score(
      id: id, name: name, unit: unit, better: better, isCompared: isCompared, definition: definition)
    self.value = value
  }

  /// All scores, in the order of tables: users first, then money, then the autoscaler's manners.
  package static func all(
    for objective: ServiceLevelObjective, prices: Prices, scalesNodes: Bool = false
  ) -> [ScoreRule] {
    violations(of: objective) + errorBudget(of: objective) + responseTimes + failures + consumption
      + costs(at: prices, scalesNodes: scalesNodes) + slack + elasticity + churn + recovery(of: objective)
  }
}
