import Experiment
import Foundation
import Kubernetes
import Testing

@testable import Tuning

@Suite("docs/tuning.md")
struct TuningGuideTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let examples: [String] = {
    let file = repository.appendingPathComponent("docs/tuning.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }()

  @Test("Every example tunes without a problem or a warning", arguments: examples)
  func example(text: String) throws {
    let whole = try DocumentNode.parse(yaml: #require(Self.examples.first), file: "tuning.md")[0]
    var document = try DocumentNode.parse(yaml: text, file: "tuning.md")[0]
    if document["apiVersion"] == nil { document = whole.merging(.fields([("spec", document)])) }
    let report = DocumentReport()
    let folder = Self.repository.appendingPathComponent("Workloads").path
    let plan = try ExperimentPlan(
      ExperimentSpec.read(document, folder: folder, report: report), report: report)
    _ = try Tuner(plan, report: report)
    #expect(report.warnings.isEmpty, "\(report.warnings)")
  }

  @Test("There are examples")
  func found() { #expect(Self.examples.count >= 5) }

  @Test("Every method is explained", arguments: MethodChoice.allCases)
  func methods(method: MethodChoice) throws {
    let file = Self.repository.appendingPathComponent("docs/tuning.md")
    #expect(try String(contentsOf: file, encoding: .utf8).contains("`\(method.rawValue)`"))
  }
}
