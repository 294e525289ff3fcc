/// Conversions of doubles to integers as Go does them on amd64, where upstream's decisions were recorded.
///
/// What does not fit, an infinity and NaN become the least integer instead of being a trap.
enum GoConversion {
  @inline(__always)
  static func int32(_ value: Double) -> Int32 {
    value > -2_147_483_649 && value < 2_147_483_648 ? Int32(value) : .min
  }

  @inline(__always)
  static func int64(_ value: Double) -> Int64 {
    value >= -0x1p63 && value < 0x1p63 ? Int64(value) : .min
  }

  /// Divides toward zero; the one quotient that does not fit wraps. The divisor must not be 0.
  @inline(__always)
  static func quotient(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    divisor == -1 ? 0 &- dividend : dividend / divisor
  }
}
