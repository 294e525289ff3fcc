import Conformance
import Testing

@testable import Scaling

@Suite("Decisions of Knative's own code")
struct KnativeConformanceTests {
  @Test("A sample of recorded runs is decided as upstream decided")
  func samples() throws {
    let report = try KnativeConformance.run(SharedFolder.sample("knative.jsonl.gz"))
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == 90)
  }

  @Test(
    "So are the tables of upstream's own tests",
    .enabled(
      if: SharedFolder.path("conformance/knative") != nil, "the reference data is not on this machine"),
    arguments: [
      ("autoscaler", 31), ("bucketing", 13), ("kpa", 52), ("maxwindow", 19), ("target", 20),
    ])
  func tables(name: String, count: Int) throws {
    let path = try #require(SharedFolder.path("conformance/knative/upstream/upstream_\(name)_test.json"))
    let report = try KnativeConformance.run(path)
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == count)
  }

  @Test("A difference is named by step and field")
  func difference() throws {
    let text = #"""
      {"kind": "scale", "id": "x", "t0": 0, "initialReady": 0, "spec": {"targetValue": 10, "maxScaleUpRate": 10,
       "maxScaleDownRate": 2, "panicThreshold": 2, "stableWindowSeconds": 60, "reachable": true},
       "steps": [{"t": 2000, "ready": 1, "stable": 15, "panic": 15}],
       "expected": [{"desired": 3, "ebc": 0, "valid": true, "panicTime": 2000, "maxPanicPods": 2}]}
      """#
    let report = try SharedFolder.withTemporary(text) { try KnativeConformance.run($0) }
    #expect(report.summary == "0 passed, 1 failed")
    #expect(
      report.differences.first?.description.hasPrefix("x: steps[0].desired: expected 3, found 2 (") == true)
  }

  @Test("Bad input is refused with its place")
  func badInput() throws {
    try SharedFolder.withTemporary(#"{"kind": "dance"}"#) { file in
      let error = #expect(throws: (any Error).self) { try KnativeConformance.run(file) }
      let text = error.map { String(describing: $0) } ?? ""
      #expect(text.contains("\(file):1:10: kind: must be scale, chain, pa, window, maxwindow or decider"))
    }
  }
}
