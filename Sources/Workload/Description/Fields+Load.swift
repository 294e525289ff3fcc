import Kubernetes

/// What a number may be.
struct Bounds {
  var low = -Double.infinity
  var high = Double.infinity
  /// Whether the low end itself is left out.
  var open = false

  static let any = Bounds()
  static let notNegative = Bounds(low: 0)
  static let positive = Bounds(low: 0, open: true)

  static func from(_ low: Double, to high: Double = .infinity) -> Bounds { Bounds(low: low, high: high) }

  func holds(_ value: Double) -> Bool { (open ? value > low : value >= low) && value <= high }

  /// What would be right, to follow "must be".
  var words: String {
    let lower = open ? "above \(plain(low))" : "at least \(plain(low))"
    let upper = "at most \(plain(high))"
    switch (low.isFinite, high.isFinite) {
    case (true, true): return open ? "\(lower) and \(upper)" : "from \(plain(low)) to \(plain(high))"
    case (true, false): return lower
    case (false, true): return upper
    case (false, false): return "a finite number"
    }
  }
}

/// A number as short as it reads back exactly, whole ones without a decimal point.
func plain(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
}

/// The fields a load is described by; their errors say what would be right.
extension Fields {
  /// A node as it would be quoted in a message.
  static func quoted(_ node: DocumentNode) -> String {
    switch node.content {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Reads a number, also written as a quantity such as `250m` or `64Mi`.
  func amount(_ key: String, _ bounds: Bounds = .any, what: String = "number") -> Double? {
    guard let node = value(key) else { return nil }
    return Fields.amount(node, path: path(of: key), bounds, what: what, report: report)
  }

  /// Reads a number from any node.
  static func amount(
    _ node: DocumentNode, path: String, _ bounds: Bounds, what: String = "number", report: DocumentReport
  ) -> Double? {
    guard let number = Fields.number(node) else {
      report.problem("must be a \(what), found \(Fields.quoted(node))", at: node.place, path: path)
      return nil
    }
    guard number.isFinite, bounds.holds(number) else {
      report.problem("must be \(bounds.words), found \(Fields.quoted(node))", at: node.place, path: path)
      return nil
    }
    return number
  }

  /// The number a node holds, if it holds one.
  private static func number(_ node: DocumentNode) -> Double? {
    switch node.content {
    case .number(let text): Double(text)
    case .string(let text): (try? Quantity(text))?.approximateDouble
    default: nil
    }
  }

  /// Reads a list of numbers; nil if it is none or one of them is wrong.
  func amounts(_ key: String, _ bounds: Bounds) -> [Double]? {
    value(key).flatMap { Fields.amounts($0, path: path(of: key), bounds, report: report) }
  }

  /// Reads a list of numbers from any node.
  static func amounts(
    _ node: DocumentNode, path: String, _ bounds: Bounds, report: DocumentReport
  ) -> [Double]? {
    guard let nodes = node.elements, !nodes.isEmpty else {
      report.problem("must be a list of numbers, found \(quoted(node))", at: node.place, path: path)
      return nil
    }
    let found = nodes.enumerated().map { index, node in
      amount(node, path: "\(path)[\(index)]", bounds, report: report)
    }
    return found.contains(nil) ? nil : found.compactMap { $0 }
  }

  /// Reads a whole number from a range.
  func count(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    let bounds = Bounds(low: Double(range.lowerBound), high: Double(range.upperBound))
    guard let node = value(key), let number = amount(key, bounds, what: "whole number")
    else { return nil }
    guard number == number.rounded() else {
      problem(key, "must be a whole number, found \(Fields.quoted(node))")
      return nil
    }
    return Int(number)
  }

  /// Reads a length of time in milliseconds, written as `15s`, `1h30m`, `7d`, or a number of seconds.
  func timespan(_ key: String, _ bounds: Bounds = .notNegative) -> Int64? {
    value(key).flatMap { Fields.timespan($0, path: path(of: key), bounds, report: report) }
  }

  /// Reads a list of lengths of time; nil if it is none or one of them is wrong.
  func timespans(_ key: String, _ bounds: Bounds) -> [Int64]? {
    let before = report.problems.count
    let found = list(key) { node, path in Fields.timespan(node, path: path, bounds, report: report) }
    return report.problems.count == before ? found : nil
  }

  private static func timespan(
    _ node: DocumentNode, path: String, _ bounds: Bounds, report: DocumentReport
  ) -> Int64? {
    let found: Int64? =
      switch node.content {
      case .string(let text): Timespan.milliseconds(text)
      case .number(let text): Double(text).flatMap { Timespan.milliseconds(seconds: $0) }
      default: nil
      }
    guard let found else {
      report.problem(
        "must be a length of time such as 15s, 90m, 1h30m or 7d, found \(quoted(node))", at: node.place,
        path: path, hint: "a number alone counts seconds; a millisecond is the finest")
      return nil
    }
    guard bounds.holds(Double(found) / 1000) else {
      report.problem(
        "must be \(bounds.open ? "longer than" : "at least") 0s, found \(quoted(node))", at: node.place,
        path: path)
      return nil
    }
    return found
  }

  /// Reads one of some words.
  func choice<T: CaseIterable & RawRepresentable>(_ key: String, of type: T.Type) -> T?
  where T.RawValue == String {
    guard let node = value(key) else { return nil }
    if let text = node.text, let found = T(rawValue: text) { return found }
    let words = T.allCases.map(\.rawValue).joined(separator: ", ")
    problem(key, "must be one of \(words), found \(Fields.quoted(node))")
    return nil
  }

  /// Reads a field that must be there.
  func required<T>(_ key: String, _ read: (String) -> T?) -> T? {
    if !has(key) {
      report.problem("missing field \"\(key)\"", at: node.place, path: path(of: key))
      return nil
    }
    return read(key)
  }
}
