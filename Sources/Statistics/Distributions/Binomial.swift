internal import CGSL

/// The number of successes of independent trials.
struct Binomial {
  /// The number of trials.
  let trials: Int
  /// The probability of success in each.
  let probability: Double

  /// Describes the distribution of fewer than 2^31 trials.
  init(trials: Int, probability: Double) {
    _ = GSL.ready
    (self.trials, self.probability) = (trials, probability)
  }

  /// Returns P(successes ≤ count).
  func cdf(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if count >= trials { return 1 }
    return gsl_cdf_binomial_P(UInt32(count), probability, UInt32(trials))
  }

  /// Returns the smallest count with P(successes ≤ count) ≥ p.
  func quantile(_ p: Double) -> Int {
    var (low, high) = (0, trials)
    while low < high {
      let middle = low + (high - low) / 2
      if cdf(middle) >= p { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
