extension DocumentNode {
  /// Reads one JSON document, strictly as RFC 8259 has it.
  ///
  /// Throws the first error with its place. Duplicate keys are refused.
  public static func parse(json bytes: [UInt8], file: String) throws(InputErrors) -> DocumentNode {
    let documents = try parse(jsonSequence: bytes, file: file, limit: 1)
    guard let document = documents.first else {
      throw InputErrors([
        InputProblem(
          place: SourcePlace(file: file, line: 1, column: 1), message: "no JSON value, the input is empty")
      ])
    }
    return document
  }

  /// Reads one JSON document from a text.
  public static func parse(json text: String, file: String) throws(InputErrors) -> DocumentNode {
    try parse(json: Array(text.utf8), file: file)
  }

  /// Reads JSON documents that follow one another, as in JSON lines.
  public static func parse(jsonSequence bytes: [UInt8], file: String) throws(InputErrors) -> [DocumentNode] {
    try parse(jsonSequence: bytes, file: file, limit: .max)
  }

  private static func parse(
    jsonSequence bytes: [UInt8], file: String, limit: Int
  ) throws(InputErrors) -> [DocumentNode] {
    if let invalid = InputText.firstInvalid(in: bytes) { throw InputErrors([invalid.problem(file: file)]) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<[DocumentNode], InputProblem> in
      var reader = JSONReader(bytes: buffer, file: file)
      do throws(InputProblem) {
        return .success(try reader.documents(limit: limit))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let documents): return documents
    case .failure(let problem): throw InputErrors([problem])
    }
  }
}

