import Experiment

/// Which scores come first: what users get, what it costs, and then what else is compared.
struct KeyScores {
  /// The share of requests that break the objective, or the first compared score there is.
  let violations: Int?
  /// The score that counts as cost, see `Score.cost(among:isSpent:)`.
  let price: Int?
  /// The columns of short tables: these two, then the regret and the forecasts' error where the experiment has them,
  /// then the other compared scores.
  let columns: [Int]

  /// Picks the scores of a result.
  init(_ result: ExperimentResult) {
    let compared = result.scores.indices.filter { result.scores[$0].isCompared }
    let users = result.scoreIndex(Self.violationsId) ?? compared.first ?? result.scores.indices.first
    let cost = Score.cost(among: result.scores) { score in
      result.strategies.contains { $0.mean(of: score).mean > 0 }
    }
    let money = cost ?? compared.first { $0 != users }
    let first = [users, money].compactMap { $0 } + Self.asideIds.compactMap(result.scoreIndex)
    violations = users
    price = money
    columns = first + compared.filter { !first.contains($0) }
  }

  /// Scores that are shown beside those compared.
  private static let asideIds = ["regret_percent", "forecast_error_percent"]
  /// The score that the objective limits.
  static let violationsId = "slo_violation_percent"
}

extension ExperimentResult {
  /// The most that the score of violations may be for the promise to be kept, in percent of the requests.
  var allowedViolations: Double { 100 - 100 * objective.target }

  /// Whether a value of a score keeps the objective; nil for scores the objective does not limit.
  func keepsObjective(_ value: Double, score: Int) -> Bool? {
    guard self.score(score).id == KeyScores.violationsId, !value.isNaN else { return nil }
    return value <= allowedViolations * (1 + 1e-12)
  }

  /// The indices of the strategies with the best mean of a score; none where all are alike or there is no
  /// good end.
  func bestStrategies(score: Int) -> Set<Int> {
    let means = strategies.map { $0.mean(of: score).mean }
    let known = means.filter { !$0.isNaN }
    guard known.count > 1, let least = known.min(), let most = known.max(), least < most else { return [] }
    switch self.score(score).better {
    case .neither: return []
    case .lower: return Set(means.indices.filter { means[$0] == least })
    case .higher: return Set(means.indices.filter { means[$0] == most })
    }
  }
}
