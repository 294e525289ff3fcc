import Statistics

/// Looks ahead as far as a start-up takes, and asks for the larger of what is needed now and what will be.
///
/// The load is sampled at equal steps. The expected load is the largest forecast of the next `leadSteps` steps, raised by a
/// quantile of the errors that forecasts so far ahead had; its replicas are at least the reactive ones.
public struct PredictiveScaler: Sendable, Hashable {
  /// How it looks ahead.
  public struct Settings: Sendable, Hashable {
    /// How the history is continued.
    public var method: ForecastMethod
    /// The steps that are looked ahead: start-up and one more decision.
    public var leadSteps: Int
    /// The steps that are remembered.
    public var historySteps: Int
    /// Which share of past errors the forecast is to cover, such as 0.9; nil takes it as it is.
    public var quantile: Double?
    /// After how many steps parameters are fitted anew.
    public var refitSteps = 240

    /// Makes settings.
    public init(method: ForecastMethod, leadSteps: Int, historySteps: Int, quantile: Double? = nil) {
      self.method = method
      self.leadSteps = max(1, leadSteps)
      self.historySteps = max(2, historySteps)
      self.quantile = quantile
    }
  }

  /// How it looks ahead.
  public let settings: Settings
  /// The load of the last steps, oldest first.
  public private(set) var history: [Double] = []
  /// What forecasts of the lead time lacked, oldest first: the load less the forecast.
  public private(set) var errors: [Double] = []
  /// What the forecast of the last step lacked, nil where none was made for it.
  public private(set) var lastError: Double?
  private var ranked: [Double] = []
  private var pending: [Double] = []
  private var fitted: ForecastMethod?
  private var stepsSinceFit = 0

  /// Makes a scaler without a history.
  public init(_ settings: Settings) { self.settings = settings }

  private static let errorsKept = 2_000
  private static let errorsNeeded = 20

  /// Takes the load of a step and returns the load to be ready for; nil while the history is too short.
  public mutating func observe(_ load: Double) -> Double? {
    guard load.isFinite else { return nil }
    history.append(load)
    if history.count > settings.historySteps { history.removeFirst(history.count - settings.historySteps) }
    lastError = nil
    if pending.count >= settings.leadSteps {
      let error = load - pending.removeFirst()
      lastError = error
      note(error: error)
    }
    stepsSinceFit += 1
    if fitted == nil || stepsSinceFit >= settings.refitSteps {
      fitted = (try? settings.method.fitted(to: history)) ?? fitted
      stepsSinceFit = 0
    }
    let ahead = try? (fitted ?? settings.method).forecast(history, steps: settings.leadSteps)
    guard let ahead, let last = ahead.last, last.isFinite else {
      // The queue of forecasts starts anew, so that each error belongs to its lead time.
      pending.removeAll(keepingCapacity: true)
      return nil
    }
    pending.append(last)
    return max(0, (ahead.max() ?? last) + margin)
  }

  /// What covers the wanted share of past errors.
  private var margin: Double {
    guard let quantile = settings.quantile, errors.count >= Self.errorsNeeded else { return 0 }
    return (try? Quantile.type7(sorted: ranked, p: quantile)) ?? 0
  }

  /// Keeps an error, also in its rank; the oldest goes once there are many. O(n).
  private mutating func note(error: Double) {
    errors.append(error)
    ranked.insert(error, at: rank(of: error))
    guard errors.count > Self.errorsKept else { return }
    ranked.remove(at: rank(of: errors.removeFirst()))
  }

  /// The place of the first error that is not smaller.
  private func rank(of error: Double) -> Int {
    var low = 0
    var high = ranked.count
    while low < high {
      let middle = (low + high) / 2
      if ranked[middle] < error { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The replicas for a load to be ready for, at least the reactive ones.
  public static func replicas(expected: Double?, perReplica: Double, reactive: Int32) -> Int32 {
    guard let expected, perReplica > 0 else { return reactive }
    return max(reactive, GoConversion.int32((expected / perReplica).rounded(.up)))
  }
}
