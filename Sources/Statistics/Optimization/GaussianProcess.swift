internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A smooth function known at some points, with how unsure it is everywhere else.
///
/// Matérn's kernel of order 5/2 with one length for all coordinates; length and noise are those of the greatest
/// likelihood on a grid. Rasmussen and Williams, "Gaussian Processes for Machine Learning" 2006, algorithm 2.1.
public struct GaussianProcess: Sendable {
  /// The distance at which values become unlike.
  public let length: Double
  /// The variance of the noise over that of the function.
  public let noise: Double
  /// The logarithm of the likelihood.
  public let logLikelihood: Double

  private let points: [[Double]]
  private let factor: [Double]
  private let weights: [Double]
  private let center: Double
  private let scale: Double

  /// Fits values at points. O(n³) for each pair of length and noise tried.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two points, different lengths, or a value that is not finite.
  public init(
    points: [[Double]], values: [Double], lengths: [Double] = [0.15, 0.3, 0.6, 1.2, 2.4],
    noises: [Double] = [1e-6, 1e-3, 3e-2]
  ) throws(StatisticsError) {
    try values.requireFinite(atLeast: 2)
    guard points.count == values.count else { throw .lengthsDiffer(points.count, values.count) }
    for point in points {
      try point.requireSameCount(as: points[0])
      try point.requireFinite(atLeast: 1)
    }
    let center = Moments.mean(values)
    let spread = Moments.sd(values)
    let scale = spread > 0 ? spread : 1
    let targets = values.map { ($0 - center) / scale }
    var best: Fit?
    for length in lengths {
      for noise in noises {
        guard let fit = try Fit(points, targets, length: length, noise: noise) else { continue }
        if fit.logLikelihood > best?.logLikelihood ?? -.infinity { best = fit }
      }
    }
    guard let best else { throw .degenerate("no kernel fits these points") }
    self.points = points
    self.center = center
    self.scale = scale
    length = best.length
    noise = best.noise
    logLikelihood = best.logLikelihood
    factor = best.factor
    weights = best.weights
  }

  /// Returns the mean and the standard deviation of the function at a point. O(n²).
  public func prediction(_ point: [Double]) -> (mean: Double, sd: Double) {
    let count = points.count
    var row = points.map { GaussianProcess.kernel($0, point, length: length) }
    let mean = zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
    // Solves L v = k, from which the variance is 1 - v·v.
    var known = 0.0
    for index in 0..<count {
      var sum = row[index]
      for other in 0..<index { sum -= factor[index * count + other] * row[other] }
      row[index] = sum / factor[index * count + index]
      known += row[index] * row[index]
    }
    return (center + scale * mean, scale * max(0, 1 - known).squareRoot())
  }

  /// Returns how much below a value the function is expected to be at a point, where being above counts as 0.
  ///
  /// (best − μ) Φ(z) + σ φ(z) with z = (best − μ)/σ; Jones, Schonlau and Welch 1998.
  public func expectedImprovement(_ point: [Double], below best: Double) -> Double {
    let (mean, sd) = prediction(point)
    guard sd > 0 else { return max(0, best - mean) }
    let z = (best - mean) / sd
    return (best - mean) * StandardNormal.cdf(z) + sd * StandardNormal.density(z)
  }

  /// (1 + √5 d/ℓ + 5d²/3ℓ²) e^(−√5 d/ℓ).
  private static func kernel(_ a: [Double], _ b: [Double], length: Double) -> Double {
    let square = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let distance = (5 * square).squareRoot() / length
    return (1 + distance + distance * distance / 3) * exp(-distance)
  }

  /// A kernel's Cholesky factor and weights.
  private struct Fit {
    let length: Double
    let noise: Double
    let factor: [Double]
    let weights: [Double]
    let logLikelihood: Double

    init?(
      _ points: [[Double]], _ targets: [Double], length: Double, noise: Double
    ) throws(StatisticsError) {
      let count = points.count
      var matrix = [Double](repeating: 0, count: count * count)
      for row in 0..<count {
        for column in 0...row {
          let value =
            kernel(points[row], points[column], length: length) + (row == column ? noise + 1e-10 : 0)
          matrix[row * count + column] = value
          matrix[column * count + row] = value
        }
      }
      var (right, solution) = (targets, targets)
      _ = GSL.ready
      var view = gsl_matrix_view_array(&matrix, count, count)
      guard gsl_linalg_cholesky_decomp1(&view.matrix) == 0 else { return nil }
      try GSL.check {
        var view = gsl_matrix_view_array(&matrix, count, count)
        var given = gsl_vector_view_array(&right, count)
        var found = gsl_vector_view_array(&solution, count)
        return gsl_linalg_cholesky_solve(&view.matrix, &given.vector, &found.vector)
      }
      // The variance of the function itself is that which makes these targets likeliest.
      let quadratic = zip(targets, solution).reduce(0) { $0 + $1.0 * $1.1 }
      let logDeterminant = (0..<count).reduce(0) { $0 + log(matrix[$1 * count + $1]) }
      self.length = length
      self.noise = noise
      factor = matrix
      weights = solution
      logLikelihood = -0.5 * quadratic - logDeterminant
    }
  }
}
