import Foundation

/// A linear model of hidden states with Gaussian noise, filtered by Kalman's recursion.
///
/// y = Z·a + ε, a′ = T·a + η, var ε = H, var η = Q. Source: Durbin and Koopman, Time Series Analysis by State Space
/// Methods, 2nd edition, 4.3.
public struct StateSpaceModel: Sendable, Hashable {
  /// What the observation sees of the states, Z.
  public var design: [Double]
  /// The variance of the observation's noise, H.
  public var noise: Double
  /// How states follow, T, row by row.
  public var transition: [[Double]]
  /// The covariance of what comes new into the states, Q.
  public var innovation: [[Double]]
  /// The states expected before the first value.
  public var initialStates: [Double]
  /// Their covariance.
  public var initialCovariance: [[Double]]
  /// How many first values do not count in the likelihood.
  public var burn = 0

  /// What a history led to.
  public struct Filtered: Sendable, Hashable {
    /// The states after each value.
    public var states: [[Double]]
    /// The variances of the states after each value.
    public var variances: [[Double]]
    /// The logarithm of the likelihood of the history.
    public var logLikelihood: Double
    fileprivate var predicted: [Double]
    fileprivate var covariance: [[Double]]
  }

  /// Filters a history. O(n · m³) for m states.
  public func filter(_ history: [Double]) -> Filtered {
    var states = initialStates
    var covariance = initialCovariance
    var result = Filtered(states: [], variances: [], logLikelihood: 0, predicted: [], covariance: [])
    let count = states.count
    for (index, value) in history.enumerated() {
      let surprise = value - dot(design, states)
      let seen = covariance.map { dot($0, design) }
      let variance = dot(design, seen) + noise
      if index >= burn {
        result.logLikelihood -= 0.5 * (log(2 * Double.pi) + log(variance) + surprise * surprise / variance)
      }
      for row in 0..<count {
        states[row] += seen[row] * surprise / variance
        for column in 0..<count { covariance[row][column] -= seen[row] * seen[column] / variance }
      }
      result.states.append(states)
      result.variances.append((0..<count).map { covariance[$0][$0] })
      (states, covariance) = next(states, covariance)
    }
    result.predicted = states
    result.covariance = covariance
    return result
  }

  /// The next values and their variances.
  public func forecast(_ filtered: Filtered, steps: Int) -> [(value: Double, variance: Double)] {
    var states = filtered.predicted
    var covariance = filtered.covariance
    return (0..<max(0, steps)).map { _ in
      let value = dot(design, states)
      let variance = dot(design, covariance.map { dot($0, design) }) + noise
      (states, covariance) = next(states, covariance)
      return (value, variance)
    }
  }

  private func next(_ states: [Double], _ covariance: [[Double]]) -> ([Double], [[Double]]) {
    (transition.map { dot($0, states) }, Self.propagated(covariance, transition, innovation))
  }

  /// T·P·T′ + Q.
  static func propagated(_ covariance: [[Double]], _ transition: [[Double]], _ added: [[Double]])
    -> [[Double]]
  {
    let count = covariance.count
    var half = covariance
    for row in 0..<count {
      for column in 0..<count {
        half[row][column] = (0..<count).reduce(0) { $0 + transition[row][$1] * covariance[$1][column] }
      }
    }
    var result = added
    for row in 0..<count {
      for column in 0..<count {
        result[row][column] += (0..<count).reduce(0) { $0 + half[row][$1] * transition[column][$1] }
      }
    }
    return result
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}

extension StateSpaceModel {
  /// A level that wanders, seen through noise.
  public static func localLevel(
    noise: Double, level: Double, initialLevel: Double, initialVariance: Double
  ) -> StateSpaceModel {
    StateSpaceModel(
      design: [1], noise: noise, transition: [[1]], innovation: [[level]], initialStates: [initialLevel],
      initialCovariance: [[initialVariance]])
  }

  /// A level that wanders with a slope that wanders, seen through noise.
  public static func localTrend(
    noise: Double, level: Double, trend: Double, initialStates: [Double], initialVariance: Double
  ) -> StateSpaceModel {
    StateSpaceModel(
      design: [1, 0], noise: noise, transition: [[1, 1], [0, 1]], innovation: [[level, 0], [0, trend]],
      initialStates: initialStates, initialCovariance: [[initialVariance, 0], [0, initialVariance]])
  }
}
