import Foundation
import Kubernetes

/// Values as Go's fmt writes and its strconv reads them, for texts that upstream's have to equal.
enum GoText {
  /// A double as `%v`: the shortest digits that tell it apart, with an exponent below 1e-4 and from 1e6 on.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    let magnitude = abs(value)
    if magnitude != 0, magnitude < 1e-4 || magnitude >= 1e6 { return scientific(value) }
    if value == value.rounded(), magnitude < 1e6 { return String(Int64(value)) }
    return "\(value)"
  }

  /// A double as `%f`.
  static func sixDecimals(_ value: Double) -> String { String(format: "%.6f", value) }

  /// A duration as Go prints it.
  static func duration(_ milliseconds: Int64) -> String {
    KubernetesDuration.text(milliseconds: milliseconds)
  }

  /// Reads a truth value as strconv.ParseBool.
  static func flag(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "TRUE", "true", "True": true
    case "0", "f", "F", "FALSE", "false", "False": false
    default: nil
    }
  }

  /// Reads a decimal as strconv.ParseFloat.
  static func float(_ text: String) -> Double? {
    guard let first = text.utf8.first, first > 0x20, let last = text.utf8.last, last > 0x20 else {
      return nil
    }
    return Double(text)
  }

  /// Digits, exponent and sign come from the shortest text Swift has.
  private static func scientific(_ value: Double) -> String {
    var text = "\(abs(value))"
    var exponent = 0
    if let mark = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: mark)...]) ?? 0
      text = String(text[..<mark])
    }
    let point = text.firstIndex(of: ".") ?? text.endIndex
    let whole = text[..<point]
    var digits = whole + (point < text.endIndex ? text[text.index(after: point)...] : "")
    exponent += whole.count - 1
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    let mantissa = digits.count > 1 ? "\(digits.prefix(1)).\(digits.dropFirst())" : String(digits)
    let power = "\(exponent.magnitude < 10 ? "0" : "")\(exponent.magnitude)"
    return "\(value < 0 ? "-" : "")\(mantissa)e\(exponent < 0 ? "-" : "+")\(power)"
  }
}
