internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A linear model of values of which some are only known to be at least what was recorded (Tobin 1958).
///
/// For load recorded at a limit: the plateau's values are lower bounds of the demand. Normal errors are
/// assumed.
public struct Tobit: Sendable, Hashable {
  /// The coefficients, in the order of the regressors.
  public let coefficients: [Double]
  /// The standard deviation of the errors.
  public let sigma: Double
  /// The logarithm of the likelihood, at its largest.
  public let logLikelihood: Double

  /// Fits by maximum likelihood; `censored[i]` says that the true value is `values[i]` or more.
  ///
  /// Newton's method in Olsen's parameters β/σ and 1/σ, in which the likelihood has one hill only, from the
  /// least-squares fit. O(iterations · n p²).
  ///
  /// - Throws: ``StatisticsError`` as for ``LeastSquares``, for fewer values that are not censored than
  ///   regressors and one, for a perfect fit (no errors to estimate), or where the iteration does not settle.
  public init(rows: [[Double]], values: [Double], censored: [Bool]) throws(StatisticsError) {
    let columns = try LeastSquares.check(rows: rows, values: values)
    guard censored.count == values.count else { throw .lengthsDiffer(values.count, censored.count) }
    let known = censored.count { !$0 }
    guard known > columns else { throw .tooFew(values: known, needed: columns + 1) }
    let start = try LeastSquares(rows: rows, values: values)
    let spread = (start.squaredError / Double(values.count)).squareRoot()
    guard spread > 1e-12 * values.reduce(0, { max($0, abs($1)) }) else {
      throw .degenerate("the model fits without errors")
    }

    let problem = Problem(rows: rows, values: values, censored: censored)
    var parameters = start.coefficients.map { $0 / spread } + [1 / spread]
    var current = problem.logLikelihood(parameters)
    var isSettled = false
    for _ in 0..<200 {
      let step = try problem.newtonStep(parameters)
      var scale = 1.0
      var (next, value) = (parameters, -Double.infinity)
      while scale > 1e-10 {
        next = zip(parameters, step).map { $0 + scale * $1 }
        value = problem.logLikelihood(next)
        if value >= current { break }
        scale /= 2
      }
      guard value >= current else {
        isSettled = true  // no step in the direction of the ascent rises: the top, to rounding
        break
      }
      let gain = value - current
      (parameters, current) = (next, value)
      if gain <= 1e-14 * abs(current) {
        isSettled = true
        break
      }
    }
    guard isSettled else { throw .degenerate("the likelihood has no top within reach") }
    sigma = 1 / parameters[columns]
    coefficients = parameters[..<columns].map { [sigma] in $0 * sigma }
    logLikelihood = current
  }

  /// Returns what the model says for a row of regressors.
  public func prediction(_ row: [Double]) -> Double { zip(coefficients, row).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Returns the mean of a value known to be at least a bound, μ + σ φ(a)/Q(a) with a = (bound − μ)/σ.
  public func imputation(_ row: [Double], atLeast bound: Double) -> Double {
    let mean = prediction(row)
    return mean + sigma * gsl_sf_hazard((bound - mean) / sigma)
  }

  /// The likelihood and its slopes in Olsen's parameters γ = β/σ and θ = 1/σ.
  private struct Problem {
    let rows: [[Double]]
    let values: [Double]
    let censored: [Bool]

    /// u = θ y − xᵀγ, the standardized error.
    func standardized(_ index: Int, _ parameters: [Double]) -> Double {
      var u = parameters[parameters.count - 1] * values[index]
      for (column, regressor) in rows[index].enumerated() { u -= parameters[column] * regressor }
      return u
    }

    func logLikelihood(_ parameters: [Double]) -> Double {
      guard let theta = parameters.last, theta > 0 else { return -.infinity }
      let constant = log(theta) - log(2 * Double.pi) / 2
      var sum = 0.0
      for index in values.indices {
        let u = standardized(index, parameters)
        // ln Q(u) = ln φ(u) − ln hazard(u), also far out where Q itself vanishes.
        sum +=
          censored[index]
          ? -u * u / 2 - log(2 * Double.pi) / 2 - log(gsl_sf_hazard(u)) : constant - u * u / 2
      }
      return sum
    }

    /// The solution of (− second derivatives) · step = first derivatives.
    func newtonStep(_ parameters: [Double]) throws(StatisticsError) -> [Double] {
      let size = parameters.count
      let theta = parameters[size - 1]
      var gradient = [Double](repeating: 0, count: size)
      var curvature = [Double](repeating: 0, count: size * size)
      for index in values.indices {
        let u = standardized(index, parameters)
        let hazard = censored[index] ? gsl_sf_hazard(u) : u
        let weight = censored[index] ? hazard * (hazard - u) : 1
        let direction = rows[index] + [-values[index]]
        for i in 0..<size {
          gradient[i] += hazard * direction[i]
          for j in 0..<size { curvature[i * size + j] += weight * direction[i] * direction[j] }
        }
        if !censored[index] {
          gradient[size - 1] += 1 / theta
          curvature[size * size - 1] += 1 / (theta * theta)
        }
      }
      var step = [Double](repeating: 0, count: size)
      try GSL.check {
        var matrix = gsl_matrix_view_array(&curvature, size, size)
        var right = gsl_vector_view_array(&gradient, size)
        var solution = gsl_vector_view_array(&step, size)
        let code = gsl_linalg_cholesky_decomp1(&matrix.matrix)
        return code != 0
          ? code : gsl_linalg_cholesky_solve(&matrix.matrix, &right.vector, &solution.vector)
      }
      return step
    }
  }
}
