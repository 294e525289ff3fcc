import Statistics
import Testing

@Suite("Hierarchical bootstrap")
struct HierarchicalBootstrapTests {
  /// Ten traces with effects of their own, ten seeds each with little noise: the traces are what varies.
  static func groups(_ stream: inout RandomStream) -> [[Double]] {
    (0..<10).map { _ in
      let trace = stream.normal()
      return (0..<10).map { _ in trace + stream.normal(sd: 0.3) }
    }
  }

  @Test("Groups widen the interval to what the number of traces warrants")
  func width() throws {
    var stream = RandomStream(seed: 3, purpose: "hierarchical")
    let groups = Self.groups(&stream)
    let pooled = try Bootstrap.bca(
      groups.flatMap { $0 }, statistic: Moments.mean, resamples: 2_000, stream: &stream)
    let nested = try Bootstrap.hierarchical(
      groups, statistic: Moments.mean, resamples: 2_000, stream: &stream)
    #expect(try nested.bca().halfWidth > 2 * pooled.halfWidth)
    // The standard error of ten traces' mean.
    let traces = groups.map { Moments.mean($0) }
    #expect(abs(nested.standardError / (Moments.sd(traces) / 10.squareRoot()) - 1) < 0.15)
  }

  @Test("The nested interval holds the true mean about as often as it says")
  func coverage() throws {
    var stream = RandomStream(seed: 6, purpose: "hierarchical")
    var held = 0
    for _ in 0..<150 {
      let groups = Self.groups(&stream)
      let nested = try Bootstrap.hierarchical(
        groups, statistic: Moments.mean, resamples: 200, stream: &stream)
      if try nested.percentile().contains(0) { held += 1 }
    }
    #expect(held >= 123)  // nominal 142; ten traces give about 90 %
  }

  @Test("One group, an empty one or too few resamples are refused")
  func refusals() {
    var stream = RandomStream(seed: 6, purpose: "hierarchical")
    #expect(throws: StatisticsError.self) {
      try Bootstrap.hierarchical([[1, 2]], statistic: Moments.mean, stream: &stream)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap.hierarchical([[1, 2], []], statistic: Moments.mean, stream: &stream)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap.hierarchical([[1], [2]], statistic: Moments.mean, resamples: 1, stream: &stream)
    }
  }
}
