import Statistics
import Testing

@Suite("Selection")
struct SelectionTests {
  @Test("Front and hypervolume are the vectors'", arguments: Vectors.cases("pareto_hypervolume"))
  func front(values: JSONValue) throws {
    let points = values["points"].elements.map(\.numbers)
    let front = try ParetoFront.indexes(points)
    #expect(front == values["nondominated_indexes_0based(keep duplicates)"].integers)
    let volume = try Hypervolume.value(points, reference: values["reference"].numbers)
    #expect(agree(volume, try values.require("hypervolume", \.number), 1e-9))
    // What is dominated adds nothing.
    let ofFront = try Hypervolume.value(front.map { points[$0] }, reference: values["reference"].numbers)
    #expect(agree(volume, ofFront))
  }

  /// Cubes of sides 1 and 1 at (1, 2, 2, …) and (2, 1, 2, …) below 3: 2 · 2^(d − 1) − 2^(d − 2) · … by hand
  /// for d = 4: each 2 · 1 · 1 · 1 and 1 · 2 · 1 · 1, overlapping in 1: 3.
  @Test("Four objectives are sliced down to two")
  func fourObjectives() throws {
    let volume = try Hypervolume.value(
      [[1, 2, 2, 2], [2, 1, 2, 2], [4, 0, 0, 0]], reference: [3, 3, 3, 3])
    #expect(volume == 3)
    #expect(try Hypervolume.value([[2], [1]], reference: [3]) == 2)
    #expect(try Hypervolume.value([], reference: [3, 3]) == 0)
    #expect(throws: StatisticsError.self) { try Hypervolume.value([[1]], reference: [3, 3]) }
    #expect(throws: StatisticsError.self) { try ParetoFront.indexes([[1, 2], [1]]) }
  }

  @Test(
    "Shares of runs and the constants of Kim and Nelson are the vectors'",
    arguments: Vectors.cases("ranking_selection"))
  func vectors(values: JSONValue) throws {
    switch try values.require("kind", \.string) {
    case "ocba_minimise":
      let shares = try BudgetAllocation.optimal(
        means: values["mean"].numbers, deviations: values["sd"].numbers)
      #expect(agree(shares, values["fractions"].numbers))
    case "KN_constant":
      let rule = try KimNelson(
        candidates: try values.require("k", \.integer), firstRuns: try values.require("n0", \.integer),
        alpha: try values.require("alpha", \.number))
      #expect(agree(rule.eta, try values.require("eta", \.number)))
      #expect(agree(rule.hSquared, try values.require("h2", \.number)))
    case let kind:
      Issue.record("no procedure for \(kind)")
    }
  }

  @Test("The best of five is kept, most of the others are dropped")
  func kimNelson() throws {
    var (kept, dropped) = (0, 0)
    for seed in 0..<100 {
      var stream = RandomStream(seed: UInt64(seed), purpose: "selection")
      var results = [[Double]](repeating: [], count: 5)
      for _ in 0..<60 {
        let shared = stream.normal(sd: 3)  // luck that all candidates meet
        for candidate in 0..<5 { results[candidate].append(shared + Double(candidate) + stream.normal()) }
      }
      let survivors = try KimNelson(candidates: 5, firstRuns: 10).survivors(results, indifference: 0.5)
      if survivors.contains(0) { kept += 1 }
      dropped += 5 - survivors.count
    }
    #expect(kept >= 95)
    #expect(dropped > 300)
  }

  @Test("Rules without an answer are refused")
  func refusals() throws {
    #expect(throws: StatisticsError.self) {
      try BudgetAllocation.optimal(means: [1, 1], deviations: [1, 1])
    }
    #expect(throws: StatisticsError.self) {
      try BudgetAllocation.optimal(means: [1, 2], deviations: [1, 0])
    }
    #expect(throws: StatisticsError.self) { try KimNelson(candidates: 1, firstRuns: 10) }
    let rule = try KimNelson(candidates: 2, firstRuns: 10)
    #expect(throws: StatisticsError.self) { try rule.survivors([[1], [2]], indifference: 1) }
    #expect(throws: StatisticsError.self) { try rule.survivors([], indifference: 1) }
  }
}
