/// How to share out simulation runs among candidates so that the best is found with the fewest.
public enum BudgetAllocation {
  /// Returns the share of runs of each candidate, smallest mean best, by OCBA (Chen and others 2000).
  ///
  /// w_i ∝ (σ_i/δ_i)² with δ_i the distance to the best's mean, and w_best = σ_best √Σ (w_i/σ_i)².
  ///
  /// - Throws: ``StatisticsError`` for fewer than two candidates, different lengths, a value that is not
  ///   finite, a deviation that is not positive, or two best means that are equal.
  public static func optimal(means: [Double], deviations: [Double]) throws(StatisticsError) -> [Double] {
    try means.requireSameCount(as: deviations)
    try means.requireFinite(atLeast: 2)
    try deviations.requireFinite(atLeast: 2)
    if let deviation = deviations.first(where: { $0 <= 0 }) {
      throw .argument(name: "deviation", value: "\(deviation)", expected: "above 0")
    }
    let least = means.reduce(.infinity) { min($0, $1) }
    let best = means.firstIndex(of: least) ?? 0
    var weights = [Double](repeating: 0, count: means.count)
    var sum = 0.0
    for index in means.indices where index != best {
      let distance = means[index] - least
      guard distance > 0 else { throw .degenerate("two candidates share the best mean") }
      let ratio = deviations[index] / distance
      weights[index] = ratio * ratio
      let share = weights[index] / deviations[index]
      sum += share * share
    }
    weights[best] = deviations[best] * sum.squareRoot()
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
