/// What a test holds against its null hypothesis.
public enum Alternative: Sendable, Hashable, CaseIterable {
  /// There is a difference, in either direction.
  case twoSided
  /// The first sample, or the difference, is greater.
  case greater
  /// The first sample, or the difference, is less.
  case less

  /// The p-value of a statistic that is standard normal under the null hypothesis.
  func pValue(z: Double) -> Double {
    switch self {
    case .twoSided: min(2 * StandardNormal.upperTail(abs(z)), 1)
    case .greater: StandardNormal.upperTail(z)
    case .less: StandardNormal.cdf(z)
    }
  }

  /// The p-value from both tails of an exact distribution, each with the statistic itself.
  func pValue(atMost lower: Double, atLeast upper: Double) -> Double {
    switch self {
    case .twoSided: min(2 * min(lower, upper), 1)
    case .greater: min(upper, 1)
    case .less: min(lower, 1)
    }
  }

  /// The direction in which a continuity correction moves z towards the null hypothesis.
  func correctionSign(z: Double) -> Double {
    switch self {
    case .twoSided: z > 0 ? 1 : (z < 0 ? -1 : 0)
    case .greater: 1
    case .less: -1
    }
  }
}
