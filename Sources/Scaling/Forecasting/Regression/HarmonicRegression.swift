import Foundation
import Statistics

/// Waves of a season and its overtones, perhaps about a line, fitted by least squares.
public struct HarmonicRegression: Sendable, Hashable {
  /// The constant, the slope if there is one, then cosine and sine of each wave; no sine at half the period.
  public let coefficients: [Double]
  /// Σ residual².
  public let squaredError: Double
  private let period: Int
  private let harmonics: Int
  private let hasTrend: Bool
  private let count: Int

  /// Fits waves of period/1 ... period/K. O(n · K²).
  public init(_ history: [Double], period: Int, harmonics: Int, trend: Bool) throws(ForecastError) {
    guard period > 0, harmonics >= 0, 2 * harmonics <= period else {
      throw .setting(
        "a season of \(period) steps has at most \(period / 2) waves, \(harmonics) are asked for")
    }
    self.period = period
    self.harmonics = harmonics
    hasTrend = trend
    count = history.count
    let rows = history.indices.map {
      Self.row($0, period: period, harmonics: harmonics, hasTrend: trend)
    }
    let columns = Self.row(0, period: period, harmonics: harmonics, hasTrend: trend).count
    guard history.count > columns else { throw .tooShort(values: history.count, needed: columns + 1) }
    do throws(StatisticsError) {
      let fit = try LeastSquares(rows: rows, values: history)
      coefficients = fit.coefficients
      squaredError = fit.squaredError
    } catch {
      throw .undetermined(error.description)
    }
  }

  private static func row(_ position: Int, period: Int, harmonics: Int, hasTrend: Bool) -> [Double] {
    var row = [1.0]
    if hasTrend { row.append(Double(position)) }
    for wave in 0..<harmonics {
      let angle = 2 * Double.pi * Double(wave + 1) * Double(position) / Double(period)
      row.append(cos(angle))
      if 2 * (wave + 1) != period { row.append(sin(angle)) }
    }
    return row
  }

  /// The next values.
  public func forecast(steps: Int) -> [Double] {
    (0..<max(0, steps)).map { step in
      let row = Self.row(count + step, period: period, harmonics: harmonics, hasTrend: hasTrend)
      return zip(coefficients, row).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}
