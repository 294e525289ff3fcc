import Experiment
import Testing

@testable import Report

@Suite struct BlockTests {
  @Test("Blocks are traces with seeds, with the run of each strategy")
  func blocks() {
    let result = Fixture(strategies: ["a", "b"], rows: 2).result
    let blocks = Block.all(of: result)
    #expect(blocks.map(\.trace) == ["weekday", "weekday", "weekday", "sale", "sale", "sale"])
    #expect(blocks.map(\.seed) == [1, 2, 3, 1, 2, 3])
    #expect(blocks[4].runs == [4, 10])
  }

  @Test("The median is a block that was run, the lower of two, and blocks without a value are not it")
  func median() {
    func blocks(_ count: Int) -> [Block] {
      Block.all(
        of: Fixture(strategies: ["a"], traces: ["t"], seeds: Array(1...UInt64(count)), rows: 1).result)
    }
    let values: [Double] = [5, .nan, 1, 3, 2, .nan]
    // Known: 1, 2, 3, 5; the lower of the middle two is 2, that of the fifth seed.
    #expect(blocks(6).median { values[Int($0.seed) - 1] } == 4)
    #expect(blocks(1).median { _ in .nan } == 0)
    #expect([Block]().median { _ in 0 } == nil)
  }

  @Test("Money is the cost where there are prices and the pod-hours where there are none")
  func keyScores() {
    var result = Fixture(rows: 2).result
    #expect(
      KeyScores(result).columns.prefix(2).map { result.scores[$0].id } == ["slo_violation_percent", "cost"])
    result.scores[4].isCompared = false
    #expect(
      KeyScores(result).columns.prefix(2).map { result.scores[$0].id } == [
        "slo_violation_percent", "pod_hours",
      ])
    result.scores = []
    #expect(KeyScores(result).columns.isEmpty)
  }

  @Test("The runs in detail begin with the median and then one of every trace")
  func showcase() {
    let result = Fixture(rows: 8).result
    let blocks = Block.all(of: result)
    let showcase = Showcase(result, blocks: blocks, keys: KeyScores(result))
    #expect(showcase.scenes.first?.block == showcase.first)
    #expect(showcase.scenes.prefix(4).map(\.workload) == ["shop", "search", "shop", "search"])
    #expect(Set(showcase.scenes.prefix(4).map { blocks[$0.block].trace }) == ["weekday", "sale"])
  }
}
