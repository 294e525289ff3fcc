/// How much the values of a series tell about those after them.
public struct Autocorrelation: Sendable, Hashable {
  /// The number of values.
  public let count: Int
  /// The autocorrelations at lags 0, 1, ... n − 1, sums of n − k products over n: the usual, biased estimate.
  public let coefficients: [Double]
  /// The sum of squared successive differences over the sum of squares about the mean; 2 for independent
  /// values.
  public let vonNeumannRatio: Double

  /// Finds the autocorrelations of a series up to a lag, by default all. O(n · lags).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, a value that is not finite, or a series that
  ///   does not vary.
  public init(_ series: [Double], upTo lag: Int? = nil) throws(StatisticsError) {
    try series.requireFinite(atLeast: 2)
    let mean = Moments.mean(series)
    let centered = series.map { $0 - mean }
    let squares = centered.reduce(0) { $0 + $1 * $1 }
    guard squares > 0 else { throw .degenerate("a series that does not vary has no autocorrelation") }
    count = series.count
    let last = min(max(lag ?? series.count - 1, 0), series.count - 1)
    coefficients = (0...last).map { lag in
      var sum = 0.0
      for index in 0..<(centered.count - lag) { sum += centered[index] * centered[index + lag] }
      return sum / squares
    }
    var differences = 0.0
    for index in 1..<series.count {
      let difference = series[index] - series[index - 1]
      differences += difference * difference
    }
    vonNeumannRatio = differences / squares
  }

  /// The autocorrelations with n − k instead of n as divisor: without bias, but wild at long lags.
  public var adjusted: [Double] {
    coefficients.enumerated().map { $1 * Double(count) / Double(count - $0) }
  }

  /// Returns the partial autocorrelations at lags 0 ... `lag`, by Durbin and Levinson. O(lag²).
  public func partial(upTo lag: Int) -> [Double] {
    var result = [1.0]
    var weights: [Double] = []
    var error = 1.0
    for k in 1..<max(min(lag + 1, coefficients.count), 1) {
      var numerator = coefficients[k]
      for (index, weight) in weights.enumerated() { numerator -= weight * coefficients[k - 1 - index] }
      let reflection = error > 0 ? numerator / error : 0
      weights = weights.enumerated().map { $1 - reflection * weights[weights.count - 1 - $0] } + [reflection]
      error *= 1 - reflection * reflection
      result.append(reflection)
    }
    return result
  }

  /// Returns the statistic and p-value of Ljung and Box: are the autocorrelations up to a lag all 0?
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for a lag that was not computed.
  public func ljungBox(upTo lag: Int) throws(StatisticsError) -> (statistic: Double, p: Double) {
    guard lag >= 1, lag < coefficients.count else {
      throw .argument(name: "lag", value: "\(lag)", expected: "1 to \(coefficients.count - 1)")
    }
    let n = Double(count)
    let sum = (1...lag).reduce(0) { $0 + coefficients[$1] * coefficients[$1] / (n - Double($1)) }
    let statistic = n * (n + 2) * sum
    return (statistic, ChiSquare(degrees: Double(lag)).upperTail(statistic))
  }

  /// How many values of the series tell as much on the mean as one independent value: 2 Σ Γ − 1 over the
  /// first positive sums Γ of two neighboring autocorrelations (Geyer's initial positive sequence).
  public var integratedTime: Double {
    var sum = 0.0
    for lag in stride(from: 0, to: coefficients.count - 1, by: 2) {
      let pair = coefficients[lag] + coefficients[lag + 1]
      if pair <= 0 { break }
      sum += pair
    }
    return 2 * sum - 1
  }

  /// How many independent values the series is worth, n over ``integratedTime``; nil where that is not
  /// positive.
  public var effectiveCount: Double? {
    integratedTime > 1e-12 ? Double(count) / integratedTime : nil
  }
}
