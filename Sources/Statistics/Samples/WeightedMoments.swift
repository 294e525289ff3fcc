internal import CGSL

/// Moments of a sample whose values count by weights, for example by how long they held.
public struct WeightedMoments: Sendable, Hashable {
  /// Σ w x / Σ w.
  public let mean: Double
  /// The variance for weights of reliability, Σw / ((Σw)² − Σw²) · Σ w (x − mean)².
  public let variance: Double
  /// The number of equally weighted values that would tell as much, (Σw)² / Σw² (Kish).
  public let effectiveCount: Double

  /// Summarizes values with weights of 0 or more.
  ///
  /// - Throws: ``StatisticsError`` for no values, different lengths, a value or weight that is not finite,
  ///   a negative weight, or weights that are all 0.
  public init(_ values: [Double], weights: [Double]) throws(StatisticsError) {
    try WeightedMoments.check(values, weights: weights)
    mean = gsl_stats_wmean(weights, 1, values, 1, values.count)
    variance = gsl_stats_wvariance(weights, 1, values, 1, values.count)
    let sum = weights.reduce(0, +)
    effectiveCount = sum * sum / weights.reduce(0) { $0 + $1 * $1 }
  }

  /// Checks values and weights for every weighted procedure.
  static func check(_ values: [Double], weights: [Double]) throws(StatisticsError) {
    try values.requireSameCount(as: weights)
    try values.requireFinite(atLeast: 1)
    try weights.requireFinite(atLeast: 1)
    if let weight = weights.first(where: { $0 < 0 }) {
      throw .argument(name: "weight", value: "\(weight)", expected: "0 or more")
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .degenerate("all weights are 0") }
  }
}
