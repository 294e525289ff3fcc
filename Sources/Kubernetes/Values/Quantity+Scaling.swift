/// Moving the decimal point of a quantity without losing or inventing digits.
extension Quantity {
  /// The mantissa in units of 10^exponent, which must not be coarser than this quantity's own.
  func wideMantissa(at target: Int) -> WideInteger {
    var result = wide ?? WideInteger(mantissa)
    result.multiply(byPowerOfTen: exponent - target)
    return result
  }

  /// The digits of the absolute value without trailing zeros, and the power of ten they count.
  var strippedDigits: (digits: String, exponent: Int) {
    guard let wide else {
      var rest = mantissa.magnitude
      var exponent = exponent
      while rest >= 10 && rest % 10 == 0 {
        rest /= 10
        exponent += 1
      }
      return (String(rest), exponent)
    }
    let digits = wide.digits
    let zeros = wide.isZero ? 0 : digits.utf8.reversed().prefix { $0 == 0x30 }.count
    return (String(digits.dropLast(zeros)), exponent + zeros)
  }

  /// One more than the power of ten of the first digit.
  var leadingExponent: Int {
    let (digits, exponent) = strippedDigits
    return digits.utf8.count + exponent
  }

  /// Multiplies, wrapping, and tells whether it overflowed.
  static func multiply(_ value: Int64, byPowerOfTen power: Int) -> (product: Int64, overflow: Bool) {
    if value == 0 || power == 0 { return (value, false) }
    guard let factor = PowerOfTen.int64(power) else { return (0, true) }
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    return (product, overflow)
  }

  /// Divides toward zero and tells whether nothing was lost.
  static func divide(_ value: inout Int64, byPowerOfTen power: Int) -> Bool {
    guard let divisor = PowerOfTen.int64(power) else {
      let isExact = value == 0
      value = 0
      return isExact
    }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    value = quotient
    return remainder == 0
  }

  /// Shifts a wide number by a power of ten into 64 bits, with upstream's rounding and overflow.
  static func rescale(_ wide: WideInteger, by shift: Int) -> Int64 {
    if shift >= 0 {
      // Go converts a double beyond 64 bits to the least integer on amd64.
      let factor = PowerOfTen.int64(shift) ?? .min
      return wide.wrapped &* factor
    }
    var rest = wide
    let isExact = rest.divide(byPowerOfTen: -shift)
    return isExact ? rest.wrapped : rest.wrapped &+ 1
  }
}

/// Powers of ten as the integers and doubles Go's math.Pow10 gives.
enum PowerOfTen {
  /// 10^power, nil where it is no 64-bit integer.
  static func int64(_ power: Int) -> Int64? {
    if power < 0 || power > 18 { return nil }
    var result: Int64 = 1
    for _ in 0..<power { result *= 10 }
    return result
  }

  /// 10^power, rounded as a product (or, below one, a quotient) of two exact table entries.
  static func double(_ power: Int) -> Double {
    if power > 308 { return .infinity }
    if power < -323 { return 0 }
    let size = abs(power)
    return power >= 0 ? largeSteps[size / 32] * units[size % 32] : smallSteps[size / 32] / units[size % 32]
  }

  private static let units: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31,
  ]
  private static let largeSteps: [Double] = [
    1e0, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288,
  ]
  private static let smallSteps: [Double] = [
    1e-0, 1e-32, 1e-64, 1e-96, 1e-128, 1e-160, 1e-192, 1e-224, 1e-256, 1e-288,
    Double(bitPattern: 2024),  // 1e-320
  ]
}
