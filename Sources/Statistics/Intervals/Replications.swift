/// How many runs an estimate of a mean needs.
public enum Replications {
  /// Returns the fewest runs whose Student interval is within a share of the mean, t(n − 1) · sd/√n ≤ share ·
  /// mean.
  ///
  /// `sd` and `mean` come from a pilot and are taken as known. At least 2. O(log n).
  ///
  /// - Throws: ``StatisticsError`` for a mean of 0, a share or an sd that is not positive and finite, a level
  ///   outside 0 ... 1, or an answer above 10^9.
  public static func needed(
    sd: Double, mean: Double, relativeHalfWidth: Double, level: Double = 0.95
  ) throws(StatisticsError) -> Int {
    try requireLevel(level)
    let allowed = relativeHalfWidth * abs(mean)
    guard allowed > 0, allowed.isFinite else {
      throw .argument(
        name: "relative half-width", value: "\(relativeHalfWidth)",
        expected: "above 0, of a mean other than 0")
    }
    guard sd >= 0, sd.isFinite else { throw .argument(name: "sd", value: "\(sd)", expected: "0 or more") }
    func suffices(_ n: Int) -> Bool {
      StudentT(degrees: Double(n - 1)).quantile((1 + level) / 2) * sd / Double(n).squareRoot() <= allowed
    }
    var (low, high) = (2, 2)
    while !suffices(high) {
      guard high < 1_000_000_000 else { throw .degenerate("more than 10^9 runs would be needed") }
      (low, high) = (high + 1, high * 2)
    }
    while low < high {
      let middle = low + (high - low) / 2
      if suffices(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
