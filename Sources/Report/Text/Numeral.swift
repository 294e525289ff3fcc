/// Numbers for human eyes: rounded to a few significant digits, thousands set apart, a real minus sign.
///
/// Rounding is done on the decimal digits, half away from zero, so that a figure on the page is what a reader
/// gets who rounds the number of the CSV file by hand.
enum Numeral {
  /// Returns a number with so many significant digits, or with all its whole digits if it has more.
  static func text(_ value: Double, significant: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
    var decimal = Decimal(value)
    decimal.round(toSignificant: significant)
    return sign(value, decimal) + decimal.text()
  }

  /// Returns a number with a sign even where it is positive, for differences.
  static func difference(_ value: Double, significant: Int = 3) -> String {
    let text = text(value, significant: significant)
    return value > 0 && value.isFinite && text != "0" ? "+" + text : text
  }

  /// Returns a number with its exact digits, for ticks of an axis.
  static func exact(_ value: Double) -> String { text(value, significant: 15) }

  /// Returns a p-value as papers print it, with its relation: `= 0.012`, `< 0.001`.
  static func probability(_ p: Double) -> String { p < 0.001 ? "< 0.001" : "= " + text(p, significant: 2) }

  /// Returns a size in seconds in the unit that suits it, for example `350 ms` or `1.2 s`.
  static func seconds(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value < 1 ? text(value * 1000) + " ms" : text(value) + " s"
  }

  /// Returns a count with its noun, for example `1 run` or `12 runs`.
  static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    text(Double(count), significant: 15) + " " + (count == 1 ? noun : plural ?? noun + "s")
  }

  /// Returns a share of one in percent with two decimals at most and no sign, for places in a drawing.
  static func percent(_ share: Double) -> String {
    let hundredths = Int((min(max(share, 0), 1) * 10_000).rounded())
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    return rest == 0
      ? "\(whole)" : "\(whole)." + (rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)")
  }

  private static func sign(_ value: Double, _ decimal: Decimal) -> String {
    value < 0 && decimal.digits != [0] ? "−" : ""
  }
}

/// A number's shortest decimal digits, without its sign.
private struct Decimal {
  /// The digits, the first not zero unless the number is.
  var digits: [UInt8]
  /// The power of ten of the last digit.
  var exponent: Int

  /// Reads the digits off the number's description.
  init(_ value: Double) {
    digits = []
    exponent = 0
    var isFraction = false
    let text = value.magnitude.description.utf8
    for (index, byte) in zip(text.indices, text) {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte == UInt8(ascii: "e") {
        exponent += Int(String(text[text.index(after: index)...]) ?? "") ?? 0
        break
      } else {
        digits.append(byte - UInt8(ascii: "0"))
        if isFraction { exponent -= 1 }
      }
    }
    normalize()
  }

  private mutating func normalize() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(min(leading, digits.count - 1))
    while digits.count > 1, digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    if digits == [0] { exponent = 0 }
  }

  /// Rounds the fraction so that no more than `count` digits remain; whole digits all stay.
  mutating func round(toSignificant count: Int) {
    let whole = max(digits.count + exponent, 0)
    let excess = min(digits.count - max(count, whole), digits.count)
    guard excess > 0 else { return }
    let goesUp = digits[digits.count - excess] >= 5
    digits.removeLast(excess)
    exponent += excess
    if goesUp {
      var place = digits.count - 1
      while place >= 0, digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      if place >= 0 { digits[place] += 1 } else { digits.insert(1, at: 0) }
    }
    if digits.isEmpty { digits = [0] }
    normalize()
  }

  /// The digits with a point, and thousands set apart by commas; an exponent beyond 1e15 and below 1e-3.
  func text() -> String {
    let point = digits.count + exponent
    let characters = digits.map { Character(Unicode.Scalar($0 + UInt8(ascii: "0"))) }
    if digits == [0] { return "0" }
    if point > 15 || point < -2 {
      let rest = String(characters.dropFirst())
      return String(characters[0]) + (rest.isEmpty ? "" : "." + rest) + "e" + (point < 1 ? "−" : "")
        + String((point - 1).magnitude)
    }
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + String(characters) }
    var whole = String(characters.prefix(point)) + String(repeating: "0", count: max(exponent, 0))
    let fraction = String(characters.dropFirst(point))
    for place in stride(from: whole.count - 3, to: 0, by: -3) {
      whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
    }
    return fraction.isEmpty ? whole : whole + "." + fraction
  }
}
