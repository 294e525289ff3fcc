import Conformance
import Foundation
import Kubernetes
import Testing

@testable import Scaling

@Suite("Decisions of upstream's own VPA")
struct VPAConformanceTests {
  @Test(
    "Recorded traces of the recommender come out the same, to the last bit",
    arguments: [
      "oom-first", "short-5min", "cpu-only", "policies", "gap-gc", "ties", "epsilon-merge",
      "checkpoint-restore",
    ])
  func traces(name: String) throws {
    let file = SharedFolder.sample("vpa_trace_\(name).in.jsonl.gz")
    let report = try VPAConformance.run([file]).report
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed > 4)
  }

  @Test("So do rounds of the updater")
  func updater() throws {
    let report = try VPAConformance.run([SharedFolder.sample("vpa_updater.in.jsonl.gz")]).report
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == 55)
  }

  @Test("So do pods at admission; what upstream breaks down over is refused by name")
  func admission() throws {
    let files = ["in", "out"].map { SharedFolder.sample("vpa_admission.\($0).jsonl.gz") }
    let outcome = try VPAConformance.run(files)
    #expect(outcome.report.failed == 0, "\(outcome.report.text)")
    #expect(outcome.report.passed == 171)
    #expect(outcome.refusals.map(\.path).contains("admission-211"))
    #expect(outcome.refusals.allSatisfy { $0.message.hasSuffix("upstream's VPA stops on this") })
  }

  @Test(
    "All reference data beside the repository is met",
    .enabled(if: SharedFolder.path("conformance/vpa") != nil, "the reference data is not on this machine"),
    arguments: [
      ("updater_cases.in.jsonl", 300), ("admission_cases.in.jsonl", 500), ("histogram_cases.json", 95),
      ("estimator_cases.json", 15), ("bucket_tables.json", 2), ("traces/38-per-vpa-config.in.jsonl", 97),
      ("traces/54-checkpoint-save.in.jsonl", 34), ("traces/56-epsilon-drop.in.jsonl", 331),
    ])
  func shared(file: String, count: Int) throws {
    let path = try #require(SharedFolder.path("conformance/vpa/\(file)"))
    let report = try VPAConformance.run([path]).report
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == count)
  }

  static let trace = #"""
    {"op":"comment","name":"tiny"}
    {"op":"vpa","vpa":{"metadata":{"name":"web"},"spec":{}},"selector":"app=web"}
    {"op":"pod","pod":"a","labels":{"app":"web"},"containers":[{"name":"main"}]}
    {"op":"sample","pod":"a","container":"main","t":1767225600000,"cpu":100,"mem":300000000}
    {"op":"recommend","t":1767225600000}
    """#

  /// 100 m fall into the bucket that ends at 0.110 cores, and the margin makes 126 m of that; 300 MB into the
  /// one that ends at 305.4 MB.
  static func answer(target: Int) -> String {
    let amounts = { (cpu: Int, memory: Int64, text: String) in
      #"{"cpu":\#(cpu),"cpuQuantity":"\#(cpu)m","memory":\#(memory),"memoryQuantity":"\#(text)"}"#
    }
    return #"""
      {"op":"recommend","t":1767225600000,"ns":"default","vpa":"web","podCount":1,"recommendations":[{\#
      "container":"main","target":\#(amounts(target, 351198544, "351198544")),\#
      "lowerBound":\#(amounts(25, 262_144_000, "250Mi")),\#
      "upperBound":\#(#"{"cpu":100000000000000,"cpuQuantity":"100G","memory":100000000000000,"# + #""memoryQuantity":"97656250000Ki"}"#),\#
      "uncappedTarget":\#(amounts(126, 351198544, "351198544"))}]}
      """#
  }

  @Test("A difference is named by trace, line and field")
  func differences() throws {
    let report = try SharedFolder.withTemporary(Self.trace + "\n" + Self.answer(target: 127)) {
      try VPAConformance.run([$0]).report
    }
    #expect(report.failed == 1)
    let difference = try #require(report.differences.first)
    #expect(difference.id == "tiny line 5 recommend")
    #expect(difference.field == "recommendations[0].target.cpu")
    #expect(difference.expected == "127")
    #expect(difference.found == "126")
    #expect(difference.place.line == 6)
  }

  @Test("Situations and answers may stand in one file")
  func mixed() throws {
    let report = try SharedFolder.withTemporary(Self.trace + "\n" + Self.answer(target: 126)) {
      try VPAConformance.run([$0]).report
    }
    #expect(report.summary == "1 passed, 0 failed", "\(report.text)")
  }

  @Test(
    "Bad input is refused with its place",
    arguments: [
      ("", "1:1: no JSON value, the input is empty"), ("{\"op\": \"dance\"}", "1:8: op: is no operation"),
      ("{\"op\": \"recommend\", \"t\": \"x\"}", "1:26: t: must be a whole number"),
      ("{\"a\": 1}", "1:1: is no recorded case of the VPA"),
      ("\n{\"op\": \"gc\", \"t\": 1}", "2:1: there is no answer to this operation"),
      ("{\"steps\": [], \"vpas\": [], \"name\": \"x\"}", "1:1: there is no answer to this case"),
      ("{\"op\": \"vpa\", \"vpa\": {}, \"selector\": \"a in\"}", "1:38: selector: "),
      (
        "{\"op\": \"samples\", \"pod\": \"a\", \"container\": \"b\", \"t0\": 0, \"dt\": 1, \"cpus\": [1.5]}",
        "1:76: cpus[0]: must be a whole number or null"
      ),
    ])
  func badInput(text: String, problem: String) throws {
    try SharedFolder.withTemporary(text) { file in
      let error = #expect(throws: InputErrors.self) { try VPAConformance.run([file]) }
      #expect(error?.description.contains("\(file):\(problem)") == true, "\(error?.description ?? "")")
    }
  }

  @Test("Operations on histograms answer one by one, doubles with their bits")
  func histograms() throws {
    let lines = #"""
      {"op":"new","id":"h","kind":"cpu","halfLifeMs":86400000}
      {"op":"add","id":"h","value":1,"weight":0.1,"t":1767225600000}
      {"op":"percentile","id":"h","p":0.5}
      {"op":"new","id":"h","numBuckets":176}
      {"op":"add","id":"h"}
      {"op":"percentile","id":"h","value":1.0163489622370475,"bits":"0x3ff042f724b7e1d0"}
      """#
    let report = try SharedFolder.withTemporary(lines) { try VPAConformance.run([$0]).report }
    #expect(report.passed == 2, "\(report.text)")
    #expect(report.differences.map(\.field) == ["value"], "a made-up percentile differs")
  }
}
