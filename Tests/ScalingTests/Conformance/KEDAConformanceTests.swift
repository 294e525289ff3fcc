import Conformance
import Testing

@testable import Scaling

@Suite("Decisions of KEDA's own code")
struct KEDAConformanceTests {
  @Test("A sample of recorded runs is decided as upstream decided")
  func samples() throws {
    let report = try KEDAConformance.run(SharedFolder.sample("keda.jsonl.gz"))
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == 170)
  }

  @Test(
    "So are the tables of upstream's own tests",
    .enabled(if: SharedFolder.path("conformance/keda") != nil, "the reference data is not on this machine"))
  func tables() throws {
    let path = try #require(SharedFolder.path("conformance/keda/upstream/upstream_tests.json"))
    let report = try KEDAConformance.run(path)
    #expect(report.summary == "142 passed, 0 failed, 4 skipped")
    #expect(report.skips.allSatisfy { $0.hasPrefix("targetAverageValue/") })
  }

  @Test("A formula that upstream refuses must be refused")
  func refused() throws {
    let text = #"""
      {"kind": "so", "id": "x", "created": 0, "replicas": 1,
       "spec": {"advanced": {"scalingModifiers": {"formula": "a + 1", "target": "2"}}},
       "triggers": [{"type": "oracle", "name": "a", "target": 1}],
       "steps": [{"t": 0, "op": "hpa", "values": [{"v": 1}]}],
       "expected": [{"metrics": {"composite-metric": {"error": "no"}}, "replicas": 1}]}
      """#
    let report = try SharedFolder.withTemporary(text) { try KEDAConformance.run($0) }
    #expect(
      report.differences.first?.description.hasPrefix(
        "x: steps[0].metrics.composite-metric: expected an error, found 2000") == true)
  }

  @Test("Bad input is refused with its place")
  func badInput() throws {
    try SharedFolder.withTemporary(#"{"kind": "so", "spec": {}}"#) { file in
      let error = #expect(throws: (any Error).self) { try KEDAConformance.run(file) }
      #expect(error.map { String(describing: $0) }?.contains("\(file):1:1: triggers: is required") == true)
    }
  }
}
