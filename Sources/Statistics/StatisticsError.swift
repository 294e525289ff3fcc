/// Why an estimate could not be made.
public enum StatisticsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The sample has fewer values than the procedure needs.
  case tooFew(values: Int, needed: Int)
  /// Two arrays that belong together have different lengths.
  case lengthsDiffer(Int, Int)
  /// A value of the sample is not a finite number; the index counts from 0.
  case notFinite(index: Int)
  /// An argument lies outside the procedure's domain.
  case argument(name: String, value: String, expected: String)
  /// The sample holds no information on the question, for example only equal values.
  case degenerate(String)
  /// The GNU Scientific Library refused, with its number and words.
  case gsl(code: Int32, message: String)

  /// The reason in words.
  public var description: String {
    switch self {
    case .tooFew(let values, let needed):
      "\(values) value\(values == 1 ? "" : "s") in the sample, at least \(needed) needed"
    case .lengthsDiffer(let first, let second):
      "the arrays have \(first) and \(second) values, equal lengths needed"
    case .notFinite(let index):
      "value number \(index + 1) of the sample is not a finite number"
    case .argument(let name, let value, let expected):
      "\(name) is \(value), expected \(expected)"
    case .degenerate(let reason):
      reason
    case .gsl(let code, let message):
      "the GNU Scientific Library says: \(message) (\(code))"
    }
  }
}
