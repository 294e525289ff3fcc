/// Reads durations as Go writes them: `15s`, `1m30s`, `500ms`, `1.5h`.
///
/// Source: Go's time.ParseDuration, which upstream's flags and configuration files use.
public enum KubernetesDuration {
  /// The duration in milliseconds, finer parts cut off, or nil if the text is no duration or too long.
  public static func milliseconds(_ text: String) -> Int64? {
    if case .success(let nanoseconds) = parse(text) { return nanoseconds / 1_000_000 }
    return nil
  }

  /// A duration in Go's shortest form, such as `1m30s` or `500ms`.
  public static func text(milliseconds: Int64) -> String {
    let magnitude = milliseconds.magnitude
    let sign = milliseconds < 0 ? "-" : ""
    if magnitude == 0 { return "0s" }
    if magnitude < 1_000 { return "\(sign)\(magnitude)ms" }
    let hours = magnitude / 3_600_000
    let minutes = magnitude / 60_000 % 60
    let seconds = DecimalText.thousandths(magnitude % 60_000) + "s"
    if hours > 0 { return "\(sign)\(hours)h\(minutes)m\(seconds)" }
    return minutes > 0 ? "\(sign)\(minutes)m\(seconds)" : sign + seconds
  }

  /// What is wrong with a text, in Go's words.
  struct Malformed: Error { let message: String }

  /// The duration in nanoseconds.
  static func parse(_ text: String) -> Result<Int64, Malformed> {
    func invalid() -> Result<Int64, Malformed> {
      .failure(Malformed(message: "time: invalid duration \(FieldValue.quoted(text))"))
    }
    var rest = Substring(text).utf8
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.elementsEqual("0".utf8) { return .success(0) }
    if rest.isEmpty { return invalid() }
    var total: UInt64 = 0
    while !rest.isEmpty {
      let whole = rest.prefix(while: \.isDigit)
      rest = rest.dropFirst(whole.count)
      var fraction = rest.prefix(0)
      if rest.first == UInt8(ascii: ".") {
        fraction = rest.dropFirst().prefix(while: \.isDigit)
        rest = rest.dropFirst(1 + fraction.count)
      }
      if whole.isEmpty && fraction.isEmpty { return invalid() }
      let name = rest.prefix { $0 != UInt8(ascii: ".") && !$0.isDigit }
      rest = rest.dropFirst(name.count)
      if name.isEmpty {
        return .failure(Malformed(message: "time: missing unit in duration \(FieldValue.quoted(text))"))
      }
      guard let unit = nanoseconds(ofUnit: String(Substring(name))) else {
        let unit = FieldValue.quoted(String(Substring(name)))
        return .failure(
          Malformed(message: "time: unknown unit \(unit) in duration \(FieldValue.quoted(text))"))
      }
      guard let part = amount(whole, fraction, unit: unit) else { return invalid() }
      let (sum, overflow) = total.addingReportingOverflow(part)
      if overflow || sum > UInt64(Int64.max) { return invalid() }
      total = sum
    }
    return .success(isNegative ? -Int64(total) : Int64(total))
  }

  private static func amount(
    _ whole: Substring.UTF8View, _ fraction: Substring.UTF8View, unit: UInt64
  ) -> UInt64? {
    guard let count = whole.isEmpty ? 0 : UInt64(Substring(whole)) else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    // Eighteen digits are more than any unit has nanoseconds.
    let digits = fraction.prefix(18)
    let part = (Double(Substring(digits)) ?? 0) * (Double(unit) / tens(digits.count))
    return overflow ? nil : product + UInt64(part)
  }

  private static func tens(_ count: Int) -> Double { (0..<count).reduce(1) { power, _ in power * 10 } }

  private static func nanoseconds(ofUnit name: String) -> UInt64? {
    switch name {
    case "ns": 1
    case "us", "\u{B5}s", "\u{3BC}s": 1_000
    case "ms": 1_000_000
    case "s": 1_000_000_000
    case "m": 60_000_000_000
    case "h": 3_600_000_000_000
    default: nil
    }
  }
}

extension DecimalText {
  /// A number of thousandths as a decimal without needless zeros: 1500 is `1.5`.
  static func thousandths(_ value: UInt64) -> String {
    if value.isMultiple(of: 1_000) { return String(value / 1_000) }
    var digits = String(value % 1_000)
    digits = String(repeating: "0", count: 3 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(value / 1_000).\(digits)"
  }
}
