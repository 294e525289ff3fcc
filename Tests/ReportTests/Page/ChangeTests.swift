import Experiment
import Testing

@testable import Report

@Suite struct ChangeTests {
  @Test(
    "A change is a percentage, a factor where it is large, and a plain difference from nothing",
    arguments: [
      (10, -2.345, "−23 %"), (10, 5, "+50 %"), (10, -9.998, "−99.98 %"), (10, 27, "3.7×"), (0, 1.5, "+1.5"),
      (-10, 30, "+300 %"), (.nan, 2, "+2"), (10, 0, "0 %"), (10, .nan, "–"),
    ])
  func changes(base: Double, difference: Double, expected: String) {
    var result = Fixture(strategies: ["a", "b"], rows: 2, baseline: 0).result
    result.strategies[0].means[0].mean = base
    result.comparisons[0].difference.mean = difference
    #expect(Page(result).change(result.comparisons[0]) == expected)
  }
}
