/// Decimal numbers in a text.
enum NumberText {
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]

  /// Returns the double nearest to the number between two offsets, or nil if there is no finite number.
  ///
  /// A sign, digits with a decimal mark, and an exponent are taken; NaN, infinities, hexadecimal digits and
  /// thousands separators are not. Up to 15 digits with a small exponent are exact by one multiplication
  /// (Clinger 1990); the rest goes through the standard library.
  static func double(_ text: Span<UInt8>, _ start: Int, _ end: Int, decimal: UInt8) -> Double? {
    var at = start
    var negative = false
    if at < end, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
      negative = text[at] == UInt8(ascii: "-")
      at += 1
    }
    var mantissa: UInt64 = 0
    var exponent = 0
    var digits = 0
    var significant = 0
    var seenMark = false
    while at < end {
      let digit = text[at] &- UInt8(ascii: "0")
      if digit <= 9 {
        digits += 1
        if significant > 0 || digit != 0 { significant += 1 }
        if significant <= 15 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
        }
        if seenMark { exponent -= 1 }
      } else if text[at] == decimal, !seenMark {
        seenMark = true
      } else {
        break
      }
      at += 1
    }
    guard digits > 0 else { return nil }
    if at < end, text[at] | 0x20 == UInt8(ascii: "e") {
      guard let written = exponentValue(text, at + 1, end) else { return nil }
      exponent += written
      at = end
    }
    guard at == end else { return nil }
    guard significant <= 15, exponent >= -22, exponent <= 22 else {
      return long(text, start, end, decimal: decimal)
    }
    let magnitude =
      exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
    return negative ? -magnitude : magnitude
  }

  private static func exponentValue(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var at = start
    var negative = false
    if at < end, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
      negative = text[at] == UInt8(ascii: "-")
      at += 1
    }
    guard at < end else { return nil }
    var value = 0
    while at < end {
      let digit = text[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = min(value * 10 + Int(digit), 100_000)
      at += 1
    }
    return negative ? -value : value
  }

  private static func long(_ text: Span<UInt8>, _ start: Int, _ end: Int, decimal: UInt8) -> Double? {
    var bytes: [UInt8] = []
    for index in start..<end { bytes.append(text[index] == decimal ? UInt8(ascii: ".") : text[index]) }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }
}
