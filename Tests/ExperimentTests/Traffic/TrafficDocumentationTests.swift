import Cluster
import Foundation
import Kubernetes
import Simulation
import Testing

@testable import Experiment

@Suite("docs/traffic.md and Workloads/shop.yaml")
struct TrafficDocumentationTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let folder = repository.appendingPathComponent("Workloads").path

  private static let examples: [String] = {
    let page = repository.appendingPathComponent("docs/traffic.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }()

  private func plan(_ example: String, report: DocumentReport = DocumentReport()) throws -> ExperimentPlan {
    let whole = try DocumentNode.parse(yaml: #require(Self.examples.first), file: "traffic.md")[0]
    var document = try DocumentNode.parse(yaml: example, file: "traffic.md")[0]
    if document["apiVersion"] == nil {
      document = whole.merging(DocumentNode.fields([("spec", document)]))
    }
    return try ExperimentPlan(
      ExperimentSpec.read(document, folder: Self.folder, report: report), report: report)
  }

  @Test("Every example is an experiment without a problem, and runs", arguments: examples)
  func examplesRun(example: String) throws {
    let report = DocumentReport()
    let plan = try plan(example, report: report)
    #expect(report.warnings.allSatisfy { $0.message.contains("gets no load and is left out") })
    for strategy in plan.strategies {
      #expect(!strategy.traffic.streams.isEmpty)
      let inputs = try plan.inputs(trace: 0, seed: 1)
      let recording = try ClosedLoop.run(plan.scenario(strategy: strategy, trace: 0, inputs: inputs), seed: 1)
      let rows = recording.workloads[0].timeline
      #expect(rows.served.reduce(0, +) > 0)
    }
  }

  @Test("What is resolved reads again as the same", arguments: examples)
  func resolved(example: String) throws {
    let plan = try plan(example)
    let text = ResolvedExperiment(plan).text
    let report = DocumentReport()
    let document = try DocumentNode.parse(yaml: text, file: "experiment.yaml")[0]
    let again = try ExperimentPlan(
      ExperimentSpec.read(document, folder: Self.folder, report: report), report: report)
    #expect(ResolvedExperiment(again).text == text)
    #expect(again.strategies.map(\.traffic) == plan.strategies.map(\.traffic))
  }

  @Test("The shop's calls follow each other, and no policy keeps them out")
  func shop() throws {
    let report = DocumentReport()
    let plan = try ExperimentPlan(file: Self.folder + "/shop.yaml", report: report)
    #expect(report.warnings.isEmpty)
    let streams = plan.strategies[0].traffic.streams
    #expect(streams.map(\.target) == [0, 1, 2])
    #expect(streams.map(\.origin) == [.outside, .workload(0), .workload(1)])
    #expect(streams.allSatisfy { !$0.isDenied })
    #expect(streams[0].route.balancing == .leastRequests)
    #expect(streams[2].route.namesKeptMs == 30_000)
    let inputs = try plan.inputs(trace: 0, seed: 1)
    let recording = try ClosedLoop.run(
      plan.scenario(strategy: plan.strategies[0], trace: 0, inputs: inputs), seed: 1)
    let arrived = recording.workloads.map { $0.timeline.arrived.reduce(0, +) }
    #expect(arrived[1] > 1.5 * arrived[0] && arrived[1] < 2.05 * arrived[0])
    #expect(arrived[2] > 0.8 * arrived[1])
  }
}
