import Statistics

extension Estimate {
  /// The fewest values an interval is given for: fewer have too few different resamples to say anything.
  static let fewestForInterval = 5
  /// How often a sample is drawn again for an interval.
  static let resamples = 10_000

  /// Estimates a mean with a BCa bootstrap interval (Efron 1987) from the values of independent runs.
  ///
  /// `key` names the random stream, so that an estimate depends on its own values alone. Values that are no numbers
  /// are left out; equal values make an interval of no width.
  static func mean(of values: [Double], key: String, level: Double = 0.95) throws(StatisticsError) -> Estimate
  {
    let values = values.filter(\.isFinite)
    guard let first = values.first else { return Estimate(mean: .nan, interval: nil) }
    let mean = values.reduce(0, +) / Double(values.count)
    guard values.count >= fewestForInterval else { return Estimate(mean: mean, interval: nil) }
    guard values.contains(where: { $0 != first }) else {
      return Estimate(mean: first, interval: Interval(lower: first, upper: first, level: level))
    }
    var stream = RandomStream(seed: 0, purpose: "bootstrap/\(key)")
    let interval = try Bootstrap.bca(
      values, statistic: { sample in sample.reduce(0, +) / Double(sample.count) }, resamples: resamples,
      level: level,
      stream: &stream)
    return Estimate(mean: mean, interval: interval)
  }
}
