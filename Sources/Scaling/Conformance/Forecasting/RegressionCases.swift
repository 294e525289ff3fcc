import Kubernetes
import Statistics

/// Lines, naive forecasts, waves and spectra.
enum RegressionCases {
  private static let share = ForecastConformance.tolerance

  /// A line with its band, and the naive forecasts.
  static func linear(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let (values, period) = library.series(fields) else { return nil }
    var comparison = CaseComparison()
    comparison.label = fields.string("series") ?? ""
    func compare(_ name: String, _ found: Double) {
      guard let recorded = fields.double(name) else { return }
      comparison.compare(name, expected: recorded, found: found, within: share)
    }
    func compare(_ name: String, _ found: (Int) throws(ForecastError) -> [Double]) throws(ForecastError) {
      guard let recorded = fields.doubles(name) else { return }
      comparison.compare(name, expected: recorded, found: try found(recorded.count), within: share)
    }
    do throws(ForecastError) {
      let line = try LinearTrend(values)
      compare("intercept", line.intercept)
      compare("slope", line.slope)
      compare("r2", line.determination)
      compare("sigma2", line.variance)
      try compare("se") { _ in [line.standardErrors.intercept, line.standardErrors.slope] }
      try compare("forecast") { count in (0..<count).map { line.forecast(step: $0 + 1) } }
      try compare("lower95") { count in (0..<count).map { line.interval(step: $0 + 1).lowerBound } }
      try compare("upper95") { count in (0..<count).map { line.interval(step: $0 + 1).upperBound } }
      let last = Array(values.suffix(10))
      let short = LinearTrend.line(last, firstX: values.count - last.count)
      _ = fields.object("last10") { recorded -> Bool in
        comparison.compare(
          "last10.slope", expected: recorded.double("slope") ?? 0, found: short.slope, within: share)
        comparison.compare(
          "last10.intercept", expected: recorded.double("intercept") ?? 0, found: short.intercept,
          within: share)
        return true
      }
      try compare("seasonalNaive") { count throws(ForecastError) in
        try NaiveForecasts.seasonal(values, period: period, steps: count)
      }
      try compare("drift") { count throws(ForecastError) in try NaiveForecasts.drift(values, steps: count) }
      compare("movingAverage5", try NaiveForecasts.movingAverage(values, window: 5))
      compare("ewma03", try NaiveForecasts.weightedAverage(values, share: 0.3))
    } catch {
      comparison.note("error", "none", error.description)
    }
    return comparison
  }

  /// Waves of a season.
  static func harmonic(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let (values, period) = library.series(fields) else { return nil }
    fields.ignore("columns")
    let harmonics = Int(fields.int32("harmonics") ?? 1)
    let hasTrend = fields.bool("trend") ?? false
    let recorded = fields.doubles("coef") ?? []
    var comparison = CaseComparison()
    comparison.label = "\(fields.string("series") ?? "") \(harmonics) waves"
    do throws(ForecastError) {
      let model = try HarmonicRegression(values, period: period, harmonics: harmonics, trend: hasTrend)
      if Int(fields.int32("rank") ?? 0) == recorded.count {
        comparison.compare("coef", expected: recorded, found: model.coefficients, within: share)
      }
      comparison.compare("sse", expected: fields.double("sse") ?? 0, found: model.squaredError, within: share)
      let forecast = fields.doubles("forecast") ?? []
      comparison.compare(
        "forecast", expected: forecast, found: model.forecast(steps: forecast.count), within: share)
    } catch {
      comparison.note("error", "none", error.description)
    }
    return comparison
  }

  /// A spectrum and what its strongest waves say.
  static func spectrum(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let (values, _) = library.series(fields) else { return nil }
    var comparison = CaseComparison()
    comparison.label = fields.string("series") ?? ""
    do throws(ForecastError) {
      let model = try SpectralForecast(values, waves: 3)
      comparison.compare(
        "amplitude", expected: fields.doubles("amplitude") ?? [], found: model.amplitudes, within: share)
      comparison.compare(
        "top3", expected: (fields.doubles("top3") ?? []).map { Int(GoConversion.int64($0)) },
        found: model.strongest)
      comparison.compare(
        "top3Reconstruction", expected: fields.doubles("top3Reconstruction") ?? [],
        found: model.reconstruction,
        within: share)
      let extrapolation = fields.doubles("extrapolation") ?? []
      comparison.compare(
        "extrapolation", expected: extrapolation, found: model.forecast(steps: extrapolation.count),
        within: share)
      comparison.compare(
        "periodogram", expected: fields.doubles("periodogram") ?? [],
        found: try SpectralForecast.periodogram(values), within: share)
    } catch {
      comparison.note("error", "none", error.description)
    }
    let recorded = fields.doubles("acf") ?? []
    if let found = try? Autocorrelation(values, upTo: max(0, recorded.count - 1)).coefficients {
      comparison.compare("acf", expected: recorded, found: found, within: share)
    }
    return comparison
  }
}
