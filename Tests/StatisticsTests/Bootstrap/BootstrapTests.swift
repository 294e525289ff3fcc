import Foundation
import Statistics
import Testing

@Suite("Bootstrap")
struct BootstrapTests {
  static let statistics: [String: @Sendable ([Double]) -> Double] = [
    "mean": { BootstrapTests.pairwiseMean($0) },
    "median": { (try? Quantile.median($0)) ?? .nan },
    "p90_type7": { (try? Quantile.of($0, p: 0.9)) ?? .nan },
  ]

  /// The mean as numpy adds it, in eight lanes: which replicates of the vectors equal the estimate is a
  /// matter of the last bit.
  static func pairwiseMean(_ values: [Double]) -> Double {
    guard values.count >= 8 else { return values.reduce(0, +) / Double(values.count) }
    var lanes = Array(values[..<8])
    var index = 8
    while index + 8 <= values.count {
      for lane in 0..<8 { lanes[lane] += values[index + lane] }
      index += 8
    }
    let low = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
    let high = (lanes[4] + lanes[5]) + (lanes[6] + lanes[7])
    return values[index...].reduce(low + high, +) / Double(values.count)
  }

  @Test(
    "With the vectors' resamples the intervals are the vectors'",
    arguments: Vectors.casesWithDocument("bootstrap"))
  func vectors(values: VectorCase) throws {
    let name = try values.require("data", \.string)
    let statistic = try #require(Self.statistics[try values.require("statistic", \.string)])
    let positions = values.document["resample_indexes"][name].elements.map(\.integers)
    let sample = values.document["datasets"][name].numbers
    let resamples = try Resamples(of: sample.count, positions: positions)
    let bootstrap = try Bootstrap.distribution(sample, statistic: statistic, resamples: resamples)
    let level = try values.require("confidence", \.number)

    #expect(bootstrap.sortedReplicates.count == values["B"].integer)
    #expect(agree(bootstrap.estimate, try values.require("theta_hat", \.number)))
    #expect(agree(bootstrap.standardError, try values.require("boot_se_ddof1", \.number)))
    #expect(agree(bootstrap.jackknife, values["jackknife"].numbers))
    #expect(IntervalTests.agrees(try bootstrap.percentile(level: level), values["percentile"], 1e-12))
    #expect(IntervalTests.agrees(try bootstrap.basic(level: level), values["basic"], 1e-12))
    #expect(agree(bootstrap.bias, try values.require("z0", \.number), 1e-11))
    #expect(agree(bootstrap.acceleration, try values.require("a", \.number), 1e-11))
    let levels = bootstrap.bcaLevels(level: level)
    #expect(agree([levels.lower, levels.upper], values["bca_quantile_levels"].numbers, 1e-11))
    #expect(IntervalTests.agrees(try bootstrap.bca(level: level), values["bca"], 1e-10))
  }

  @Test("The same stream gives the same interval, another a near one")
  func streams() throws {
    let sample = [3.2, 1.1, 0.4, 7.9, 2.2, 0.9, 5.1, 1.7]
    func interval(_ seed: UInt64) throws -> Interval {
      var stream = RandomStream(seed: seed, purpose: "bootstrap")
      return try Bootstrap.bca(sample, statistic: Moments.mean, resamples: 5_000, stream: &stream)
    }
    #expect(try interval(1) == interval(1))
    #expect(try abs(interval(1).lower - interval(2).lower) < 0.2)
  }

  /// 95 % of intervals should hold the true mean; for 25 values of a skewed distribution BCa comes to about
  /// 92 %.
  @Test("BCa holds the true mean about as often as it says", arguments: [0.4, 0.8])
  func coverage(cv: Double) throws {
    var samples = RandomStream(seed: 41, purpose: "samples")
    var resamples = RandomStream(seed: 41, purpose: "resamples")
    var held = 0
    for _ in 0..<300 {
      let sample = (0..<25).map { _ in samples.logNormal(mean: 1, cv: cv) }
      let interval = try Bootstrap.bca(sample, statistic: Moments.mean, resamples: 300, stream: &resamples)
      if interval.contains(1) { held += 1 }
    }
    #expect(held >= 264 && held <= 294)  // 88 to 98 %
  }

  @Test("BCa follows a change of scale that keeps the order")
  func transformation() throws {
    let sample = [3.2, 1.1, 0.4, 7.9, 2.2, 0.9, 5.1, 1.7, 2.8]
    var stream = RandomStream(seed: 5, purpose: "bootstrap")
    let resamples = try Resamples(of: sample.count, count: 999, stream: &stream)
    let statistic = Self.statistics["median"]!
    let median = try Bootstrap.distribution(sample, statistic: statistic, resamples: resamples)
    let logs = try Bootstrap.distribution(sample.map { log($0) }, statistic: statistic, resamples: resamples)
    #expect(agree(median.bias, logs.bias))
    #expect(agree(try median.percentile().lower, exp(try logs.percentile().lower)))
  }

  @Test("A sample without spread has an interval without width")
  func constant() throws {
    var stream = RandomStream(seed: 5, purpose: "bootstrap")
    let interval = try Bootstrap.bca([2, 2, 2], statistic: Moments.mean, resamples: 50, stream: &stream)
    #expect(interval == Interval(lower: 2, upper: 2, level: 0.95))
  }

  @Test("An estimate beyond all replicates still has an interval")
  func beyond() throws {
    let distribution = try BootstrapDistribution(estimate: 10, replicates: [1, 2, 3, 4])
    #expect(distribution.bias.isFinite)
    #expect(try distribution.bca().upper > 3.9)
  }

  @Test("What cannot be resampled is refused")
  func refusals() {
    var stream = RandomStream(seed: 5, purpose: "bootstrap")
    #expect(throws: StatisticsError.tooFew(values: 1, needed: 2)) {
      try Bootstrap.bca([1], statistic: Moments.mean, stream: &stream)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap.bca([1, 2], statistic: Moments.mean, resamples: -3, stream: &stream)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap.bca([1, 2], statistic: { _ in .nan }, resamples: 10, stream: &stream)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap.bca([1, 2], statistic: Moments.mean, resamples: 10, level: 95, stream: &stream)
    }
    #expect(throws: StatisticsError.self) { try Resamples(of: 2, positions: [[0, 2], [0, 1]]) }
    #expect(throws: StatisticsError.lengthsDiffer(2, 1)) { try Resamples(of: 2, positions: [[0, 1], [1]]) }
    #expect(throws: StatisticsError.self) { try Resamples(of: 1 << 20, count: 1 << 20, stream: &stream) }
    #expect(throws: StatisticsError.lengthsDiffer(3, 2)) {
      let resamples = try Resamples(of: 2, count: 10, stream: &stream)
      _ = try Bootstrap.distribution([1, 2, 3], statistic: Moments.mean, resamples: resamples)
    }
  }

  @Test("Resamples take each value equally often")
  func evenDraws() throws {
    var stream = RandomStream(seed: 5, purpose: "bootstrap")
    let sample = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
    let resamples = try Resamples(of: 7, count: 20_000, stream: &stream)
    let counts = try sample.map { value in
      let distribution = try Bootstrap.distribution(
        sample, statistic: { Double($0.count { $0 == value }) }, resamples: resamples)
      return distribution.sortedReplicates.reduce(0, +)
    }
    // 140,000 draws: 20,000 ± 4 · 131 of each value.
    #expect(counts.reduce(0, +) == 140_000)
    #expect(counts.allSatisfy { abs($0 - 20_000) < 524 })
  }
}
