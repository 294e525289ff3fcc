public import Experiment
import Kubernetes

/// The recommended objects as a user takes them: whole, to apply, and as merge patches of today's.
public struct Recommendation: Sendable, Hashable {
  /// A field that differs from today's.
  public struct Change: Sendable, Hashable {
    /// The object, as in `HorizontalPodAutoscaler/web`.
    public var object: String
    /// The field's path.
    public var path: String
    /// Today's value; nil where there is none.
    public var before: String?
    /// The recommended value; nil where there is none.
    public var after: String?
  }

  /// What changes.
  public var changes: [Change]
  /// The whole objects: a file for `kubectl apply -f`.
  public var manifest: ExperimentFile
  /// A file for `kubectl patch --type merge --patch-file` an object.
  public var patches: [ExperimentFile]

  /// Compares objects with today's, in the same order; `words` stand at the head of each file.
  init(today: [DocumentNode], recommended: [DocumentNode], words: [String]) {
    changes = []
    patches = []
    var documents: [String] = []
    for (old, new) in zip(today, recommended) {
      let own = Recommendation.changes(from: old, to: new)
      guard !own.isEmpty else { continue }
      changes += own
      documents.append(Recommendation.text(new, changes: own, words: []))
      let kind = new["kind"]?.text ?? ""
      let name = new["metadata"]?["name"]?.text ?? ""
      let file = "patch-\(kind.lowercased())-\(name).yaml"
      var command = "kubectl patch \(kind.lowercased()) \(name)"
      if let namespace = new["metadata"]?["namespace"]?.text { command += " -n \(namespace)" }
      patches.append(
        ExperimentFile(
          name: file,
          bytes: Array(
            Recommendation.text(
              Recommendation.patch(from: old, to: new), changes: own,
              words: words + ["", "\(command) --type merge --patch-file \(file)"]
            ).utf8)))
    }
    let head = words + ["", "kubectl apply -f recommended.yaml"]
    let body = documents.isEmpty ? "# Nothing changes.\n" : documents.joined(separator: "---\n")
    manifest = ExperimentFile(
      name: "recommended.yaml", bytes: Array((Recommendation.comment(head) + body).utf8))
  }

  /// The fields in which two objects differ; a list of other length differs as a whole.
  static func changes(from old: DocumentNode, to new: DocumentNode) -> [Change] {
    let object = "\(new["kind"]?.text ?? "")/\(new["metadata"]?["name"]?.text ?? "")"
    var found: [Change] = []
    func walk(_ old: DocumentNode?, _ new: DocumentNode?, _ path: String) {
      if let a = old?.entries, let b = new?.entries {
        for entry in a { walk(entry.value, new?[entry.key], Recommendation.join(path, entry.key)) }
        for entry in b where old?[entry.key] == nil {
          walk(nil, entry.value, Recommendation.join(path, entry.key))
        }
        return
      }
      if let a = old?.elements, let b = new?.elements, a.count == b.count {
        for (index, pair) in zip(a, b).enumerated() { walk(pair.0, pair.1, "\(path)[\(index)]") }
        return
      }
      if old == nil, let entries = new?.entries, !entries.isEmpty {
        for entry in entries { walk(nil, entry.value, Recommendation.join(path, entry.key)) }
        return
      }
      let (before, after) = (old.map(short), new.map(short))
      if before != after {
        found.append(Change(object: object, path: path, before: before, after: after))
      }
    }
    walk(old, new, "")
    return found
  }

  /// The JSON merge patch (RFC 7386) that turns one object into another.
  static func patch(from old: DocumentNode, to new: DocumentNode) -> DocumentNode {
    guard let a = old.entries, let b = new.entries else { return new }
    var fields: [(key: String, value: DocumentNode?)] = []
    for entry in b {
      guard let before = old[entry.key] else {
        fields.append((entry.key, entry.value))
        continue
      }
      if !isSame(before, entry.value) { fields.append((entry.key, patch(from: before, to: entry.value))) }
    }
    for entry in a where new[entry.key] == nil {
      fields.append((entry.key, DocumentNode(.null, place: entry.keyPlace)))
    }
    return .fields(fields)
  }

  private static func join(_ path: String, _ key: String) -> String {
    let isPlain = !key.contains(".") && !key.contains("[")
    if isPlain { return path.isEmpty ? key : "\(path).\(key)" }
    return "\(path)[\"\(key)\"]"
  }

  private static func isSame(_ a: DocumentNode, _ b: DocumentNode) -> Bool { a.yaml() == b.yaml() }

  /// A value in one line.
  private static func short(_ node: DocumentNode) -> String {
    switch node.content {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let text), .string(let text): text
    case .sequence(let nodes): "[\(nodes.map(short).joined(separator: ", "))]"
    case .mapping(let entries): "{\(entries.map { "\($0.key): \(short($0.value))" }.joined(separator: ", "))}"
    }
  }

  /// An object as YAML, each changed line saying what stood there before.
  private static func text(_ node: DocumentNode, changes: [Change], words: [String]) -> String {
    var lines = node.yaml().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let written = try? DocumentNode.parse(yaml: node.yaml(), file: "recommended.yaml").first {
      for change in changes where change.after != nil && written.value(at: change.path) != nil {
        let line = written.place(of: change.path).line - 1
        guard lines.indices.contains(line), !lines[line].contains(" # ") else { continue }
        lines[line] += change.before.map { "  # was \($0)" } ?? "  # new"
      }
    }
    return comment(words) + lines.joined(separator: "\n")
  }

  /// Words as a comment, in lines of at most a hundred characters where words allow it.
  private static func comment(_ words: [String]) -> String {
    var text = ""
    for paragraph in words {
      var line = "#"
      for word in paragraph.split(separator: " ") {
        if line.count + word.count > 100, line.count > 1 {
          text += line + "\n"
          line = "#  "
        }
        line += " \(word)"
      }
      text += line + "\n"
    }
    return text
  }
}
