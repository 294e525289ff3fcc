#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Elasticity {
  /// Returns ε, how many times better another run is than a baseline: Π (x_baseline / x_other)^¼ over θ_U,
  /// θ_O, τ_U and τ_O.
  ///
  /// Values below `floor` are raised to it, which a report must say; nil if a value is 0 even so, since the
  /// product of ratios then means nothing.
  public static func speedup(baseline: Elasticity, other: Elasticity, floor: Double = 0) -> Double? {
    let pairs = zip(baseline.parts.prefix(4), other.parts.prefix(4))
    var sum = 0.0
    for (before, after) in pairs {
      let (before, after) = (max(before, floor), max(after, floor))
      guard before > 0, after > 0 else { return nil }
      sum += log(before / after)
    }
    return exp(sum / 4)
  }

  /// θ_U, θ_O, τ_U, τ_O and υ, each better when smaller: what runs compete in.
  public var parts: [Double] {
    [underProvisioning, overProvisioning, underProvisionedTime, overProvisionedTime, instability]
  }
}

/// The pairwise competition of several candidates over several metrics.
public enum PairwiseCompetition {
  /// Returns each candidate's share of duels won, in percent, ties half: one duel per opponent and metric.
  ///
  /// `scores[i][m]` is candidate i's value of metric m; smaller wins.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two candidates, no metrics, or rows of different lengths.
  public static func shares(_ scores: [[Double]]) throws(StatisticsError) -> [Double] {
    guard scores.count >= 2 else { throw .tooFew(values: scores.count, needed: 2) }
    for row in scores {
      try row.requireSameCount(as: scores[0])
      guard !row.isEmpty else { throw .tooFew(values: 0, needed: 1) }
    }
    return scores.indices.map { candidate in
      var points = 0.0
      for opponent in scores.indices where opponent != candidate {
        for (own, other) in zip(scores[candidate], scores[opponent]) {
          points += own < other ? 1 : (own == other ? 0.5 : 0)
        }
      }
      return 100 * points / Double((scores.count - 1) * scores[0].count)
    }
  }
}
