import Kubernetes

/// The kinds of fields an experiment has; their errors say what would be right.
extension Fields {
  /// A node as it would be quoted in a message.
  package static func quoted(_ node: DocumentNode) -> String {
    switch node.content {
    case .null: "nothing"
    case .bool(let flag): "\(flag)"
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Notes that a field holds something else than it should.
  package func mismatch(_ key: String, _ expected: String, hint: String? = nil) {
    problem(key, "must be \(expected), found \(value(key).map(Fields.quoted) ?? "nothing")", hint: hint)
  }

  /// Notes that a field is missing.
  package func missing(_ key: String, hint: String) {
    report.problem("missing field \"\(key)\"", at: node.place, path: path(of: key), hint: hint)
  }

  /// Reads a line of text.
  package func line(_ key: String) -> String? {
    guard let node = value(key) else { return nil }
    guard let text = node.text, !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 0x20 })
    else {
      mismatch(key, "one line of text")
      return nil
    }
    return text
  }

  /// Reads a number from a range.
  package func number(_ key: String, _ range: ClosedRange<Double>, _ expected: String) -> Double? {
    guard let node = value(key) else { return nil }
    guard case .number(let text) = node.content, let number = Double(text), range.contains(number) else {
      mismatch(key, expected)
      return nil
    }
    return number
  }

  /// Reads a whole number from a range.
  package func whole(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let node = value(key) else { return nil }
    guard case .number(let text) = node.content, let number = Int(text), range.contains(number) else {
      mismatch(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// Reads a length of time in milliseconds, from a range.
  package func span(_ key: String, _ range: ClosedRange<Int64> = 0...Span.longestMs) -> Int64? {
    guard let node = value(key) else { return nil }
    guard let found = Span.milliseconds(node) else {
      mismatch(
        key, "a length of time such as 15s, 90m, 1h30m or 7d",
        hint: "a number alone counts seconds; a millisecond is the finest")
      return nil
    }
    guard range.contains(found) else {
      mismatch(key, "from \(Span.text(range.lowerBound)) to \(Span.text(range.upperBound))")
      return nil
    }
    return found
  }

  /// Reads one of some words.
  package func choice<T: CaseIterable & RawRepresentable<String>>(_ key: String, of type: T.Type) -> T? {
    guard let node = value(key) else { return nil }
    if let text = node.text, let found = T(rawValue: text) { return found }
    let words = T.allCases.map(\.rawValue)
    mismatch(
      key, "one of \(words.joined(separator: ", "))",
      hint: node.text.flatMap { Spelling.nearest(to: $0, in: words) }.map { "did you mean \($0)?" })
    return nil
  }

  /// Reads true or false.
  package func flag(_ key: String) -> Bool? {
    guard let node = value(key) else { return nil }
    guard case .bool(let flag) = node.content else {
      mismatch(key, "true or false")
      return nil
    }
    return flag
  }

  /// Reads a quantity above 0.
  package func amount(_ key: String) -> Quantity? {
    guard let node = value(key) else { return nil }
    let text: String?
    switch node.content {
    case .string(let found), .number(let found): text = found
    default: text = nil
    }
    guard let text, let quantity = try? Quantity(text), quantity.milliValue > 0 else {
      mismatch(key, "a quantity above 0 such as 500m, 16 or 64Gi")
      return nil
    }
    return quantity
  }
}
