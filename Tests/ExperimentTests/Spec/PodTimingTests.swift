import Cluster
import Kubernetes
import Testing

@testable import Experiment

@Suite("Pod timing and images of an experiment")
struct PodTimingTests {
  private func timing(_ text: String) throws -> (PodTiming?, [InputProblem]) {
    let report = DocumentReport()
    let node = try #require(try DocumentNode.parse(yaml: text, file: "t.yaml").first)
    let timing = Fields.read(node, path: "podTiming", report: report, PodTimingFields.read)
    return (timing, report.problems)
  }

  @Test("are read step by step, and written as they were read")
  func reads() throws {
    let (timing, problems) = try timing(
      "{sandbox: 400ms, initContainer: {mean: 5s, cv: 0.5}, restart: 2s, crash: {after: 10m, pods: 0.2}}")
    #expect(problems.isEmpty)
    let found = try #require(timing)
    #expect(found.sandbox == Delay(meanMs: 400))
    #expect(found.initContainer == Delay(meanMs: 5_000, cv: 0.5))
    #expect(found.crash == PodTiming.Crash(after: Delay(meanMs: 600_000), share: 0.2))
    let (again, _) = try self.timing(found.resolved.yaml())
    #expect(again == found)
  }

  @Test(
    "say what is wrong with them",
    arguments: [
      ("{crash: {pods: 0.2}}", "missing field \"after\""), ("{crash: {after: 1m, pods: 2}}", "from 0 to 1"),
      ("{sandbox: soon}", "length of time"), ("{sandbx: 1s}", "sandbx"),
    ])
  func refuses(text: String, message: String) throws {
    let report = DocumentReport()
    let node = try #require(try DocumentNode.parse(yaml: text, file: "t.yaml").first)
    _ = Fields.read(node, path: "podTiming", report: report, PodTimingFields.read)
    let found = (report.problems + report.warnings).map { "\($0)" }.joined()
    #expect(found.contains(message))
  }

  @Test("An image has layers or a size, and times in which its registry refuses it")
  func images() throws {
    let report = DocumentReport()
    let text = "{name: a, layers: [{name: base, size: 1Mi}], refused: [{from: 1m, for: 30s}]}"
    let node = try #require(try DocumentNode.parse(yaml: text, file: "t.yaml").first)
    let image = try #require(Fields.read(node, path: "images[0]", report: report, ImageFields.read))
    #expect(report.problems.isEmpty)
    #expect(image.layers == [RegistryImage.Layer(name: "base", bytes: 1 << 20)])
    #expect(image.refusals == [60_000..<90_000])
  }
}
