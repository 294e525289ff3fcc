import Kubernetes

/// Autoregressions, ARIMA and hidden states with given parameters.
enum StateSpaceCases {
  private static let share = ForecastConformance.tolerance

  /// Replays a model by its name.
  static func replay(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let (values, _) = library.series(fields), let model = fields.string("model") else { return nil }
    let forecast = fields.doubles("forecast") ?? []
    let parameters = fields.doubles("params") ?? []
    let names = fields.list("paramNames") { node, _ in node.text } ?? []
    var comparison = CaseComparison()
    comparison.label = "\(fields.string("series") ?? "") \(model)"
    if model.hasPrefix("AR(") {
      autoregression(values, parameters, forecast, fields, &comparison)
    } else if model.hasPrefix("ARIMA") {
      let arima = Self.arima(names: names, parameters: parameters, model)
      let found = arima.forecast(values, steps: forecast.count)
      comparison.compare(
        "loglik", expected: fields.double("loglik") ?? 0, found: found.logLikelihood, within: share)
      comparison.compare("forecast", expected: forecast, found: found.values, within: share)
      comparison.compare(
        "forecastVar", expected: fields.doubles("forecastVar") ?? [], found: found.variances, within: share)
    } else if let space = hiddenStates(model, parameters, fields) {
      let filtered = space.filter(values)
      comparison.compare(
        "filteredLevel", expected: fields.doubles("filteredLevel") ?? [],
        found: filtered.states.map { $0[0] },
        within: share)
      comparison.compare(
        "filteredLevelVar", expected: fields.doubles("filteredLevelVar") ?? [],
        found: filtered.variances.map { $0[0] }, within: share)
      let next = space.forecast(filtered, steps: forecast.count)
      comparison.compare("forecast", expected: forecast, found: next.map(\.value), within: share)
      comparison.compare(
        "forecastVar", expected: fields.doubles("forecastVar") ?? [], found: next.map(\.variance),
        within: share)
    } else {
      fields.problem("model", "unknown model \(model)")
      return nil
    }
    return comparison
  }

  private static func autoregression(
    _ values: [Double], _ parameters: [Double], _ forecast: [Double], _ fields: Fields,
    _ comparison: inout CaseComparison
  ) {
    do throws(ForecastError) {
      let model = try Autoregression(values, order: max(1, parameters.count - 1))
      comparison.compare(
        "params", expected: parameters, found: [model.constant] + model.shares, within: share)
      comparison.compare(
        "sigma2", expected: fields.double("sigma2") ?? 0, found: model.variance, within: share)
      comparison.compare(
        "forecast", expected: forecast, found: model.forecast(steps: forecast.count), within: share)
    } catch {
      comparison.note("error", "none", error.description)
    }
  }

  /// Reads `ARIMA(p, d, q) …` and its parameters by name.
  private static func arima(names: [String], parameters: [Double], _ model: String) -> ARIMA {
    let order = model.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: ",").map {
      Int($0.filter(\.isNumber)) ?? 0
    }
    var arima = ARIMA(differences: order.count > 1 ? min(order[1], 5) : 0, variance: 1)
    for (name, value) in zip(names, parameters) {
      switch name {
      case "const": arima.constant = value
      case "sigma2": arima.variance = value
      case _ where name.hasPrefix("ar."): arima.autoregressive.append(value)
      case _ where name.hasPrefix("ma."): arima.movingAverage.append(value)
      default: break
      }
    }
    return arima
  }

  private static func hiddenStates(
    _ model: String, _ parameters: [Double], _ fields: Fields
  ) -> StateSpaceModel? {
    let initial = fields.doubles("initialState") ?? []
    let variance = fields.double("initialVariance") ?? 1e6
    if model == "Kalman local level", parameters.count == 2, initial.count == 1 {
      return .localLevel(
        noise: parameters[0], level: parameters[1], initialLevel: initial[0], initialVariance: variance)
    }
    if model == "Kalman local linear trend", parameters.count == 3, initial.count == 2 {
      return .localTrend(
        noise: parameters[0], level: parameters[1], trend: parameters[2], initialStates: initial,
        initialVariance: variance)
    }
    return nil
  }
}
