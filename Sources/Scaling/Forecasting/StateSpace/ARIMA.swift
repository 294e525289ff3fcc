import Foundation

/// ARIMA(p, d, q) with given parameters, in state space.
///
/// Harvey's representation as in statsmodels 0.15 (tsa/statespace/sarimax): d differences with a wide initial variance of
/// 1e6, which count from their number on in the likelihood, and the stationary rest.
public struct ARIMA: Sendable, Hashable {
  /// The mean that is taken off before.
  public var constant = 0.0
  /// The shares of the values before.
  public var autoregressive: [Double]
  /// How often differences are taken.
  public var differences: Int
  /// The shares of the surprises before.
  public var movingAverage: [Double]
  /// The variance of the surprises.
  public var variance: Double

  /// Makes a model.
  public init(
    constant: Double = 0, autoregressive: [Double] = [], differences: Int = 0, movingAverage: [Double] = [],
    variance: Double
  ) {
    self.constant = constant
    self.autoregressive = autoregressive
    self.differences = differences
    self.movingAverage = movingAverage
    self.variance = variance
  }

  /// The model as one of hidden states.
  public var stateSpace: StateSpaceModel {
    let own = max(autoregressive.count, movingAverage.count + 1)
    let count = differences + own
    var transition = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for row in 0..<differences {
      for column in row..<differences { transition[row][column] = 1 }
      transition[row][differences] = 1
    }
    for row in 0..<own {
      if row < autoregressive.count { transition[differences + row][differences] = autoregressive[row] }
      if row + 1 < own { transition[differences + row][differences + row + 1] = 1 }
    }
    var selection = [Double](repeating: 0, count: count)
    selection[differences] = 1
    for (index, share) in movingAverage.enumerated() { selection[differences + 1 + index] = share }
    let innovation = selection.map { row in selection.map { row * $0 * variance } }
    var design = [Double](repeating: 1, count: differences + 1)
    design += [Double](repeating: 0, count: own - 1)
    return StateSpaceModel(
      design: design, noise: 0, transition: transition, innovation: innovation,
      initialStates: [Double](repeating: 0, count: count),
      initialCovariance: initial(transition, innovation, count: count), burn: differences)
  }

  /// A wide variance for what differences remove; for the rest the covariance that does not change.
  private func initial(_ transition: [[Double]], _ innovation: [[Double]], count: Int) -> [[Double]] {
    let own = differences..<count
    let step = own.map { row in own.map { transition[row][$0] } }
    let added = own.map { row in own.map { innovation[row][$0] } }
    // Doubling: P ← P + T·P·T′, T ← T·T sums the geometric series in a few steps.
    var covariance = added
    var power = step
    for _ in 0..<60 {
      let grown = StateSpaceModel.propagated(covariance, power, covariance)
      if grown == covariance { break }
      covariance = grown
      power = power.map { row in
        power.indices.map { column in power.indices.reduce(0) { $0 + row[$1] * power[$1][column] } }
      }
    }
    var result = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for index in 0..<differences { result[index][index] = Self.wideVariance }
    for row in own {
      for column in own { result[row][column] = covariance[row - differences][column - differences] }
    }
    return result
  }

  private static let wideVariance = 1e6

  /// The next values with their variances, and the likelihood of the history.
  public func forecast(
    _ history: [Double], steps: Int
  ) -> (values: [Double], variances: [Double], logLikelihood: Double) {
    let model = stateSpace
    let filtered = model.filter(history.map { $0 - constant })
    let next = model.forecast(filtered, steps: steps)
    return (next.map { $0.value + constant }, next.map(\.variance), filtered.logLikelihood)
  }
}
