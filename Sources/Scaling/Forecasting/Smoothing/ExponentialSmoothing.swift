import Foundation

/// Exponential smoothing with trend and season: Holt and Winters' method and its relatives.
///
/// With p = φ¹ + … + φʰ: base = l + φb | l·b^φ; l′ = α·(y − s | y/s | y) + (1 − α)·base;
/// b′ = β·(l′ − l | l′/l) + (1 − β)·(φb | b^φ); s′ = γ·(y − base | y/base) + (1 − γ)·s; the forecast is
/// (l + p·b | l·b^p) (+ | ·) s. Source: Holt 1957, Winters 1960, Gardner and McKenzie 1985, in the form of statsmodels
/// 0.15, tsa/holtwinters.
public struct ExponentialSmoothing: Sendable, Hashable {
  /// How a component enters.
  public enum Component: String, Sendable, Hashable, CaseIterable {
    /// Not at all.
    case none
    /// As a summand.
    case additive = "add"
    /// As a factor.
    case multiplicative = "mul"
  }

  /// The shares by which new values change the states.
  public struct Parameters: Sendable, Hashable {
    /// Of the level, α.
    public var alpha: Double
    /// Of the trend, β.
    public var beta: Double
    /// Of the season, γ.
    public var gamma: Double
    /// What is left of the trend after each step, φ; 1 leaves it undamped.
    public var phi: Double

    /// Makes parameters.
    public init(alpha: Double, beta: Double = 0, gamma: Double = 0, phi: Double = 1) {
      self.alpha = alpha
      self.beta = beta
      self.gamma = gamma
      self.phi = phi
    }
  }

  /// The states before the first value, or after the last.
  public struct States: Sendable, Hashable {
    /// The level.
    public var level: Double
    /// The trend: 0 or, as a factor, 1 where there is none.
    public var trend: Double
    /// One value for each step of the season, oldest first; empty where there is none.
    public var season: [Double]

    /// Makes states.
    public init(level: Double, trend: Double = 0, season: [Double] = []) {
      self.level = level
      self.trend = trend
      self.season = season
    }
  }

  /// How the trend enters.
  public var trend: Component
  /// How the season enters.
  public var seasonal: Component
  /// The steps of a season.
  public var period: Int
  /// Whether forecasts use the season that the last value updated.
  ///
  /// statsmodels does not: at h = m, 2m, … it takes the one of a cycle earlier.
  public var fidelity = ForecastFidelity.asUpstream

  /// Makes a method.
  public init(trend: Component = .none, seasonal: Component = .none, period: Int = 1) {
    self.trend = trend
    self.seasonal = seasonal
    self.period = max(1, period)
  }

  /// What a history led to.
  public struct Run: Sendable, Hashable {
    /// For each value what was expected of it one step before.
    public var fitted: [Double]
    /// The states after the last value.
    public var states: States
    /// Σ (value − expected)².
    public var squaredError: Double
    fileprivate var lastSeasonBefore: Double?
  }

  /// Smooths a history from given states on. O(n).
  ///
  /// Throws where the season's states are not as many as its steps.
  public func run(
    _ history: [Double], _ parameters: Parameters, from initial: States
  ) throws(ForecastError) -> Run {
    guard seasonal == .none || initial.season.count == period else {
      throw .setting("a season of \(period) steps has \(initial.season.count) initial states")
    }
    let phi = parameters.phi
    var level = initial.level
    var slope = trend == .none ? 0 : initial.trend
    var season = seasonal == .none ? [] : initial.season
    var position = 0
    var fitted: [Double] = []
    fitted.reserveCapacity(history.count)
    var squaredError = 0.0
    var replaced: Double?
    for value in history {
      let base: Double
      switch trend {
      case .none: base = level
      case .additive: base = level + phi * slope
      case .multiplicative: base = level * pow(slope, phi)
      }
      let step = seasonal == .none ? 0 : season[position]
      let expected: Double
      let cleaned: Double
      switch seasonal {
      case .none: (expected, cleaned) = (base, value)
      case .additive: (expected, cleaned) = (base + step, value - step)
      case .multiplicative: (expected, cleaned) = (base * step, value / step)
      }
      fitted.append(expected)
      squaredError += (value - expected) * (value - expected)
      let next = parameters.alpha * cleaned + (1 - parameters.alpha) * base
      switch trend {
      case .none: break
      case .additive: slope = parameters.beta * (next - level) + (1 - parameters.beta) * phi * slope
      case .multiplicative:
        slope = parameters.beta * (next / level) + (1 - parameters.beta) * pow(slope, phi)
      }
      if seasonal != .none {
        replaced = step
        let deviation = seasonal == .additive ? value - base : value / base
        season[position] = parameters.gamma * deviation + (1 - parameters.gamma) * step
        position = position + 1 == period ? 0 : position + 1
      }
      level = next
    }
    let ordered = seasonal == .none ? [] : Array(season[position...] + season[..<position])
    return Run(
      fitted: fitted, states: States(level: level, trend: slope, season: ordered), squaredError: squaredError,
      lastSeasonBefore: replaced)
  }

  /// The next values after a run. O(h).
  public func forecast(_ run: Run, _ parameters: Parameters, steps: Int) -> [Double] {
    var damping = 0.0
    var power = 1.0
    var values: [Double] = []
    values.reserveCapacity(max(0, steps))
    for step in 0..<max(0, steps) {
      power *= parameters.phi
      damping += power
      let base: Double
      switch trend {
      case .none: base = run.states.level
      case .additive: base = run.states.level + damping * run.states.trend
      case .multiplicative: base = run.states.level * pow(run.states.trend, damping)
      }
      switch seasonal {
      case .none: values.append(base)
      case .additive: values.append(base + season(run, step))
      case .multiplicative: values.append(base * season(run, step))
      }
    }
    return values
  }

  private func season(_ run: Run, _ step: Int) -> Double {
    let position = step % period
    if position == period - 1, fidelity == .asUpstream, let before = run.lastSeasonBefore { return before }
    return run.states.season[position]
  }
}
