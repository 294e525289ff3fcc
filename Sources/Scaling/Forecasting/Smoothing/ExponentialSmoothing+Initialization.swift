import Foundation

extension ExponentialSmoothing {
  /// How the states before the first value are found.
  public enum Initialization: String, Sendable, Hashable, CaseIterable {
    /// From moving averages and a line through the first ten values without season.
    case heuristic
    /// What statsmodels calls the heuristic where it estimates nothing.
    case estimated
    /// From the first two seasons alone.
    case legacyHeuristic = "legacy-heuristic"
  }

  /// The states before the first value of a history.
  ///
  /// Source: Hyndman et al., Forecasting with Exponential Smoothing (2008), 2.6.1, as in statsmodels 0.15
  /// (tsa/exponential_smoothing/initialization.py). Throws where the history is too short.
  public func states(
    for history: [Double], _ initialization: Initialization = .heuristic
  ) throws(ForecastError) -> States {
    initialization == .legacyHeuristic ? try legacyStates(history) : try heuristicStates(history)
  }

  private func heuristicStates(_ history: [Double]) throws(ForecastError) -> States {
    var smooth = history
    var season: [Double] = []
    if seasonal != .none {
      // With fewer than two whole seasons no step of it has a neighbor on both sides.
      let needed = max(2 * period, 10 + 2 * (period / 2))
      guard history.count >= needed else { throw .tooShort(values: history.count, needed: needed) }
      let least = (10 + 2 * (period / 2) + period - 1) / period
      let cycles = max(min(5, history.count / period), least)
      let first = Array(history.prefix(period * cycles))
      let trendline = centeredAverage(first)
      season = try seasonMeans(first, trendline)
      smooth = trendline.compactMap { $0 }
    }
    guard smooth.count >= 2 else { throw .tooShort(values: smooth.count, needed: 2) }
    let line = LinearTrend.line(Array(smooth.prefix(10)), firstX: 1)
    let slope: Double
    switch trend {
    case .none: slope = 0
    case .additive: slope = line.slope
    case .multiplicative: slope = 1 + line.slope / line.intercept
    }
    return States(level: line.intercept, trend: slope, season: season)
  }

  /// The mean over a season around each value, nil at both ends.
  private func centeredAverage(_ values: [Double]) -> [Double?] {
    let half = period / 2
    var averages = [Double?](repeating: nil, count: values.count)
    guard half < values.count - half else { return averages }
    for index in half..<(values.count - half) {
      if period % 2 == 1 {
        averages[index] = values[(index - half)...(index + half)].reduce(0, +) / Double(period)
      } else {
        let left = values[(index - half)..<(index + half)].reduce(0, +)
        let right = values[(index - half + 1)..<(index + half + 1)].reduce(0, +)
        averages[index] = (left + right) / Double(2 * period)
      }
    }
    return averages
  }

  private func seasonMeans(_ values: [Double], _ trendline: [Double?]) throws(ForecastError) -> [Double] {
    var means: [Double] = []
    for step in 0..<period {
      var sum = 0.0
      var count = 0.0
      for index in stride(from: step, to: values.count, by: period) {
        guard let average = trendline[index] else { continue }
        sum += seasonal == .additive ? values[index] - average : values[index] / average
        count += 1
      }
      guard count > 0 else { throw .tooShort(values: values.count, needed: 2 * period + 1) }
      means.append(sum / count)
    }
    let mean = means.reduce(0, +) / Double(period)
    return means.map { seasonal == .additive ? $0 - mean : $0 / mean }
  }

  /// Level: the mean of every m-th value; trend: the mean growth from the first season to the second.
  private func legacyStates(_ history: [Double]) throws(ForecastError) -> States {
    guard seasonal != .none else {
      guard history.count >= (trend == .none ? 1 : 2) else {
        throw .tooShort(values: history.count, needed: 2)
      }
      switch trend {
      case .none: return States(level: history[0])
      case .additive: return States(level: history[0], trend: history[1] - history[0])
      case .multiplicative: return States(level: history[0], trend: history[1] / history[0])
      }
    }
    guard history.count >= 2 * period else { throw .tooShort(values: history.count, needed: 2 * period) }
    let steps = stride(from: 0, to: history.count, by: period).map { history[$0] }
    let level = steps.reduce(0, +) / Double(steps.count)
    let first = history[..<period]
    let second = history[period..<(2 * period)]
    let length = Double(period)
    let slope: Double
    switch trend {
    case .none: slope = 0
    case .additive: slope = zip(first, second).reduce(0) { $0 + ($1.1 - $1.0) / length } / length
    case .multiplicative:
      let growth = log(second.reduce(0, +) / length) - log(first.reduce(0, +) / length)
      slope = exp(growth / length)
    }
    let season = first.map { seasonal == .additive ? $0 - level : $0 / level }
    return States(level: level, trend: slope, season: season)
  }
}
