internal import CGSL

/// The normal distribution of mean 0 and standard deviation 1.
public enum StandardNormal {
  /// Returns the density at z.
  public static func density(_ z: Double) -> Double { gsl_ran_ugaussian_pdf(z) }
  /// Returns P(Z ≤ z).
  public static func cdf(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }
  /// Returns P(Z > z), precise far out in the tail.
  public static func upperTail(_ z: Double) -> Double { gsl_cdf_ugaussian_Q(z) }
  /// Returns the z with P(Z ≤ z) = p; −∞ at 0, ∞ at 1, NaN outside.
  public static func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? gsl_cdf_ugaussian_Pinv(p) : .nan
  }
}
