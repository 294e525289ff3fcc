import Foundation
import Kubernetes
import Testing

@testable import Experiment

@Suite("docs/experiment.md")
struct DocumentationTests {
  /// The repository this test belongs to.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  static let text =
    (try? String(contentsOf: repository.appendingPathComponent("docs/experiment.md"), encoding: .utf8)) ?? ""

  /// The YAML examples, in order.
  static let examples = examples(of: text)

  /// Those of the page on events.
  static let events = examples(
    of: (try? String(contentsOf: repository.appendingPathComponent("docs/events.md"), encoding: .utf8)) ?? "")

  /// Those of the page on the scheduler.
  static let scheduling = examples(
    of: (try? String(contentsOf: repository.appendingPathComponent("docs/scheduling.md"), encoding: .utf8))
      ?? "")

  /// Those of the page on scalers.
  static let scalers = examples(
    of: (try? String(contentsOf: repository.appendingPathComponent("docs/scalers.md"), encoding: .utf8)) ?? ""
  )
  /// Those of the page on controllers.
  static let controllers = examples(
    of: (try? String(contentsOf: repository.appendingPathComponent("docs/controllers.md"), encoding: .utf8))
      ?? "")

  /// Those of the page on autoscalers of nodes.
  static let nodeAutoscaling = examples(
    of: (try? String(
      contentsOf: repository.appendingPathComponent("docs/node-autoscaling.md"), encoding: .utf8))
      ?? "")

  private static func examples(of text: String) -> [String] {
    text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  private static let folder = repository.appendingPathComponent("Workloads").path

  /// Prepares an example: as it stands, or as fields put into the page's own first experiment.
  private func problems(_ example: String, with more: String? = nil) throws -> [String] {
    var whole = try DocumentNode.parse(yaml: #require(Self.examples.first), file: "experiment.md")[0]
    if let more {
      let fields = try DocumentNode.parse(yaml: more, file: "events.md")[0]
      whole = whole.merging(DocumentNode.fields([("spec", fields)]))
    }
    var document = try DocumentNode.parse(yaml: example, file: "experiment.md")[0]
    if document["apiVersion"] == nil {
      document = whole.merging(DocumentNode.fields([("spec", document)]))
    }
    let report = DocumentReport()
    do {
      _ = try ExperimentPlan(
        ExperimentSpec.read(document, folder: Self.folder, report: report), report: report)
    } catch {
      return error.problems.map(\.description)
    }
    return report.warnings.map(\.description)
  }

  @Test("Every example is an experiment without a problem or a warning", arguments: examples)
  func exampleRuns(example: String) throws {
    #expect(try problems(example) == [])
  }

  @Test("The example of a scheduler is one", arguments: scheduling)
  func schedulerReads(example: String) throws {
    #expect(try problems(example) == [])
  }

  @Test("Every example of scalers is one", arguments: scalers)
  func scalerReads(example: String) throws {
    #expect(try problems(example) == [])
  }

  @Test("Every example of controllers is one", arguments: controllers)
  func controllersRead(example: String) throws {
    #expect(try problems(example) == [])
  }

  @Test("Every example of autoscalers of nodes is one", arguments: nodeAutoscaling)
  func nodeAutoscalersRead(example: String) throws {
    #expect(try problems(example) == [])
  }

  @Test("Every example of events is one on the page's own nodes", arguments: events)
  func eventRuns(example: String) throws {
    #expect(try problems(example, with: Self.events.first) == [])
  }

  @Test(
    "Every shipped experiment reads without a problem or a warning",
    arguments: [
      "example", "week", "liveness-storm", "node-failure", "rollout", "scheduling", "scalers",
      "queue-worker", "llm-endpoint", "shop", "controllers", "node-autoscaling",
      "pod-arrivals", "vertical", "jobs",
    ])
  func shipped(name: String) throws {
    let report = DocumentReport()
    _ = try ExperimentPlan(file: "\(Self.folder)/\(name).yaml", report: report)
    #expect(report.warnings.isEmpty, "\(report.warnings)")
  }

  @Test("The experiment of an HPA and a VPA on one Deployment reads, with the warning that it is about")
  func shippedWithWarning() throws {
    let report = DocumentReport()
    let plan = try ExperimentPlan(file: "\(Self.folder)/vertical-and-horizontal.yaml", report: report)
    #expect(report.warnings.count == 1, "\(report.warnings)")
    #expect(
      report.warnings.first?.message.hasPrefix("HPA web and VPA web both go by cpu of Deployment web") == true
    )
    // The report's page tells it, too.
    #expect(plan.notes.count == 1)
  }

  @Test(
    "The experiment on a recording reads where the recording is",
    .enabled(
      if: FileManager.default.fileExists(
        atPath: "\(folder)/../../shared/load/azure_llm_code_requests_1s.csv"),
      "../shared/load is not there"))
  func recorded() throws {
    let report = DocumentReport()
    _ = try ExperimentPlan(file: "\(Self.folder)/llm-endpoint-azure.yaml", report: report)
    #expect(report.warnings.isEmpty, "\(report.warnings)")
  }

  @Test(
    "The experiment on a cluster's record reads where the record is",
    .enabled(
      if: FileManager.default.fileExists(
        atPath: "\(folder)/../../shared/load/alibaba_openb_pod_events.csv"),
      "../shared/load is not there"))
  func recordedPods() throws {
    let report = DocumentReport()
    _ = try ExperimentPlan(file: "\(Self.folder)/pod-arrivals-openb.yaml", report: report)
    #expect(report.warnings.isEmpty, "\(report.warnings)")
  }

  @Test("There are examples, the first a whole experiment")
  func examplesFound() {
    #expect(Self.examples.count > 10)
    #expect(Self.examples.first?.hasPrefix("apiVersion: scalelab.dev/v1") == true)
  }

  @Test("Every field that a resolved experiment has is explained")
  func everyField() throws {
    var document = try DocumentNode.parse(yaml: #require(Self.examples.first), file: "experiment.md")[0]
    for example in Self.examples.dropFirst() {
      let fields = try DocumentNode.parse(yaml: example, file: "experiment.md")[0]
      // The first objects and the last strategies do: what they hold is Kubernetes' own.
      if fields["strategies"] == nil, fields["manifests"] == nil {
        document = document.merging(DocumentNode.fields([("spec", fields)]))
      }
    }
    let plan = try ExperimentPlan(
      ExperimentSpec.read(document, folder: Self.folder, report: DocumentReport()), report: DocumentReport())
    let resolved = try DocumentNode.parse(yaml: ResolvedExperiment(plan).text, file: "resolved")[0]
    for field in Self.fields(of: resolved) where !["spec", "kind", "apiVersion"].contains(field) {
      #expect(Self.text.contains("\(field):") || Self.text.contains("`\(field)`"), "\(field)")
    }
  }

  /// The names of all fields, but for those inside of manifests and loads.
  private static func fields(of node: DocumentNode) -> Set<String> {
    var names: Set<String> = []
    for element in node.elements ?? [] { names.formUnion(fields(of: element)) }
    for entry in node.entries ?? [] {
      names.insert(entry.key)
      if !["manifests", "load", "traces", "series", "labels"].contains(entry.key) {
        names.formUnion(fields(of: entry.value))
      }
    }
    return names
  }
}
