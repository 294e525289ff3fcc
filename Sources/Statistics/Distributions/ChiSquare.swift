internal import CGSL

/// The χ² distribution.
public struct ChiSquare: Sendable, Hashable {
  /// Degrees of freedom, above 0.
  public let degrees: Double

  /// Describes the distribution.
  public init(degrees: Double) {
    _ = GSL.ready
    self.degrees = degrees
  }

  /// Returns P(X ≤ x).
  public func cdf(_ x: Double) -> Double { degrees > 0 ? gsl_cdf_chisq_P(max(x, 0), degrees) : .nan }
  /// Returns P(X > x).
  public func upperTail(_ x: Double) -> Double { degrees > 0 ? gsl_cdf_chisq_Q(max(x, 0), degrees) : .nan }
  /// Returns the x with P(X ≤ x) = p; NaN for p outside 0 ... 1.
  public func quantile(_ p: Double) -> Double {
    guard degrees > 0, p >= 0, p <= 1 else { return .nan }
    return p == 1 ? .infinity : gsl_cdf_chisq_Pinv(p, degrees)
  }
}
