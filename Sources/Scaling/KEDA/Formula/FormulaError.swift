/// Why a formula cannot be used or, with the values at hand, has no result.
public struct FormulaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line in the formula, from 1.
  public var line: Int
  /// The column in that line, from 1.
  public var column: Int
  /// What is wrong.
  public var message: String
  /// What would be right, if it can be said.
  public var hint: String?

  /// Makes an error.
  public init(line: Int = 1, column: Int, message: String, hint: String? = nil) {
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  init(_ message: String, at place: FormulaPlace, hint: String? = nil) {
    self.init(line: place.line, column: place.column, message: message, hint: hint)
  }

  /// Place, message and hint on one line.
  public var description: String {
    "formula \(line):\(column): \(message)" + (hint.map { " (\($0))" } ?? "")
  }
}

/// A place in a formula.
struct FormulaPlace: Sendable, Hashable {
  var line: Int
  var column: Int
}
