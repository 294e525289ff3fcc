#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The sequential selection of Kim and Nelson 2001: candidates are dropped as soon as they cannot be the
/// best.
///
/// With probability 1 − α the best is kept, if it is better than the others by at least δ, an indifference
/// that matters to nobody. Runs of a round must share their luck or be independent; either is right.
public struct KimNelson: Sendable, Hashable {
  /// How many runs each candidate has before the first round, n0.
  public let firstRuns: Int
  /// η = ½ ((2α/(k − 1))^(−2/(n0 − 1)) − 1).
  public let eta: Double
  /// h² = 2 c η (n0 − 1) with c = 1.
  public let hSquared: Double

  /// Makes the rule for k candidates.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for fewer than two candidates or first
  ///   runs, or an α outside 0 ... 1.
  public init(candidates: Int, firstRuns: Int, alpha: Double = 0.05) throws(StatisticsError) {
    guard candidates >= 2 else {
      throw .argument(name: "candidates", value: "\(candidates)", expected: "at least 2")
    }
    guard firstRuns >= 2 else {
      throw .argument(name: "first runs", value: "\(firstRuns)", expected: "at least 2")
    }
    guard alpha > 0, alpha < 1 else {
      throw .argument(name: "alpha", value: "\(alpha)", expected: "a number between 0 and 1")
    }
    self.firstRuns = firstRuns
    let degrees = Double(firstRuns - 1)
    eta = (pow(2 * alpha / Double(candidates - 1), -2 / degrees) - 1) / 2
    hSquared = 2 * eta * degrees
  }

  /// Returns how far a sum of r differences may lie behind before its candidate is dropped,
  /// max(0, δ/2 · (h² S²/δ² − r)) with S² the variance of the first n0 differences.
  public func slack(variance: Double, indifference: Double, runs: Int) -> Double {
    max(0, indifference / 2 * (hSquared * variance / (indifference * indifference) - Double(runs)))
  }

  /// Returns the candidates that may still be the best, smaller being better, after equally many runs of
  /// each.
  ///
  /// `results[i]` are candidate i's results in the order of the runs. O(k² · runs).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two candidates, different numbers of runs, fewer runs than
  ///   the first ones, a value that is not finite, or an indifference that is not positive.
  public func survivors(_ results: [[Double]], indifference: Double) throws(StatisticsError) -> [Int] {
    guard results.count >= 2 else { throw .tooFew(values: results.count, needed: 2) }
    guard indifference > 0, indifference.isFinite else {
      throw .argument(name: "indifference", value: "\(indifference)", expected: "above 0")
    }
    for row in results {
      try row.requireSameCount(as: results[0])
      try row.requireFinite(atLeast: firstRuns)
    }
    let runs = results[0].count
    return results.indices.filter { candidate in
      results.indices.allSatisfy { other in
        if other == candidate { return true }
        let differences = zip(results[candidate], results[other]).map { $0 - $1 }
        let variance = Moments.variance(Array(differences[..<firstRuns]))
        return differences.reduce(0, +) <= slack(variance: variance, indifference: indifference, runs: runs)
      }
    }
  }
}
