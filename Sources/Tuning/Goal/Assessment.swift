import Experiment
import Statistics

/// What a policy's runs say of the goal: means, and whether each limit is kept.
public struct Assessment: Sendable, Hashable {
  /// How a limit stands.
  public enum State: String, Sendable, Hashable {
    /// Kept, with the confidence asked for.
    case kept
    /// Kept in the mean, but not with that confidence.
    case unclear
    /// Broken in the mean.
    case broken
  }

  /// A limit's measure over the runs.
  public struct Bound: Sendable, Hashable {
    /// The mean.
    public var mean: Double
    /// The value the true mean stays below with the limit's confidence; the greatest run's where they are too few.
    public var upper: Double
    /// How the limit stands.
    public var state: State
  }

  /// The mean of each score over the runs.
  public var means: [Double]
  /// Each limit.
  public var bounds: [Bound]

  /// Whether every limit is kept.
  public var isKept: Bool { bounds.allSatisfy { $0.state == .kept } }
  /// Whether some limit is broken in the mean.
  public var isBroken: Bool { bounds.contains { $0.state == .broken } }
}

/// Assesses runs by a goal.
struct Assessor: Sendable {
  let goal: Goal
  let scores: [String]
  let resampleCount: Int
  private let limits: [(limit: ScoreLimit, score: Int)]

  init(goal: Goal, scores: [String], resamples: Int = 2_000) {
    self.goal = goal
    self.scores = scores
    resampleCount = resamples
    limits = goal.limits.compactMap { limit in
      scores.firstIndex(of: limit.score).map { (limit, $0) }
    }
  }

  /// Assesses the runs of one policy; `lengthsMs` are those of its runs.
  func assess(_ runs: [RunScores], lengthsMs: [Int64]) throws(StatisticsError) -> Assessment {
    let means = scores.indices.map { score in Assessor.mean(runs.map { $0.values[score] }) }
    var bounds: [Assessment.Bound] = []
    for (limit, score) in limits {
      let values = zip(runs, lengthsMs).map { limit.measure($0.values[score], lengthMs: $1) }
        .filter(\.isFinite)
      bounds.append(try bound(values, limit))
    }
    return Assessment(means: means, bounds: bounds)
  }

  /// How a limit stands by the values of runs.
  func bound(_ values: [Double], _ limit: ScoreLimit) throws(StatisticsError) -> Assessment.Bound {
    let (mean, upper) = try limit.estimate(values, resamples: resampleCount)
    guard mean <= limit.atMost else { return Assessment.Bound(mean: mean, upper: mean, state: .broken) }
    return Assessment.Bound(mean: mean, upper: upper, state: upper <= limit.atMost ? .kept : .unclear)
  }

  /// What a search makes small: the first objective relative to a reference, and a penalty for a limit not kept.
  ///
  /// objective / reference + 10 ln(bound / limit) for each limit whose bound lies above it: continuous at the limit,
  /// and steep enough that no saving pays for breaking it.
  func loss(_ assessment: Assessment, reference: Double) -> Double {
    guard let objective = scores.firstIndex(of: goal.minimize[0]) else { return .infinity }
    var loss = assessment.means[objective] / (reference > 0 ? reference : 1)
    for (bound, entry) in zip(assessment.bounds, limits) where bound.state != .kept {
      let excess = bound.upper / max(entry.limit.atMost, 1e-9)
      loss += excess.isFinite ? 10 * Logarithm.natural(max(excess, 1)) : 100
    }
    return loss.isFinite ? loss : 1e6
  }

  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }
}
