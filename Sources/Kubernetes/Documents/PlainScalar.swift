/// Reads an unquoted YAML scalar as kubectl's YAML to JSON step does.
///
/// That step follows YAML 1.1 where it matters: `yes` and `on` are true, `010` is eight, `1_000` is a
/// thousand, a date stays text. Numbers come out as JSON would write them, with all their digits. Only `y`
/// and `n` stay texts, as for the API server. Source: kubernetes-sigs/yaml goyaml.v2/resolve.go.
enum PlainScalar {
  /// The value an unquoted scalar stands for.
  static func resolve(_ text: String) -> DocumentNode.Content {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return number(text).map { .number($0) } ?? .string(text)
    default:
      return word(text) ?? .string(text)
    }
  }

  /// The value of a word that stands for true, false or nothing.
  private static func word(_ text: String) -> DocumentNode.Content? {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": .bool(false)
    default: nil
    }
  }

  /// The number a scalar stands for, as JSON writes it, or nil if it stands for none.
  static func number(_ text: String) -> String? {
    var bytes = Array(text.utf8)
    let isFraction = bytes.first == UInt8(ascii: ".")
    if !isFraction {
      if isDate(bytes) { return nil }
      bytes.removeAll { $0 == UInt8(ascii: "_") }
      if let whole = wholeNumber(bytes) { return whole }
    }
    return DecimalText.canonical(bytes)
  }

  /// Whether the text begins like a date, which kubectl keeps as text.
  private static func isDate(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 8 && bytes[4] == UInt8(ascii: "-") && bytes[..<4].allSatisfy(\.isDigit)
  }

  /// Reads a whole number of base 2, 8, 16, or 10 that does not begin with 0.
  private static func wholeNumber(_ bytes: [UInt8]) -> String? {
    var digits = bytes[...]
    var isNegative = false
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      digits = digits.dropFirst()
    }
    guard digits.count > 1, digits.first == UInt8(ascii: "0") else { return nil }
    digits = digits.dropFirst()
    let radix: Int
    switch digits.first.map({ $0 | 0x20 }) {
    case UInt8(ascii: "x"): radix = 16
    case UInt8(ascii: "b"): radix = 2
    default: radix = 8
    }
    if let mark = digits.first, "xXbBoO".utf8.contains(mark) { digits = digits.dropFirst() }
    guard let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
      let magnitude = UInt64(String(decoding: digits, as: UTF8.self), radix: radix),
      !isNegative || magnitude <= UInt64(Int64.max) + 1
    else { return nil }
    return (isNegative && magnitude != 0 ? "-" : "") + String(magnitude)
  }
}

/// Rewrites decimal numbers as JSON and Go write them, without losing a digit.
enum DecimalText {
  /// The most digits that are written out; beyond, the exponent stays.
  private static let longest = 40

  /// The number without a plus sign, needless zeros or an exponent, or nil if the text is no finite number.
  static func canonical(_ bytes: [UInt8]) -> String? {
    var at = bytes.startIndex
    var isNegative = false
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    var digits: [UInt8] = []
    var fractionDigits = 0
    let wholeStart = at
    while at < bytes.endIndex, bytes[at].isDigit {
      digits.append(bytes[at])
      at += 1
    }
    var seen = at > wholeStart
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: ".") {
      at += 1
      while at < bytes.endIndex, bytes[at].isDigit {
        digits.append(bytes[at])
        fractionDigits += 1
        seen = true
        at += 1
      }
    }
    guard seen else { return nil }
    var exponent = 0
    if at < bytes.endIndex, bytes[at] | 0x20 == UInt8(ascii: "e") {
      guard let value = Int(String(decoding: bytes[(at + 1)...], as: UTF8.self)), abs(value) < 100_000 else {
        return nil
      }
      exponent = value
      at = bytes.endIndex
    }
    guard at == bytes.endIndex else { return nil }
    if let value = Double(String(decoding: bytes, as: UTF8.self)), !value.isFinite { return nil }
    return text(digits, exponent: exponent - fractionDigits, isNegative: isNegative)
  }

  private static func text(_ written: [UInt8], exponent: Int, isNegative: Bool) -> String {
    var digits = written.drop { $0 == UInt8(ascii: "0") }
    var exponent = exponent
    while exponent < 0, digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    if digits.isEmpty { return "0" }
    let sign = isNegative ? "-" : ""
    let body = String(decoding: digits, as: UTF8.self)
    if exponent == 0 { return sign + body }
    if exponent > 0 {
      return digits.count + exponent > longest
        ? "\(sign)\(body)e\(exponent)" : sign + body + String(repeating: "0", count: exponent)
    }
    let whole = digits.count + exponent
    if whole > 0 { return "\(sign)\(body.prefix(whole)).\(body.dropFirst(whole))" }
    if -whole > longest { return "\(sign)\(body)e\(exponent)" }
    return "\(sign)0.\(String(repeating: "0", count: -whole))\(body)"
  }
}

extension UInt8 {
  /// Whether this is the code of one of 0 to 9.
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
