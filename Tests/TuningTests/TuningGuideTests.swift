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

  /// Where the recorded loads stand; they are not shipped.
  private static let hasLoads = FileManager.default.fileExists(
    atPath: repository.deletingLastPathComponent().appendingPathComponent("shared/load").path)

  @Test(
    "The shipped searches read without a problem",
    arguments: ["tune", "tune-worldcup", "tune-nasa", "tune-azure"])
  func shipped(name: String) throws {
    let file = Self.repository.appendingPathComponent("Workloads/\(name).yaml").path
    let documents = try DocumentNode.parse(contentsOf: file)
    #expect(documents.count == 1)
    guard name == "tune" || Self.hasLoads else { return }
    let report = DocumentReport()
    _ = try Tuner(ExperimentPlan(file: file, report: report), report: report)
  }

  @Test("There are examples")
  func found() { #expect(Self.examples.count >= 5) }

  @Test("Every method is explained", arguments: MethodChoice.allCases)
  func methods(method: MethodChoice) throws {
    let file = Self.repository.appendingPathComponent("docs/tuning.md")
    #expect(try String(contentsOf: file, encoding: .utf8).contains("`\(method.rawValue)`"))
  }
}
