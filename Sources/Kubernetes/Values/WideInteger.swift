/// A whole number of any size, for the few quantities whose digits do not fit 64 bits.
///
/// Only what exact decimal arithmetic asks for. Each operation is linear in the number of digits.
struct WideInteger: Sendable, Hashable {
  /// Whether it is below zero; never set for zero.
  private(set) var isNegative: Bool
  /// The absolute value in base 2^32, least digit first, without leading zeros.
  private(set) var magnitude: [UInt32]

  /// Makes a wide number of a plain one.
  init(_ value: Int64) {
    isNegative = value < 0
    magnitude = []
    var rest = value.magnitude
    while rest > 0 {
      magnitude.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  /// Reads decimal digits, given as ASCII bytes.
  init(digits: some Sequence<UInt8>, isNegative: Bool = false) {
    self.init(0)
    for digit in digits { multiplyAndAdd(10, UInt32(digit &- 0x30)) }
    self.isNegative = isNegative && !magnitude.isEmpty
  }

  var isZero: Bool { magnitude.isEmpty }

  /// The number in 64 bits, nil if it does not fit.
  var exact: Int64? {
    if magnitude.count > 2 { return nil }
    let low = lowBits
    if isNegative { return low <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- low) : nil }
    return Int64(exactly: low)
  }

  /// The lowest 64 bits, negated if the number is negative, as Go's big.Int.Int64 gives them.
  var wrapped: Int64 {
    let low = Int64(bitPattern: lowBits)
    return isNegative ? 0 &- low : low
  }

  private var lowBits: UInt64 {
    let low = magnitude.isEmpty ? 0 : UInt64(magnitude[0])
    return magnitude.count > 1 ? low | UInt64(magnitude[1]) << 32 : low
  }

  /// The nearest double, ties to even; infinite if there is none.
  var double: Double {
    if magnitude.count <= 2 { return isNegative ? -Double(lowBits) : Double(lowBits) }
    // The upper 64 bits decide; the last of them also stands for any bit below, so that ties round rightly.
    let top = magnitude.count - 1
    let shift = magnitude[top].leadingZeroBitCount
    var head = UInt64(magnitude[top]) << 32 | UInt64(magnitude[top - 1])
    if shift > 0 { head = head << UInt64(shift) | UInt64(magnitude[top - 2]) >> UInt64(32 - shift) }
    let cut = shift > 0 ? magnitude[top - 2] << UInt32(shift) : magnitude[top - 2]
    if cut != 0 || magnitude[..<(top - 2)].contains(where: { $0 != 0 }) { head |= 1 }
    let exponent = 32 * (magnitude.count - 2) - shift
    let value = Double(sign: .plus, exponent: exponent, significand: Double(head))
    return isNegative ? -value : value
  }

  /// The decimal digits without a sign, "0" for zero.
  var digits: String {
    if isZero { return "0" }
    var rest = self
    var groups: [UInt32] = []
    while !rest.isZero { groups.append(rest.divide(by: 1_000_000_000)) }
    var text = String(groups[groups.count - 1])
    for group in groups.dropLast().reversed() {
      let part = String(group)
      text += String(repeating: "0", count: 9 - part.count) + part
    }
    return text
  }

  /// Multiplies the absolute value, then adds to it.
  mutating func multiplyAndAdd(_ factor: UInt32, _ addend: UInt32 = 0) {
    var carry = UInt64(addend)
    for index in magnitude.indices {
      let product = UInt64(magnitude[index]) * UInt64(factor) + carry
      magnitude[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { magnitude.append(UInt32(carry)) }
    normalize()
  }

  /// Multiplies by 10^power.
  mutating func multiply(byPowerOfTen power: Int) {
    var left = isZero ? 0 : power
    while left >= 9 {
      multiplyAndAdd(1_000_000_000)
      left -= 9
    }
    for _ in 0..<left { multiplyAndAdd(10) }
  }

  /// Divides the absolute value, truncating, and returns the remainder.
  @discardableResult
  mutating func divide(by divisor: UInt32) -> UInt32 {
    var remainder: UInt64 = 0
    for index in magnitude.indices.reversed() {
      let part = remainder << 32 | UInt64(magnitude[index])
      magnitude[index] = UInt32(part / UInt64(divisor))
      remainder = part % UInt64(divisor)
    }
    normalize()
    return UInt32(remainder)
  }

  /// Divides by 10^power toward zero and tells whether nothing was lost.
  mutating func divide(byPowerOfTen power: Int) -> Bool {
    var isExact = true
    var left = power
    while left > 0 && !isZero {
      let step = left >= 9 ? 9 : 1
      if divide(by: step == 9 ? 1_000_000_000 : 10) != 0 { isExact = false }
      left -= step
    }
    return isExact
  }

  /// Moves the number away from zero by one.
  mutating func growByOne(isNegative negative: Bool) {
    multiplyAndAdd(1, 1)
    isNegative = negative
  }

  /// Changes the sign.
  mutating func negate() {
    if !isZero { isNegative.toggle() }
  }

  /// Multiplies two numbers, digit by digit.
  static func * (a: WideInteger, b: WideInteger) -> WideInteger {
    var product = WideInteger(0)
    for digit in b.magnitude.reversed() {
      if !product.isZero { product.magnitude.insert(0, at: 0) }
      var partial = a
      partial.isNegative = false
      partial.multiplyAndAdd(digit)
      product = product + partial
    }
    product.isNegative = a.isNegative != b.isNegative && !product.isZero
    return product
  }

  static func + (a: WideInteger, b: WideInteger) -> WideInteger {
    if a.isNegative == b.isNegative {
      var sum = a
      var carry: UInt64 = 0
      for index in 0..<max(a.magnitude.count, b.magnitude.count) {
        if index == sum.magnitude.count { sum.magnitude.append(0) }
        let addend = index < b.magnitude.count ? UInt64(b.magnitude[index]) : 0
        let part = UInt64(sum.magnitude[index]) + addend + carry
        sum.magnitude[index] = UInt32(truncatingIfNeeded: part)
        carry = part >> 32
      }
      if carry > 0 { sum.magnitude.append(UInt32(carry)) }
      return sum
    }
    let aIsLarger = compareMagnitudes(a, b) >= 0
    var difference = aIsLarger ? a : b
    let smaller = aIsLarger ? b : a
    var borrow: Int64 = 0
    for index in difference.magnitude.indices {
      let subtrahend = index < smaller.magnitude.count ? Int64(smaller.magnitude[index]) : 0
      let part = Int64(difference.magnitude[index]) - subtrahend - borrow
      difference.magnitude[index] = UInt32(truncatingIfNeeded: part)
      borrow = part < 0 ? 1 : 0
    }
    difference.normalize()
    return difference
  }

  /// Compares: -1, 0 or 1.
  static func compare(_ a: WideInteger, _ b: WideInteger) -> Int {
    if a.isNegative != b.isNegative { return a.isNegative ? -1 : 1 }
    return a.isNegative ? compareMagnitudes(b, a) : compareMagnitudes(a, b)
  }

  private static func compareMagnitudes(_ a: WideInteger, _ b: WideInteger) -> Int {
    if a.magnitude.count != b.magnitude.count { return a.magnitude.count < b.magnitude.count ? -1 : 1 }
    for (x, y) in zip(a.magnitude.reversed(), b.magnitude.reversed()) where x != y { return x < y ? -1 : 1 }
    return 0
  }

  private mutating func normalize() {
    while magnitude.last == 0 { magnitude.removeLast() }
    if magnitude.isEmpty { isNegative = false }
  }
}
