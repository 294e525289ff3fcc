import Foundation
import Statistics
import Testing

/// A variate with the mean and variance that theory gives it.
struct Variate: Sendable, CustomTestStringConvertible {
  var name: String
  var mean: Double
  var variance: Double
  var draw: @Sendable (inout RandomStream) -> Double

  var testDescription: String { name }
}

@Suite("Variates")
struct VariateTests {
  static let variates = [
    Variate(name: "uniform on [2, 5)", mean: 3.5, variance: 0.75) { $0.uniform(from: 2, to: 5) },
    Variate(name: "normal", mean: -1, variance: 4) { $0.normal(mean: -1, sd: 2) },
    Variate(name: "exponential", mean: 3, variance: 9) { $0.exponential(mean: 3) },
    // variance = mean² cv² = 4 · 0.25
    Variate(name: "lognormal", mean: 2, variance: 1) { $0.logNormal(mean: 2, cv: 0.5) },
    Variate(name: "gamma", mean: 1.5, variance: 4.5) { $0.gamma(shape: 0.5, scale: 3) },
    Variate(name: "gamma by cv", mean: 2, variance: 16) { $0.gamma(mean: 2, cv: 2) },
    Variate(name: "Erlang", mean: 6, variance: 12) { $0.erlang(stages: 3, mean: 6) },
    // Γ(1.5) = 0.886227, Γ(2) = 1
    Variate(name: "Weibull", mean: 2 * 0.886227, variance: 4 * (1 - 0.886227 * 0.886227)) {
      $0.weibull(shape: 2, scale: 2)
    },
    // mean = 5/4, variance = 5 / (4² · 3)
    Variate(name: "Pareto", mean: 1.25, variance: 5.0 / 48) { $0.pareto(shape: 5, minimum: 1) },
    // shape 2 on [1, 3]: mean = 1.5, E X² = 2 ln 3 / (1 − 1/9)
    Variate(name: "bounded Pareto", mean: 1.5, variance: 2.25 * log(3.0) - 2.25) {
      $0.boundedPareto(shape: 2, minimum: 1, maximum: 3)
    },
    Variate(name: "Poisson, small", mean: 0.3, variance: 0.3) { Double($0.poisson(mean: 0.3)) },
    Variate(name: "Poisson of mean 10", mean: 10, variance: 10) {
      Double($0.poisson(mean: 10))
    },
    Variate(name: "Poisson", mean: 50, variance: 50) { Double($0.poisson(mean: 50)) },
    Variate(name: "Poisson, large", mean: 1e6, variance: 1e6) { Double($0.poisson(mean: 1e6)) },
    Variate(name: "Poisson, huge", mean: 4e10, variance: 4e10) { Double($0.poisson(mean: 4e10)) },
    Variate(name: "negative binomial", mean: 10, variance: 30) {
      Double($0.negativeBinomial(mean: 10, dispersion: 3))
    },
    Variate(name: "chance", mean: 0.2, variance: 0.16) { $0.chance(0.2) ? 1 : 0 },
  ]

  @Test("Mean and variance are those of theory", arguments: variates)
  func moments(variate: Variate) {
    var stream = RandomStream(seed: 20, purpose: variate.name)
    let drawn = (0..<40_000).map { _ in variate.draw(&stream) }
    let mean = drawn.reduce(0, +) / 40_000
    let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39_999
    // Four standard errors of the mean; the variance of skewed variates settles slowly.
    #expect(abs(mean - variate.mean) < 4 * (variate.variance / 40_000).squareRoot())
    #expect(abs(variance / variate.variance - 1) < 0.12)
  }

  /// Both methods at a mean near their border, against the probabilities themselves.
  @Test("Poisson counts have the probabilities of theory", arguments: [9.5, 10.5, 40])
  func poissonProbabilities(mean: Double) {
    var stream = RandomStream(seed: 30, purpose: "poisson")
    var counts: [Int64: Int] = [:]
    for _ in 0..<50_000 { counts[stream.poisson(mean: mean), default: 0] += 1 }
    var chiSquare = 0.0
    var cells = 0.0
    for count in Int64(0)..<100 {
      let expected = 50_000 * exp(Double(count) * log(mean) - mean - lgamma(Double(count) + 1))
      guard expected > 10 else { continue }
      let difference = Double(counts[count] ?? 0) - expected
      chiSquare += difference * difference / expected
      cells += 1
    }
    #expect(ChiSquare(degrees: cells - 1).upperTail(chiSquare) > 1e-4)
  }

  @Test("Variates repeat with their stream")
  func repeatable() {
    var one = RandomStream(seed: 8, purpose: "variates")
    var other = one
    for variate in Self.variates { #expect(variate.draw(&one) == variate.draw(&other)) }
    #expect(one == other)
  }

  @Test(
    "Parameters outside the domain give NaN",
    arguments: [
      Variate(name: "exponential", mean: 0, variance: 0) { $0.exponential(mean: -1) },
      Variate(name: "lognormal of mean 0", mean: 0, variance: 0) { $0.logNormal(mean: 0, cv: 1) },
      Variate(name: "lognormal of NaN", mean: 0, variance: 0) { $0.logNormal(mean: 1, cv: .nan) },
      Variate(name: "gamma", mean: 0, variance: 0) { $0.gamma(shape: -1e300, scale: 1) },
      Variate(name: "gamma, infinite", mean: 0, variance: 0) { $0.gamma(shape: .infinity, scale: 1) },
      Variate(name: "Erlang", mean: 0, variance: 0) { $0.erlang(stages: 0, mean: 1) },
      Variate(name: "Weibull", mean: 0, variance: 0) { $0.weibull(shape: 0, scale: 1) },
      Variate(name: "Pareto", mean: 0, variance: 0) { $0.pareto(shape: .nan, minimum: 1) },
      Variate(name: "bounded Pareto", mean: 0, variance: 0) {
        $0.boundedPareto(shape: 1, minimum: 2, maximum: 1)
      },
    ])
  func outside(variate: Variate) {
    var stream = RandomStream(seed: 1, purpose: "outside")
    #expect(variate.draw(&stream).isNaN)
  }

  @Test("A Poisson mean that is no positive number gives 0", arguments: [0, -3, .nan, .infinity])
  func noMean(mean: Double) {
    var stream = RandomStream(seed: 1, purpose: "outside")
    #expect(stream.poisson(mean: mean) == 0)
  }
}
