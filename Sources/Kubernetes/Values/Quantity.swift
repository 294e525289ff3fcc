/// A fixed-point number as Kubernetes writes amounts of resources: `500m`, `1.5Gi`, `12e6`.
///
/// Parsing, rounding, overflow and printing are those of apimachinery's resource.Quantity. Values are exact
/// decimals down to 1e-9; something finer is rounded away from zero. Two quantities are equal if their values
/// are, whatever their formats. Source: k8s.io/apimachinery/pkg/api/resource (quantity.go, amount.go,
/// math.go).
public struct Quantity: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The kind of suffix a quantity was written with, which it keeps when it is printed.
  public enum Format: Sendable, Hashable {
    /// Powers of ten by letter: `m`, none, `k`, `M`.
    case decimalSI
    /// Powers of 1024: `Ki`, `Mi`.
    case binarySI
    /// Powers of ten by number: `e3`.
    case decimalExponent
  }

  /// The value, unless `wide` holds it, in units of 10^exponent.
  var mantissa: Int64
  /// The power of ten the mantissa counts.
  var exponent: Int
  /// The mantissa where it was parsed from too many digits or outgrew 64 bits.
  ///
  /// A value may fit 64 bits and yet be held here, as upstream's do; the two round negative values
  /// differently.
  var wide: WideInteger?
  /// The kind of suffix to print.
  public internal(set) var format: Format
  /// The text to print where upstream prints what was written although it is not canonical, such as `1E3`.
  var written: String?

  init(mantissa: Int64, exponent: Int, wide: WideInteger? = nil, format: Format, written: String? = nil) {
    self.mantissa = mantissa
    self.exponent = exponent
    self.wide = wide
    self.format = format
    self.written = written
  }

  /// Makes a whole number.
  public init(_ value: Int64) { self.init(mantissa: value, exponent: 0, format: .decimalSI) }

  /// Makes a number of thousandths.
  public init(milli: Int64) { self.init(mantissa: milli, exponent: -3, format: .decimalSI) }

  /// Makes a number of units of 10^exponent, to be printed in a given format.
  public init(scaled value: Int64, exponent: Int, format: Format = .decimalSI) {
    self.init(mantissa: value, exponent: exponent, format: format)
  }

  /// Whether it is a whole number of units of 10^exponent.
  public func isWhole(atExponent target: Int) -> Bool {
    let (digits, exponent) = strippedDigits
    return digits == "0" || exponent >= target
  }

  /// Whether the value is zero.
  public var isZero: Bool { wide?.isZero ?? (mantissa == 0) }

  /// -1, 0 or 1 as the value is negative, zero or positive.
  public var sign: Int {
    if let wide { return wide.isZero ? 0 : wide.isNegative ? -1 : 1 }
    return Int(mantissa.signum())
  }

  /// The value in whole units, rounded away from zero; overflows as `scaledValue` says.
  public var value: Int64 { scaledValue(0) }

  /// The value in thousandths, rounded away from zero; overflows as `scaledValue` says.
  public var milliValue: Int64 { scaledValue(-3) }

  /// The value in units of 10^exponent, rounded away from zero.
  ///
  /// A value beyond 64 bits is not saturated: it wraps or becomes 0, as upstream's did through Kubernetes
  /// 1.37. A negative value that was held in wide form and does not divide evenly is truncated, then
  /// increased by one.
  public func scaledValue(_ target: Int) -> Int64 {
    let shift = exponent - target
    if let wide { return Self.rescale(wide, by: shift) }
    if shift < 0 {
      var rest = mantissa
      let isExact = Self.divide(&rest, byPowerOfTen: -shift)
      return isExact ? rest : rest &+ mantissa.signum()
    }
    let (product, overflow) = Self.multiply(mantissa, byPowerOfTen: shift)
    if !overflow { return product }
    // Upstream multiplies once by these powers, which wraps, and digit by digit by the others, which gives
    // up.
    let wraps = [1, 2, 3, 6, 9].contains(shift) && mantissa != .min
    return wraps ? product : 0
  }

  /// The value as a double: the mantissa as written times a power of ten, so the last bit may be off.
  public var approximateDouble: Double {
    if isZero { return 0 }
    let base = wide?.double ?? Double(mantissa)
    return exponent == 0 ? base : base * PowerOfTen.double(exponent)
  }

  /// The sum; where one side is zero the other's format holds, else the left one's.
  public static func + (a: Quantity, b: Quantity) -> Quantity {
    let format = a.isZero ? b.format : a.format
    if a.wide == nil, b.wide == nil {
      if b.mantissa == 0 { return Quantity(mantissa: a.mantissa, exponent: a.exponent, format: format) }
      if a.mantissa == 0 { return Quantity(mantissa: b.mantissa, exponent: b.exponent, format: format) }
      let exponent = min(a.exponent, b.exponent)
      let (x, xOverflow) = multiply(a.mantissa, byPowerOfTen: a.exponent - exponent)
      let (y, yOverflow) = multiply(b.mantissa, byPowerOfTen: b.exponent - exponent)
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !xOverflow && !yOverflow && !overflow {
        return Quantity(mantissa: sum, exponent: exponent, format: format)
      }
    }
    if a.isZero { return b.formatted(format) }
    if b.isZero { return a.formatted(format) }
    // So many powers of ten apart the smaller is lost; upstream would try to write all digits out.
    if abs(a.exponent - b.exponent) > 4096 {
      return (a.leadingExponent > b.leadingExponent ? a : b).formatted(format)
    }
    let exponent = min(a.exponent, b.exponent)
    let sum = a.wideMantissa(at: exponent) + b.wideMantissa(at: exponent)
    return Quantity(mantissa: 0, exponent: exponent, wide: sum, format: format)
  }

  /// The difference; the format is that of a sum.
  public static func - (a: Quantity, b: Quantity) -> Quantity { a + (-b) }

  /// The same amount with the other sign.
  public static prefix func - (a: Quantity) -> Quantity {
    var result = a
    result.written = nil
    if result.wide == nil && a.mantissa == .min { result.wide = WideInteger(a.mantissa) }
    if result.wide != nil { result.wide?.negate() } else { result.mantissa = -a.mantissa }
    return result
  }

  /// The product with a whole number.
  public static func * (a: Quantity, factor: Int64) -> Quantity {
    var result = a
    result.written = nil
    if a.wide == nil {
      let (product, overflow) = a.mantissa.multipliedReportingOverflow(by: factor)
      result.mantissa = product
      if !overflow { return result }
    }
    result.wide = (a.wide ?? WideInteger(a.mantissa)) * WideInteger(factor)
    return result
  }

  /// Orders by value.
  public static func < (a: Quantity, b: Quantity) -> Bool { compare(a, b) < 0 }

  /// Compares by value, whatever the formats.
  public static func == (a: Quantity, b: Quantity) -> Bool { compare(a, b) == 0 }

  /// Compares the values exactly: -1, 0 or 1.
  public static func compare(_ a: Quantity, _ b: Quantity) -> Int {
    if a.sign != b.sign || a.sign == 0 { return (a.sign - b.sign).signum() }
    if a.wide == nil, b.wide == nil, a.exponent == b.exponent {
      return a.mantissa == b.mantissa ? 0 : a.mantissa < b.mantissa ? -1 : 1
    }
    // The number of digits settles most, and bounds what has to be written out for the rest.
    if a.leadingExponent != b.leadingExponent {
      return a.leadingExponent < b.leadingExponent ? -a.sign : a.sign
    }
    let exponent = min(a.exponent, b.exponent)
    return WideInteger.compare(a.wideMantissa(at: exponent), b.wideMantissa(at: exponent))
  }

  /// Hashes the value.
  public func hash(into hasher: inout Hasher) {
    // Equal values may carry different exponents: hash the digits without trailing zeros.
    let (digits, exponent) = strippedDigits
    hasher.combine(digits)
    hasher.combine(digits == "0" ? 0 : exponent)
    hasher.combine(sign)
  }

  private func formatted(_ format: Format) -> Quantity {
    Quantity(mantissa: mantissa, exponent: exponent, wide: wide, format: format)
  }
}
