/// A series in a few numbers; gaps do not count.
public struct SeriesSummary: Sendable, Hashable {
  /// How many values there are, gaps among them.
  public let count: Int
  /// How many of them are gaps.
  public let gaps: Int
  /// How long the series lasts, in milliseconds.
  public let durationMs: Int64
  /// The mean over time.
  public let mean: Double
  /// The least value.
  public let least: Double
  /// The greatest value.
  public let peak: Double
  /// When the greatest value begins to hold, in milliseconds from the first.
  public let peakAtMs: Int64
  /// Standard deviation over mean, both over time.
  public let variation: Double
  /// Variance over mean of the counts in the series' steps, which is 1 for a Poisson process of a constant
  /// rate; nil unless the series is regular and measures requests.
  public let indexOfDispersion: Double?
  /// The share of the recorded values that a limit cut off.
  public let censoredShare: Double

  /// Peak over mean; 0 where the mean is.
  public var peakToMean: Double { mean == 0 ? 0 : peak / mean }

  /// Sums a series up, in O(n); numbers that need a value are 0 where there is none.
  public init(_ series: Series) {
    var (weight, mean, squares) = (0.0, 0.0, 0.0)
    var (least, peak, peakAt) = (Double.infinity, -Double.infinity, Int64(0))
    for (index, value) in series.values.enumerated() where !value.isNaN {
      // West's weighted update, which loses no digits where the spread is small.
      let length = Double(series.endMs(at: index) - series.timesMs[index])
      weight += length
      let distance = value - mean
      mean += distance * length / weight
      squares += length * distance * (value - mean)
      least = min(least, value)
      if value > peak { (peak, peakAt) = (value, series.timesMs[index] - series.timesMs[0]) }
    }
    let variance = weight > 0 ? squares / weight : 0
    count = series.count
    gaps = series.gapCount
    durationMs = series.durationMs
    self.mean = mean
    self.least = weight > 0 ? least : 0
    self.peak = weight > 0 ? peak : 0
    peakAtMs = peakAt
    variation = mean == 0 ? 0 : variance.squareRoot() / mean
    indexOfDispersion =
      series.unit == .requestsPerSecond && mean > 0
      ? series.stepMs.map { variance * Double($0) / 1000 / mean } : nil
    censoredShare = series.censoredShare
  }
}
