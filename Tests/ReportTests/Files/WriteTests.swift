import Foundation
import Kubernetes
import Testing

@testable import Report

@Suite struct WriteTests {
  private let result = Fixture(strategies: ["a", "b"], traces: ["t"], rows: 3, baseline: 0).result

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private let names = [
    "comparisons.csv", "decisions.csv", "experiment.yaml", "index.html", "pods.csv", "runs.csv",
    "summary.csv", "timeline.csv",
  ]

  @Test("A report is a folder of eight files and leaves nothing else behind")
  func writes() throws {
    try withFolder { folder in
      try Report.write(result, to: folder + "/new/deep/")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/new") == ["deep"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/new/deep").sorted() == names)
      for file in Report.files {
        #expect(
          FileManager.default.contents(atPath: "\(folder)/new/deep/\(file.name)")
            == Data(file.bytes(of: result)))
      }
    }
  }

  @Test("Writing again replaces the report and leaves the user's own files alone")
  func overwrites() throws {
    try withFolder { folder in
      try Data("mine".utf8).write(to: URL(filePath: folder + "/notes.txt"))
      try Data("old".utf8).write(to: URL(filePath: folder + "/index.html"))
      try Report.write(result, to: folder)
      try Report.write(result, to: folder)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == (names + ["notes.txt"]).sorted())
      #expect(
        FileManager.default.contents(atPath: folder + "/index.html") == Data(PageFile().bytes(of: result)))
    }
  }

  @Test("What a process that was killed while it wrote left behind goes")
  func remains() throws {
    try withFolder { folder in
      // No process has such a number.
      for remains in ["/r/.999999999.tmp", "/r.999999999.tmp"] {
        try FileManager.default.createDirectory(
          atPath: folder + remains, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(filePath: folder + remains + "/index.html"))
      }
      try Report.write(result, to: folder + "/r")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["r"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/r").sorted() == names)
    }
  }

  @Test("A folder that cannot be written is an error that names it and says why")
  func unwritable() throws {
    try withFolder { folder in
      try Data().write(to: URL(filePath: folder + "/file"))
      let under = #expect(throws: InputErrors.self) { try Report.write(result, to: folder + "/file/report") }
      #expect(under?.description.contains("cannot make the folder \(folder)/file") == true)
      #expect(under?.description.contains("Not a directory") == true)
      let over = #expect(throws: InputErrors.self) { try Report.write(result, to: folder + "/file") }
      #expect(over?.description.contains("\(folder)/file is not a folder") == true)
      let none = #expect(throws: InputErrors.self) { try Report.write(result, to: "") }
      #expect(none?.description.contains("no name") == true)
      try FileManager.default.createDirectory(
        atPath: folder + "/r/index.html", withIntermediateDirectories: true)
      let blocked = #expect(throws: InputErrors.self) { try Report.write(result, to: folder + "/r") }
      #expect(blocked?.description.contains("cannot write \(folder)/r/index.html") == true)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder + "/r").allSatisfy {
          !$0.hasSuffix(".tmp")
        })
    }
  }
}
