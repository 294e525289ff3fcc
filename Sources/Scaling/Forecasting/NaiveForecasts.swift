/// Forecasts without a model: every other method has to be better than these.
public enum NaiveForecasts {
  /// The value of one season before.
  public static func seasonal(_ history: [Double], period: Int, steps: Int) throws(ForecastError) -> [Double]
  {
    guard period > 0 else { throw .setting("the period must be at least 1, found \(period)") }
    guard history.count >= period else { throw .tooShort(values: history.count, needed: period) }
    let last = history.suffix(period)
    return (0..<max(0, steps)).map { last[last.startIndex + $0 % period] }
  }

  /// The last value, and the mean growth of the whole history for each step.
  public static func drift(_ history: [Double], steps: Int) throws(ForecastError) -> [Double] {
    guard let first = history.first, let last = history.last, history.count > 1 else {
      throw .tooShort(values: history.count, needed: 2)
    }
    let growth = (last - first) / Double(history.count - 1)
    return (0..<max(0, steps)).map { last + Double($0 + 1) * growth }
  }

  /// The mean of the last values.
  public static func movingAverage(_ history: [Double], window: Int) throws(ForecastError) -> Double {
    guard window > 0, history.count >= window else {
      throw .tooShort(values: history.count, needed: max(1, window))
    }
    return history.suffix(window).reduce(0, +) / Double(window)
  }

  /// The exponentially weighted mean, begun with the first value.
  public static func weightedAverage(_ history: [Double], share: Double) throws(ForecastError) -> Double {
    guard let first = history.first else { throw .tooShort(values: 0, needed: 1) }
    return history.dropFirst().reduce(first) { share * $1 + (1 - share) * $0 }
  }
}
