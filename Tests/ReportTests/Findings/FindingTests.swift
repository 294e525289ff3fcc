import Experiment
import Testing

@testable import Report

@Suite struct FindingTests {
  private func comparison(_ differences: [Double], pHolm: Double?) -> Comparison {
    Comparison(
      strategy: 0, against: 1, score: 0, differences: differences,
      difference: Fixture.estimate(differences), hodgesLehmann: 0, p: pHolm, pHolm: pHolm, rankBiserial: 0,
      cliffsDelta: 0)
  }

  @Test("A clear difference is better or worse by the score's good end")
  func clear() {
    let lower = comparison([-1, -2, -3, -4, -5, -6], pHolm: 0.03)
    #expect(Finding(lower, better: .lower) == .better)
    #expect(Finding(lower, better: .higher) == .worse)
    #expect(Finding(lower, better: .neither) == .lower)
  }

  @Test("Without a small p nothing is clear, and fewer than six pairs can tell nothing")
  func unclear() {
    #expect(Finding(comparison([-1, -2, 3, -4, -5, 6], pHolm: 0.4), better: .lower) == .unclear)
    #expect(Finding(comparison([-1, -2, -3], pHolm: 0.25), better: .lower) == .untested)
    #expect(Finding(comparison([-1, -2, -3], pHolm: nil), better: .lower) == .untested)
    #expect(Finding(comparison([.nan, .nan], pHolm: nil), better: .lower) == .untested)
  }

  @Test("Where no run differs there is no difference")
  func same() { #expect(Finding(comparison([0, 0, .nan], pHolm: nil), better: .lower) == .same) }

  @Test(
    "Cliff's delta has its usual words",
    arguments: [
      (0, Effect.none), (.nan, .none), (0.1, .negligible), (-0.147, .small), (0.33, .medium),
      (-0.474, .large),
    ])
  func effects(delta: Double, effect: Effect) { #expect(Effect(cliffsDelta: delta) == effect) }
}
