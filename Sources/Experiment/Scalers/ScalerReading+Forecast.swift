import Kubernetes
import Scaling

extension ScalerReading {
  /// The names of the methods, as written.
  private enum Method: String, CaseIterable {
    case seasonalNaive, movingAverage, linear, holtWinters, harmonic, spectral, autoregression
  }

  /// Reads a forecast of the lead time.
  func predictive(_ fields: Fields) -> ScalerMaker? {
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .requestsPerSecond)
    let perReplica = perReplica(fields)
    if !fields.has("method") {
      fields.missing("method", hint: "one of \(Method.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let method = fields.choice("method", of: Method.self)
    let season = steps(fields, "season")
    let read = method.flatMap { self.method($0, fields, season: season) }
    let lead = steps(fields, "lead") ?? max(1, Int(120_000 / intervalMs))
    let history = steps(fields, "history") ?? max(4 * (season ?? 0), 240)
    let quantile = fields.number("quantile", 0...1, "a number from 0 to 1")
    let refit = steps(fields, "refit")
    if let season, history < 2 * season {
      fields.problem("history", "must be at least two seasons, \(2 * season) steps, found \(history)")
    }
    guard fields.report.problems.count == before, let read, let perReplica, let method else { return nil }
    var settings = PredictiveScaler.Settings(
      method: read, leadSteps: lead, historySteps: history, quantile: quantile)
    if let refit { settings.refitSteps = refit }
    return ScalerMaker("predictive \(method.rawValue)", makesForecasts: true) { [settings] _ in
      ForecastingScaler(settings, signal: signal, perReplica: perReplica)
    }
  }

  private func method(_ method: Method, _ fields: Fields, season: Int?) -> ForecastMethod? {
    let window = steps(fields, "window")
    let waves = fields.whole("waves", 1...1_000)
    let order = fields.whole("order", 1...500)
    let trend = fields.choice("trend", of: ExponentialSmoothing.Component.self)
    let seasonal = fields.choice("seasonal", of: ExponentialSmoothing.Component.self)
    let damped = fields.flag("damped")
    func needed() -> Int? {
      if season == nil, !fields.has("season") {
        fields.missing("season", hint: "how long a season lasts, such as 1d")
      }
      return season
    }
    switch method {
    case .seasonalNaive: return needed().map { .seasonalNaive(period: $0) }
    case .movingAverage: return .movingAverage(window: window ?? 10)
    case .linear: return .linear(window: window ?? 10)
    case .holtWinters:
      let hasSeason = seasonal.map { $0 != .none } ?? fields.has("season")
      guard let period = hasSeason ? needed() : 1 else { return nil }
      var smoothing = ExponentialSmoothing(
        trend: trend ?? .additive, seasonal: hasSeason ? seasonal ?? .additive : .none, period: period)
      if let fidelity = fields.choice("fidelity", of: ForecastFidelity.self) { smoothing.fidelity = fidelity }
      return .smoothing(smoothing, parameters(fields), damped: damped ?? false)
    case .harmonic:
      return needed().map { .harmonic(period: $0, waves: waves ?? 3, trend: trend == .additive) }
    case .spectral: return .spectral(waves: waves ?? 5)
    case .autoregression: return .autoregression(order: order ?? 5)
    }
  }

  /// Reads smoothing parameters; nil where none are given, to fit them.
  private func parameters(_ fields: Fields) -> ExponentialSmoothing.Parameters? {
    let shares = ["alpha", "beta", "gamma", "phi"].map {
      fields.number($0, 0...1, "a number from 0 to 1")
    }
    guard let alpha = shares[0] else { return nil }
    return ExponentialSmoothing.Parameters(
      alpha: alpha, beta: shares[1] ?? 0, gamma: shares[2] ?? 0, phi: shares[3] ?? 1)
  }

  /// Reads the PredictiveHorizontalPodAutoscaler.
  func phpa(_ fields: Fields) -> ScalerMaker? {
    enum Model: String, CaseIterable { case linear, holtWinters }
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .requestsPerSecond)
    let perReplica = perReplica(fields)
    let kind = fields.choice("model", of: Model.self) ?? .linear
    let fidelity = fields.choice("fidelity", of: ForecastFidelity.self) ?? .asUpstream
    let decision = fields.choice("decision", of: PredictiveHPA.Decision.self) ?? .maximum
    let seasons = fields.whole("storedSeasons", 1...1_000) ?? 4
    let lookAhead = fields.whole("lookAhead", 0...86_400_000) ?? 0
    let season = steps(fields, "season")
    let trend = fields.choice("trend", of: ExponentialSmoothing.Component.self)
    let seasonal = fields.choice("seasonal", of: ExponentialSmoothing.Component.self)
    let damped = fields.flag("dampedTrend") ?? false
    let given = parameters(fields)
    let model: PHPAScaler.Model
    switch kind {
    case .linear: model = .linear(lookAhead: Int64(lookAhead))
    case .holtWinters:
      if season == nil { fields.missing("season", hint: "how long a season lasts, such as 1d") }
      if given == nil { fields.missing("alpha", hint: "alpha, beta and gamma, each from 0 to 1") }
      if damped, fidelity == .asUpstream {
        fields.problem(
          "dampedTrend", "upstream's script fails with it", hint: "fidelity: fixed has one that works")
      }
      model = .holtWinters(
        ExponentialSmoothing(
          trend: trend ?? .additive, seasonal: seasonal ?? .additive, period: season ?? 1),
        given ?? .init(alpha: 0.5), damped: damped)
    }
    guard fields.report.problems.count == before, let perReplica else { return nil }
    return ScalerMaker("phpa \(kind.rawValue) \(fidelity.rawValue)", makesForecasts: true) { _ in
      PHPAScaler(
        model, fidelity: fidelity, decision: decision, storedSeasons: seasons, signal: signal,
        perReplica: perReplica)
    }
  }

  /// Reads Crane's effective HPA.
  func crane(_ fields: Fields) -> ScalerMaker? {
    enum Estimator: String, CaseIterable { case maxValue, fft }
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .requestsPerSecond)
    let perReplica = perReplica(fields)
    let kind = fields.choice("estimator", of: Estimator.self) ?? .fft
    let period = steps(fields, "period") ?? Int(86_400_000 / intervalMs)
    let window = steps(fields, "predictionWindow") ?? max(1, Int(3_600_000 / intervalMs))
    let history = steps(fields, "history") ?? 7 * period
    var spectrum = CraneEstimator.Spectrum()
    let margin = fields.number("margin", 0...100, "a number from 0 to 100") ?? (kind == .fft ? 0.1 : 0)
    spectrum.margin = margin
    if let low = fields.number("lowAmplitude", 0...1e15, "a number from 0") { spectrum.lowAmplitude = low }
    if let fidelity = fields.choice("fidelity", of: ForecastFidelity.self) { spectrum.fidelity = fidelity }
    guard fields.report.problems.count == before, let perReplica else { return nil }
    let estimator: CraneEstimator = kind == .fft ? .fft(spectrum) : .maxValue(margin: margin)
    return ScalerMaker("crane \(kind.rawValue)", makesForecasts: true) { setting in
      CraneScaler(
        estimator, periodSteps: period, windowSteps: window, historySteps: history,
        intervalMs: setting.intervalMs, signal: signal, perReplica: perReplica)
    }
  }
}
