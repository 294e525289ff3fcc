import Simulation
import Statistics
import Testing

@testable import Experiment

@Suite("Elasticity against the oracle")
struct ElasticityScoreTests {
  @Test("Ready pods that follow demand late and go late are measured on both sides")
  func lateBothWays() {
    // Minutes: demand 2 4 4 2, ready 2 2 4 4: one minute lacks 2 of 4, one has 2 too many for 2.
    let run = HandMade.run(
      HandMade.recording([2, 2, 4, 4].map { HandMade.Row(served: 1, ready: $0) }), oracle: [2, 4, 4, 2])
    #expect(abs(HandMade.score("theta_under_percent", of: run) - 100 * 0.5 / 4) < 1e-9)
    #expect(abs(HandMade.score("theta_over_percent", of: run) - 100 * 1.0 / 4) < 1e-9)
    #expect(abs(HandMade.score("tau_under_percent", of: run) - 25) < 1e-9)
    #expect(abs(HandMade.score("tau_over_percent", of: run) - 25) < 1e-9)
    // Moves of demand +, 0, -; of supply 0, +, 0: all three differ.
    #expect(abs(HandMade.score("instability_percent", of: run) - 100) < 1e-9)
    // One change of supply, two of demand, in four minutes: (1 - 2) · 15 an hour.
    #expect(abs(HandMade.score("jitter_per_hour", of: run) + 15) < 1e-9)
  }

  @Test("Without demand the ratio divides by one")
  func noDemand() {
    // Two pods for nothing in one of two minutes: 100/2 · 2/1.
    let run = HandMade.run(
      HandMade.recording([2, 2].map { HandMade.Row(served: 1, ready: $0) }), oracle: [0, 2])
    #expect(abs(HandMade.score("theta_over_percent", of: run) - 100) < 1e-9)
  }

  @Test("A row in which a pod came half-way is no extra move of supply")
  func halfWay() {
    let run = HandMade.run(
      HandMade.recording([2, 2.4, 3].map { HandMade.Row(served: 1, ready: $0) }), oracle: [2, 2, 3])
    #expect(HandMade.score("instability_percent", of: run) == 0)
    #expect(HandMade.score("jitter_per_hour", of: run) == 0)
  }

  @Test("Where no number of pods keeps the objective, there is no such score")
  func noOracle() {
    let run = HandMade.run(
      HandMade.recording([2, 2].map { HandMade.Row(served: 1, ready: $0) }), oracle: [.nan, .nan])
    #expect(HandMade.score("theta_under_percent", of: run).isNaN)
    #expect(HandMade.score("jitter_per_hour", of: run).isNaN)
  }
}
