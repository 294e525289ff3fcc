import Foundation
import Kubernetes
import Testing

@testable import Workload

/// A fenced block of the guide.
struct GuideBlock: Sendable, CustomTestStringConvertible {
  let language: String
  /// What follows the language: a file's name, or what is described.
  let title: String
  let text: String
  let line: Int
  var testDescription: String { "line \(line)" }
}

/// The examples of docs/load.md are read, and give what they say.
@Suite("The guide to loads")
struct LoadGuideTests {
  static let guide: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("docs/load.md"), encoding: .utf8)) ?? ""
  }()

  static let blocks: [GuideBlock] = {
    var blocks: [GuideBlock] = []
    var open: (language: String, title: String, lines: [String], line: Int)?
    for (number, line) in guide.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```"), let block = open {
        let text = block.lines.joined(separator: "\n") + "\n"
        blocks.append(GuideBlock(language: block.language, title: block.title, text: text, line: block.line))
        open = nil
      } else if line.hasPrefix("```") {
        let words = line.dropFirst(3).split(separator: " ").map(String.init)
        open = (words.first ?? "", words.dropFirst().first ?? "", [], number + 1)
      } else {
        open?.lines.append(String(line))
      }
    }
    return blocks
  }()

  static let examples = blocks.filter { $0.language == "yaml" && $0.title.isEmpty }

  private static func folder() throws -> Folder {
    let files = blocks.filter { ["csv", "json"].contains($0.language) }
    return try Folder(Dictionary(files.map { ($0.title, $0.text) }) { first, _ in first })
  }

  @Test("gives the values and warnings it shows", arguments: examples)
  func example(_ block: GuideBlock) throws {
    let folder = try Self.folder()
    let (load, warnings) = try LoadText(block.text, in: folder.path).readWithWarnings()
    let series = try load.series(seed: 1, cpuPerRequest: 0.01)
    #expect(series.count > 0)
    if let shown = block.remark("values") {
      let values = shown.split(separator: ",").compactMap { Double($0.drop { $0 == " " }) }
      #expect(series.values.isNear(values, 1e-12), "\(series.values)")
    }
    let shown = block.remark("warning")
    if let shown, shown != "none" {
      #expect(warnings.count == 1 && warnings[0].contains(shown), "\(warnings)")
    } else {
      #expect(shown != nil || warnings.isEmpty, "\(warnings)")
    }
  }

  @Test("shows a file and a response model that are read")
  func others() throws {
    let folder = try Self.folder()
    let file = try #require(Self.blocks.first { $0.title == "file" })
    try file.text.write(toFile: folder.path + "/day.yaml", atomically: false, encoding: .utf8)
    let report = DocumentReport()
    let entry = try WorkloadFile.read(folder.path + "/day.yaml", report: report).entry(named: nil)
    #expect(try entry.series(seed: 1).count == 1_440)
    let response = try #require(Self.blocks.first { $0.title == "response" })
    let node = try DocumentNode.parse(yaml: response.text, file: "response.yaml")[0]
    #expect(ResponseModel.read(node, path: "", report: report) != nil)
    #expect(report.warnings.isEmpty)
  }

  @Test("has an example of every field and every kind of load")
  func coverage() throws {
    let examples = Self.blocks.filter { $0.language == "yaml" }.map(\.text).joined()
    func shown(_ field: String) -> Bool {
      examples.split { !($0.isLetter || $0.isNumber || $0 == ":") }.contains { $0 == "\(field):" }
    }
    for source in LoadVocabulary.sources {
      #expect(shown(source.keyword), "\(source.keyword)")
    }
    // Fields stand in the first cell of a row, and in the second where the table's head says so.
    var cells = 1
    for line in Self.guide.split(separator: "\n") where line.hasPrefix("| ") {
      let row = line.split(separator: "|").map(String.init)
      if !line.hasPrefix("| `") { cells = row[1] == " fields " ? 2 : 1 }
      for word in row.prefix(cells).joined().split(separator: "`").map(String.init)
      where word.allSatisfy({ $0.isLetter || $0.isNumber }) {
        #expect(shown(word), "\(word)")
      }
    }
  }
}

extension GuideBlock {
  /// What a comment such as `# values: 1, 2` says.
  func remark(_ key: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix("# \(key): ") }.map {
      String($0.dropFirst(key.count + 4))
    }
  }
}
