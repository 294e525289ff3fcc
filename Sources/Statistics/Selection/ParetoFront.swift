/// The candidates that no other beats in every objective; all objectives are better when smaller.
public enum ParetoFront {
  /// Returns the positions of points that no other dominates, in the order given; equal points stay together.
  ///
  /// A point dominates another if it is nowhere worse and somewhere better. O(n² d).
  ///
  /// - Throws: ``StatisticsError`` for points of different dimensions or a value that is not finite.
  public static func indexes(_ points: [[Double]]) throws(StatisticsError) -> [Int] {
    for point in points {
      try point.requireSameCount(as: points[0])
      try point.requireFinite(atLeast: 1)
    }
    return points.indices.filter { candidate in
      !points.contains { dominates($0, points[candidate]) }
    }
  }

  /// Returns whether a point is nowhere worse than another and somewhere better.
  public static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (one, other) in zip(a, b) {
      if one > other { return false }
      if one < other { isBetter = true }
    }
    return isBetter
  }
}
