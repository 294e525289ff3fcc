/// The interval for the expected number of events, from a count of them.
public enum PoissonInterval {
  /// Returns Garwood's exact interval, half of χ² quantiles at 2k and 2k + 2 degrees of freedom.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for a negative count or a level outside 0
  ///   ... 1.
  public static func garwood(count: Int, level: Double = 0.95) throws(StatisticsError) -> Interval {
    guard count >= 0 else { throw .argument(name: "count", value: "\(count)", expected: "0 or more") }
    try requireLevel(level)
    let k = Double(count)
    return Interval(
      lower: count == 0 ? 0 : ChiSquare(degrees: 2 * k).quantile((1 - level) / 2) / 2,
      upper: ChiSquare(degrees: 2 * k + 2).quantile((1 + level) / 2) / 2, level: level)
  }
}
