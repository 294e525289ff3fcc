import Statistics

/// A value as a constant and shares of the values before it: AR(p), by conditional least squares.
public struct Autoregression: Sendable, Hashable {
  /// The constant.
  public let constant: Double
  /// The shares of the values 1 ... p steps before.
  public let shares: [Double]
  /// Σ residual² over the number of residuals.
  public let variance: Double
  private let last: [Double]

  /// Fits the shares of the last p values. O(n · p²).
  public init(_ history: [Double], order: Int) throws(ForecastError) {
    guard order > 0 else { throw .setting("the order must be at least 1, found \(order)") }
    guard history.count > 2 * order + 1 else { throw .tooShort(values: history.count, needed: 2 * order + 2) }
    let rows = (order..<history.count).map { index in [1] + (1...order).map { history[index - $0] } }
    do throws(StatisticsError) {
      let fit = try LeastSquares(rows: rows, values: Array(history[order...]))
      constant = fit.coefficients[0]
      shares = Array(fit.coefficients.dropFirst())
      variance = fit.squaredError / Double(rows.count)
    } catch {
      throw .undetermined(error.description)
    }
    last = Array(history.suffix(order))
  }

  /// The next values, each from those before it.
  public func forecast(steps: Int) -> [Double] {
    var values = last
    for _ in 0..<max(0, steps) {
      values.append(zip(shares, values.reversed()).reduce(constant) { $0 + $1.0 * $1.1 })
    }
    return Array(values.dropFirst(last.count))
  }
}
