/// The steps a load is computed on: each begins at its time and ends where the next begins.
struct TimeAxis: Sendable, Hashable {
  /// Strictly increasing, from 0 or later.
  var timesMs: [Int64]
  /// The end of the last step.
  var endMs: Int64

  init(timesMs: [Int64], endMs: Int64) {
    self.timesMs = timesMs
    self.endMs = endMs
  }

  /// Makes equal steps from 0 that fill a length of time; the last one is shorter if they do not fit.
  init(stepMs: Int64, lengthMs: Int64) {
    timesMs = Array(stride(from: 0, to: lengthMs, by: Int64.Stride(max(stepMs, 1))))
    endMs = lengthMs
  }

  var count: Int { timesMs.count }

  func endMs(at index: Int) -> Int64 { index + 1 < timesMs.count ? timesMs[index + 1] : endMs }

  /// The length of a step in seconds.
  func seconds(at index: Int) -> Double { Double(endMs(at: index) - timesMs[index]) / 1000 }

  /// The length of the first step, which stands for all where one step is needed.
  var stepMs: Int64 { timesMs.isEmpty ? 1 : endMs(at: 0) - timesMs[0] }
}

/// A load's values on the steps of an axis.
struct Column: Sendable, Hashable {
  /// One value a step; NaN for a gap.
  var values: [Double]
  /// Which steps a limit cut off; nil for none.
  var censored: [Bool]?

  init(_ values: [Double], censored: [Bool]? = nil) {
    self.values = values
    self.censored = censored
  }
}
