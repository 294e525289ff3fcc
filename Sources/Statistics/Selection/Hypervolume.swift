/// The size of the space that a set of points dominates, up to a reference point: one number for a front.
public enum Hypervolume {
  /// Returns the volume between points, better when smaller, and a reference point; 0 for none below it.
  ///
  /// Slice by slice along the last objective; a sweep in two. O(n log n) in two objectives, O(n^(d − 1)) in
  /// d.
  ///
  /// - Throws: ``StatisticsError`` for points of another dimension than the reference or a value that is not
  ///   finite.
  public static func value(_ points: [[Double]], reference: [Double]) throws(StatisticsError) -> Double {
    try reference.requireFinite(atLeast: 1)
    for point in points {
      try point.requireSameCount(as: reference)
      try point.requireFinite(atLeast: 1)
    }
    let inside = points.filter { zip($0, reference).allSatisfy { $0 < $1 } }
    return volume(inside, reference, dimension: reference.count)
  }

  private static func volume(_ points: [[Double]], _ reference: [Double], dimension: Int) -> Double {
    guard !points.isEmpty else { return 0 }
    let last = dimension - 1
    if dimension == 1 { return reference[0] - points.reduce(reference[0]) { min($0, $1[0]) } }
    let sorted = points.sorted { $0[last] < $1[last] }
    if dimension == 2 {
      // Each point adds what lies left of all before it, up to the reference.
      var (sum, left) = (0.0, reference[0])
      for point in sorted where point[0] < left {
        sum += (left - point[0]) * (reference[1] - point[1])
        left = point[0]
      }
      return sum
    }
    var sum = 0.0
    for (index, point) in sorted.enumerated() {
      let end = index + 1 < sorted.count ? sorted[index + 1][last] : reference[last]
      guard end > point[last] else { continue }
      sum += (end - point[last]) * volume(Array(sorted[...index]), reference, dimension: last)
    }
    return sum
  }
}
