/// Roundings of doubles to whole ones, without the call that they are where the processor may lack an instruction.
///
/// From 2⁵² to 2⁵³ doubles are whole, so adding 1.5·2⁵² and taking it away rounds what is much smaller, halves to even;
/// the difference, which is exact, tells what is to be mended. Equal to `rounded`, but for the sign of a zero.
enum WholeDouble {
  @inline(__always)
  static func up(_ value: Double) -> Double {
    guard value.magnitude < limit else { return value.rounded(.up) }
    let even = toEven(value)
    return even < value ? even + 1 : even
  }

  @inline(__always)
  static func down(_ value: Double) -> Double {
    guard value.magnitude < limit else { return value.rounded(.down) }
    let even = toEven(value)
    return even > value ? even - 1 : even
  }

  /// To the nearest, halves away from zero.
  @inline(__always)
  static func nearest(_ value: Double) -> Double {
    guard value.magnitude < limit else { return value.rounded() }
    let even = toEven(value)
    let rest = value - even
    if rest == 0.5, value > 0 { return even + 1 }
    return rest == -0.5 && value < 0 ? even - 1 : even
  }

  @inline(__always)
  private static func toEven(_ value: Double) -> Double { (value + 0x1.8p52) - 0x1.8p52 }

  private static let limit = 0x1p51
}
