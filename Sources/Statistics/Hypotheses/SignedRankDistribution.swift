/// The sum of the positive ranks when every sign is as likely as its opposite.
struct SignedRankDistribution {
  /// The probability of each sum, in half ranks.
  private let probabilities: [Double]

  /// Counts over all signs, adding rank by rank. O(n · Σ ranks).
  ///
  /// Ranks are whole or half, as mid-ranks are. Probabilities instead of counts: halving is exact, and no
  /// number of ranks overflows.
  init(ranks: [Double]) {
    let halves = ranks.map { Int(($0 * 2).rounded()) }
    var probabilities = [Double](repeating: 0, count: halves.reduce(0, +) + 1)
    probabilities[0] = 1
    var reached = 0
    for rank in halves {
      reached += rank
      var sum = reached
      while sum >= rank {
        probabilities[sum] = (probabilities[sum] + probabilities[sum - rank]) / 2
        sum -= 1
      }
      while sum >= 0 {
        probabilities[sum] /= 2
        sum -= 1
      }
    }
    self.probabilities = probabilities
  }

  /// Returns P(sum ≤ value) and P(sum ≥ value).
  func tails(_ value: Double) -> (atMost: Double, atLeast: Double) {
    let place = min(max(Int((value * 2).rounded()), 0), probabilities.count - 1)
    return (probabilities[...place].reduce(0, +), probabilities[place...].reduce(0, +))
  }
}
