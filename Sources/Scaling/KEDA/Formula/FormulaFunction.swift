/// A function a formula may call.
enum FormulaFunction: String, Sendable, Hashable, CaseIterable {
  case all, any, none, one, filter, map, count, find, findIndex, findLast, findLastIndex, reduce, sum
  case len, abs, ceil, floor, round, int, float, string, type
  case max, min, mean, median, first, last, sort, reverse, uniq, concat, flatten, take, get
  case bitand, bitor, bitxor, bitnand, bitnot, bitshl, bitshr, bitushr

  /// What the arguments are.
  enum Shape: Sendable {
    /// A list and what is asked of each of its elements.
    case predicate
    /// The same, but the list may stand alone.
    case optionalPredicate
    /// A list, what becomes of the sum so far and an element, and perhaps a start.
    case reduction
    /// So many values.
    case values(ClosedRange<Int>)
  }

  var shape: Shape {
    switch self {
    case .all, .any, .none, .one, .filter, .map, .find, .findIndex, .findLast, .findLastIndex: .predicate
    case .count, .sum: .optionalPredicate
    case .reduce: .reduction
    case .len, .abs, .ceil, .floor, .round, .int, .float, .string, .type, .first, .last, .reverse, .uniq,
      .flatten, .bitnot:
      .values(1...1)
    case .sort: .values(1...2)
    case .take, .get, .bitand, .bitor, .bitxor, .bitnand, .bitshl, .bitshr, .bitushr: .values(2...2)
    case .max, .min, .mean, .median, .concat: .values(1...Int(Int32.max))
    }
  }

  /// What its name would be elsewhere, for hints.
  static let absent: [String: String] = [
    "sqrt": "write a ** 0.5", "pow": "write a ** b", "trunc": "write int(a)",
    "avg": "write mean([a, b])", "average": "write mean([a, b])",
  ]
}
