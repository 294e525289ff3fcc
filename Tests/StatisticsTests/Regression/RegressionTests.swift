import Foundation
import Statistics
import Testing

@Suite("Regression")
struct RegressionTests {
  @Test(
    "Censored regression finds the vectors' coefficients",
    arguments: Vectors.casesWithDocument("tobit_decensoring"))
  func tobit(values: VectorCase) throws {
    let observed = values.document["obs"].numbers
    let censored = values.document["censored"].integers.map { $0 == 1 }
    let rows = observed.indices.map { index in
      let angle = 2 * Double.pi * Double(index) / Double(observed.count)
      return [1, cos(angle), sin(angle)]
    }
    let expected = values["tobit_coef"].numbers
    let fit = try Tobit(rows: rows, values: observed, censored: censored)
    // The vectors' optimizer stops before the top.
    #expect(agree(fit.coefficients, expected, 1e-6))
    #expect(agree(fit.sigma, try values.require("tobit_sigma", \.number), 1e-6))
    #expect(-fit.logLikelihood <= (try values.require("nll", \.number)) + 1e-9)
    // The vectors print the observations with six decimals.
    let plain = try LeastSquares(rows: rows, values: observed)
    #expect(agree(plain.coefficients, values["ols_coef"].numbers, 1e-7))

    let imputed = observed.indices.map {
      censored[$0] ? fit.imputation(rows[$0], atLeast: observed[$0]) : observed[$0]
    }
    #expect(agree(Moments.mean(imputed), try values.require("imputed_mean", \.number), 1e-6))
  }

  @Test("A line through three points by hand")
  func line() throws {
    // Mean of y = (0 + 4 + 2)/3 = 2; slope = (2 − 0)/2 = 1; residuals −1, 2, −1: squares 6.
    let fit = try LeastSquares(rows: [[1, -1], [1, 0], [1, 1]], values: [0, 4, 2])
    #expect(agree(fit.coefficients, [2, 1]))
    #expect(agree(fit.squaredError, 6))
    // s² = 6/1; var = s²/3 and s²/2.
    #expect(agree(fit.standardErrors, [2.squareRoot(), 3.squareRoot()]))
    #expect(agree(fit.prediction([1, 3]), 5))
  }

  @Test("Censored regression recovers a true line from under a cap, least squares does not")
  func recovery() throws {
    var stream = RandomStream(seed: 7, purpose: "tobit")
    let rows = (0..<2_000).map { [1, Double($0) / 1_000 - 1] }
    let truth = rows.map { 10 + 5 * $0[1] + stream.normal(sd: 2) }
    let observed = truth.map { min($0, 11) }
    let fit = try Tobit(rows: rows, values: observed, censored: truth.map { $0 >= 11 })
    #expect(abs(fit.coefficients[0] - 10) < 0.25)
    #expect(abs(fit.coefficients[1] - 5) < 0.35)
    #expect(abs(fit.sigma - 2) < 0.15)
    #expect(try LeastSquares(rows: rows, values: observed).coefficients[1] < 4)
  }

  @Test("Fits without an answer are refused")
  func refusals() {
    #expect(throws: StatisticsError.self) { try LeastSquares(rows: [], values: []) }
    #expect(throws: StatisticsError.self) { try LeastSquares(rows: [[1, 2], [1, 3]], values: [1, 2]) }
    #expect(throws: StatisticsError.self) { try LeastSquares(rows: [[1], [1, 2], [1]], values: [1, 2, 3]) }
    let rows = [[1.0], [1], [1]]
    #expect(throws: StatisticsError.self) {
      try Tobit(rows: rows, values: [1, 1, 1], censored: [false, false, false])
    }
    #expect(throws: StatisticsError.self) {
      try Tobit(rows: rows, values: [1, 2, 3], censored: [true, true, false])
    }
    #expect(throws: StatisticsError.self) { try Tobit(rows: rows, values: [1, 2, 3], censored: [true]) }
  }
}
