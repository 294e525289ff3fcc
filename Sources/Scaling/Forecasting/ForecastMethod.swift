/// A way to continue a history that was sampled at equal steps.
public enum ForecastMethod: Sendable, Hashable {
  /// The value of one season before.
  case seasonalNaive(period: Int)
  /// The mean of the last values.
  case movingAverage(window: Int)
  /// A line through the last values.
  case linear(window: Int)
  /// Exponential smoothing with given parameters, or with fitted ones if there are none.
  case smoothing(ExponentialSmoothing, ExponentialSmoothing.Parameters?, damped: Bool)
  /// Waves of a season, perhaps about a line.
  case harmonic(period: Int, waves: Int, trend: Bool)
  /// The strongest waves of the spectrum.
  case spectral(waves: Int)
  /// Shares of the last values.
  case autoregression(order: Int)

  /// The next values of a history.
  public func forecast(_ history: [Double], steps: Int) throws(ForecastError) -> [Double] {
    switch self {
    case .seasonalNaive(let period): return try NaiveForecasts.seasonal(history, period: period, steps: steps)
    case .movingAverage(let window):
      let mean = try NaiveForecasts.movingAverage(history, window: window)
      return [Double](repeating: mean, count: max(0, steps))
    case .linear(let window):
      let line = try LinearTrend(Array(history.suffix(max(3, window))))
      return (0..<max(0, steps)).map { line.forecast(step: $0 + 1) }
    case .smoothing(let method, let given, let damped):
      let states = try method.states(for: history)
      let parameters: ExponentialSmoothing.Parameters
      if let given {
        parameters = given
      } else {
        parameters = try method.fit(history, from: states, damped: damped)
      }
      return method.forecast(try method.run(history, parameters, from: states), parameters, steps: steps)
    case .harmonic(let period, let waves, let trend):
      return try HarmonicRegression(history, period: period, harmonics: waves, trend: trend).forecast(
        steps: steps)
    case .spectral(let waves): return try SpectralForecast(history, waves: waves).forecast(steps: steps)
    case .autoregression(let order): return try Autoregression(history, order: order).forecast(steps: steps)
    }
  }

  /// The same method with its parameters fitted to a history, where it has any to fit.
  func fitted(to history: [Double]) throws(ForecastError) -> ForecastMethod {
    guard case .smoothing(let method, nil, let damped) = self else { return self }
    let parameters = try method.fit(history, from: try method.states(for: history), damped: damped)
    return .smoothing(method, parameters, damped: damped)
  }
}
