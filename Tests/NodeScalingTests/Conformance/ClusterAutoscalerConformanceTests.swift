import Conformance
import Testing

@testable import NodeScaling

@Suite("Decisions of upstream's Cluster Autoscaler")
struct ClusterAutoscalerConformanceTests {
  @Test("A sample of the parts' decisions comes out as upstream's")
  func sampleOfParts() throws {
    let report = try ClusterAutoscalerConformance.run(SharedFolder.sample("autoscaler_parts.jsonl.gz"))
    #expect(report.summary == "469 passed, 0 failed", "\(report.text)")
  }

  @Test("Whole runs of the loop come out row by row as upstream's")
  func sampleOfLoops() throws {
    let report = try ClusterAutoscalerConformance.run(SharedFolder.sample("autoscaler_loop.jsonl.gz"))
    #expect(report.summary == "6 passed, 0 failed", "\(report.text)")
  }

  @Test(
    "So do all of them", .enabled(if: isShared, "the reference data is not on this machine"),
    arguments: [
      ("ca_backoff_fuzz.jsonl.gz", 400), ("ca_balance_fuzz.jsonl.gz", 2400),
      ("ca_drain_rules_fuzz.jsonl.gz", 2400), ("ca_estimator_fuzz.jsonl.gz", 2400),
      ("ca_expander_fuzz.jsonl.gz", 2400), ("ca_utilization_fuzz.jsonl.gz", 2400),
      ("ca_flags_1.37.json", 136), ("ca_closed_loop.jsonl.gz", 121),
    ])
  func shared(_ file: String, _ count: Int) throws {
    let path = try #require(SharedFolder.path("conformance/cluster/\(file)"))
    let report = try ClusterAutoscalerConformance.run(path)
    #expect(report.summary == "\(count) passed, 0 failed", "\(report.text)")
  }

  @Test(
    "Calls recorded while upstream's tests ran come out as upstream's",
    .enabled(if: isShared, "the reference data is not on this machine"),
    arguments: [
      ("balance", 71, 0), ("cropnodes", 114, 2), ("drainable", 314, 11), ("estimate", 94, 15),
      ("expander_leastnodes", 7, 0), ("expander_mostpods", 3, 0), ("expander_price", 8, 0),
      ("expander_priority", 8, 0), ("expander_waste", 4, 0), ("similar", 140, 0), ("utilization", 293, 0),
    ])
  func recorded(_ file: String, _ passed: Int, _ skipped: Int) throws {
    let path = try #require(SharedFolder.path("conformance/cluster/upstream/recorded/\(file).json"))
    let report = try ClusterAutoscalerConformance.run(path)
    #expect(report.passed == passed && report.failed == 0 && report.skipped == skipped, "\(report.text)")
  }

  private static var isShared: Bool { SharedFolder.path("conformance/cluster") != nil }
}
