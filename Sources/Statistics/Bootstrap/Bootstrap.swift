/// Resampling with replacement: the uncertainty of any statistic, without a formula.
public enum Bootstrap {
  /// Returns the BCa interval of a statistic. O(resamples · n) and the statistic's own cost.
  ///
  /// The statistic gets the values of a resample in no particular order. At least 2,000 resamples, 10,000 for
  /// statements on a 99 % quantile.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, a value of sample or statistic that is not finite,
  ///   fewer than two resamples, or a level outside 0 ... 1.
  public static func bca(
    _ sample: [Double], statistic: ([Double]) -> Double, resamples: Int = 10_000, level: Double = 0.95,
    stream: inout RandomStream
  ) throws(StatisticsError) -> Interval {
    try distribution(sample, statistic: statistic, resamples: resamples, stream: &stream).bca(level: level)
  }

  /// Returns what a statistic gives on resamples drawn from a stream, and on the sample without each value.
  ///
  /// - Throws: ``StatisticsError`` as for ``bca(_:statistic:resamples:level:stream:)``.
  public static func distribution(
    _ sample: [Double], statistic: ([Double]) -> Double, resamples: Int = 10_000, stream: inout RandomStream
  ) throws(StatisticsError) -> BootstrapDistribution {
    try sample.requireFinite(atLeast: 2)
    var resample = sample
    var replicates: [Double] = []
    replicates.reserveCapacity(max(resamples, 0))
    for _ in 0..<max(resamples, 0) {
      for place in resample.indices { resample[place] = sample[stream.index(below: sample.count)] }
      replicates.append(statistic(resample))
    }
    return try BootstrapDistribution(
      estimate: statistic(sample), replicates: replicates, jackknife: jackknife(sample, statistic: statistic))
  }

  /// Returns what a statistic gives on resamples given by the positions of their values, from 0.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values or resamples, a value that is not finite, or a
  ///   position outside the sample.
  public static func distribution(
    _ sample: [Double], statistic: ([Double]) -> Double, positions: [[Int]]
  ) throws(StatisticsError) -> BootstrapDistribution {
    try sample.requireFinite(atLeast: 2)
    var replicates: [Double] = []
    replicates.reserveCapacity(positions.count)
    for resample in positions {
      if let outside = resample.first(where: { !sample.indices.contains($0) }) {
        throw .argument(name: "position", value: "\(outside)", expected: "0 to \(sample.count - 1)")
      }
      replicates.append(statistic(resample.map { sample[$0] }))
    }
    return try BootstrapDistribution(
      estimate: statistic(sample), replicates: replicates, jackknife: jackknife(sample, statistic: statistic))
  }

  /// Returns a statistic of the sample without each of its values.
  public static func jackknife(_ sample: [Double], statistic: ([Double]) -> Double) -> [Double] {
    sample.indices.map { left in
      var rest = sample
      rest.remove(at: left)
      return statistic(rest)
    }
  }
}
