#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Logarithms and powers, in one place.
enum Logarithm {
  /// The natural logarithm.
  static func natural(_ value: Double) -> Double { log(value) }

  /// A power.
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
