/// Why a text is no quantity, in the API server's words.
public enum QuantityError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The text is no number with a suffix.
  case format
  /// The digits make no number.
  case number
  /// Nobody knows the suffix.
  case suffix

  /// The API server's words.
  public var description: String {
    switch self {
    case .format:
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
    case .number: "unable to parse numeric part of quantity"
    case .suffix: "unable to parse quantity's suffix"
    }
  }
}

extension Quantity {
  /// Parses a quantity such as `250m`, `1.5Gi`, `-3`, `12e6`.
  ///
  /// A BinarySI value is capped at 2^63-1. Throws what the API server says of a malformed quantity.
  public init(_ text: String) throws(QuantityError) {
    let parts = try Parts(Array(text.utf8))
    guard let suffix = Suffix(parts.suffix) else { throw .suffix }
    if let narrow = Quantity(narrow: parts, suffix: suffix) {
      self = narrow
      if parts.isOdd(suffix), parts.isKeptAsWritten(suffix, exponent: narrow.exponent) { written = text }
    } else {
      self = Quantity(wide: parts, suffix: suffix)
    }
  }

  /// Parses into 64 bits where upstream does, nil where it takes the wide form.
  private init?(narrow parts: Parts, suffix: Suffix) {
    let digitCount = parts.whole.count + parts.fraction.count
    var factor: Int64 = 1
    var exponent = 0
    if suffix.format == .binarySI {
      // Upstream guesses the digits a power of two costs as three tenths of the power.
      let precision = 15 - parts.whole.count - Int(Float(suffix.exponent) * 3 / 10) - 1
      guard parts.fraction.isEmpty, precision >= 0 else { return nil }
      factor = 1 << Int64(suffix.exponent)
    } else {
      guard digitCount <= 18 else { return nil }
      exponent = suffix.exponent - parts.fraction.count
      guard exponent >= -9 else { return nil }
    }
    var value: Int64 = 0
    for digit in parts.whole { value = value * 10 + Int64(digit &- 0x30) }
    for digit in parts.fraction { value = value * 10 + Int64(digit &- 0x30) }
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    if overflow { return nil }
    self.init(
      mantissa: parts.isNegative ? -product : product, exponent: exponent, format: suffix.format)
  }

  /// Parses any number of digits, rounding away from zero to 1e-9.
  private init(wide parts: Parts, suffix: Suffix) {
    var amount = WideInteger(digits: parts.whole + parts.fraction)
    var exponent = -parts.fraction.count
    var format = suffix.format
    if format == .binarySI {
      for _ in 0..<suffix.exponent { amount.multiplyAndAdd(2) }
    } else {
      exponent += suffix.exponent
    }
    if amount.isZero {
      self.init(mantissa: 0, exponent: 0, format: format)
      return
    }
    if exponent < -9 {
      if !amount.divide(byPowerOfTen: -9 - exponent) { amount.growByOne(isNegative: false) }
      exponent = -9
    } else if exponent <= 64 {
      // Upstream holds all these in nano-units; far larger powers of ten stay as they are, since they are
      // exact.
      amount.multiply(byPowerOfTen: exponent + 9)
      exponent = -9
    }
    if format == .binarySI {
      let largest = Quantity(.max)
      let parsed = Quantity(mantissa: 0, exponent: exponent, wide: amount, format: format)
      if parsed > largest {
        amount = WideInteger(.max)
        exponent = 0
      } else if parsed < Quantity(1) {
        format = .decimalSI
      }
    }
    if parts.isNegative { amount.negate() }
    self.init(mantissa: 0, exponent: exponent, wide: amount, format: format)
  }

  /// The pieces of a quantity's text.
  private struct Parts {
    var length: Int
    var isNegative = false
    /// The digits before the point without leading zeros, at least one.
    var whole: ArraySlice<UInt8>
    /// The digits after the point.
    var fraction: ArraySlice<UInt8> = []
    var suffix: ArraySlice<UInt8>

    init(_ text: [UInt8]) throws(QuantityError) {
      guard let first = text.first else { throw .format }
      length = text.count
      var rest = text[...]
      if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        isNegative = first == UInt8(ascii: "-")
        rest.removeFirst()
      }
      rest = rest.drop { $0 == UInt8(ascii: "0") }
      whole = rest.prefix { isDigit($0) }
      rest = rest[whole.endIndex...]
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        fraction = rest.prefix { isDigit($0) }
        rest = rest[fraction.endIndex...]
      }
      if whole.isEmpty { whole = [UInt8(ascii: "0")] }
      suffix = rest
      rest = rest.drop { byte in "eEinumkKMGTP".utf8.contains(byte) }
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      if !rest.allSatisfy({ isDigit($0) }) { throw .format }
    }

    /// Whether the text has a plus, leading zeros, a point or an exponent, which canonical texts rarely have.
    func isOdd(_ suffix: Suffix) -> Bool {
      let plain = (isNegative ? 1 : 0) + whole.count + self.suffix.count
      return suffix.format == .decimalExponent || !fraction.isEmpty || plain != length
    }

    /// Whether upstream prints the text as written, having judged it canonical by a cheap test.
    func isKeptAsWritten(_ suffix: Suffix, exponent: Int) -> Bool {
      let digits = whole + fraction
      if suffix.format == .binarySI {
        guard let last = Int64(String(decoding: digits, as: UTF8.self)) else { return false }
        return last & 7 != 0
      }
      return exponent % 3 == 0 && !digits.suffix(3).elementsEqual("000".utf8)
        && digits.first != UInt8(ascii: "0")
    }
  }

  /// A suffix's power and the format it stands for.
  private struct Suffix {
    var exponent: Int
    var format: Format

    init?(_ text: ArraySlice<UInt8>) {
      switch String(decoding: text, as: UTF8.self) {
      case "n": self.init(-9)
      case "u": self.init(-6)
      case "m": self.init(-3)
      case "": self.init(0)
      case "k": self.init(3)
      case "M": self.init(6)
      case "G": self.init(9)
      case "T": self.init(12)
      case "P": self.init(15)
      case "E": self.init(18)
      case "Ki": self.init(10, .binarySI)
      case "Mi": self.init(20, .binarySI)
      case "Gi": self.init(30, .binarySI)
      case "Ti": self.init(40, .binarySI)
      case "Pi": self.init(50, .binarySI)
      case "Ei": self.init(60, .binarySI)
      case let other:
        guard let letter = other.first, letter == "e" || letter == "E",
          let power = Int32(other.dropFirst())
        else { return nil }
        self.init(Int(power), .decimalExponent)
      }
    }

    private init(_ exponent: Int, _ format: Format = .decimalSI) {
      self.exponent = exponent
      self.format = format
    }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
