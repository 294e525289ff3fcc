/// A place in a file the user wrote.
public struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The file as the user named it, or a word in angle brackets for text without a file.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int

  /// Makes a place from its parts.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place as editors read it: `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}

/// One thing wrong with the user's input: where, in which field, what, and what would be right.
public struct InputProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where in the file, if the input has a file.
  public var place: SourcePlace?
  /// The field as Kubernetes writes paths, for example `spec.metrics[0].resource.name`; empty for none.
  public var path: String
  /// What is wrong, in the API server's words where it has some.
  public var message: String
  /// What would be right, if the message does not say it.
  public var hint: String?

  /// Makes a problem from its parts.
  public init(place: SourcePlace? = nil, path: String = "", message: String, hint: String? = nil) {
    self.place = place
    self.path = path
    self.message = message
    self.hint = hint
  }

  /// The problem on one line: place, field, message and hint.
  public var description: String {
    var text = ""
    if let place { text += "\(place): " }
    if !path.isEmpty { text += "\(path): " }
    text += message
    if let hint { text += " (\(hint))" }
    return text
  }
}

/// All that is wrong with an input, in the order of the input.
public struct InputErrors: Error, Sendable, CustomStringConvertible {
  /// At least one problem.
  public var problems: [InputProblem]

  /// Makes an error of one or more problems.
  public init(_ problems: [InputProblem]) { self.problems = problems }

  /// The problems, one on a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
