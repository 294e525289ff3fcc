extension DocumentNode {
  /// The document as block style YAML that kubectl and YAML 1.1 and 1.2 readers all read alike.
  ///
  /// Keys keep their order. A text that would read as something else is quoted.
  public func yaml() -> String {
    var writer = YAMLWriter()
    writer.write(self, indent: 0)
    return writer.text
  }

  /// Joins documents with `---` lines.
  public static func yaml(_ documents: [DocumentNode]) -> String {
    documents.map { $0.yaml() }.joined(separator: "---\n")
  }
}

private struct YAMLWriter {
  var text = ""

  /// Writes a value at the start of a line; the first line's indentation is already there.
  mutating func write(_ node: DocumentNode, indent: Int) {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty:
      for (index, entry) in entries.enumerated() {
        if index > 0 { pad(indent) }
        text += YAMLText.scalar(entry.key) + ":"
        writeAfterKey(entry.value, indent: indent)
      }
    case .sequence(let elements) where !elements.isEmpty:
      for (index, element) in elements.enumerated() {
        if index > 0 { pad(indent) }
        text += "- "
        write(element, indent: indent + 2)
      }
    case .string(let string): writeText(string, indent: indent)
    default: text += scalar(node) + "\n"
    }
  }

  private mutating func writeAfterKey(_ node: DocumentNode, indent: Int) {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty:
      text += "\n"
      pad(indent + 2)
      write(node, indent: indent + 2)
    case .sequence(let elements) where !elements.isEmpty:
      text += "\n"
      pad(indent)
      write(node, indent: indent)
    case .string(let string):
      text += " "
      writeText(string, indent: indent + 2)
    default: text += " " + scalar(node) + "\n"
    }
  }

  private mutating func pad(_ indent: Int) { text += String(repeating: " ", count: indent) }

  private func scalar(_ node: DocumentNode) -> String {
    switch node.content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number
    case .string(let string): YAMLText.scalar(string)
    case .sequence: "[]"
    case .mapping: "{}"
    }
  }

  /// Writes a text, as a literal block if it has several lines that a block can hold.
  private mutating func writeText(_ string: String, indent: Int) {
    guard YAMLText.fitsBlock(string) else {
      text += YAMLText.scalar(string) + "\n"
      return
    }
    let newlines = string.reversed().prefix { $0 == "\n" }.count
    text += newlines == 0 ? "|-\n" : newlines == 1 ? "|\n" : "|+\n"
    var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    if newlines > 0 { lines.removeLast() }
    for line in lines {
      if !line.isEmpty { pad(max(indent, 2)) }
      text += line + "\n"
    }
  }
}

/// Decides how texts are written in YAML.
enum YAMLText {
  /// A text on one line: bare if every reader reads it back as this text, else in double quotes.
  static func scalar(_ text: String) -> String { isBare(text) ? text : quoted(text) }

  private static func isBare(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    if "-+.?:,[]{}#&*!|>'\"%@`= ~<".unicodeScalars.contains(first) || last == " " || last == ":" {
      return false
    }
    if text.contains(": ") || text.contains(" #") { return false }
    guard text.unicodeScalars.allSatisfy(isPrintable) else { return false }
    guard case .string = PlainScalar.resolve(text) else { return false }
    return !looksSpecial(text)
  }

  /// Whether some reader takes the text for a truth, a date, a time or a number where this one sees a text.
  private static func looksSpecial(_ text: String) -> Bool {
    if ["y", "Y", "n", "N"].contains(text) { return true }
    guard let first = text.utf8.first, first.isDigit else { return false }
    return text.utf8.allSatisfy { $0.isDigit || "+-.:_eETtZz ".utf8.contains($0) }
  }

  /// Whether a literal block can hold the text and keep it.
  static func fitsBlock(_ text: String) -> Bool {
    guard text.unicodeScalars.contains("\n"), let first = text.unicodeScalars.first, first != " ",
      first != "\n"
    else {
      return false
    }
    return text.unicodeScalars.allSatisfy { $0 == "\n" || isPrintable($0) }
      && text.split(separator: "\n").allSatisfy { $0.last != " " }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
      true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isPrintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return result + "\""
  }
}
