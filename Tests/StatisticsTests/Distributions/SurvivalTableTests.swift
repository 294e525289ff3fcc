import CGSL
import Foundation
import Testing

@testable import Statistics

@Suite("Survival table")
struct SurvivalTableTests {
  static let variations = [1e-5, 1e-3, 0.05, 0.3, 0.7, 1, 1.3, 1.5, 2, 3, 6, 15, 40]

  /// Points spread over the whole range of the distribution, between and on grid points.
  static func points(cv: Double) -> [Double] {
    let around = (-400...400).map { 1 + Double($0) / 50 * cv }.filter { $0 > 0 }
    let decades = (0..<2_000).map { pow(10, -12 + Double($0) * 0.0075) }
    return around + decades
  }

  @Test("The table is within 10^-4 of the gamma distribution", arguments: variations)
  func accuracy(cv: Double) {
    let table = SurvivalTable(cv: cv)
    let gamma = UnitGamma(shape: 1 / (cv * cv))
    var worst = 0.0
    for x in Self.points(cv: cv) { worst = max(worst, abs(table.survival(x) - gamma.survival(x))) }
    #expect(worst < 2.5e-5)
  }

  @Test("The cube root agrees with GSL where it takes over")
  func largeShape() {
    let gamma = UnitGamma(shape: 1e4)
    for step in -60...60 {
      let x = 1 + Double(step) / 1_000
      #expect(abs(gamma.survival(x) - gsl_cdf_gamma_Q(x, 1e4, 1e-4)) < 6e-7)
    }
  }

  @Test("Variation 1 is the exponential distribution")
  func exponential() {
    let table = SurvivalTable(cv: 1)
    for x in [0.01, 0.5, 1, 3, 8] { #expect(abs(table.survival(x) - exp(-x)) < 2e-5) }
  }

  @Test("Without variation the survival is a step at 1", arguments: [0, -1, .nan, 1e-9])
  func constant(cv: Double) {
    let table = SurvivalTable(cv: cv)
    #expect(table.survival(0) == 1)
    #expect(table.survival(0.999_999) == 1)
    #expect(table.survival(1) == 0)
    #expect(table.survival(7) == 0)
    #expect(table.quantile(0.5) == 1)
    #expect(table.quantile(1) == 1)
  }

  @Test("Survival never rises, from 1 to 0", arguments: variations)
  func monotone(cv: Double) {
    let table = SurvivalTable(cv: cv)
    var last = 1.0
    for x in Self.points(cv: cv).sorted() {
      let value = table.survival(x)
      #expect(value <= last)
      last = value
    }
    #expect(table.survival(-1) == 1)
    #expect(table.survival(0) == 1)
    #expect(table.survival(.infinity) == 0)
    #expect(table.survival(.nan).isNaN)
  }

  @Test("The quantile undoes the survival", arguments: variations)
  func inverse(cv: Double) {
    let table = SurvivalTable(cv: cv)
    for p in [1e-7, 0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 0.99999] {
      let x = table.quantile(p)
      // With a variation of 40 a number below the smallest double has a probability of its own.
      if x > 0, x >= table.quantile(1e-7) * 2 || cv < 6 { #expect(abs(table.survival(x) - (1 - p)) < 1e-9) }
    }
    #expect(table.quantile(0) == 0)
    #expect(table.quantile(2) == table.quantile(1))
    #expect(table.quantile(.nan).isNaN)
  }

  @Test("The mean of the tabled variable is 1", arguments: [0.3, 1, 2, 3])
  func mean(cv: Double) {
    // E X = ∫ P(X > x) dx, by the trapezoid rule.
    let table = SurvivalTable(cv: cv)
    let step = 0.001
    var area = (table.survival(0) + table.survival(200)) / 2
    for index in 1..<200_000 { area += table.survival(Double(index) * step) }
    #expect(abs(area * step - 1) < 2e-3)
  }
}
