/// The range of k independent standard normal values: the studentized range with endless degrees of freedom.
public struct StudentizedRange: Sendable, Hashable {
  /// The number of values, at least 2.
  public let groups: Int

  /// Describes the distribution.
  public init(groups: Int) { self.groups = groups }

  /// Returns P(range > q), k ∫ φ(z) (Φ(z)^(k − 1) − (Φ(z) − Φ(z − q))^(k − 1)) dz over the largest value z.
  ///
  /// The difference of powers is taken as a product, so that a small tail keeps its digits; the integral by
  /// the trapezoid rule, which is exact to rounding for so smooth a function. O(groups).
  public func upperTail(_ q: Double) -> Double {
    guard groups >= 2, !q.isNaN else { return .nan }
    guard q > 0 else { return 1 }
    guard q < 60 else { return 0 }
    let step = 1.0 / 16
    var sum = 0.0
    var z = -9.0  // nothing is left 9 standard deviations out
    while z < 9 + q / 2 {
      let beyond = StandardNormal.cdf(z - q)
      let all = StandardNormal.cdf(z)
      let within = all - beyond
      // Σ all^i · within^(k − 2 − i)
      var (powers, power) = (0.0, 1.0)
      for _ in 1..<groups {
        powers = powers * within + power
        power *= all
      }
      sum += StandardNormal.density(z) * beyond * powers
      z += step
    }
    return min(Double(groups) * sum * step, 1)
  }

  /// Returns the q with P(range > q) = p; NaN for p outside 0 ... 1.
  public func upperQuantile(_ p: Double) -> Double {
    guard groups >= 2, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return .infinity }
    return RootFinding.decreasing(from: 0, to: 60) { upperTail($0) - p }
  }
}
