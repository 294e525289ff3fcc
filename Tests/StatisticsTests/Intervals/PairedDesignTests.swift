import Statistics
import Testing

@Suite("Paired designs")
struct PairedDesignTests {
  /// 2/2^5 = 0.0625 does not reach 0.05, 2/2^6 = 0.031 does; with ten comparisons 2/2^9 · 10 = 0.039.
  @Test("The fewest pairs that can reject", arguments: [(1, 6), (10, 9), (45, 11)])
  func pairsToReject(comparisons: Int, pairs: Int) throws {
    #expect(try PairedDesign.pairsToReject(comparisons: comparisons) == pairs)
    let smallest = try SignFlip.exact(Array(repeating: 1, count: pairs)).p
    #expect(smallest * Double(comparisons) <= 0.05)
    #expect(smallest * 2 * Double(comparisons) > 0.05)
  }

  @Test("A difference is shown as often as the power says")
  func power() throws {
    let difference = try PairedDesign.detectableDifference(pairs: 20, sd: 1)
    var stream = RandomStream(seed: 14, purpose: "power")
    let shown = try (0..<2_000).count { _ in
      try StudentTest.paired((0..<20).map { _ in stream.normal(mean: difference) }).p <= 0.05
    }
    #expect(abs(shown - 1_600) < 80)
  }

  @Test("Needed pairs and detectable differences belong together", arguments: [0.2, 0.5, 1.3])
  func inverse(difference: Double) throws {
    let pairs = try PairedDesign.pairsNeeded(difference: difference, sd: 1)
    #expect(try PairedDesign.detectableDifference(pairs: pairs, sd: 1) <= difference)
    #expect(try PairedDesign.detectableDifference(pairs: pairs - 1, sd: 1) > difference)
  }

  @Test("Designs without an answer are refused")
  func refusals() {
    #expect(throws: StatisticsError.self) { try PairedDesign.pairsToReject(comparisons: 0) }
    #expect(throws: StatisticsError.self) { try PairedDesign.detectableDifference(pairs: 1, sd: 1) }
    #expect(throws: StatisticsError.self) { try PairedDesign.pairsNeeded(difference: 0, sd: 1) }
    #expect(throws: StatisticsError.self) { try PairedDesign.pairsNeeded(difference: 1, sd: -1) }
    #expect(throws: StatisticsError.self) { try PairedDesign.pairsNeeded(difference: 1e-9, sd: 1) }
  }
}