/// Reads JSON from valid UTF-8 by recursive descent, counting lines and columns as it goes.
private struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let file: String
  /// How deep values may nest; beyond it, a stack could overflow.
  let depthLimit = 1_000
  var at = 0
  var line = 1
  /// Where the line starts, moved on by the bytes that continue a character, so that columns count
  /// characters.
  var lineStart = 0

  init(bytes: UnsafeBufferPointer<UInt8>, file: String) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: InputText.byteOrderMark) {
      at = InputText.byteOrderMark.count
      lineStart = at
    }
  }

  mutating func documents(limit: Int) throws(InputProblem) -> [DocumentNode] {
    var documents: [DocumentNode] = []
    skipSpace()
    while at < bytes.count {
      if documents.count == limit { throw problem("invalid JSON: more text after the value") }
      documents.append(try value(depth: 0))
      skipSpace()
    }
    return documents
  }

  private var place: SourcePlace { SourcePlace(file: file, line: line, column: at - lineStart + 1) }

  private func problem(_ message: String) -> InputProblem { InputProblem(place: place, message: message) }

  /// The problem of meeting something else than expected.
  private func unexpected(_ expected: String) -> InputProblem {
    guard at < bytes.count else { return problem("invalid JSON: the input ends, expected \(expected)") }
    let rest = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self)
    let found = rest.unicodeScalars.first.map { String($0) } ?? ""
    return problem("invalid JSON: expected \(expected), found `\(found)`")
  }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
      case UInt8(ascii: "\n"):
        at += 1
        line += 1
        lineStart = at
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(InputProblem) -> DocumentNode {
    guard at < bytes.count else { throw unexpected("a value") }
    let start = place
    switch bytes[at] {
    case UInt8(ascii: "{"): return DocumentNode(.mapping(try object(depth: depth + 1)), place: start)
    case UInt8(ascii: "["): return DocumentNode(.sequence(try array(depth: depth + 1)), place: start)
    case UInt8(ascii: "\""): return DocumentNode(.string(try string()), place: start)
    case UInt8(ascii: "t"): return DocumentNode(try word("true", .bool(true)), place: start)
    case UInt8(ascii: "f"): return DocumentNode(try word("false", .bool(false)), place: start)
    case UInt8(ascii: "n"): return DocumentNode(try word("null", .null), place: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return DocumentNode(.number(try number()), place: start)
    default: throw unexpected("a value")
    }
  }

  private func checkDepth(_ depth: Int) throws(InputProblem) {
    if depth > depthLimit { throw problem("values nest deeper than \(depthLimit) levels") }
  }

  private mutating func object(depth: Int) throws(InputProblem) -> [DocumentNode.Entry] {
    try checkDepth(depth)
    at += 1
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
      return []
    }
    var entries: [DocumentNode.Entry] = []
    entries.reserveCapacity(4)
    while true {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw unexpected("a key in double quotes")
      }
      let keyPlace = place
      let key = try string()
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw unexpected("`:` after the key") }
      at += 1
      skipSpace()
      entries.append(DocumentNode.Entry(key: key, keyPlace: keyPlace, value: try value(depth: depth)))
      if try isLast(closing: UInt8(ascii: "}"), expected: "`,` or `}`") { break }
    }
    if let (first, second) = DocumentNode.firstDuplicate(in: entries) {
      throw .duplicateKey(second.key, at: second.keyPlace, first: first.keyPlace)
    }
    return entries
  }

  private mutating func array(depth: Int) throws(InputProblem) -> [DocumentNode] {
    try checkDepth(depth)
    at += 1
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
      at += 1
      return []
    }
    var elements: [DocumentNode] = []
    while true {
      elements.append(try value(depth: depth))
      if try isLast(closing: UInt8(ascii: "]"), expected: "`,` or `]`") { return elements }
    }
  }

  /// Reads the comma or the closing bracket after an element.
  private mutating func isLast(closing: UInt8, expected: String) throws(InputProblem) -> Bool {
    skipSpace()
    guard at < bytes.count else { throw unexpected(expected) }
    if bytes[at] == closing {
      at += 1
      return true
    }
    guard bytes[at] == UInt8(ascii: ",") else { throw unexpected(expected) }
    at += 1
    skipSpace()
    return false
  }

  private mutating func word(
    _ text: StaticString, _ content: DocumentNode.Content
  ) throws(InputProblem) -> DocumentNode.Content {
    let count = text.utf8CodeUnitCount
    guard at + count <= bytes.count,
      bytes[at..<at + count].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
    else { throw unexpected("a value") }
    at += count
    return content
  }

  private mutating func number() throws(InputProblem) -> String {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: "0") {
      at += 1
      if at < bytes.count, bytes[at].isDigit { throw problem("invalid JSON: a number must not begin with 0") }
    } else {
      try digits()
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() throws(InputProblem) {
    guard at < bytes.count, bytes[at].isDigit else { throw unexpected("a digit") }
    while at < bytes.count, bytes[at].isDigit { at += 1 }
  }

  private mutating func string() throws(InputProblem) -> String {
    at += 1
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return String(decoding: bytes[start..<at - 1], as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      try plain(byte)
    }
    throw unexpected("the `\"` that ends a text")
  }

  /// Steps over a byte of a text that stands for itself.
  private mutating func plain(_ byte: UInt8) throws(InputProblem) {
    if byte < 0x20 {
      throw problem(
        "invalid JSON: a text must not hold a line break or control character", hint: "write it as an escape")
    }
    if byte & 0xC0 == 0x80 { lineStart += 1 }
    at += 1
  }

  private func problem(_ message: String, hint: String) -> InputProblem {
    InputProblem(place: place, message: message, hint: hint)
  }

  private mutating func escapedString(from start: Int) throws(InputProblem) -> String {
    var text = Array(bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      default:
        try plain(byte)
        text.append(byte)
      }
    }
    throw unexpected("the `\"` that ends a text")
  }

  private mutating func escape(into text: inout [UInt8]) throws(InputProblem) {
    at += 1
    guard at < bytes.count else { throw unexpected("the rest of an escape") }
    switch bytes[at] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[at])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      at += 1
      text.append(contentsOf: String(try unicodeEscape()).utf8)
      return
    default: throw unexpected("an escape such as \\n or \\u0041")
    }
    at += 1
  }

  /// Reads the digits after `\u`, and the second half of a pair; half a pair alone reads as U+FFFD, as in Go.
  private mutating func unicodeEscape() throws(InputProblem) -> Unicode.Scalar {
    let first = try hexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let next = at
    guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    at += 2
    let second = try hexDigits()
    guard second >= 0xDC00, second < 0xE000 else {
      at = next
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexDigits() throws(InputProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard at < bytes.count, let digit = hexValue(bytes[at]) else {
        throw unexpected("four hexadecimal digits")
      }
      value = value << 4 | digit
      at += 1
    }
    return value
  }

  private func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
