internal import CGSL

/// Student's t distribution.
public struct StudentT: Sendable, Hashable {
  /// Degrees of freedom, above 0; need not be whole.
  public let degrees: Double

  /// Describes the distribution.
  public init(degrees: Double) {
    _ = GSL.ready
    self.degrees = degrees
  }

  /// Returns P(T ≤ t).
  public func cdf(_ t: Double) -> Double { degrees > 0 ? gsl_cdf_tdist_P(t, degrees) : .nan }
  /// Returns P(T > t).
  public func upperTail(_ t: Double) -> Double { degrees > 0 ? gsl_cdf_tdist_Q(t, degrees) : .nan }
  /// Returns the t with P(T ≤ t) = p; NaN for p outside 0 ... 1.
  public func quantile(_ p: Double) -> Double {
    degrees > 0 && p >= 0 && p <= 1 ? gsl_cdf_tdist_Pinv(p, degrees) : .nan
  }
}
