import Conformance
import Foundation
import Kubernetes
import Testing

@testable import Scaling

@Suite("Decisions of upstream's own code")
struct HPAConformanceTests {
  @Test(
    "A sample of recorded situations and runs is decided as upstream decided",
    arguments: ["hpa_single.jsonl", "hpa_sequences.jsonl.gz"])
  func samples(file: String) throws {
    let report = try HPAConformance.run(SharedFolder.sample(file))
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed >= 18)
  }

  @Test(
    "So are the tables of upstream's own tests",
    .enabled(if: SharedFolder.path("conformance/hpa") != nil, "the reference data is not on this machine"),
    arguments: [("upstream_horizontal_test.json", 157), ("upstream_replica_calculator_test.json", 78)])
  func shared(file: String, count: Int) throws {
    let path = try #require(SharedFolder.path("conformance/hpa/\(file)"))
    let report = try HPAConformance.run(path)
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == count)
  }

  @Test("A difference is named by case, field and place")
  func differences() throws {
    let text = try String(contentsOfFile: SharedFolder.sample("hpa_single.jsonl"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let index = try #require(lines.firstIndex { $0.contains(#""scaledTo":5,"#) })
    let wrong = lines[index].replacingOccurrences(of: #""scaledTo":5,"#, with: #""scaledTo":6,"#)
    let report = try SharedFolder.withTemporary("\n\(wrong)\n") { try HPAConformance.run($0) }
    #expect(report.failed == 1)
    #expect(report.summary == "0 passed, 1 failed")
    let difference = try #require(report.differences.first)
    #expect(difference.field == "scaledTo")
    #expect(difference.expected == "6")
    #expect(difference.found == "5")
    #expect(difference.place.line == 2)
    #expect(report.text.hasSuffix("\n0 passed, 1 failed"))
    #expect(report.json.hasPrefix(#"{"passed":0,"failed":1,"skipped":0,"differences":[{"id":"#))
  }

  @Test("A function that has no counterpart is skipped, one whose table is outdated too")
  func skipped() throws {
    let cases = #"""
      [{"id": "a", "mode": "unit", "fn": "other", "nowMs": 1, "args": {}, "upstream": {}},
       {"id": "b", "mode": "unit", "fn": "groupPods", "upstreamStatus": "changed-since-1.28"}]
      """#
    let report = try SharedFolder.withTemporary(cases) { try HPAConformance.run($0) }
    #expect(report.summary == "0 passed, 0 failed, 2 skipped")
  }

  @Test(
    "Bad input is refused with its place",
    arguments: [
      ("", "1:1: no JSON value, the input is empty"), ("hello", "1:1: invalid JSON"),
      ("{\"mode\": \"single\"", "1:18: invalid JSON"), ("\n\n{\"id\": 1}", "3:1: mode: is required"),
      ("[{\"mode\": \"dance\"}]", "1:11: mode: must be single, sequence, calc or unit, found dance"),
      ("{\"mode\": \"single\", \"hpa\": 3}", "1:27: hpa: "),
      ("{\"mode\": \"unit\"}", "1:1: fn: is required"),
      (
        "{\"mode\": \"sequence\", \"hpa\": {}, \"steps\": [{}], \"expects\": []}",
        "1:59: expects: must have one"
      ),
    ])
  func badInput(text: String, problem: String) throws {
    try SharedFolder.withTemporary(text) { file in
      let error = #expect(throws: InputErrors.self) { try HPAConformance.run(file) }
      #expect(error?.description.contains("\(file):\(problem)") == true, "\(error?.description ?? "")")
    }
  }

  @Test("A file that is not there is named")
  func missingFile() {
    let error = #expect(throws: InputErrors.self) { try HPAConformance.run("/nowhere/cases.jsonl") }
    #expect(error?.description.contains("cannot read /nowhere/cases.jsonl") == true)
  }
}
