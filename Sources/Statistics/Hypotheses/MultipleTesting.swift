#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// p-values adjusted for the number of comparisons: compare each with the level as if it were the only one.
///
/// The order is kept. NaN, a comparison that could not be made, stays NaN and does not count.
public enum MultipleTesting {
  /// Returns min(m p, 1): no false rejection with probability 1 − level, under any dependence.
  public static func bonferroni(_ p: [Double]) -> [Double] {
    adjusted(p) { sorted in sorted.map { $0 * Double(sorted.count) } }
  }

  /// Returns Holm's step-down values, max over i' ≤ i of (m − i' + 1) p(i'): as safe as Bonferroni, and
  /// stronger.
  public static func holm(_ p: [Double]) -> [Double] {
    adjusted(p) { sorted in
      risen(sorted.enumerated().map { Double(sorted.count - $0) * $1 })
    }
  }

  /// Returns the step-down values of Šidák's formula, 1 − (1 − p)^(m − i + 1), for independent comparisons.
  public static func holmSidak(_ p: [Double]) -> [Double] {
    adjusted(p) { sorted in
      risen(sorted.enumerated().map { -expm1(Double(sorted.count - $0) * log1p(-$1)) })
    }
  }

  /// Returns Hochberg's step-up values, min over i' ≥ i of (m − i' + 1) p(i'); for independent or positively
  /// dependent comparisons.
  public static func hochberg(_ p: [Double]) -> [Double] {
    adjusted(p) { sorted in
      fallen(sorted.enumerated().map { Double(sorted.count - $0) * $1 })
    }
  }

  /// Returns Hommel's values, stronger than Hochberg's under the same conditions. O(m²).
  public static func hommel(_ p: [Double]) -> [Double] {
    adjusted(p) { sorted in
      let m = sorted.count
      var result = sorted
      for size in stride(from: m, to: 1, by: -1) {
        let first = m - size  // the `size` largest begin here
        let scaled: [Double] = sorted.map { Double(size) * $0 }
        var least = Double.infinity
        for index in first..<m { least = min(least, scaled[index] / Double(index - first + 1)) }
        for index in 0..<m {
          result[index] = max(result[index], index < first ? min(scaled[index], least) : least)
        }
      }
      return result
    }
  }

  /// Returns the values of Benjamini and Hochberg, which bound the share of false ones among rejections.
  public static func benjaminiHochberg(_ p: [Double]) -> [Double] {
    adjusted(p) { sorted in
      fallen(sorted.enumerated().map { Double(sorted.count) / Double($0 + 1) * $1 })
    }
  }

  /// Returns the values of Benjamini and Yekutieli: the same bound under any dependence.
  public static func benjaminiYekutieli(_ p: [Double]) -> [Double] {
    adjusted(p) { sorted in
      let harmonic = (1...max(sorted.count, 1)).reduce(0) { $0 + 1 / Double($1) }
      return fallen(sorted.enumerated().map { Double(sorted.count) * harmonic / Double($0 + 1) * $1 })
    }
  }

  /// Sorts, adjusts, cuts at 1 and puts back into the order given.
  private static func adjusted(_ p: [Double], _ rule: ([Double]) -> [Double]) -> [Double] {
    let order = p.indices.filter { !p[$0].isNaN }.sorted { p[$0] < p[$1] }
    var result = [Double](repeating: .nan, count: p.count)
    for (index, value) in zip(order, rule(order.map { p[$0] })) { result[index] = min(value, 1) }
    return result
  }

  /// The largest value so far at each place.
  private static func risen(_ values: [Double]) -> [Double] {
    var largest = -Double.infinity
    return values.map { value in
      largest = max(largest, value)
      return largest
    }
  }

  /// The smallest value from each place on.
  private static func fallen(_ values: [Double]) -> [Double] {
    var smallest = Double.infinity
    return values.reversed().map { value in
      smallest = min(smallest, value)
      return smallest
    }.reversed()
  }
}
