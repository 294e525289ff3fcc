internal import CGSL

/// A linear model fitted by least squares: value ≈ Σ coefficient · regressor.
public struct LeastSquares: Sendable, Hashable {
  /// The coefficients, in the order of the regressors.
  public let coefficients: [Double]
  /// The standard errors of the coefficients.
  public let standardErrors: [Double]
  /// Σ residual².
  public let squaredError: Double

  /// Fits values to rows of regressors, by singular values. O(n p²).
  ///
  /// - Throws: ``StatisticsError`` for rows of different lengths, as few rows as regressors or fewer, a value
  ///   that is not finite, or a failure of GSL.
  public init(rows: [[Double]], values: [Double]) throws(StatisticsError) {
    let columns = try LeastSquares.check(rows: rows, values: values)
    var design = rows.flatMap { $0 }
    var targets = values
    var coefficients = [Double](repeating: 0, count: columns)
    var covariance = [Double](repeating: 0, count: columns * columns)
    var squaredError = 0.0
    let workspace = MultifitWorkspace(rows: rows.count, columns: columns)
    try GSL.check {
      var matrix = gsl_matrix_view_array(&design, rows.count, columns)
      var vector = gsl_vector_view_array(&targets, rows.count)
      var solution = gsl_vector_view_array(&coefficients, columns)
      var spread = gsl_matrix_view_array(&covariance, columns, columns)
      return gsl_multifit_linear(
        &matrix.matrix, &vector.vector, &solution.vector, &spread.matrix, &squaredError, workspace.pointer)
    }
    self.coefficients = coefficients
    self.squaredError = squaredError
    standardErrors = (0..<columns).map { covariance[$0 * columns + $0].squareRoot() }
  }

  /// Returns what the model says for a row of regressors.
  public func prediction(_ row: [Double]) -> Double { zip(coefficients, row).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Checks the shapes and values of a regression; returns the number of regressors.
  static func check(rows: [[Double]], values: [Double]) throws(StatisticsError) -> Int {
    guard let columns = rows.first?.count, columns > 0 else { throw .tooFew(values: 0, needed: 1) }
    try values.requireFinite(atLeast: columns + 1)
    guard rows.count == values.count else { throw .lengthsDiffer(rows.count, values.count) }
    for row in rows {
      guard row.count == columns else { throw .lengthsDiffer(columns, row.count) }
      try row.requireFinite(atLeast: 1)
    }
    return columns
  }
}

/// The memory GSL needs for a fit; freed with its owner.
private struct MultifitWorkspace: ~Copyable {
  let pointer: UnsafeMutablePointer<gsl_multifit_linear_workspace>?

  init(rows: Int, columns: Int) {
    _ = GSL.ready
    pointer = gsl_multifit_linear_alloc(rows, columns)
  }

  deinit { gsl_multifit_linear_free(pointer) }
}
