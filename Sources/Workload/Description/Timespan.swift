/// Lengths of time as people write them: `15s`, `1h30m`, `7d`, `2w`, `500ms`, `1.5h`.
enum Timespan {
  private static let units: [(name: String, ms: Double)] = [
    ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
  ]

  /// The longest span taken, 1000 years: what is longer is a slip, and would overflow sums.
  static let longestMs: Double = 1_000 * 365.25 * 86_400_000

  /// Returns the milliseconds of a text, or nil if it is no length of time or not a whole millisecond.
  static func milliseconds(_ text: String) -> Int64? {
    var rest = Substring(text)
    var sign = 1.0
    if rest.first == "-" {
      sign = -1
      rest.removeFirst()
    }
    guard !rest.isEmpty else { return nil }
    if rest == "0" { return 0 }
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(letters.count)
      guard let number = Double(digits), let unit = units.first(where: { $0.name == letters }) else {
        return nil
      }
      total += number * unit.ms
    }
    return exact(sign * total)
  }

  /// Returns a number of seconds in whole milliseconds, or nil if it is too long or finer than that.
  static func milliseconds(seconds: Double) -> Int64? { exact(seconds * 1_000) }

  private static func exact(_ milliseconds: Double) -> Int64? {
    let whole = milliseconds.rounded()
    guard abs(whole) <= longestMs, abs(milliseconds - whole) < 1e-6 else { return nil }
    return Int64(whole)
  }

  /// Writes milliseconds the way they are read, largest units first: 5400000 is `1h30m`.
  static func text(_ milliseconds: Int64) -> String {
    if milliseconds == 0 { return "0s" }
    var rest = milliseconds.magnitude
    var text = milliseconds < 0 ? "-" : ""
    for (name, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]
      as [(String, UInt64)]
    where rest >= size {
      text += "\(rest / size)\(name)"
      rest %= size
    }
    return text
  }
}
