import Foundation
import Kubernetes
import Testing

@testable import Experiment

@Suite("Files kept beside a resolved experiment")
struct LoadFilesTests {
  @Test("A file named twice is kept once; names of reports' own files and names taken are avoided")
  func names() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "scalelab-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["a/x.csv", "b/x.csv", "summary.csv"] {
      let path = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(name.utf8).write(to: path)
    }
    let load = """
      sum:
      - csv: {file: a/x.csv}
      - csv: {file: b/x.csv, value: file}
      - {csv: {file: a/x.csv}}
      - csv: {file: summary.csv}
      """
    var files = LoadFiles()
    let kept = try files.keep(DocumentNode.parse(yaml: load, file: "x")[0], folder: folder.path)
    #expect(files.files.map(\.name) == ["x.csv", "load1-x.csv", "load1-summary.csv"])
    #expect(
      files.files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a/x.csv", "b/x.csv", "summary.csv"])
    let names = kept["sum"]?.elements?.map { $0["csv"]?["file"]?.text }
    #expect(names == ["x.csv", "load1-x.csv", "x.csv", "load1-summary.csv"])
  }

  @Test("A file that cannot be read is named")
  func missing() throws {
    var files = LoadFiles()
    let load = try DocumentNode.parse(yaml: "csv: {file: nowhere.csv}", file: "x")[0]
    #expect(throws: InputErrors.self) { try files.keep(load, folder: "") }
  }
}
