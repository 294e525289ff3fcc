import Statistics

/// What the verdict rests on: which strategies keep the objective, and how the cheapest of them stands to the others.
struct Finding: Sendable {
  /// A strategy beside the winner.
  struct Rival: Sendable, Hashable {
    let strategy: Int
    /// Cost of the winner minus that of the rival, with an interval at a level that holds for all rivals together.
    let difference: Estimate
    /// Whether the winner is surely cheaper.
    var isBeaten: Bool { difference.interval.map { $0.upper < 0 } ?? false }
  }

  let table: RunTable
  let baseline: Int
  let objective: ServiceLevelObjective
  /// The score that counts as cost, see ``Score/cost(among:isSpent:)``.
  let cost: Int
  /// Bad requests in percent, by strategy.
  let violations: [Estimate]
  /// The judgement of each strategy.
  let judgements: [Judgement]
  /// The strategy that costs least among those that keep the objective.
  let winner: Int?
  /// The others that keep it.
  let rivals: [Rival]

  init(_ table: RunTable, baseline: Int, objective: ServiceLevelObjective) throws(StatisticsError) {
    let bad = table.score("slo_violation_percent")
    self.table = table
    self.baseline = baseline
    self.objective = objective
    let spent = Score.cost(among: table.scores) { score in
      table.strategies.indices.contains { table.values($0, score).contains { $0 > 0 } }
    }
    cost = spent ?? table.score("pod_hours")
    let allowed = objective.allowedPercent
    violations = try Finding.means(table, bad)
    judgements = violations.map { Judgement($0, allowedPercent: allowed) }
    var keepers: [Int] = []
    for index in judgements.indices where judgements[index] == .keeps { keepers.append(index) }
    let means = try Finding.means(table, cost).map(\.mean)
    let cheapest = keepers.min { means[$0] < means[$1] }
    winner = cheapest
    rivals = try Finding.rivals(of: cheapest, among: keepers, table, cost)
  }

  private static func means(_ table: RunTable, _ score: Int) throws(StatisticsError) -> [Estimate] {
    var result: [Estimate] = []
    for index in table.strategies.indices { result.append(try table.mean(index, score)) }
    return result
  }

  /// Compares the winner with the others; it was chosen by looking, so the level is Bonferroni's for all of them.
  private static func rivals(
    of winner: Int?, among keepers: [Int], _ table: RunTable, _ cost: Int
  ) throws(StatisticsError) -> [Rival] {
    guard let winner else { return [] }
    var result: [Rival] = []
    for rival in keepers where rival != winner {
      let level = 1 - 0.05 / Double(keepers.count - 1)
      result.append(
        Rival(strategy: rival, difference: try table.difference(winner, rival, cost, level: level)))
    }
    return result
  }
}
