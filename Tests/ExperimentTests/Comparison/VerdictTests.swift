import Simulation
import Statistics
import Testing

@testable import Experiment

@Suite("Verdicts never claim more than their intervals")
struct VerdictTests {
  /// A verdict on strategies given by bad requests in percent and cost, block by block; 1 % may be bad.
  private func verdict(
    _ strategies: [(name: String, bad: [Double], cost: [Double])], baseline: Int = 0, traces: Int = 1,
    prices: Prices = Prices(cpuHour: 1, currency: "EUR")
  ) throws -> Verdict {
    let objective = ServiceLevelObjective(latencyMs: 500, target: 0.99)
    let scores = ScoreRule.all(for: objective, prices: prices).map(\.score)
    var runs: [RunResult] = []
    for (index, strategy) in strategies.enumerated() {
      for (block, values) in zip(strategy.bad, strategy.cost).enumerated() {
        let row = scores.map { score in
          switch score.id {
          case "slo_violation_percent": values.0
          case "cost", "pod_hours": values.1
          default: 0.0
          }
        }
        runs.append(
          RunResult(
            strategy: index, trace: "t", seed: UInt64(block), scores: row, recording: .init(), oracle: []))
      }
    }
    let table = try RunTable(strategies: strategies.map(\.name), scores: scores, runs: runs)
    let comparisons = try [Comparison].all(table, baseline: baseline, pairs: [])
    let finding = try Finding(table, baseline: baseline, objective: objective)
    return try Verdict(
      finding, comparisons: comparisons, lengthsMs: Array(repeating: 86_400_000, count: traces),
      seeds: strategies[0].bad.count / traces)
  }

  private let kept = [0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.2, 0.1]
  private let broken = [3.1, 4.2, 2.9, 3.3, 3.8, 3.5, 4.1, 3.0]
  private let open = [0.2, 2.5, 0.3, 1.9, 0.4, 2.2, 0.1, 1.5]
  private let dear = [20.0, 21, 20, 22, 21, 20, 21, 22]
  private let cheap = [10.0, 11, 10, 12, 11, 10, 11, 12]

  @Test("The cheapest that keeps the objective wins, with what it saves against the baseline")
  func winner() throws {
    let verdict = try verdict([
      ("static", kept, dear), ("hpa", kept, cheap), ("lean", broken, [1, 2, 1, 2, 1, 2, 1, 2]),
    ])
    #expect(
      verdict.headline
        == "hpa is the cheapest strategy that keeps the objective; "
        + "it saves 10.0 EUR a run (48 %) against static, 95 % interval 10.0 to 10.0.")
    #expect(verdict.sentences.contains { $0.hasPrefix("lean (3.49 % bad") && $0.hasSuffix("breaks it.") })
    #expect(verdict.sentences.contains { $0.hasPrefix("static") && $0.hasSuffix("keep it.") })
  }

  @Test("A lead within chance is called that")
  func withinChance() throws {
    let verdict = try verdict([
      ("a", kept, [10, 12, 11, 13, 10, 12, 11, 13]), ("b", kept, [11, 11, 12, 12, 9, 13, 12, 11.9]),
    ])
    #expect(
      verdict.headline.contains(
        "costs least of the strategies that keep the objective, but not surely less than"))
    #expect(verdict.sentences.contains { $0.contains("stays open") })
  }

  @Test("A strategy whose interval holds the bound neither keeps nor breaks the objective")
  func unclear() throws {
    let verdict = try verdict([("a", open, cheap), ("b", broken, dear)])
    #expect(
      verdict.headline
        == "No strategy surely keeps the objective; a may: with a 1.14 % of the requests were bad where 1.00 % are allowed."
    )
    #expect(
      verdict.sentences.contains { $0.hasPrefix("a (1.14 % bad") && $0.hasSuffix("may or may not keep it.") })
  }

  @Test("If all break it, the headline says so")
  func allBreak() throws {
    let verdict = try verdict([("a", broken, cheap), ("b", broken.map { $0 + 1 }, dear)])
    #expect(verdict.headline.hasPrefix("No strategy keeps the objective: even with a 3.49 %"))
  }

  @Test("A single keeper is named as the only one, even if dear")
  func onlyOne() throws {
    let verdict = try verdict([("cheap", broken, cheap), ("safe", kept, dear)])
    #expect(
      verdict.headline
        == "Only safe surely keeps the objective; it costs 10.0 EUR a run (92 %) more than cheap, 95 % interval 10.0 to 10.0."
    )
  }

  @Test("A winning baseline is called the baseline")
  func baselineWins() throws {
    #expect(try verdict([("a", kept, cheap), ("b", kept, dear)]).headline.hasSuffix("; it is the baseline."))
  }

  @Test("Too few runs for an interval are too few for a claim", arguments: [1, 4])
  func tooFew(runs: Int) throws {
    let verdict = try verdict([("a", Array(kept.prefix(runs)), Array(cheap.prefix(runs)))])
    #expect(verdict.headline.hasPrefix("Too few runs to be sure of anything"))
    #expect(
      verdict.sentences.contains {
        $0.hasPrefix("With \(runs) pair") && $0.contains("no rank test can reach 5 %")
      })
  }

  @Test("Fewer pairs than the number of tests needs are told")
  func tooFewForHolm() throws {
    // Two strategies against the baseline, each different in violations, pod-hours and cost: six tests need
    // 2 / 2^n <= 0.05 / 6, n = 8.
    let first = { (values: [Double]) in Array(values.prefix(7)) }
    let verdict = try verdict([
      ("a", first(kept), first(cheap)), ("b", first(broken), first(dear)), ("c", first(dear), first(broken)),
    ])
    #expect(verdict.sentences.contains { $0.contains("no difference can hold at 5 % after a correction") })
  }

  @Test("One load is not a sample of loads, and runs of one trace are alike")
  func dependence() throws {
    let one = try verdict([("a", kept, cheap), ("b", kept, dear)])
    #expect(one.sentences.contains { $0.contains("All runs share one load") })
    let several = try verdict([("a", kept, cheap), ("b", kept, dear)], traces: 4)
    #expect(several.sentences.contains { $0.contains("not independent") })
    let blocks = try verdict([("a", kept, cheap), ("b", kept, dear)], traces: 8)
    #expect(blocks.sentences.contains { $0.contains("blocks cut from one recording may be alike") })
  }

  @Test("Without prices pod-hours are the cost")
  func podHours() throws {
    let verdict = try verdict([("a", kept, dear), ("b", kept, cheap)], prices: Prices())
    #expect(verdict.headline.contains("it saves 10.0 pod h a run (48 %) against a"))
  }

  @Test(
    "So many pairs are needed that even the smallest p passes Holm's first step",
    arguments: [(1, 6), (10, 9), (45, 11)])
  func pairsNeeded(tests: Int, pairs: Int) {
    // evaluation.md 0.3: n >= ceil(1 + log2(m / 0.05)).
    #expect(VerdictWords.pairsNeeded(tests: tests) == pairs)
  }
}
