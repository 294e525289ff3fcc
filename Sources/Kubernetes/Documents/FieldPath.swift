/// A path to a value in a document, such as `spec.metrics[0].resource.target.averageUtilization`.
///
/// A key with dots goes in brackets, quoted or not: `metadata.labels["a.b/c"]`, as in the API server's
/// errors. `containers[name=app]` means the element of a list whose `name` is `app`.
public struct FieldPath: Sendable, Hashable {
  /// One step down.
  enum Step: Sendable, Hashable {
    /// A key of a mapping.
    case key(String)
    /// An index of a list, or a key of digits.
    case index(String)
    /// The element of a list that has a field of this text.
    case element(field: String, text: String)
  }

  var steps: [Step] = []

  /// Reads a path. Throws a problem that shows what is malformed.
  public init(_ text: String) throws(InputProblem) {
    var rest = Substring(text)
    while let first = rest.first {
      if first == "[" {
        steps.append(try Self.bracket(&rest, of: text))
      } else {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        if name.isEmpty { throw Self.malformed(text, "a name is missing") }
        steps.append(.key(String(name)))
        rest = rest.dropFirst(name.count)
      }
      guard rest.first == "." else { continue }
      rest = rest.dropFirst()
      if rest.isEmpty || rest.first == "[" { throw Self.malformed(text, "a name is missing after a dot") }
    }
    if steps.isEmpty { throw Self.malformed(text, "it is empty") }
  }

  private static func bracket(_ rest: inout Substring, of text: String) throws(InputProblem) -> Step {
    rest = rest.dropFirst()
    if let quote = rest.first, quote == "\"" || quote == "'" {
      let name = rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(name.count + 1)
      guard rest.hasPrefix("\(quote)]") else { throw malformed(text, "a quote or bracket is not closed") }
      rest = rest.dropFirst(2)
      return .key(String(name))
    }
    let inside = rest.prefix { $0 != "]" }
    rest = rest.dropFirst(inside.count)
    guard rest.first == "]" else { throw malformed(text, "a bracket is not closed") }
    rest = rest.dropFirst()
    if inside.isEmpty { throw malformed(text, "a bracket is empty") }
    if inside.utf8.allSatisfy(\.isDigit) { return .index(String(inside)) }
    if let equals = inside.firstIndex(of: "=") {
      return .element(field: String(inside[..<equals]), text: String(inside[inside.index(after: equals)...]))
    }
    return .key(String(inside))
  }

  private static func malformed(_ text: String, _ why: String) -> InputProblem {
    InputProblem(
      message: "the path `\(text)` cannot be read: \(why)", hint: "as in spec.metrics[0].resource.name")
  }
}

extension FieldPath.Step: CustomStringConvertible {
  /// The step as a user would write it.
  var description: String {
    switch self {
    case .key(let name): name
    case .index(let digits): "[\(digits)]"
    case .element(let field, let text): "[\(field)=\(text)]"
    }
  }
}

extension DocumentNode {
  /// Where a field stands, by the path an error names; where it is missing, its nearest parent.
  ///
  /// A scalar stands where it is written, a mapping or list where its key is.
  public func place(of path: String) -> SourcePlace {
    guard let steps = try? FieldPath(path).steps else { return place }
    var node = self
    var found = place
    for step in steps {
      if let name = node.keyName(of: step), let entry = node.entries?.first(where: { $0.key == name }) {
        (node, found) = (entry.value, entry.value.isCollection ? entry.keyPlace : entry.value.place)
      } else if let index = node.index(of: step), let elements = node.elements,
        elements.indices.contains(index)
      {
        (node, found) = (elements[index], elements[index].place)
      } else {
        break
      }
    }
    return found
  }

  private var isCollection: Bool {
    switch content {
    case .mapping, .sequence: true
    default: false
    }
  }

  /// The value at a path, or nil if there is none or the path cannot be read.
  public func value(at path: String) -> DocumentNode? {
    guard let steps = try? FieldPath(path).steps else { return nil }
    var node = self
    for step in steps {
      if let name = node.keyName(of: step), let value = node[name] {
        node = value
      } else if let index = node.index(of: step), let elements = node.elements,
        elements.indices.contains(index)
      {
        node = elements[index]
      } else {
        return nil
      }
    }
    return node
  }

  /// The key a step names in this node, if it is a mapping.
  func keyName(of step: FieldPath.Step) -> String? {
    guard case .mapping = content else { return nil }
    switch step {
    case .key(let name), .index(let name): return name
    case .element: return nil
    }
  }

  /// The index a step names in this node, if it is a list; one past the end where an element is new.
  func index(of step: FieldPath.Step) -> Int? {
    guard case .sequence(let elements) = content else { return nil }
    switch step {
    case .key: return nil
    case .index(let digits): return Int(digits)
    case .element(let field, let text):
      return elements.firstIndex { $0[field]?.text == text } ?? elements.count
    }
  }
}
