internal import CGSL

/// The beta distribution on 0 ... 1.
struct BetaDistribution {
  /// The shapes, both above 0.
  let a: Double, b: Double

  /// Describes the distribution.
  init(_ a: Double, _ b: Double) {
    _ = GSL.ready
    (self.a, self.b) = (a, b)
  }

  /// Returns the x with P(X ≤ x) = p.
  func quantile(_ p: Double) -> Double { gsl_cdf_beta_Pinv(p, a, b) }
}
