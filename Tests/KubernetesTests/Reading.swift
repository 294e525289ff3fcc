import Kubernetes

/// The repository's sibling folder of shared reference data, found by walking up from this file.
enum Shared {
  /// Nil where it is missing.
  static let folder: String? = {
    var parts = #filePath.split(separator: "/").dropLast()
    while !parts.isEmpty {
      let candidate = "/" + parts.joined(separator: "/") + "/shared"
      if (try? InputFile.bytes(of: candidate + "/fixtures/README.md")) != nil { return candidate }
      parts = parts.dropLast()
    }
    return nil
  }()

  static var isThere: Bool { folder != nil }

  /// A file of the fixtures about Kubernetes.
  static func kubernetes(_ name: String) -> String { "\(folder ?? "")/fixtures/kubernetes/\(name)" }
}

/// What reading some manifests gave.
struct Outcome {
  var manifests: [Manifest]
  var problems: [InputProblem]
  var warnings: [InputProblem]

  /// Reads manifests from YAML as the file `m.yaml`.
  init(_ yaml: String, gates: FeatureGates = .newest) throws {
    self.init(try DocumentNode.parse(yaml: yaml, file: "m.yaml"), gates: gates)
  }

  init(_ nodes: [DocumentNode], gates: FeatureGates = .newest) {
    let report = DocumentReport()
    manifests = Manifests.read(nodes, gates: gates, report: report)
    problems = report.problems
    warnings = report.warnings
  }

  /// Each problem as the API server writes it: path and message.
  var answers: [String] { problems.map { "\($0.path): \($0.message)" } }
}

extension DocumentNode {
  /// The document as compact JSON, to compare whole trees.
  var json: String {
    switch content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): text
    case .string(let text): "'\(text)'"
    case .sequence(let nodes): "[\(nodes.map(\.json).joined(separator: ","))]"
    case .mapping(let entries): "{\(entries.map { "\($0.key):\($0.value.json)" }.joined(separator: ","))}"
    }
  }
}

/// Runs a body that must throw input errors and returns them.
func inputErrors(_ body: () throws(InputErrors) -> some Any) -> [InputProblem] {
  do {
    _ = try body()
    return []
  } catch {
    return error.problems
  }
}

/// Cases written as text: a line with the input, below it, indented, what is expected of it, a line each.
struct Table {
  let rows: [(input: String, expected: [String])]

  init(_ text: String) {
    var rows: [(input: String, expected: [String])] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("  ") {
        rows[rows.count - 1].expected.append(String(line.dropFirst(2)))
      } else {
        rows.append((String(line), []))
      }
    }
    self.rows = rows
  }
}
