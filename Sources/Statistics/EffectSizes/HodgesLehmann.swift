/// The estimates of Hodges and Lehmann: what a rank test thinks the difference is.
public enum HodgesLehmann {
  /// Returns the pseudomedian of paired differences: the median of the means of all pairs, each with itself
  /// too.
  ///
  /// O(n log n) time and O(n) memory: the pairs are counted, not made.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite.
  public static func pseudomedian(_ differences: [Double]) throws(StatisticsError) -> Double {
    try differences.requireFinite(atLeast: 1)
    let sorted = differences.sorted()
    let n = sorted.count
    return median(of: n * (n + 1) / 2, from: sorted[0], to: sorted[n - 1]) { limit in
      // Pairs i ≤ j with a mean of at most the limit: for rising i the last j falls.
      var (count, last) = (0, n)
      for first in 0..<n {
        while last > first, (sorted[first] + sorted[last - 1]) / 2 > limit { last -= 1 }
        if last <= first { break }
        count += last - first
      }
      return count
    }
  }

  /// Returns the shift between two samples: the median of all differences of one of `a` and one of `b`.
  ///
  /// O((n + m) log(n + m)) time.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample or a value that is not finite.
  public static func shift(_ a: [Double], _ b: [Double]) throws(StatisticsError) -> Double {
    try a.requireFinite(atLeast: 1)
    try b.requireFinite(atLeast: 1)
    let (a, b) = (a.sorted(), b.sorted())
    let (least, greatest) = (a[0] - b[b.count - 1], a[a.count - 1] - b[0])
    return median(of: a.count * b.count, from: least, to: greatest) { limit in
      // For rising values of a the first of b whose difference is small enough rises.
      var (count, first) = (0, 0)
      for value in a {
        while first < b.count, value - b[first] > limit { first += 1 }
        count += b.count - first
      }
      return count
    }
  }

  /// The median of numbers that can only be counted: how many are at most a limit.
  ///
  /// Bisects over all doubles in order, at most 64 times, and so finds each middle number exactly.
  private static func median(
    of total: Int, from least: Double, to greatest: Double, countAtMost: (Double) -> Int
  ) -> Double {
    func number(ofRank rank: Int) -> Double {
      var (low, high) = (ordinal(least), ordinal(greatest))
      while low < high {
        let middle = low + (high - low) / 2
        if countAtMost(value(middle)) >= rank { high = middle } else { low = middle + 1 }
      }
      return value(low)
    }
    let lower = number(ofRank: (total + 1) / 2)
    return total % 2 == 1 ? lower : (lower + number(ofRank: total / 2 + 1)) / 2
  }

  /// The place of a double among all doubles, so that order and distance are those of integers.
  private static func ordinal(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern  // −0 becomes 0
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  /// The double at a place.
  private static func value(_ ordinal: UInt64) -> Double {
    Double(bitPattern: ordinal >> 63 == 1 ? ordinal & ~(1 << 63) : ~ordinal)
  }
}
