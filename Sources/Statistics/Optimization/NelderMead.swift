internal import CGSL

/// The downhill simplex of Nelder and Mead 1965: a search by comparisons, without derivatives.
///
/// GSL's `nmsimplex2`. It finds a local minimum, and on a function with noise or steps may stop before one.
public enum NelderMead {
  /// Where a search ended.
  public struct Result: Sendable, Hashable {
    /// The best point.
    public let point: [Double]
    /// The function's value there.
    public let value: Double
    /// The steps made.
    public let iterations: Int
    /// Whether the simplex became smaller than the tolerance.
    public let hasConverged: Bool
  }

  /// Searches a minimum from a start, with a first simplex of the given size along each axis.
  ///
  /// Stops when the mean distance of the corners from their center is below the tolerance, or after so many steps.
  /// An error of the function ends the search and is thrown on.
  ///
  /// - Throws: ``StatisticsError`` for a start and step of different lengths or a failure of GSL.
  public static func minimize(
    from start: [Double], step: [Double], tolerance: Double, iterations: Int,
    _ function: ([Double]) throws -> Double
  ) throws -> Result {
    try start.requireFinite(atLeast: 1)
    try step.requireSameCount(as: start)
    _ = GSL.ready
    return try withoutActuallyEscaping(function) { function in
      let call = Call(dimension: start.count, function)
      var target = gsl_multimin_function()
      target.n = start.count
      target.params = Unmanaged.passUnretained(call).toOpaque()
      target.f = { vector, parameters in
        guard let vector, let parameters else { return .nan }
        let call = Unmanaged<Call>.fromOpaque(parameters).takeUnretainedValue()
        return call.value((0..<call.dimension).map { gsl_vector_get(vector, $0) })
      }
      guard let minimizer = gsl_multimin_fminimizer_alloc(scalelab_nmsimplex2(), start.count) else {
        throw StatisticsError.degenerate("no memory for a simplex")
      }
      defer { gsl_multimin_fminimizer_free(minimizer) }
      var (first, size) = (start, step)
      return try withUnsafeMutablePointer(to: &target) { target in
        var begin = gsl_vector_view_array(&first, first.count)
        var width = gsl_vector_view_array(&size, size.count)
        let code = gsl_multimin_fminimizer_set(minimizer, target, &begin.vector, &width.vector)
        if let error = call.error { throw error }
        try GSL.check { code }
        var (done, small) = (0, false)
        while done < iterations, !small {
          let code = gsl_multimin_fminimizer_iterate(minimizer)
          if let error = call.error { throw error }
          done += 1
          if code != 0 { break }  // no progress possible: what was found so far stands
          small = gsl_multimin_fminimizer_size(minimizer) < tolerance
        }
        let point = gsl_multimin_fminimizer_x(minimizer)
        return Result(
          point: (0..<start.count).map { gsl_vector_get(point, $0) },
          value: gsl_multimin_fminimizer_minimum(minimizer), iterations: done, hasConverged: small)
      }
    }
  }

  /// A function on its way through C, with the error that ended it.
  private final class Call {
    let dimension: Int
    let function: ([Double]) throws -> Double
    var error: (any Error)?

    init(dimension: Int, _ function: @escaping ([Double]) throws -> Double) {
      self.dimension = dimension
      self.function = function
    }

    func value(_ point: [Double]) -> Double {
      guard error == nil else { return .infinity }
      do {
        return try function(point)
      } catch {
        self.error = error
        return .infinity
      }
    }
  }
}
