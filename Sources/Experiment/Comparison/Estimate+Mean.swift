import Statistics

extension Resamples {
  /// The resamples every estimate of as many values is made with; nil where there are too few for an interval.
  ///
  /// They depend on the number of values alone, so that estimates are the same in every run and order.
  package static func usual(of count: Int) throws(StatisticsError) -> Resamples? {
    guard count >= Estimate.fewestForInterval else { return nil }
    var stream = RandomStream(seed: 0, purpose: "bootstrap", entity: UInt64(count))
    return try Resamples(of: count, count: 10_000, stream: &stream)
  }
}

extension Estimate {
  /// The fewest values an interval is given for: fewer have too few different resamples to say anything.
  package static let fewestForInterval = 5

  /// Estimates a mean with a BCa bootstrap interval (Efron 1987) from the values of independent runs.
  ///
  /// Values that are no numbers are left out, for which `resamples` are drawn anew; equal values make an interval of
  /// no width.
  package static func mean(
    of values: [Double], resamples: Resamples?, level: Double = 0.95
  ) throws(StatisticsError) -> Estimate {
    let values = values.filter(\.isFinite)
    guard let first = values.first else { return Estimate(mean: .nan, interval: nil) }
    guard values.contains(where: { $0 != first }) else {
      let isEnough = values.count >= fewestForInterval
      return Estimate(
        mean: first, interval: isEnough ? Interval(lower: first, upper: first, level: level) : nil)
    }
    let mean = { (sample: [Double]) in sample.reduce(0, +) / Double(sample.count) }
    let drawn = resamples?.sampleCount == values.count ? resamples : try .usual(of: values.count)
    guard let drawn else { return Estimate(mean: mean(values), interval: nil) }
    let distribution = try Bootstrap.distribution(values, statistic: mean, resamples: drawn)
    return Estimate(mean: mean(values), interval: try distribution.bca(level: level))
  }
}
