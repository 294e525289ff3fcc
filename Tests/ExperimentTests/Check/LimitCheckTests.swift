import Kubernetes
import Testing

@testable import Experiment

@Suite("Limits and the check of them")
struct LimitCheckTests {
  private static let score = Score(
    id: "cost", name: "Cost", unit: "EUR", better: .lower, isCompared: true, definition: "")

  private static func limitCase(_ state: LimitCheck.State) -> LimitCheck.Case {
    LimitCheck.Case(
      strategy: "a<b|c", limit: ScoreLimit(score: "cost", atMost: 2, period: .day), score: score, mean: 1.5,
      upper: 2.5, state: state, worst: "day 3, seed 1")
  }

  @Test(
    "The gate opens where nothing is broken, and strictly where all is sure",
    arguments: [
      (LimitCheck.State.kept, true, true), (.unclear, true, false), (.broken, false, false),
    ])
  func gate(state: LimitCheck.State, passes: Bool, passesStrictly: Bool) throws {
    var check = LimitCheck(name: "x", cases: [Self.limitCase(state)])
    #expect(check.passes(strict: false) == passes)
    #expect(check.passes(strict: true) == passesStrictly)
    #expect(check.junit(strict: false).contains("failures=\"\(passes ? 0 : 1)\""))
    #expect(check.junit(strict: true).contains("<failure") == !passesStrictly)
    check.name = "<&>"
    #expect(check.junit(strict: true).contains("check &lt;&amp;&gt;"))
    #expect(check.markdown(strict: true).contains("a<b\\|c"))
  }

  @Test("A budget per day is held against what a run of half a day costs, twice")
  func period() {
    let limit = ScoreLimit(score: "cost", atMost: 10, period: .day)
    #expect(limit.measure(4, lengthMs: 12 * 3_600_000) == 8)
  }

  @Test("Few runs are bounded by their greatest, many by the bootstrap")
  func bounds() throws {
    let limit = ScoreLimit(score: "cost", atMost: 10)
    #expect(try limit.estimate([1, 2, 12]).upper == 12)
    let many = [1.0, 2, 12, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    let upper = try limit.estimate(many).upper
    #expect(upper > 2.5 && upper < 7)
  }

  @Test("An experiment's limits are read, and what is wrong with them told")
  func reading() throws {
    let spec = try SampleExperiment.spec(
      SampleExperiment.text(more: "  limits: [{score: cost, atMost: 3, per: month, confidence: 90}]"))
    #expect(spec.limits == [ScoreLimit(score: "cost", atMost: 3, period: .month, confidence: 0.9)])
    #expect(spec.allLimits.map(\.score) == ["slo_violation_percent", "cost"])
    let problems = SampleExperiment.problems(
      SampleExperiment.text(
        more: "  limits: [{score: csot, atMost: 3}, {score: latency_p95_ms, atMost: 1, per: day}]"))
    #expect(problems.contains { $0.contains("did you mean cost?") })
    #expect(problems.contains { $0.contains("which latency_p95_ms does not") })
  }
}
