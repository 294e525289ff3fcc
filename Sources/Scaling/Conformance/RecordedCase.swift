import Conformance
import Kubernetes

/// What became of one recorded case.
enum RecordedCase {
  /// It was replayed; nil if nothing differs.
  case compared(id: String, CaseDifference?)
  /// It has no counterpart here.
  case skipped(id: String, why: String)

  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// One document may hold several cases. A reader that notes problems ends the replay with them.
  static func replay(
    _ file: String, _ read: (Fields) -> [RecordedCase]?
  ) throws(InputErrors) -> ConformanceReport {
    var report = ConformanceReport()
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in
      let problems = DocumentReport()
      let cases = Fields.read(node, path: "", report: problems, read)
      try problems.check()
      for recorded in cases ?? [] {
        switch recorded {
        case .skipped(let id, let why): report.skip(id: id, why: why)
        case .compared(let id, let difference):
          report.count(
            difference.map {
              ConformanceReport.Difference(
                id: id, place: place, field: $0.field, expected: $0.expected, found: $0.found)
            })
        }
      }
    }
    return report
  }
}

/// The first field in which a case differs.
struct CaseDifference: Sendable, Hashable {
  var field: String
  var expected: String
  var found: String
}

/// Compares field after field and keeps the first difference; texts are only made for it.
struct CaseComparison {
  private(set) var difference: CaseDifference?
  /// What stands before the names of fields, such as `steps[3].`.
  var prefix = ""
  /// What else tells the case from others, where it has no id.
  var label = ""

  /// Compares two values.
  mutating func compare<T: Equatable>(_ field: @autoclosure () -> String, expected: T, found: T) {
    if difference == nil, expected != found { note(field(), Self.text(expected), Self.text(found)) }
  }

  /// Compares two numbers that may differ in their last digits: within a share of the larger, or of 1.
  mutating func compare(
    _ field: @autoclosure () -> String, expected: Double, found: Double, within share: Double
  ) {
    guard difference == nil, expected != found else { return }
    let scale = max(1, abs(expected))
    if !(abs(expected - found) <= share * scale) { note(field(), "\(expected)", "\(found)") }
  }

  /// Compares two lists of numbers within a share.
  mutating func compare(
    _ field: String, expected: [Double], found: [Double], within share: Double
  ) {
    compare("\(field).count", expected: expected.count, found: found.count)
    for index in 0..<min(expected.count, found.count) {
      compare("\(field)[\(index)]", expected: expected[index], found: found[index], within: share)
    }
  }

  /// Notes a difference, unless there is one already.
  mutating func note(_ field: String, _ expected: String, _ found: String) {
    if difference == nil {
      difference = CaseDifference(field: prefix + field, expected: expected, found: found)
    }
  }

  private static func text<T>(_ value: T) -> String {
    if case Optional<Any>.none = value as Any { return "nothing" }
    let text = String(describing: value)
    return text.hasPrefix("Optional(") ? String(text.dropFirst(9).dropLast()) : text
  }
}

extension Fields {
  /// Whether a field is there at all, null or not.
  func isWritten(_ key: String) -> Bool {
    ignore(key)
    return node[key] != nil
  }

  /// Reads a list of finite numbers.
  func doubles(_ key: String) -> [Double]? {
    list(key) { node, path in
      guard case .number(let text) = node.content, let number = Double(text) else {
        report.problem("must be a number, found \(node.kindName)", at: node.place, path: path)
        return nil
      }
      return number
    }
  }

  /// Reads a number of seconds as milliseconds.
  func seconds(_ key: String) -> Int64? {
    guard let number = double(key) else { return nil }
    guard abs(number) < 1e12 else {
      problem(key, "must be less than 1e12 seconds")
      return nil
    }
    return Int64((number * 1_000).rounded())
  }

  /// Reads steps together with what upstream decided at each; their numbers have to agree.
  func steps<Step, Expected>(
    _ step: (Fields) -> Step?, expected: (DocumentNode, String) -> Expected?
  ) -> [(step: Step, expected: Expected)]? {
    guard let steps = required("steps", { objects($0, step) }),
      let expected = required("expected", { list($0, expected) })
    else { return nil }
    guard steps.count == expected.count else {
      problem("expected", "must have one element for each step, \(steps.count), found \(expected.count)")
      return nil
    }
    return zip(steps, expected).map { ($0, $1) }
  }
}
