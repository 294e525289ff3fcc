extension DocumentNode {
  /// The value as JSON on one line, keys in their order.
  public var json: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// The value as JSON over several lines, keys in their order, two spaces a level.
  public var prettyJSON: String {
    var text = ""
    write(to: &text, indent: 0)
    return text
  }

  /// The value as JSON with sorted keys, in which equal values are equal texts.
  public var canonicalText: String { sorted.json }

  private var sorted: DocumentNode {
    switch content {
    case .mapping(let entries):
      let ordered = entries.sorted { $0.key < $1.key }.map {
        Entry(key: $0.key, keyPlace: $0.keyPlace, value: $0.value.sorted)
      }
      return DocumentNode(.mapping(ordered), place: place)
    case .sequence(let elements): return DocumentNode(.sequence(elements.map(\.sorted)), place: place)
    default: return self
    }
  }

  private func write(to text: inout String, indent: Int?) {
    switch content {
    case .null: text += "null"
    case .bool(let flag): text += "\(flag)"
    case .number(let number): text += number
    case .string(let string): Self.quote(string, to: &text)
    case .sequence(let elements):
      Self.list(elements, brackets: ("[", "]"), to: &text, indent: indent) { element, text, indent in
        element.write(to: &text, indent: indent)
      }
    case .mapping(let entries):
      Self.list(entries, brackets: ("{", "}"), to: &text, indent: indent) { entry, text, indent in
        Self.quote(entry.key, to: &text)
        text += indent == nil ? ":" : ": "
        entry.value.write(to: &text, indent: indent)
      }
    }
  }

  private static func list<T>(
    _ elements: [T], brackets: (String, String), to text: inout String, indent: Int?,
    _ write: (T, inout String, Int?) -> Void
  ) {
    text += brackets.0
    let inner = indent.map { $0 + 2 }
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      write(element, &text, inner)
    }
    if let indent, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += brackets.1
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
