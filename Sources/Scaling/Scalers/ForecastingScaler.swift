/// The larger of what is needed now and what a forecast of the lead time says.
public struct ForecastingScaler: Scaler, Sendable {
  private var predictor: PredictiveScaler
  private let signal: LoadSignal
  private let perReplica: Double
  private var plans: [Double] = []
  private var tally = ForecastTally()

  /// Makes a scaler by the load one replica bears.
  public init(_ settings: PredictiveScaler.Settings, signal: LoadSignal, perReplica: Double) {
    predictor = PredictiveScaler(settings)
    self.signal = signal
    self.perReplica = perReplica
  }

  /// How good its forecasts were.
  public var forecasts: ForecastTally? { tally }

  /// Looks ahead from the load that is.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    guard let load = signal.total(observation), load.isFinite else {
      return .stays("no \(signal.name) yet")
    }
    let expected = predictor.observe(load)
    if let error = predictor.lastError { tally.add(error: error, load: load) }
    if plans.count >= predictor.settings.leadSteps { tally.add(plan: plans.removeFirst(), load: load) }
    let now = ForecastingScaler.replicas(load, perReplica)
    plans.append(max(expected ?? load, load))
    let replicas = PredictiveScaler.replicas(expected: expected, perReplica: perReplica, reactive: now)
    let reason = expected == nil ? "reactive: history too short" : replicas > now ? "forecast" : "reactive"
    return ScalerDecision(replicas: replicas, reason: reason)
  }

  /// The replicas that bear a load.
  static func replicas(_ load: Double, _ perReplica: Double) -> Int32 {
    GoConversion.int32((load / perReplica).rounded(.up))
  }
}

/// The PredictiveHorizontalPodAutoscaler: a model of past replicas beside the reactive number.
public struct PHPAScaler: Scaler, Sendable {
  /// The model of its history.
  public enum Model: Sendable, Hashable {
    /// A line, read so far ahead, in seconds.
    case linear(lookAhead: Int64)
    /// Holt and Winters' method with given parameters.
    case holtWinters(ExponentialSmoothing, ExponentialSmoothing.Parameters, damped: Bool)
  }

  /// The model.
  public let model: Model
  /// Whether with upstream's defects.
  public let fidelity: ForecastFidelity
  /// How model and reactive number become one.
  public let decision: PredictiveHPA.Decision
  /// The values of one season that are kept, times so many seasons.
  public let storedSeasons: Int
  private let signal: LoadSignal
  private let perReplica: Double
  private var history: [PredictiveHPA.Sample] = []
  private var tally = ForecastTally()
  private var lastPrediction: Int32?

  /// Makes a scaler by the load one replica bears.
  public init(
    _ model: Model, fidelity: ForecastFidelity, decision: PredictiveHPA.Decision, storedSeasons: Int,
    signal: LoadSignal, perReplica: Double
  ) {
    self.model = model
    self.fidelity = fidelity
    self.decision = decision
    self.storedSeasons = storedSeasons
    self.signal = signal
    self.perReplica = perReplica
  }

  /// How good its predictions of the next reactive number were; those of a line read further ahead are not counted.
  public var forecasts: ForecastTally? { tally }

  /// Predicts from the history that this value joins.
  public mutating func decide(_ observation: ScalerObservation) throws(ScalerFailure) -> ScalerDecision {
    guard let load = signal.total(observation), load.isFinite else {
      return .stays("no \(signal.name) yet")
    }
    let reactive = ForecastingScaler.replicas(load, perReplica)
    if let last = lastPrediction {
      tally.add(error: Double(reactive - last), load: Double(reactive))
      tally.add(plan: Double(last), load: Double(reactive))
    }
    let sample = PredictiveHPA.Sample(timeMs: observation.timeMs, replicas: Double(reactive))
    var period = 60
    if case .holtWinters(let method, _, _) = model { period = method.period }
    history = PredictiveHPA.pruned(
      history, adding: sample, period: period, storedSeasons: storedSeasons, fidelity: fidelity)
    let prediction: Double
    switch model {
    case .linear(let lookAhead):
      prediction =
        history.count < 2
        ? Double(reactive)
        : PredictiveHPA.linear(history, nowMs: observation.timeMs, lookAhead: lookAhead, fidelity: fidelity)
    case .holtWinters(let method, let parameters, let damped):
      do throws(ForecastError) {
        prediction = try PredictiveHPA.holtWinters(
          history.map(\.replicas), method: method, parameters: parameters, damped: damped,
          initialization: .estimated, fidelity: fidelity)
      } catch {
        throw ScalerFailure("the model of the PHPA failed: \(error)")
      }
    }
    let predicted = PredictiveHPA.replicas(prediction)
    lastPrediction = predicted
    let wanted = PredictiveHPA.decide(decision, reactive: reactive, predictions: [predicted])
    return ScalerDecision(replicas: wanted, reason: wanted == reactive ? "reactive" : "prediction")
  }
}

/// Crane's effective HPA: the largest value that its estimator expects within a window, beside the present one.
public struct CraneScaler: Scaler, Sendable {
  /// How the next period is estimated.
  public let estimator: CraneEstimator
  /// The length of a period in steps.
  public let periodSteps: Int
  /// How many steps are looked ahead.
  public let windowSteps: Int
  /// How many steps are remembered.
  public let historySteps: Int
  private let intervalMs: Int64
  private let signal: LoadSignal
  private let perReplica: Double
  private var history: [Double] = []
  /// The estimate of the next period and how many steps of it have passed.
  private var estimate: [Double] = []
  private var passed = 0
  private var tally = ForecastTally()

  /// Makes a scaler that is asked at an interval.
  public init(
    _ estimator: CraneEstimator, periodSteps: Int, windowSteps: Int, historySteps: Int, intervalMs: Int64,
    signal: LoadSignal, perReplica: Double
  ) {
    self.estimator = estimator
    self.periodSteps = max(2, periodSteps)
    self.windowSteps = max(1, windowSteps)
    self.historySteps = max(historySteps, periodSteps)
    self.intervalMs = intervalMs
    self.signal = signal
    self.perReplica = perReplica
  }

  /// How good its estimates of each step were.
  public var forecasts: ForecastTally? { tally }

  /// Looks the window ahead in the estimate, which is made anew once a window of it has passed.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    guard let load = signal.total(observation), load.isFinite else {
      return .stays("no \(signal.name) yet")
    }
    if passed < estimate.count {
      tally.add(error: load - estimate[passed], load: load)
      tally.add(plan: estimate[passed], load: load)
      passed += 1
    }
    history.append(max(load, CraneEstimator.leastValue))
    if history.count > historySteps { history.removeFirst(history.count - historySteps) }
    let now = ForecastingScaler.replicas(load, perReplica)
    if estimate.isEmpty || passed >= min(windowSteps, estimate.count) {
      let rate = 1_000 / Double(intervalMs)
      let made = try? estimator.estimate(
        history, rate: rate, periodSeconds: Double(periodSteps) * Double(intervalMs) / 1_000)
      guard let made, !made.isEmpty else {
        return ScalerDecision(replicas: now, reason: "reactive: history too short")
      }
      estimate = made
      passed = 0
    }
    var largest = load
    for step in 0..<windowSteps { largest = max(largest, estimate[(passed + step) % estimate.count]) }
    let wanted = max(now, ForecastingScaler.replicas(largest, perReplica))
    return ScalerDecision(replicas: wanted, reason: wanted > now ? "estimate" : "reactive")
  }
}
