internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The gamma distribution of mean 1; its coefficient of variation is 1/√shape.
struct UnitGamma {
  /// The shape k; the scale is 1/k.
  let shape: Double

  /// Describes the distribution of a positive shape.
  init(shape: Double) {
    _ = GSL.ready
    self.shape = shape
  }

  /// Returns P(X > x).
  ///
  /// From shape 10^4 on by Wilson and Hilferty's cube root, which is normal to 6 · 10^-7 there; GSL's
  /// expansion for large shapes fails from about 10^6 on.
  func survival(_ x: Double) -> Double {
    guard x > 0 else { return 1 }
    if shape == 1 { return exp(-x) }
    guard shape >= 1e4 else { return gsl_cdf_gamma_Q(x, shape, 1 / shape) }
    return StandardNormal.upperTail((cbrt(x) - (1 - 1 / (9 * shape))) * (9 * shape).squareRoot())
  }
}
