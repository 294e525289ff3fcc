import Kubernetes

/// The models of the PredictiveHorizontalPodAutoscaler and Crane's estimators, as upstream.
enum VariantCases {
  private static let share = ForecastConformance.tolerance

  /// A line through replicas.
  static func linear(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let now = fields.required("currentTime", fields.time),
      let ahead = fields.required("lookAheadMs", fields.int64)
    else { return nil }
    let history = fields.objects("replicaHistory") { sample -> PredictiveHPA.Sample? in
      guard let time = sample.required("time", sample.time) else { return nil }
      return PredictiveHPA.Sample(timeMs: time, replicas: sample.double("replicas") ?? 0)
    }
    let found = PredictiveHPA.linear(history ?? [], nowMs: now, lookAhead: ahead)
    var comparison = CaseComparison()
    comparison.compare("raw", expected: fields.double("raw") ?? 0, found: found, within: share)
    comparison.compare(
      "prediction", expected: fields.int32("prediction") ?? 0, found: PredictiveHPA.replicas(found))
    return comparison
  }

  /// Holt and Winters' method.
  static func holtWinters(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    fields.ignore("dampingTrendUsed")
    let method = SmoothingCases.method(fields, period: Int(fields.int32("seasonalPeriods") ?? 1))
    let initialization = fields.string("initializationMethod") ?? "estimated"
    guard let known = ExponentialSmoothing.Initialization(rawValue: initialization) else {
      fields.problem("initializationMethod", "unknown initialization \(initialization)")
      return nil
    }
    let parameters = ExponentialSmoothing.Parameters(
      alpha: fields.double("alpha") ?? 0, beta: fields.double("beta") ?? 0, gamma: fields.double("gamma") ?? 0
    )
    var comparison = CaseComparison()
    let series = fields.doubles("series") ?? []
    let error = fields.string("error")
    do throws(ForecastError) {
      let found = try PredictiveHPA.holtWinters(
        series, method: method, parameters: parameters, damped: fields.bool("dampedTrend") ?? false,
        initialization: known)
      if let error { comparison.note("error", error, "none") }
      comparison.compare("raw", expected: fields.double("raw") ?? 0, found: found, within: share)
      comparison.compare(
        "prediction", expected: fields.int32("prediction") ?? 0, found: PredictiveHPA.replicas(found))
    } catch let found {
      fields.ignore("raw", "prediction")
      if error == nil { comparison.note("error", "none", found.description) }
    }
    return comparison
  }

  /// One of Crane's estimators and its error.
  static func crane(_ fields: Fields) -> CaseComparison? {
    let estimator: CraneEstimator
    switch fields.string("kind") {
    case "max": estimator = .maxValue(margin: fields.double("marginFraction") ?? 0)
    case "fft":
      var settings = CraneEstimator.Spectrum()
      settings.fewest = Int(fields.int32("minNumOfSpectrumItems") ?? 3)
      settings.most = Int(fields.int32("maxNumOfSpectrumItems") ?? 100)
      settings.highFrequency = fields.double("highFrequencyThreshold") ?? settings.highFrequency
      settings.lowAmplitude = fields.double("lowAmplitudeThreshold") ?? settings.lowAmplitude
      settings.margin = fields.double("marginFraction") ?? settings.margin
      estimator = .fft(settings)
    default:
      fields.problem("kind", "must be max or fft")
      return nil
    }
    let actual = fields.doubles("actual") ?? []
    var comparison = CaseComparison()
    do throws(ForecastError) {
      let found = try estimator.estimate(
        fields.doubles("samples") ?? [], rate: fields.double("sampleRate") ?? 0,
        periodSeconds: fields.double("periodSeconds") ?? 0)
      comparison.compare(
        "estimation", expected: fields.doubles("estimation") ?? [], found: found, within: share)
      comparison.compare(
        "amplifiedMAPE", expected: fields.double("amplifiedMAPE") ?? 0,
        found: CraneEstimator.amplifiedError(actual: actual, estimate: found) ?? .nan, within: share)
    } catch {
      comparison.note("error", "none", error.description)
    }
    return comparison
  }
}
