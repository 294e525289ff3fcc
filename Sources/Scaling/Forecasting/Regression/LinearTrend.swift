import Statistics

/// A straight line through a history, continued.
///
/// Ordinary least squares of value on position; the band is that of new values, intercept and slope being estimated.
public struct LinearTrend: Sendable, Hashable {
  /// The value at the first position.
  public let intercept: Double
  /// The growth per step.
  public let slope: Double
  /// The share of the variance that the line explains.
  public let determination: Double
  /// The variance about the line, with n − 2 degrees of freedom.
  public let variance: Double
  /// The standard errors of intercept and slope.
  public let standardErrors: (intercept: Double, slope: Double)
  private let count: Int
  private let spread: Double

  /// Fits a line to values at positions 0 ... n − 1. O(n).
  public init(_ history: [Double]) throws(ForecastError) {
    guard history.count > 2 else { throw .tooShort(values: history.count, needed: 3) }
    count = history.count
    let line = Self.line(history, firstX: 0)
    intercept = line.intercept
    slope = line.slope
    let n = Double(count)
    let center = (n - 1) / 2
    let mean = history.reduce(0, +) / n
    var rest = 0.0
    var total = 0.0
    for (index, value) in history.enumerated() {
      let residual = value - (line.intercept + line.slope * Double(index))
      rest += residual * residual
      total += (value - mean) * (value - mean)
    }
    spread = n * (n * n - 1) / 12
    determination = total == 0 ? 1 : 1 - rest / total
    variance = rest / (n - 2)
    standardErrors = (
      (variance * (1 / n + center * center / spread)).squareRoot(), (variance / spread).squareRoot()
    )
  }

  /// The line's value so many steps after the last value; 1 is the next.
  public func forecast(step: Int) -> Double { intercept + slope * Double(count - 1 + step) }

  /// The interval in which a new value lies with a probability.
  public func interval(step: Int, level: Double = 0.95) -> ClosedRange<Double> {
    let n = Double(count)
    let distance = Double(count - 1 + step) - (n - 1) / 2
    let deviation = (variance * (1 + 1 / n + distance * distance / spread)).squareRoot()
    let width = abs(StudentT(degrees: n - 2).quantile(0.5 + level / 2)) * deviation
    let center = forecast(step: step)
    return (center - width)...(center + width)
  }

  /// Whether two lines are the same.
  public static func == (left: LinearTrend, right: LinearTrend) -> Bool {
    left.intercept == right.intercept && left.slope == right.slope && left.count == right.count
      && left.variance == right.variance
  }

  /// Feeds what tells lines apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(intercept)
    hasher.combine(slope)
    hasher.combine(count)
  }

  /// The least-squares line through values at whole positions.
  static func line(_ values: [Double], firstX: Int) -> (intercept: Double, slope: Double) {
    line(values.indices.map { Double($0 + firstX) }, values)
  }

  /// The least-squares line through points; flat where all positions are one.
  static func line(_ positions: [Double], _ values: [Double]) -> (intercept: Double, slope: Double) {
    let n = Double(values.count)
    guard n > 0 else { return (0, 0) }
    let center = positions.reduce(0, +) / n
    let mean = values.reduce(0, +) / n
    var products = 0.0
    var squares = 0.0
    for (position, value) in zip(positions, values) {
      products += (position - center) * (value - mean)
      squares += (position - center) * (position - center)
    }
    let slope = squares == 0 ? 0 : products / squares
    return (mean - slope * center, slope)
  }
}
