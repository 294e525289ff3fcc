import Foundation
import Statistics
import Testing

@Suite("Intervals")
struct IntervalTests {
  /// Whether an interval has the ends of a pair of the vectors.
  static func agrees(_ interval: Interval, _ ends: JSONValue, _ tolerance: Double = 1e-9) -> Bool {
    agree([interval.lower, interval.upper], ends.numbers, tolerance)
  }

  @Test("Intervals and Student's tests give the vectors' values", arguments: Vectors.cases("intervals"))
  func vectors(values: JSONValue) throws {
    let (x, y) = (values["x"].numbers, values["y"].numbers)
    switch try values.require("kind", \.string) {
    case "t_mean":
      let level = try values.require("conf", \.number)
      let interval = try MeanInterval.student(x, level: level)
      #expect(Self.agrees(interval, values["ci"]))
      #expect(
        agree(
          StudentT(degrees: Double(x.count - 1)).quantile((1 + level) / 2),
          (try values.require("t_crit", \.number)), 1e-9))
      #expect(
        agree(interval.halfWidth / Moments.mean(x), (try values.require("rel_half_width", \.number)), 1e-9))
    case "paired_t":
      try check(StudentTest.paired(zip(x, y).map { $0 - $1 }), values)
    case "welch_t":
      try check(StudentTest.welch(x, y), values)
    case "pooled_t":
      try check(StudentTest.pooled(x, y), values)
    case "proportion":
      let proportion = try Proportion(
        successes: try values.require("k", \.integer), trials: try values.require("n", \.integer))
      let interval =
        switch values["method"].string {
        case "wilson": try proportion.wilson()
        case "beta": try proportion.clopperPearson()
        case "agresti_coull": try proportion.agrestiCoull()
        case "jeffreys": try proportion.jeffreys()
        default: try proportion.normal()
        }
      #expect(Self.agrees(interval, values["ci95"]))
    case "poisson_rate_garwood":
      let interval = try PoissonInterval.garwood(count: try values.require("count", \.integer))
      #expect(Self.agrees(interval, values["ci95"]))
    case "quantile_order_statistic":
      let orders = try QuantileInterval.orders(
        count: try values.require("n", \.integer), p: try values.require("p", \.number),
        level: try values.require("conf", \.number))
      #expect(orders.lower == values["lower_order_1based"].integer)
      #expect(orders.upper == values["upper_order_1based"].integer)
      #expect(agree(orders.coverage, try values.require("coverage", \.number), 1e-10))
    case "var_chi2":
      let chiSquare = ChiSquare(degrees: try values.require("n", \.number) - 1)
      #expect(agree(chiSquare.quantile(0.025), try values.require("chi2_lo", \.number), 1e-9))
      #expect(agree(chiSquare.quantile(0.975), try values.require("chi2_hi", \.number), 1e-9))
    case let kind:
      Issue.record("no procedure for \(kind)")
    }
  }

  private func check(_ test: StudentTest, _ values: JSONValue) throws {
    #expect(agree(test.t, try values.require("t", \.number), 1e-10))
    #expect(agree(test.degrees, try values.require("df", \.number), 1e-10))
    #expect(agree(test.p, try values.require("p", \.number), 1e-10))
    if !values["ci95"].isNull { #expect(Self.agrees(test.interval, values["ci95"])) }
  }

  @Test("The number of runs is the vectors'", arguments: Vectors.cases("replications"))
  func replications(values: JSONValue) throws {
    let runs = try Replications.needed(
      sd: try values.require("sd", \.number), mean: try values.require("mean", \.number),
      relativeHalfWidth: try values.require("relative_half_width", \.number))
    #expect(runs == values["n_required_t"].integer)
  }

  @Test("No spread needs two runs; no mean, no share and no end are refused")
  func replicationEdges() throws {
    #expect(try Replications.needed(sd: 0, mean: 5, relativeHalfWidth: 0.01) == 2)
    #expect(throws: StatisticsError.self) { try Replications.needed(sd: 1, mean: 0, relativeHalfWidth: 0.1) }
    #expect(throws: StatisticsError.self) { try Replications.needed(sd: 1, mean: 1, relativeHalfWidth: -1) }
    #expect(throws: StatisticsError.self) {
      try Replications.needed(sd: 1e9, mean: 1, relativeHalfWidth: 1e-6)
    }
  }

  /// (n − 1) s² = 50 over χ²(4) quantiles 11.1433 and 0.484419.
  @Test("The interval of a variance")
  func variance() throws {
    let interval = try MeanInterval.variance([10, 1, 3, 2, 4])
    #expect(agree(interval.lower, 50 / 11.143286781877796, 1e-9))
    #expect(agree(interval.upper, 50 / 0.4844185570879299, 1e-9))
  }

  @Test("The interval of a quantile is made of values of the sample")
  func quantile() throws {
    // n = 20, median: ranks 6 and 15.
    let interval = try QuantileInterval.of((1...20).map { Double($0) }.reversed(), p: 0.5)
    #expect(interval == Interval(lower: 6, upper: 15, level: 0.95))
    #expect(interval.contains(6) && !interval.contains(15.5))
    #expect(try QuantileInterval.of([1, 2, 3], p: 0.99).upper == .infinity)
    #expect(throws: StatisticsError.self) { try QuantileInterval.of([1, 2], p: 1) }
  }

  @Test("Wilson's interval holds the true share about as often as it says", arguments: [0.02, 0.3])
  func wilsonCoverage(share: Double) throws {
    var stream = RandomStream(seed: 9, purpose: "wilson")
    var held = 0
    for _ in 0..<4_000 {
      let successes = (0..<60).count { _ in stream.chance(share) }
      if try Proportion(successes: successes, trials: 60).wilson().contains(share) { held += 1 }
    }
    #expect(held > 3_640 && held < 3_960)
  }

  @Test("A proportion of nothing or of more than all is refused")
  func proportionRefusals() {
    #expect(throws: StatisticsError.self) { try Proportion(successes: 0, trials: 0) }
    #expect(throws: StatisticsError.self) { try Proportion(successes: 3, trials: 2) }
    #expect(throws: StatisticsError.self) { try Proportion(successes: 1, trials: 2).wilson(level: 1) }
    #expect(throws: StatisticsError.self) { try PoissonInterval.garwood(count: -1) }
  }

  @Test("Equal samples differ by nothing, with certainty")
  func noSpread() throws {
    let test = try StudentTest.paired([0, 0, 0])
    #expect(test.t == 0 && test.p == 1)
    #expect(test.interval == Interval(lower: 0, upper: 0, level: 0.95))
    #expect(try StudentTest.paired([2, 2, 2]).p == 0)
    #expect(try StudentTest.welch([1, 1], [1, 1], alternative: .less).p == 0.5)
    #expect(throws: StatisticsError.self) { try StudentTest.paired([1]) }
  }
}
