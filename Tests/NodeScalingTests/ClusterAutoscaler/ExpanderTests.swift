import Testing

@testable import NodeScaling

@Suite("Choosing among groups")
struct ExpanderTests {
  private static let options = [
    ExpansionOption(
      group: 0, name: "small", nodes: 4, pods: 4, podMilliCPU: 4000, podMemory: 4 << 30, nodeMilliCPU: 2000,
      nodeMemory: 4 << 30),
    ExpansionOption(
      group: 1, name: "large", nodes: 1, pods: 4, podMilliCPU: 4000, podMemory: 4 << 30, nodeMilliCPU: 4000,
      nodeMemory: 16 << 30),
    ExpansionOption(
      group: 2, name: "large-spot", nodes: 1, pods: 3, podMilliCPU: 3000, podMemory: 3 << 30,
      nodeMilliCPU: 4000, nodeMemory: 16 << 30),
  ]

  @Test("Each filter leaves what it likes best")
  func filters() {
    let chain = ExpanderChain([])
    let names = { (expander: Expander) in chain.filter(Self.options, by: expander).map(\.name) }
    #expect(names(.mostPods) == ["small", "large"])
    #expect(names(.leastNodes) == ["large", "large-spot"])
    // small: (8 - 4)/8 + (16 - 4)/16 = 1.25; large: 0 + 12/16 = 0.75; large-spot: 1/4 + 13/16 = 1.0625.
    #expect(names(.leastWaste) == ["large"])
  }

  @Test("Filters are asked in turn, the first of what is left is taken")
  func chain() {
    let chain = ExpanderChain([.leastNodes, .mostPods])
    #expect(chain.best(of: Self.options, nowMs: 0)?.name == "large")
    #expect(ExpanderChain([.leastNodes]).best(of: Self.options, nowMs: 0)?.name == "large")
    #expect(chain.best(of: [], nowMs: 0) == nil)
  }

  @Test("The highest priority with a match wins; without any nothing is left out")
  func priorities() throws {
    var chain = ExpanderChain([.priority])
    chain.priorities = try GroupPriorities(yaml: "10:\n  - .*spot.*\n5:\n  - .*\n")
    #expect(chain.filter(Self.options, by: .priority).map(\.name) == ["large-spot"])
    chain.priorities = try GroupPriorities(yaml: "10:\n  - huge\n")
    #expect(chain.filter(Self.options, by: .priority).count == 3)
  }

  @Test("Chance is a matter of the seed and the time")
  func random() {
    let picks = { (seed: UInt64) in
      (0..<40).map { ExpanderChain([.random], seed: seed).best(of: Self.options, nowMs: $0)?.group ?? -1 }
    }
    #expect(picks(1) == picks(1))
    #expect(picks(1) != picks(2))
    #expect(Set(picks(1)) == [0, 1, 2])
  }
}
