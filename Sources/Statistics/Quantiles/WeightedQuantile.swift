/// Quantiles of values that count by weights, such as a step series by durations or latencies by requests.
public struct WeightedQuantile: Sendable {
  /// What to return between values.
  public enum Rule: Sendable, Hashable, CaseIterable {
    /// The smallest value with at least a share p of the weight at or below it.
    case inverse
    /// As `inverse`, the mean of two values where the share is met exactly.
    case averaged
    /// Linear, each value in the middle of its weight (Hazen).
    case linear
  }

  /// The values in order, without those of weight 0 at the lower end.
  private let values: [Double]
  /// The weight at or below each value.
  private let cumulative: [Double]

  /// Prepares values with weights of 0 or more. O(n log n).
  ///
  /// - Throws: ``StatisticsError`` for no values, different lengths, a value or weight that is not finite,
  ///   a negative weight, or weights that are all 0.
  public init(_ values: [Double], weights: [Double]) throws(StatisticsError) {
    try WeightedMoments.check(values, weights: weights)
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var sum = 0.0
    var kept: [Double] = []
    var cumulative: [Double] = []
    for index in order where weights[index] > 0 {
      sum += weights[index]
      kept.append(values[index])
      cumulative.append(sum)
    }
    (self.values, self.cumulative) = (kept, cumulative)
  }

  /// Returns the value below which a share p of the weight lies. O(log n).
  ///
  /// - Throws: ``StatisticsError`` for a p outside 0 ... 1.
  public func callAsFunction(_ p: Double, rule: Rule = .inverse) throws(StatisticsError) -> Double {
    guard p >= 0, p <= 1 else { throw .argument(name: "p", value: "\(p)", expected: "a number from 0 to 1") }
    let last = values.count - 1
    let total = cumulative[last]
    switch rule {
    case .inverse:
      return values[first { cumulative[$0] / total >= p }]
    case .averaged:
      let target = p * total
      let index = first { cumulative[$0] >= target }
      let isExact = abs(cumulative[index] - target) <= 1e-10 * total
      return isExact && index < last ? (values[index] + values[index + 1]) / 2 : values[index]
    case .linear:
      func middle(_ index: Int) -> Double {
        let before = index == 0 ? 0 : cumulative[index - 1]
        return (before + cumulative[index]) / 2 / total
      }
      let above = first { middle($0) >= p }
      if above == 0 || middle(above) < p { return values[above] }
      let (left, right) = (middle(above - 1), middle(above))
      let share = (p - left) / (right - left)
      return values[above - 1] + (values[above] - values[above - 1]) * share
    }
  }

  /// Returns the first index for which a condition, false before and true after, is true; else the last.
  private func first(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
