/// Collects what is wrong or strange in an input while it is read, so that the user sees all of it at once.
public final class DocumentReport {
  /// What makes the input unusable.
  public private(set) var problems: [InputProblem] = []
  /// What is strange but was read over, such as a field that nobody knows.
  public private(set) var warnings: [InputProblem] = []

  /// Makes an empty report.
  public init() {}

  /// Notes a problem.
  public func problem(_ message: String, at place: SourcePlace?, path: String, hint: String? = nil) {
    problems.append(InputProblem(place: place, path: path, message: message, hint: hint))
  }

  /// Notes a warning.
  public func warn(_ message: String, at place: SourcePlace?, path: String, hint: String? = nil) {
    warnings.append(InputProblem(place: place, path: path, message: message, hint: hint))
  }

  /// Throws all problems noted so far, if there are any.
  public func check() throws(InputErrors) {
    if !problems.isEmpty { throw InputErrors(problems) }
  }
}

/// Reads the fields of one mapping by name and type; a field never asked for is reported as unknown.
///
/// A field of the wrong type is noted as a problem and read as absent, so that reading goes on.
public struct Fields {
  private final class Asked { var keys: Set<String> = [] }

  /// The mapping.
  public let node: DocumentNode
  /// The path of this mapping, empty at the root.
  public let path: String
  /// Where problems go.
  public let report: DocumentReport
  private let asked = Asked()

  private init(_ node: DocumentNode, path: String, report: DocumentReport) {
    self.node = node
    self.path = path
    self.report = report
  }

  /// Reads a mapping through a closure, then reports the fields the closure never asked for.
  ///
  /// Returns nil, and notes a problem, if the node is no mapping. A null node reads as an empty mapping.
  /// `strict` makes an unknown field a problem instead of a warning.
  public static func read<T>(
    _ node: DocumentNode, path: String, strict: Bool = false, report: DocumentReport,
    _ body: (Fields) -> T?
  ) -> T? {
    let entries: [DocumentNode.Entry]
    switch node.content {
    case .mapping(let found): entries = found
    case .null: entries = []
    default:
      report.problem(
        "must be a mapping of fields, found \(node.kindName)", at: node.place, path: path)
      return nil
    }
    let fields = Fields(node, path: path, report: report)
    let result = body(fields)
    for entry in entries where !fields.asked.keys.contains(entry.key) {
      let unknown = fields.path(of: entry.key)
      let hint = Spelling.nearest(to: entry.key, in: fields.asked.keys).map { "did you mean `\($0)`?" }
      if strict {
        report.problem("unknown field \"\(unknown)\"", at: entry.keyPlace, path: unknown, hint: hint)
      } else {
        report.warn("unknown field \"\(unknown)\"", at: entry.keyPlace, path: unknown, hint: hint)
      }
    }
    return result
  }

  /// The path of a field of this mapping.
  public func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Whether the field is there and not null.
  public func has(_ key: String) -> Bool { value(key) != nil }

  /// The field's node, or nil where it is absent or null.
  public func value(_ key: String) -> DocumentNode? {
    asked.keys.insert(key)
    guard let found = node[key] else { return nil }
    if case .null = found.content { return nil }
    return found
  }

  /// The names of all fields, in the order of the input.
  public var keys: [String] { node.entries?.map(\.key) ?? [] }

  /// Where a field stands, or the mapping itself if it lacks the field.
  public func place(_ key: String) -> SourcePlace { node[key]?.place ?? node.place }

  /// Notes a problem with a field.
  public func problem(_ key: String, _ message: String, hint: String? = nil) {
    report.problem(message, at: place(key), path: path(of: key), hint: hint)
  }

  /// Marks a field as known without reading it.
  public func ignore(_ keys: String...) { asked.keys.formUnion(keys) }

  /// Reads a field that has to be there; its absence is a problem.
  public func required<T>(_ key: String, _ read: (String) -> T?) -> T? {
    if !has(key) {
      problem(key, "is required")
      return nil
    }
    return read(key)
  }

  /// Reads a nested mapping.
  public func object<T>(_ key: String, strict: Bool = false, _ body: (Fields) -> T?) -> T? {
    guard let found = value(key) else { return nil }
    return Fields.read(found, path: path(of: key), strict: strict, report: report, body)
  }

  /// Reads a sequence element by element; the closure gets the node and its path. Absent reads as nil.
  public func list<T>(_ key: String, _ body: (DocumentNode, String) -> T?) -> [T]? {
    guard let found = value(key) else { return nil }
    guard let nodes = found.elements else {
      wrongType(found, key, expected: "a list")
      return nil
    }
    return nodes.enumerated().compactMap { index, node in body(node, "\(path(of: key))[\(index)]") }
  }

  /// Reads a sequence of mappings.
  public func objects<T>(_ key: String, strict: Bool = false, _ body: (Fields) -> T?) -> [T]? {
    list(key) { node, path in
      Fields.read(node, path: path, strict: strict, report: report, body)
    }
  }

  /// Reads a string.
  public func string(_ key: String) -> String? {
    guard let found = value(key) else { return nil }
    guard case .string(let text) = found.content else {
      wrongType(found, key, expected: "a text")
      return nil
    }
    return text
  }

  /// Reads true or false.
  public func bool(_ key: String) -> Bool? {
    guard let found = value(key) else { return nil }
    guard case .bool(let flag) = found.content else {
      wrongType(found, key, expected: "true or false")
      return nil
    }
    return flag
  }

  /// Reads a whole number that fits 64 bits.
  public func int64(_ key: String) -> Int64? { integer(key, as: Int64.self) }

  /// Reads a whole number that fits 32 bits.
  public func int32(_ key: String) -> Int32? { integer(key, as: Int32.self) }

  /// Reads a finite decimal number.
  public func double(_ key: String) -> Double? {
    guard let found = value(key) else { return nil }
    guard case .number(let text) = found.content, let number = Double(text), number.isFinite else {
      wrongType(found, key, expected: "a number")
      return nil
    }
    return number
  }

  /// Reads a mapping of strings, such as labels.
  public func strings(_ key: String) -> [String: String]? {
    guard let found = value(key) else { return nil }
    guard let entries = found.entries else {
      wrongType(found, key, expected: "a mapping of texts")
      return nil
    }
    var result: [String: String] = [:]
    for entry in entries {
      guard case .string(let text) = entry.value.content else {
        wrongType(entry.value, "\(key)[\(entry.key)]", expected: "a text")
        continue
      }
      result[entry.key] = text
    }
    return result
  }

  private func integer<T: FixedWidthInteger>(_ key: String, as type: T.Type) -> T? {
    guard let found = value(key) else { return nil }
    guard case .number(let text) = found.content, let number = T(text) else {
      wrongType(found, key, expected: "a whole number of \(T.bitWidth) bits")
      return nil
    }
    return number
  }

  /// Notes that a field has the wrong type.
  public func wrongType(_ found: DocumentNode, _ key: String, expected: String) {
    let what =
      switch found.content {
      case .null: "nothing"
      case .bool(let flag): flag ? "true" : "false"
      case .number(let text): text
      case .string(let text): "the text \(FieldValue.quoted(text))"
      case .sequence: "a list"
      case .mapping: "a mapping"
      }
    let isQuotedNumber = expected.contains("number") && (found.text.flatMap(PlainScalar.number) != nil)
    report.problem(
      "must be \(expected), found \(what)", at: found.place, path: path(of: key),
      hint: isQuotedNumber ? "leave the quotes away" : nil)
  }
}
