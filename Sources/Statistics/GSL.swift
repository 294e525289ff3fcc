internal import CGSL

/// How the GNU Scientific Library is called: its aborting error handler off, its codes turned into errors.
enum GSL {
  /// Switches off the handler that would end the process on a bad argument; the first use does it, once.
  static let ready: Void = { _ = gsl_set_error_handler_off() }()

  /// Calls a function that answers with an error code.
  ///
  /// - Throws: ``StatisticsError/gsl(code:message:)`` unless the code says success.
  static func check(_ body: () -> Int32) throws(StatisticsError) {
    _ = ready
    let code = body()
    if code != 0 { throw .gsl(code: code, message: String(cString: gsl_strerror(code))) }
  }
}
