/// A number as a sentence shows it.
package enum Figure {
  /// Returns a number with so many significant digits, never in scientific form: 0.0123, 4.57, 1230, -3.
  ///
  /// Digits before the point are never rounded away; zeros at the end stay, as they tell the precision.
  package static func text(_ value: Double, significant: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "unknown" : value < 0 ? "-infinite" : "infinite" }
    guard value != 0 else { return "0" }
    var magnitude = abs(value)
    guard magnitude < 1e15 else { return "\(value)" }
    var places = significant - 1
    var bound = 10.0
    while magnitude >= bound, places > 0 {
      places -= 1
      bound *= 10
    }
    bound = 1
    while magnitude < bound, places < 12 {
      places += 1
      bound /= 10
    }
    let scale = (0..<places).reduce(1.0) { power, _ in power * 10 }
    magnitude = (magnitude * scale).rounded()
    let digits = String(Int64(magnitude))
    let sign = value < 0 && magnitude != 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// Returns a number as short as it reads back: 99.5, 250.
  package static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }

  /// Returns an interval as `1.20 to 1.50`.
  package static func text(_ lower: Double, _ upper: Double) -> String { "\(text(lower)) to \(text(upper))" }

  /// Joins words as in `a, b and c`.
  package static func list(_ words: [String]) -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
  }
}
