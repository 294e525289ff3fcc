import Kubernetes

/// Runs and fits of exponential smoothing.
enum SmoothingCases {
  /// Reads the method of a case.
  static func method(_ fields: Fields, period: Int) -> ExponentialSmoothing {
    ExponentialSmoothing(
      trend: fields.string("trend").flatMap(ExponentialSmoothing.Component.init) ?? .none,
      seasonal: fields.string("seasonal").flatMap(ExponentialSmoothing.Component.init) ?? .none,
      period: period)
  }

  private static func parameters(_ fields: Fields) -> ExponentialSmoothing.Parameters {
    ExponentialSmoothing.Parameters(
      alpha: fields.double("alpha") ?? 0, beta: fields.double("beta") ?? 0,
      gamma: fields.double("gamma") ?? 0,
      phi: fields.double("phi") ?? 1)
  }

  private static func label(_ fields: Fields) -> String {
    [
      fields.string("series"), fields.string("trend"), fields.string("seasonal"),
      fields.string("initialization"),
    ]
    .compactMap { $0 }.joined(separator: " ")
  }

  /// A run with given parameters: initial states, expectations, final states and forecasts.
  static func run(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let (values, period) = library.series(fields) else { return nil }
    fields.ignore("damped")
    let method = method(fields, period: period)
    let parameters = parameters(fields)
    let season = fields.doubles("initialSeasonal") ?? []
    let usual = method.trend == .multiplicative ? 1.0 : 0
    let recorded = ExponentialSmoothing.States(
      level: fields.double("initialLevel") ?? 0, trend: fields.double("initialTrend") ?? usual, season: season
    )
    var comparison = CaseComparison()
    comparison.label = label(fields)
    let share = ForecastConformance.tolerance
    do throws(ForecastError) {
      var states = recorded
      let initialization = fields.string("initialization") ?? "known"
      if initialization != "known" {
        guard let known = ExponentialSmoothing.Initialization(rawValue: initialization) else {
          fields.problem("initialization", "unknown initialization \(initialization)")
          return nil
        }
        states = try method.states(for: values, known)
        comparison.compare("initialLevel", expected: recorded.level, found: states.level, within: share)
        if method.trend != .none {
          comparison.compare("initialTrend", expected: recorded.trend, found: states.trend, within: share)
        }
        comparison.compare("initialSeasonal", expected: recorded.season, found: states.season, within: share)
      }
      let run = try method.run(values, parameters, from: states)
      comparison.compare("fitted", expected: fields.doubles("fitted") ?? [], found: run.fitted, within: share)
      comparison.compare(
        "level", expected: fields.double("level") ?? 0, found: run.states.level, within: share)
      if let slope = fields.double("trendState") {
        comparison.compare("trendState", expected: slope, found: run.states.trend, within: share)
      }
      if let season = fields.doubles("seasonState") {
        comparison.compare("seasonState", expected: season, found: run.states.season, within: share)
      }
      comparison.compare("sse", expected: fields.double("sse") ?? 0, found: run.squaredError, within: share)
      let forecast = fields.doubles("forecast") ?? []
      comparison.compare(
        "forecast", expected: forecast, found: method.forecast(run, parameters, steps: forecast.count),
        within: share)
    } catch {
      comparison.note("error", "none", error.description)
    }
    return comparison
  }

  /// A fit: the recorded parameters have to give the recorded error, and the own ones hardly a worse one.
  static func fit(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let (values, period) = library.series(fields) else { return nil }
    let method = method(fields, period: period)
    let isDamped = fields.bool("damped") ?? false
    let reference = parameters(fields)
    guard let error = fields.required("sse", fields.double) else { return nil }
    let forecast = fields.doubles("forecast") ?? []
    var comparison = CaseComparison()
    comparison.label = label(fields)
    do throws(ForecastError) {
      let states = try method.states(for: values)
      let given = try method.run(values, reference, from: states)
      let share = ForecastConformance.tolerance
      comparison.compare("sse", expected: error, found: given.squaredError, within: share)
      comparison.compare(
        "forecast", expected: forecast, found: method.forecast(given, reference, steps: forecast.count),
        within: share)
      let fitted = try method.fit(values, from: states, damped: isDamped)
      let own = try method.run(values, fitted, from: states).squaredError
      if !(own <= error * (1 + ForecastConformance.worse)) {
        comparison.note("optimized sse", "at most \(error * (1 + ForecastConformance.worse))", "\(own)")
      }
    } catch {
      comparison.note("error", "none", error.description)
    }
    return comparison
  }
}
