extension LabelSelector {
  /// Reads the text form of a selector, such as `app=web,tier in (a,b),!canary`.
  ///
  /// Throws with upstream's message. Source: kubernetes/apimachinery pkg/labels/selector.go.
  public static func parse(_ text: String) throws(InputProblem) -> LabelSelector {
    var parser = SelectorParser(text)
    return try parser.selector()
  }
}

/// A recursive descent parser over the tokens of a selector.
private struct SelectorParser {
  private enum Token: Equatable {
    case end
    case symbol(String)
    case word(String)

    /// What upstream prints of it.
    var literal: String {
      switch self {
      case .end: ""
      case .symbol(let text), .word(let text): text
      }
    }
  }

  private static let symbols: Set<String> = [")", ",", "!", "==", "=", ">", "<", "!=", "("]
  private static let symbolBytes = Set(")(,!=<>".utf8)
  private var tokens: [Token] = []
  private var next = 0

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var at = 0
    while true {
      while at < bytes.count, [0x20, 0x09, 0x0D, 0x0A].contains(bytes[at]) { at += 1 }
      // A zero byte ends a selector, as it does upstream.
      guard at < bytes.count, bytes[at] != 0 else { break }
      tokens.append(Self.symbolBytes.contains(bytes[at]) ? Self.symbol(bytes, &at) : Self.word(bytes, &at))
    }
    tokens.append(.end)
  }

  private static func word(_ bytes: [UInt8], _ at: inout Int) -> Token {
    let start = at
    while at < bytes.count, bytes[at] != 0, !symbolBytes.contains(bytes[at]),
      ![0x20, 0x09, 0x0D, 0x0A].contains(bytes[at])
    {
      at += 1
    }
    return .word(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  /// The longest symbol here.
  private static func symbol(_ bytes: [UInt8], _ at: inout Int) -> Token {
    let start = at
    while at < bytes.count, symbolBytes.contains(bytes[at]) {
      if !symbols.contains(String(decoding: bytes[start...at], as: UTF8.self)) { break }
      at += 1
    }
    return .symbol(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private mutating func take() -> Token {
    let token = tokens[min(next, tokens.count - 1)]
    next += 1
    return token
  }

  private var peek: Token { tokens[min(next, tokens.count - 1)] }

  private static func problem(_ token: Token, _ expected: String) -> InputProblem {
    InputProblem(message: "found '\(token.literal)', expected: \(expected)")
  }

  mutating func selector() throws(InputProblem) -> LabelSelector {
    var result = LabelSelector()
    while true {
      switch peek {
      case .end: return result
      case .word, .symbol("!"):
        do {
          result.add(try requirement())
        } catch {
          throw InputProblem(message: "unable to parse requirement: \(error.message)")
        }
        switch take() {
        case .end: return result
        case .symbol(","):
          switch peek {
          case .word, .symbol("!"): break
          default: throw Self.problem(peek, "identifier after ','")
          }
        case let other: throw Self.problem(other, "',' or 'end of string'")
        }
      default: throw Self.problem(peek, "!, identifier, or 'end of string'")
      }
    }
  }

  private mutating func requirement() throws(InputProblem) -> LabelSelectorRequirement {
    var token = take()
    let isAbsence = token == .symbol("!")
    if isAbsence { token = take() }
    guard case .word(let key) = token else { throw Self.problem(token, "identifier") }
    if let wrong = LabelRules.joined(LabelRules.key(key)) {
      throw InputProblem(message: "<nil>: Invalid value: \(FieldValue.quoted(key)): \(wrong)")
    }
    if peek == .end || peek == .symbol(",") {
      return LabelSelectorRequirement(key: key, operator: isAbsence ? "DoesNotExist" : "Exists")
    }
    let found = take()
    let result: LabelSelectorRequirement
    switch found {
    case .word("in"): result = LabelSelectorRequirement(key: key, operator: "In", values: try values())
    case .word("notin"): result = LabelSelectorRequirement(key: key, operator: "NotIn", values: try values())
    case .symbol("="), .symbol("=="), .symbol("!="), .symbol(">"), .symbol("<"):
      result = LabelSelectorRequirement(key: key, operator: found.literal, values: [try exactValue()])
    default: throw Self.problem(found, "in, notin, =, ==, !=, gt, lt")
    }
    try check(result)
    return result
  }

  private func check(_ requirement: LabelSelectorRequirement) throws(InputProblem) {
    var problems: [String] = []
    if requirement.operator == ">" || requirement.operator == "<" {
      for (index, value) in requirement.values.enumerated() where Int64(value) == nil {
        problems.append(
          "values[\(index)]: Invalid value: \(FieldValue.quoted(value)): "
            + "for 'Gt', 'Lt' operators, the value must be an integer")
      }
    }
    for (index, value) in requirement.values.enumerated() {
      guard let wrong = LabelRules.joined(LabelRules.value(value)) else { continue }
      problems.append(
        "values[\(index)][\(requirement.key)]: Invalid value: \(FieldValue.quoted(value)): \(wrong)")
    }
    if problems.isEmpty { return }
    throw InputProblem(message: problems.count == 1 ? problems[0] : "[\(problems.joined(separator: ", "))]")
  }

  private mutating func exactValue() throws(InputProblem) -> String {
    if peek == .end || peek == .symbol(",") { return "" }
    let token = take()
    guard case .word(let value) = token else { throw Self.problem(token, "identifier") }
    return value
  }

  /// Reads `(a,b)`; nothing between commas is the empty value.
  private mutating func values() throws(InputProblem) -> [String] {
    let open = take()
    guard open == .symbol("(") else { throw InputProblem(message: "found '\(open.literal)' expected: '('") }
    var found: Set<String> = []
    while true {
      switch peek {
      case .word(let value):
        next += 1
        found.insert(value)
      case .symbol(","), .symbol(")"): found.insert("")
      default: throw Self.problem(peek, "',', ')' or identifier")
      }
      switch take() {
      case .symbol(")"): return found.sorted()
      case .symbol(","): continue
      case let other: throw Self.problem(other, "',' or ')'")
      }
    }
  }
}

extension LabelSelector {
  /// Adds a condition, as a plain label where that says the same.
  fileprivate mutating func add(_ requirement: LabelSelectorRequirement) {
    if requirement.operator == "=", matchLabels[requirement.key] == nil {
      matchLabels[requirement.key] = requirement.values[0]
    } else {
      matchExpressions.append(requirement)
    }
  }
}
