/// Intervals for a probability, from a number of successes among independent trials.
public struct Proportion: Sendable, Hashable {
  /// How many trials succeeded.
  public let successes: Int
  /// How many trials there were.
  public let trials: Int

  /// Makes a proportion.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` without trials or for successes outside
  ///   0 ... trials.
  public init(successes: Int, trials: Int) throws(StatisticsError) {
    guard trials > 0 else { throw .argument(name: "trials", value: "\(trials)", expected: "at least 1") }
    guard (0...trials).contains(successes) else {
      throw .argument(name: "successes", value: "\(successes)", expected: "0 to \(trials)")
    }
    (self.successes, self.trials) = (successes, trials)
  }

  /// Successes over trials.
  public var share: Double { Double(successes) / Double(trials) }

  /// Returns Wilson's score interval: near its level for any share, the default choice.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for a level outside 0 ... 1, as all of
  ///   these.
  public func wilson(level: Double = 0.95) throws(StatisticsError) -> Interval {
    let (z, n) = try quantileAndCount(level)
    let squared = z * z / n
    let center = (share + squared / 2) / (1 + squared)
    let half = z * (share * (1 - share) / n + squared / (4 * n)).squareRoot() / (1 + squared)
    return clipped(center, half, level)
  }

  /// Returns the interval of Clopper and Pearson: never below its level, wide.
  public func clopperPearson(level: Double = 0.95) throws(StatisticsError) -> Interval {
    try requireLevel(level)
    let (k, failures) = (Double(successes), Double(trials - successes))
    return Interval(
      lower: successes == 0 ? 0 : BetaDistribution(k, failures + 1).quantile((1 - level) / 2),
      upper: successes == trials ? 1 : BetaDistribution(k + 1, failures).quantile((1 + level) / 2),
      level: level)
  }

  /// Returns the interval of Agresti and Coull: the normal one after z²/2 successes and failures are added.
  public func agrestiCoull(level: Double = 0.95) throws(StatisticsError) -> Interval {
    let (z, n) = try quantileAndCount(level)
    let adjusted = n + z * z
    let center = (Double(successes) + z * z / 2) / adjusted
    return clipped(center, z * (center * (1 - center) / adjusted).squareRoot(), level)
  }

  /// Returns the equal-tailed interval of Jeffreys' prior.
  public func jeffreys(level: Double = 0.95) throws(StatisticsError) -> Interval {
    try requireLevel(level)
    let posterior = BetaDistribution(Double(successes) + 0.5, Double(trials - successes) + 0.5)
    return Interval(
      lower: posterior.quantile((1 - level) / 2), upper: posterior.quantile((1 + level) / 2), level: level)
  }

  /// Returns share ± z √(share (1 − share)/n), which is too narrow for small counts.
  public func normal(level: Double = 0.95) throws(StatisticsError) -> Interval {
    let (z, n) = try quantileAndCount(level)
    return clipped(share, z * (share * (1 - share) / n).squareRoot(), level)
  }

  private func quantileAndCount(_ level: Double) throws(StatisticsError) -> (z: Double, n: Double) {
    try requireLevel(level)
    return (StandardNormal.quantile((1 + level) / 2), Double(trials))
  }

  private func clipped(_ center: Double, _ half: Double, _ level: Double) -> Interval {
    Interval(lower: max(center - half, 0), upper: min(center + half, 1), level: level)
  }
}
