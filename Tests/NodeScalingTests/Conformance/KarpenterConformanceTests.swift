import Conformance
import Testing

@testable import NodeScaling

@Suite("Decisions of upstream's Karpenter")
struct KarpenterConformanceTests {
  @Test("A sample of budgets, costs and plans comes out as upstream's")
  func sample() throws {
    let report = try KarpenterConformance.run(SharedFolder.sample("karpenter.jsonl.gz"))
    #expect(report.summary == "140 passed, 0 failed", "\(report.text)")
  }

  @Test(
    "So do all of them", .enabled(if: isShared, "the reference data is not on this machine"),
    arguments: [("budget", 1200), ("eviction_cost", 400)])
  func shared(_ name: String, _ count: Int) throws {
    let path = try #require(SharedFolder.path("conformance/cluster/karpenter_\(name)_fuzz.jsonl.gz"))
    #expect(try KarpenterConformance.run(path).summary == "\(count) passed, 0 failed")
  }

  @Test(
    "All plans do but one, where upstream's order of equal plans is not stable",
    .enabled(if: isShared, "the reference data is not on this machine"))
  func plans() throws {
    let path = try #require(SharedFolder.path("conformance/cluster/karpenter_provision_fuzz.jsonl.gz"))
    let report = try KarpenterConformance.run(path)
    #expect(report.passed == 479 && report.differences.map(\.id) == ["29"], "\(report.text)")
  }

  private static var isShared: Bool { SharedFolder.path("conformance/cluster") != nil }
}
