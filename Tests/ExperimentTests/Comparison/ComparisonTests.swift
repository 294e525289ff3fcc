import Simulation
import Statistics
import Testing

@testable import Experiment

@Suite("Paired comparisons")
struct ComparisonTests {
  private static let scores = [
    Score(id: "a", name: "A", unit: "", better: .lower, isCompared: true, definition: "."),
    Score(id: "b", name: "B", unit: "", better: .lower, isCompared: false, definition: "."),
    Score(id: "c", name: "C", unit: "", better: .lower, isCompared: true, definition: "."),
  ]

  /// A table of strategies, each a list of values of `a` by block; `b` is 0, and `c` is 1 where `a` is a number.
  static func table(_ values: [[Double]]) throws -> RunTable {
    let runs = values.enumerated().flatMap { strategy, values in
      values.enumerated().map { block, value in
        RunResult(
          strategy: strategy, trace: "t", seed: UInt64(block), scores: [value, 0, value.isNaN ? .nan : 1],
          recording: .init(), oracle: [])
      }
    }
    return try RunTable(strategies: values.indices.map { "s\($0)" }, scores: scores, runs: runs)
  }

  @Test("Differences are taken block by block")
  func differences() throws {
    let comparison = try Comparison.paired(
      Self.table([[10, 20, 30, 40, 50, 60], [11, 22, 33, 44, 55, 66]]), strategy: 1, against: 0, score: 0)
    #expect(comparison.differences == [1, 2, 3, 4, 5, 6])
    #expect(comparison.difference.mean == 3.5)
    // Six differences of one sign: the exact two-sided p is 2 / 2^6.
    #expect(comparison.p == 2.0 / 64)
    #expect(comparison.rankBiserial == 1)
    // The median of the pairwise means of 1...6.
    #expect(comparison.hodgesLehmann == 3.5)
    // Of the 36 pairs 16 win, e.g. 22 against 10 and 20; the rest lose: 11 beats 10; 22 beats 10, 20; ... 1+2+3+4+5+6 = 21.
    #expect(abs(comparison.cliffsDelta - (21.0 - 15) / 36) < 1e-12)
    let interval = try #require(comparison.difference.interval)
    #expect(interval.lower > 1 && interval.lower < 3.5 && interval.upper > 3.5 && interval.upper < 6)
  }

  @Test("Equal strategies differ by nothing, and no test says otherwise")
  func equal() throws {
    let comparison = try Comparison.paired(
      Self.table([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]), strategy: 1, against: 0, score: 0)
    #expect(comparison.difference == Estimate(mean: 0, interval: Interval(lower: 0, upper: 0, level: 0.95)))
    #expect(comparison.p == nil)
    #expect(comparison.rankBiserial == 0 && comparison.hodgesLehmann == 0)
  }

  @Test("A block in which one run has no score is left out")
  func missing() throws {
    let comparison = try Comparison.paired(
      Self.table([[1, .nan, 3], [2, 5, 5]]), strategy: 1, against: 0, score: 0)
    #expect(comparison.differences == [1, 2])
    #expect(comparison.difference.interval == nil)
  }

  @Test("Every strategy meets the baseline on every compared score, then the pairs asked for")
  func allPairs() throws {
    let table = try Self.table([[1, 2], [3, 4], [5, 6]])
    let comparisons = try [Comparison].all(
      table, baseline: 1,
      pairs: [ComparedPair(strategy: 2, against: 0), ComparedPair(strategy: 0, against: 1)])
    #expect(comparisons.map(\.strategy) == [0, 0, 2, 2, 2, 2])
    #expect(comparisons.map(\.against) == [1, 1, 1, 1, 0, 0])
    #expect(comparisons.map(\.score) == [0, 2, 0, 2, 0, 2])
  }

  @Test("Holm's correction counts the tests that were made, not the scores that are equal anyway")
  func holm() throws {
    // Against the baseline: s1 differs with one sign in 6 blocks (p = 1/32), s2 with signs 5 to 1, c never.
    let table = try Self.table([
      [0, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6], [-1, 2, 3, 4, 5, 6],
    ])
    let comparisons = try [Comparison].all(table, baseline: 0, pairs: [])
    #expect(comparisons.map { $0.p != nil } == [true, false, true, false])
    // Two tests: the smaller p doubles. s2: W- = 1, p = 2 · 2/64 = 1/16, not doubled.
    #expect(comparisons[0].pHolm == 2.0 / 32)
    #expect(comparisons[2].pHolm == 1.0 / 16)
  }

  @Test("An estimate depends on its own values alone")
  func deterministic() throws {
    let values = [1, 5, 2, 8, 3, 9.0]
    let first = try Estimate.mean(of: values, resamples: nil)
    let again = try Estimate.mean(of: values, resamples: .usual(of: 6))
    #expect(again == first)
    #expect(first.mean == 28.0 / 6)
  }

  @Test("Too few values have a mean and no interval, no values have none")
  func few() throws {
    #expect(try Estimate.mean(of: [1, 2, 3, 4], resamples: nil) == Estimate(mean: 2.5, interval: nil))
    let none = try Estimate.mean(of: [.nan], resamples: nil)
    #expect(none.mean.isNaN && none.interval == nil)
  }
}
