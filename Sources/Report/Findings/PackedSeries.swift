/// Whole numbers as a short text: differences in base 64 as source maps write them, repeats counted.
///
/// A difference is zigzagged into 5-bit digits, the sixth bit saying that more follow; `~` is a missing
/// value, which leaves the number before it as the one to differ from; `*` and a count repeat what was last
/// read.
struct PackedSeries {
  private(set) var bytes = Bytes()
  private var last = 0
  private var token: Int?
  private var hasToken = false
  private var repeats = 0

  /// Packs values as multiples of a unit; NaN is missing.
  init(_ values: [Double], unit: DecimalUnit) {
    for value in values { add(value.isNaN ? nil : unit.multiple(value)) }
    flush()
  }

  /// Packs whole numbers.
  init(_ values: [Int]) {
    for value in values { add(value) }
    flush()
  }

  /// The text as a string of JSON; none of its characters needs an escape.
  var json: JSON { .text(String(decoding: bytes.content, as: UTF8.self)) }

  private mutating func add(_ value: Int?) {
    if hasToken, value == token {
      repeats += 1
      return
    }
    flush()
    (token, hasToken) = (value, true)
    guard let value else {
      bytes.write(UInt8(ascii: "~"))
      return
    }
    let difference = value &- last
    write(UInt64(bitPattern: Int64((difference << 1) ^ (difference >> 63))))
    last = value
  }

  private mutating func flush() {
    guard repeats > 0 else { return }
    bytes.write(UInt8(ascii: "*"))
    write(UInt64(repeats))
    repeats = 0
  }

  private mutating func write(_ value: UInt64) {
    var rest = value
    repeat {
      let more: UInt64 = rest > 31 ? 32 : 0
      bytes.write(Self.alphabet[Int(rest & 31 | more)])
      rest >>= 5
    } while rest > 0
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}

/// A power of ten that values are rounded to.
struct DecimalUnit: Equatable {
  /// The exponent.
  let exponent: Int

  /// Picks the unit in which the greatest value has four or five digits; 1 for whole numbers that are not
  /// large.
  init(for values: [Double]) {
    var greatest = 0.0
    var areWhole = true
    for value in values where !value.isNaN {
      if value.magnitude > greatest { greatest = value.magnitude }
      if value != value.rounded() { areWhole = false }
    }
    var exponent = areWhole ? 0 : -9
    while exponent < 300, greatest / Self.power(exponent) > 99_999 { exponent += 1 }
    self.exponent = exponent
  }

  /// The multiple of the unit next to a value.
  func multiple(_ value: Double) -> Int {
    Int(exactly: (exponent < 0 ? value * Self.power(-exponent) : value / Self.power(exponent)).rounded()) ?? 0
  }

  /// The unit itself.
  var value: Double { exponent < 0 ? 1 / Self.power(-exponent) : Self.power(exponent) }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent.magnitude { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }
}
