import Experiment
import Foundation
import Kubernetes
import Testing

@testable import Report

/// The report under Reports/example, made anew from the experiment it came from; `RECORD` writes it.
@Suite(.serialized) struct ExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func result() async throws -> ExperimentResult {
    let report = DocumentReport()
    let file = Self.root.appending(path: "Workloads/example.yaml").path
    let spec = try ExperimentSpec.read(file: file, report: report)
    return try await Experiment.run(ExperimentPlan(spec, report: report), on: ExperimentRunner(jobs: 2))
  }

  @Test("The committed example report has the bytes that Workloads/example.yaml gives")
  func bytes() async throws {
    let result = try await result()
    let folder = Self.root.appending(path: "Reports/\(result.name)").path
    if ProcessInfo.processInfo.environment["RECORD"] != nil { try Report.write(result, to: folder) }
    for file in Report.files {
      let committed = FileManager.default.contents(atPath: "\(folder)/\(file.name)")
      #expect(committed == Data(file.bytes(of: result)), "\(file.name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == Report.files.count)
  }

  @Test("The example's experiment.yaml runs again and gives the same report")
  func again() async throws {
    let report = DocumentReport()
    let file = Self.root.appending(path: "Reports/example/experiment.yaml").path
    let spec = try ExperimentSpec.read(file: file, report: report)
    let result = try await Experiment.run(ExperimentPlan(spec, report: report), on: ExperimentRunner(jobs: 1))
    for file in Report.files where file.name.hasSuffix(".csv") {
      let committed = FileManager.default.contents(atPath: Self.root.path + "/Reports/example/" + file.name)
      #expect(committed == Data(file.bytes(of: result)), "\(file.name)")
    }
  }

  @Test("The example's page is well formed and its numbers are those of its CSV files")
  func page() async throws {
    let result = try await result()
    let page = Markup(PageFile().bytes(of: result))
    #expect(page.firstImbalance == nil)
    let summary = try Records(SummaryFile().bytes(of: result))
    let columns = KeyScores(result).columns
    for (index, cell) in page.cells(ofTable: "strategies sortable").enumerated() {
      let id = result.scores[columns[index % columns.count]].id
      #expect(Double(cell.value) == summary.numbers(id)[index / columns.count])
    }
  }
}
