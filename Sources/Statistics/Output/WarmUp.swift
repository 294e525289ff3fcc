/// How much of the beginning of a run to leave out.
public enum WarmUp {
  /// What the rule MSER found.
  public struct Truncation: Sendable, Hashable {
    /// How many values to leave out.
    public var values: Int
    /// How many batches that is.
    public var batches: Int
    /// The least squared standard error of the mean, by which the cut was chosen.
    public var squaredError: Double
    /// The mean of the batches that remain.
    public var mean: Double
  }

  /// Returns the cut after which the mean's standard error is least (White 1997; MSER-5 for batches of 5).
  ///
  /// Looks at cuts in the first half only. O(n).
  ///
  /// - Throws: ``StatisticsError`` for a batch size below 1, fewer than two batches, or a value that is not
  ///   finite.
  public static func mser(_ series: [Double], batchSize: Int = 5) throws(StatisticsError) -> Truncation {
    guard batchSize >= 1 else {
      throw .argument(name: "batch size", value: "\(batchSize)", expected: "at least 1")
    }
    try series.requireFinite(atLeast: 2 * batchSize)
    let count = series.count / batchSize
    let means = (0..<count).map {
      Moments.mean(Array(series[($0 * batchSize)..<(($0 + 1) * batchSize)]))
    }
    // From the end, the mean and the sum of squares about it of all that remains (Welford).
    var (mean, squares) = (0.0, 0.0)
    var best = Truncation(values: 0, batches: 0, squaredError: .infinity, mean: .nan)
    for cut in stride(from: count - 1, through: 0, by: -1) {
      let size = Double(count - cut)
      let difference = means[cut] - mean
      mean += difference / size
      squares += difference * (means[cut] - mean)
      let error = squares / (size * size)
      if cut < count / 2, error <= best.squaredError {
        best = Truncation(values: cut * batchSize, batches: cut, squaredError: error, mean: mean)
      }
    }
    return best
  }

  /// Returns Welch's moving averages, by which the eye finds the end of the warm-up.
  ///
  /// Each is the mean of a value and `window` values on either side, of fewer at the beginning; the last
  /// `window` values have none.
  ///
  /// - Throws: ``StatisticsError`` for a negative window, too few values, or a value that is not finite.
  public static func welch(_ series: [Double], window: Int) throws(StatisticsError) -> [Double] {
    guard window >= 0 else { throw .argument(name: "window", value: "\(window)", expected: "0 or more") }
    try series.requireFinite(atLeast: window + 1)
    return (0..<(series.count - window)).map { index in
      let reach = min(index, window)
      return Moments.mean(Array(series[(index - reach)...(index + reach)]))
    }
  }
}
