internal import CGSL

/// Fisher's F distribution.
public struct FDistribution: Sendable, Hashable {
  /// Degrees of freedom of numerator and denominator, above 0.
  public let numerator: Double, denominator: Double

  /// Describes the distribution.
  public init(_ numerator: Double, _ denominator: Double) {
    _ = GSL.ready
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// Returns P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard numerator > 0, denominator > 0, !x.isNaN else { return .nan }
    return x == .infinity ? 0 : gsl_cdf_fdist_Q(max(x, 0), numerator, denominator)
  }
}
