import Kubernetes

/// Lengths of time as people write them: `15s`, `1h30m`, `7d`, or a number of seconds.
package enum Span {
  private static let units: [(name: String, ms: Double)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]

  /// The longest span taken, ten years: what is longer is a slip.
  package static let longestMs: Int64 = 3_660 * 86_400_000

  /// Returns the milliseconds of a node, or nil if it is no length of time of whole milliseconds.
  package static func milliseconds(_ node: DocumentNode) -> Int64? {
    switch node.content {
    case .number(let text): Double(text).flatMap { exact($0 * 1000) }
    case .string(let text): milliseconds(text)
    default: nil
    }
  }

  /// Returns the milliseconds of a text.
  package static func milliseconds(_ text: String) -> Int64? {
    var rest = Substring(text)
    guard !rest.isEmpty else { return nil }
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
    return exact(total)
  }

  /// Writes milliseconds the way they are read, largest units first: 5400000 is `1h30m`.
  package static func text(_ milliseconds: Int64) -> String {
    if milliseconds == 0 { return "0s" }
    var rest = milliseconds
    var text = ""
    for (name, size) in units where rest >= Int64(size) {
      text += "\(rest / Int64(size))\(name)"
      rest %= Int64(size)
    }
    return text
  }

  private static func exact(_ milliseconds: Double) -> Int64? {
    let whole = milliseconds.rounded()
    guard whole >= 0, whole <= Double(longestMs), abs(milliseconds - whole) < 1e-6 else { return nil }
    return Int64(whole)
  }
}
