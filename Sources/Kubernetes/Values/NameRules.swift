/// What names of objects may look like; each rule returns what is wrong, in upstream's words.
///
/// Source: kubernetes/apimachinery pkg/util/validation/validation.go.
enum NameRules {
  /// A DNS label: up to 63 lower case letters, digits and inner dashes.
  static func dnsLabel(_ text: String) -> [String] {
    var wrong = tooLong(text, 63)
    if !isLabel(text.utf8[...]) {
      wrong.append(
        isSubdomain(text)
          ? "must not contain dots"
          : expected(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
              + "start and end with an alphanumeric character", labelPattern, ["my-name", "123-abc"]))
    }
    return wrong
  }

  /// A DNS subdomain: labels joined by dots, up to 253 bytes.
  static func dnsSubdomain(_ text: String) -> [String] {
    var wrong = tooLong(text, 253)
    if !isSubdomain(text) {
      wrong.append(
        expected(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
            + "and must start and end with an alphanumeric character", "\(labelPattern)(\\.\(labelPattern))*",
          ["example.com"]))
    }
    return wrong
  }

  /// The name of a service: a DNS label that begins with a letter.
  static func serviceName(_ text: String) -> [String] {
    var wrong = tooLong(text, 63)
    if !isLabel(text.utf8[...]) || text.utf8.first.map(\.isDigit) ?? true {
      wrong.append(
        expected(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
            + "alphabetic character, and end with an alphanumeric character", "[a-z]([-a-z0-9]*[a-z0-9])?",
          ["my-name", "abc-123"]))
    }
    return wrong
  }

  /// A name that is a part of a URL's path.
  static func pathSegment(_ text: String) -> [String] {
    if text == "." || text == ".." { return ["may not be '\(text)'"] }
    return ["/", "%"].filter { text.contains($0) }.map { "may not contain '\($0)'" }
  }

  static func tooLong(_ text: String, _ most: Int) -> [String] {
    text.utf8.count > most ? ["must be no more than \(most) bytes"] : []
  }

  /// How upstream words a text that does not match a pattern.
  static func expected(_ rule: String, _ pattern: String, _ examples: [String]) -> String {
    let list = examples.map { "'\($0)', " }.joined(separator: " or ")
    return "\(rule) (e.g. \(list)regex used for validation is '\(pattern)')"
  }

  private static let labelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"

  private static func isLabel(_ bytes: Substring.UTF8View) -> Bool {
    guard let first = bytes.first, let last = bytes.last, first != dash, last != dash else { return false }
    return bytes.allSatisfy { $0 == dash || $0.isDigit || $0.isLowercaseLetter }
  }

  private static func isSubdomain(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isLabel($0.utf8) }
  }

  private static let dash = UInt8(ascii: "-")
}

/// What keys and values of labels may look like; each rule returns what is wrong, in upstream's words.
enum LabelRules {
  private static let pattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
  private static let rule =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
    + "character"

  /// A key: a name of up to 63 bytes, perhaps after a DNS subdomain and a slash.
  static func key(_ text: String) -> [String] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else {
      return [
        "a qualified name \(NameRules.expected(rule, pattern, ["MyName", "my.name", "123-abc"]))"
          + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
      ]
    }
    var wrong: [String] = []
    if parts.count == 2 {
      wrong += (parts[0].isEmpty ? ["must be non-empty"] : NameRules.dnsSubdomain(parts[0])).map {
        "prefix part \($0)"
      }
    }
    let name = parts.last ?? ""
    if name.isEmpty { wrong.append("name part must be non-empty") }
    wrong += NameRules.tooLong(name, 63).map { "name part \($0)" }
    if !isName(name) {
      wrong.append("name part \(NameRules.expected(rule, pattern, ["MyName", "my.name", "123-abc"]))")
    }
    return wrong
  }

  /// A value: empty or a name of up to 63 bytes.
  static func value(_ text: String) -> [String] {
    var wrong = NameRules.tooLong(text, 63)
    if !text.isEmpty, !isName(text) {
      wrong.append(
        NameRules.expected(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
            + "and must start and end with an alphanumeric character", "(\(pattern))?",
          ["MyValue", "my_value", "12345"]))
    }
    return wrong
  }

  /// All that is wrong as one text, or nil if nothing is.
  static func joined(_ wrong: [String]) -> String? { wrong.isEmpty ? nil : wrong.joined(separator: "; ") }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, first.isAlphanumeric, last.isAlphanumeric
    else {
      return false
    }
    return text.utf8.allSatisfy { $0.isAlphanumeric || "-_.".utf8.contains($0) }
  }
}

extension UInt8 {
  /// Whether this is the code of one of a to z.
  var isLowercaseLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }

  /// Whether this is the code of an ASCII letter or digit.
  var isAlphanumeric: Bool {
    isDigit || isLowercaseLetter || self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z")
  }
}
