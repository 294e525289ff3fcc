import Foundation

/// A word of a formula.
struct FormulaToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case name(String)
    case int(Int)
    case float(Double)
    case string(String)
    case op(String)
    case bracket(Character)
    case end
  }

  var kind: Kind
  var place: FormulaPlace

  /// How the word reads in a message.
  var text: String {
    switch kind {
    case .name(let name): "`\(name)`"
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .string(let text): "\"\(text)\""
    case .op(let text): "`\(text)`"
    case .bracket(let bracket): "`\(bracket)`"
    case .end: "the end of the formula"
    }
  }

  func isOperator(_ text: String) -> Bool { kind == .op(text) }
  func isBracket(_ bracket: Character) -> Bool { kind == .bracket(bracket) }
}

/// Cuts a formula into words.
///
/// Source: the expr language's lexer (github.com/expr-lang/expr v1.17, parser/lexer), as far as numbers, texts,
/// lists and predicates need it.
struct FormulaLexer {
  private let text: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var lineStart = 0

  init(_ formula: String) { text = Array(formula.unicodeScalars) }

  /// All words, the end last.
  static func tokens(_ formula: String) throws(FormulaError) -> [FormulaToken] {
    var lexer = FormulaLexer(formula)
    var tokens: [FormulaToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private var place: FormulaPlace { FormulaPlace(line: line, column: index - lineStart + 1) }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    index + offset < text.count ? text[index + offset] : nil
  }

  private mutating func next() throws(FormulaError) -> FormulaToken {
    try skipSpace()
    let start = place
    guard let scalar = peek() else { return FormulaToken(kind: .end, place: start) }
    if Self.isNameStart(scalar) { return FormulaToken(kind: name(), place: start) }
    if Self.isDigit(scalar) || scalar == "." && peek(1).map(Self.isDigit) == true {
      return FormulaToken(kind: try number(start), place: start)
    }
    if scalar == "\"" || scalar == "'" || scalar == "`" {
      return FormulaToken(kind: .string(try quoted(scalar, start)), place: start)
    }
    if "()[]{}".unicodeScalars.contains(scalar) {
      index += 1
      return FormulaToken(kind: .bracket(Character(scalar)), place: start)
    }
    if let second = peek(1) {
      let pair = String(Character(scalar)) + String(Character(second))
      if Self.pairs.contains(pair) {
        index += 2
        return FormulaToken(kind: .op(pair), place: start)
      }
    }
    guard Self.singles.contains(scalar) else {
      throw FormulaError("unrecognized character `\(scalar)`", at: start)
    }
    index += 1
    return FormulaToken(kind: .op(String(Character(scalar))), place: start)
  }

  private static let pairs: Set<String> = ["&&", "||", "==", "!=", ">=", "<=", "**", "??", "?.", "..", "::"]
  private static let singles: Set<Unicode.Scalar> = [
    "+", "-", "*", "/", "%", "^", "<", ">", "!", "?", ":", ",", "#", ".", "|", ";", "=",
  ]

  private mutating func skipSpace() throws(FormulaError) {
    while let scalar = peek() {
      if scalar == "\n" {
        index += 1
        line += 1
        lineStart = index
      } else if scalar.properties.isWhitespace {
        index += 1
      } else if scalar == "/", peek(1) == "/" {
        while let other = peek(), other != "\n" { index += 1 }
      } else if scalar == "/", peek(1) == "*" {
        let start = place
        index += 2
        while peek() != nil, !(peek() == "*" && peek(1) == "/") {
          if peek() == "\n" {
            line += 1
            lineStart = index + 1
          }
          index += 1
        }
        if peek() == nil { throw FormulaError("unclosed comment", at: start, hint: "end it with */") }
        index += 2
      } else {
        return
      }
    }
  }

  private mutating func name() -> FormulaToken.Kind {
    let start = index
    while let scalar = peek(), Self.isNameStart(scalar) || Self.isDigit(scalar) { index += 1 }
    let name = String(String.UnicodeScalarView(text[start..<index]))
    return Self.words.contains(name) ? .op(name) : .name(name)
  }

  private static let words: Set<String> = [
    "in", "or", "and", "not", "matches", "contains", "startsWith", "endsWith", "let", "if", "else",
  ]

  private mutating func number(_ start: FormulaPlace) throws(FormulaError) -> FormulaToken.Kind {
    if peek() == "0", let mark = peek(1), let radix = ["x": 16, "o": 8, "b": 2][Character(mark).lowercased()]
    {
      index += 2
      let digits = run { $0 == "_" || Character($0).isHexDigit }
      guard let value = Int(digits, radix: radix) else {
        throw FormulaError("bad number syntax: \"0\(mark)\(digits)\"", at: start)
      }
      return .int(value)
    }
    var digits = run { $0 == "_" || Self.isDigit($0) }
    var isFloat = false
    // Two points are a range, not a fraction.
    if peek() == ".", peek(1) != "." {
      isFloat = true
      index += 1
      digits += "." + run { $0 == "_" || Self.isDigit($0) }
    }
    if peek() == "e" || peek() == "E" {
      isFloat = true
      index += 1
      digits += "e"
      if let sign = peek(), sign == "+" || sign == "-" {
        index += 1
        digits.unicodeScalars.append(sign)
      }
      digits += run { $0 == "_" || Self.isDigit($0) }
    }
    if let scalar = peek(), Self.isNameStart(scalar) {
      throw FormulaError("bad number syntax: \"\(digits)\(scalar)\"", at: start)
    }
    if digits.hasPrefix(".") { digits = "0" + digits }
    if digits.hasSuffix(".") { digits += "0" }
    if isFloat, let value = Double(digits), value.isFinite { return .float(value) }
    if !isFloat, let value = Int(digits) { return .int(value) }
    throw FormulaError("bad number syntax: \"\(digits)\"", at: start)
  }

  /// The scalars that fit, without underscores.
  private mutating func run(_ fits: (Unicode.Scalar) -> Bool) -> String {
    var found = String.UnicodeScalarView()
    while let scalar = peek(), fits(scalar) {
      if scalar != "_" { found.append(scalar) }
      index += 1
    }
    return String(found)
  }

  private mutating func quoted(_ quote: Unicode.Scalar, _ start: FormulaPlace) throws(FormulaError) -> String
  {
    index += 1
    var found = String.UnicodeScalarView()
    while let scalar = peek() {
      index += 1
      if scalar == quote { return String(found) }
      if scalar == "\\", quote != "`", let escaped = peek() {
        index += 1
        switch escaped {
        case "n": found.append("\n")
        case "t": found.append("\t")
        default: found.append(escaped)
        }
      } else {
        found.append(scalar)
      }
    }
    throw FormulaError("literal not terminated", at: start, hint: "close it with \(quote)")
  }

  private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "$" || scalar.properties.isAlphabetic
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
