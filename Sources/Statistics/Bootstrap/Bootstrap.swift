/// Resampling with replacement: the uncertainty of any statistic, without a formula.
public enum Bootstrap {
  /// Returns the BCa interval of a statistic. O(resamples · n) and the statistic's own cost.
  ///
  /// The statistic gets the values of a resample in no particular order. At least 2,000 resamples, 10,000 for
  /// statements on a 99 % quantile.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, a value of sample or statistic that is not
  ///   finite, fewer than two resamples, or a level outside 0 ... 1.
  public static func bca(
    _ sample: [Double], statistic: ([Double]) -> Double, resamples: Int = 10_000, level: Double = 0.95,
    stream: inout RandomStream
  ) throws(StatisticsError) -> Interval {
    let drawn = try Resamples(of: sample.count, count: resamples, stream: &stream)
    return try distribution(sample, statistic: statistic, resamples: drawn).bca(level: level)
  }

  /// Returns what a statistic gives on the sample, on resamples, and on the sample without each of its
  /// values.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, a value of sample or statistic that is not
  ///   finite, or resamples of another number of values.
  public static func distribution(
    _ sample: [Double], statistic: ([Double]) -> Double, resamples: Resamples
  ) throws(StatisticsError) -> BootstrapDistribution {
    try sample.requireFinite(atLeast: 2)
    guard resamples.sampleCount == sample.count else {
      throw .lengthsDiffer(sample.count, resamples.sampleCount)
    }
    var resample = sample
    var replicates: [Double] = []
    replicates.reserveCapacity(resamples.count)
    var next = 0
    for _ in 0..<resamples.count {
      for place in 0..<sample.count {
        resample[place] = sample[Int(resamples.positions[next])]
        next += 1
      }
      replicates.append(statistic(resample))
    }
    return try BootstrapDistribution(
      estimate: statistic(sample), replicates: replicates,
      jackknife: jackknife(sample, statistic: statistic))
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
