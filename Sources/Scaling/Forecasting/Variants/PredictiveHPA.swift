/// The models of the PredictiveHorizontalPodAutoscaler, as upstream or as its documentation means them.
///
/// Source: jthomperoo/predictive-horizontal-pod-autoscaler algorithms/{linear_regression,holt_winters} and
/// internal/{prediction,controllers} at c91d060.
public enum PredictiveHPA {
  /// Replicas at a time.
  public struct Sample: Sendable, Hashable {
    /// When, in milliseconds since 1970.
    public var timeMs: Int64
    /// How many were wanted.
    public var replicas: Double

    /// Makes a sample.
    public init(timeMs: Int64, replicas: Double) {
      self.timeMs = timeMs
      self.replicas = replicas
    }
  }

  /// How predictions and the reactive value become one.
  public enum Decision: String, Sendable, Hashable, CaseIterable {
    /// The largest.
    case maximum
    /// The smallest.
    case minimum
    /// The mean, rounded.
    case mean
    /// The middle one, whole.
    case median
  }

  /// A line through the history, read some time ahead.
  ///
  /// - Parameter lookAhead: documented in seconds; upstream takes it for milliseconds.
  public static func linear(
    _ history: [Sample], nowMs: Int64, lookAhead: Int64, fidelity: ForecastFidelity = .asUpstream
  ) -> Double {
    let aheadMs = fidelity == .asUpstream ? lookAhead : lookAhead &* 1_000
    let target = nowMs &+ aheadMs
    let line = LinearTrend.line(
      history.map { Double($0.timeMs &- target) / 1_000 }, history.map(\.replicas))
    return line.intercept
  }

  /// Holt and Winters' method, one step ahead; 0 while the history is too short.
  ///
  /// Upstream cannot use a damped trend: its script fails.
  public static func holtWinters(
    _ history: [Double], method: ExponentialSmoothing, parameters: ExponentialSmoothing.Parameters,
    damped: Bool,
    initialization: ExponentialSmoothing.Initialization, fidelity: ForecastFidelity = .asUpstream
  ) throws(ForecastError) -> Double {
    if damped, fidelity == .asUpstream {
      throw .setting(
        "dampedTrend: the script of the PredictiveHorizontalPodAutoscaler fails without a parameter for it")
    }
    let needed = max(2 * method.period, 10 + 2 * (method.period / 2))
    guard history.count >= needed else { return 0 }
    let states = try method.states(for: history, initialization)
    let run = try method.run(history, parameters, from: states)
    return method.forecast(run, parameters, steps: 1)[0]
  }

  /// A prediction as replicas: rounded up.
  public static func replicas(_ prediction: Double) -> Int32 {
    GoConversion.int32(prediction.rounded(.up))
  }

  /// Predictions and the reactive value become one number.
  public static func decide(_ decision: Decision, reactive: Int32, predictions: [Int32]) -> Int32 {
    let all = predictions + [reactive]
    switch decision {
    case .maximum: return all.max() ?? reactive
    case .minimum: return all.min() ?? reactive
    case .mean:
      let sum = all.reduce(0) { $0 + Double($1) }
      return GoConversion.int32((sum / Double(all.count)).rounded())
    case .median:
      let sorted = all.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1
        ? sorted[middle] : Int32((Int64(sorted[middle - 1]) + Int64(sorted[middle])) / 2)
    }
  }

  /// The history after a sync: the newest value joins it, and whole seasons beyond the stored ones go.
  ///
  /// Upstream sorts newest first at every sync and appends the next value at the end, so that the season runs backward.
  public static func pruned(
    _ history: [Sample], adding sample: Sample, period: Int, storedSeasons: Int,
    fidelity: ForecastFidelity = .asUpstream
  ) -> [Sample] {
    let limit = max(1, period) * max(1, storedSeasons)
    var all = history + [sample]
    if fidelity == .fixed {
      while all.count >= limit + max(1, period) { all.removeFirst(max(1, period)) }
      return all
    }
    all.sort { $0.timeMs > $1.timeMs }
    while all.count >= limit + max(1, period) { all.removeLast(max(1, period)) }
    return all
  }
}
