internal import Yams

/// Puts the errors of the YAML parser into our words, with a place and, for the usual slips, a hint.
enum YAMLSyntax {
  static func problem(_ error: YamlError, text: String, file: String) -> InputProblem {
    func place(_ mark: Mark) -> SourcePlace { SourcePlace(file: file, line: mark.line, column: mark.column) }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return InputProblem(
        place: place(mark), message: message(problem, context: context, mark: mark),
        hint: hint(problem, line: line(mark.line, of: text)))
    case .reader(let problem, _, let value, _):
      let scalar = UInt32(exactly: value)
      return InputProblem(
        place: firstPlace(of: scalar, in: text, file: file), message: "invalid YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys.first ?? "", first: context.mark, text: text, file: file)
    default:
      return InputProblem(
        place: SourcePlace(file: file, line: 1, column: 1), message: "invalid YAML: \(error)")
    }
  }

  private static func message(_ problem: String, context: YamlError.Context?, mark: Mark) -> String {
    guard let context, context.mark.line != mark.line || context.mark.column != mark.column else {
      return "invalid YAML: \(problem)"
    }
    return "invalid YAML: \(problem) \(context.text) that begins on line \(context.mark.line)"
  }

  private static func hint(_ problem: String, line: Substring) -> String? {
    if line.prefix(while: { $0 == " " || $0 == "\t" || $0 == "-" }).contains("\t") {
      return "YAML is indented with spaces, this line has a tab"
    }
    if problem.contains("mapping values are not allowed") {
      return "a text with `: ` in it needs quotes; or the indentation is off"
    }
    if problem.contains("undefined alias") || problem.contains("alphabetic or numeric character") {
      return "a text that begins with `*` or `&` needs quotes"
    }
    if problem.contains("cannot start any token"), line.contains("@") || line.contains("`") {
      return "a text that begins with `@` or a backquote needs quotes"
    }
    return nil
  }

  private static func line(_ number: Int, of text: String) -> Substring {
    let lines = text.split(maxSplits: number, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  /// The place of a character the parser cannot read; it names the code but counts in another unit.
  private static func firstPlace(of scalar: UInt32?, in text: String, file: String) -> SourcePlace {
    var place = SourcePlace(file: file, line: 1, column: 1)
    for found in text.unicodeScalars {
      if found.value == scalar { return place }
      if found == "\n" {
        place.line += 1
        place.column = 1
      } else {
        place.column += 1
      }
    }
    return SourcePlace(file: file, line: 1, column: 1)
  }

  /// The parser names the first of two equal keys; the second is the one to point at.
  ///
  /// In a block mapping it stands on a later line in the same column, before any line with less indentation.
  private static func duplicate(_ key: String, first: Mark, text: String, file: String) -> InputProblem {
    let firstPlace = SourcePlace(file: file, line: first.line, column: first.column)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for number in lines.indices.dropFirst(first.line) {
      let line = lines[number]
      let indent = line.prefix { $0 == " " }.count
      guard indent < line.count else { continue }
      if indent + 1 < first.column { break }
      guard indent + 1 == first.column else { continue }
      let rest = line.dropFirst(indent).drop { $0 == "\"" || $0 == "'" }
      let after = rest.dropFirst(key.count).drop { $0 == "\"" || $0 == "'" || $0 == " " }
      if rest.hasPrefix(key), after.first == ":" {
        let second = SourcePlace(file: file, line: number + 1, column: first.column)
        return .duplicateKey(key, at: second, first: firstPlace)
      }
    }
    return InputProblem(place: firstPlace, message: "duplicate key \"\(key)\"")
  }
}
