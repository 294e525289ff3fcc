internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Variates by GSL's algorithms. A parameter outside a distribution's domain gives NaN, or 0 for counts.
extension RandomStream {
  /// Draws from [low, high).
  public mutating func uniform(from low: Double, to high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// Draws true with a probability.
  public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// Draws from the normal distribution (ziggurat of Marsaglia and Tsang).
  public mutating func normal(mean: Double = 0, sd: Double = 1) -> Double {
    mean + withGenerator { gsl_ran_gaussian_ziggurat($0, sd) }
  }

  /// Draws from the exponential distribution.
  public mutating func exponential(mean: Double) -> Double {
    mean >= 0 ? withGenerator { gsl_ran_exponential($0, mean) } : .nan
  }

  /// Draws from the lognormal distribution of a mean and a coefficient of variation.
  ///
  /// σ² = ln(1 + cv²) and μ = ln(mean) − σ²/2, so that the variate itself has this mean and cv.
  public mutating func logNormal(mean: Double, cv: Double) -> Double {
    guard mean > 0, cv >= 0 else { return .nan }
    let variance = log1p(cv * cv)
    let location = log(mean) - variance / 2
    return withGenerator { gsl_ran_lognormal($0, location, variance.squareRoot()) }
  }

  /// Draws from the gamma distribution; its mean is shape × scale.
  public mutating func gamma(shape: Double, scale: Double) -> Double {
    guard shape > 0, scale >= 0, shape.isFinite else { return .nan }
    return withGenerator { gsl_ran_gamma($0, shape, scale) }
  }

  /// Draws from the gamma distribution of a mean and a coefficient of variation; cv 0 gives the mean.
  public mutating func gamma(mean: Double, cv: Double) -> Double {
    cv == 0 ? mean : gamma(shape: 1 / (cv * cv), scale: mean * cv * cv)
  }

  /// Draws from the Erlang distribution: the sum of so many exponential stages of equal mean.
  public mutating func erlang(stages: Int, mean: Double) -> Double {
    guard stages >= 1 else { return .nan }
    return gamma(shape: Double(stages), scale: mean / Double(stages))
  }

  /// Draws from the Weibull distribution, P(X > x) = exp(−(x/scale)^shape).
  public mutating func weibull(shape: Double, scale: Double) -> Double {
    guard shape > 0, scale >= 0 else { return .nan }
    return withGenerator { gsl_ran_weibull($0, scale, shape) }
  }

  /// Draws from the Pareto distribution, P(X > x) = (minimum/x)^shape; its mean is infinite up to shape 1.
  public mutating func pareto(shape: Double, minimum: Double) -> Double {
    guard shape > 0, minimum >= 0 else { return .nan }
    return withGenerator { gsl_ran_pareto($0, shape, minimum) }
  }

  /// Draws from the Pareto distribution cut to minimum ... maximum.
  public mutating func boundedPareto(shape: Double, minimum: Double, maximum: Double) -> Double {
    guard shape > 0, minimum > 0, maximum >= minimum else { return .nan }
    let kept = 1 - pow(minimum / maximum, shape)
    return minimum * pow(1 - uniform() * kept, -1 / shape)
  }

  /// Draws from the Poisson distribution.
  ///
  /// From a mean of 10 on by Hörmann's transformed rejection ("The transformed rejection method for
  /// generating Poisson random variables", 1993), ten times as fast as GSL's; above 10^9 by the nearest whole
  /// number of a normal variate, whose distribution differs by less than 10^-4 there.
  public mutating func poisson(mean: Double) -> Int64 {
    guard mean > 0, mean < 1e17 else { return 0 }
    if mean < 10 { return Int64(withGenerator { gsl_ran_poisson($0, mean) }) }
    if mean > 1e9 { return Int64(normal(mean: mean, sd: mean.squareRoot()).rounded()) }

    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let logMean = log(mean)
    let logAlpha = log(1.1239 + 1.1328 / (b - 3.4))
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let distance = 0.5 - abs(u)
      let count = ((2 * a / distance + b) * u + mean + 0.43).rounded(.down)
      if distance >= 0.07, v <= 0.9277 - 3.6224 / (b - 2) { return Int64(count) }
      if count < 0 || (distance < 0.013 && v > distance) { continue }
      let logBound = count * logMean - mean - gsl_sf_lngamma(count + 1)
      if log(v) + logAlpha - log(a / (distance * distance) + b) <= logBound { return Int64(count) }
    }
  }

  /// Draws from the negative binomial distribution of a mean and a variance-to-mean ratio above 1.
  ///
  /// A Poisson count whose mean is gamma distributed; a ratio of 1 or less gives the Poisson distribution.
  public mutating func negativeBinomial(mean: Double, dispersion: Double) -> Int64 {
    guard dispersion > 1, mean > 0 else { return poisson(mean: mean) }
    let rate = gamma(shape: mean / (dispersion - 1), scale: dispersion - 1)
    return poisson(mean: rate)
  }
}
