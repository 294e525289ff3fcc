/// The operators and functions of formulas on values that are known.
///
/// Source: github.com/expr-lang/expr v1.17, vm/runtime and builtin: whole numbers stay whole, except that `/`
/// and `**` always give fractions.
enum FormulaLibrary {
  static func apply(
    _ op: FormulaOperator, _ left: FormulaValue, _ right: FormulaValue, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    switch op {
    case .equal: return .bool(FormulaValue.areEqual(left, right))
    case .unequal: return .bool(!FormulaValue.areEqual(left, right))
    case .isIn:
      guard case .list(let elements) = right else { throw mismatch(op, left, right, place) }
      return .bool(elements.contains { FormulaValue.areEqual($0, left) })
    default: break
    }
    if case .int(let a) = left, case .int(let b) = right {
      if let result = try whole(op, a, b, place) { return result }
    }
    if let a = left.number, let b = right.number, let result = fraction(op, a, b) { return result }
    if case .string(let a) = left, case .string(let b) = right, let result = text(op, a, b) { return result }
    throw mismatch(op, left, right, place)
  }

  private static func mismatch(
    _ op: FormulaOperator, _ left: FormulaValue, _ right: FormulaValue, _ place: FormulaPlace
  ) -> FormulaError {
    FormulaError("`\(op.rawValue)` does not fit \(left.typeName) and \(right.typeName)", at: place)
  }

  private static func whole(
    _ op: FormulaOperator, _ a: Int, _ b: Int, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue? {
    switch op {
    case .plus: return .int(a &+ b)
    case .minus: return .int(a &- b)
    case .times: return .int(a &* b)
    case .modulo:
      if b == 0 { throw FormulaError("whole division by zero", at: place) }
      return .int(b == -1 ? 0 : a % b)
    case .less: return .bool(a < b)
    case .greater: return .bool(a > b)
    case .atLeast: return .bool(a >= b)
    case .atMost: return .bool(a <= b)
    case .range:
      guard a <= b else { return .list([]) }
      let length = b.subtractingReportingOverflow(a)
      guard !length.overflow, length.partialValue < 10_000 else {
        throw FormulaError("the range is longer than 10000", at: place)
      }
      return .list((a...b).map { .int($0) })
    default: return nil
    }
  }

  private static func fraction(_ op: FormulaOperator, _ a: Double, _ b: Double) -> FormulaValue? {
    switch op {
    case .plus: .float(a + b)
    case .minus: .float(a - b)
    case .times: .float(a * b)
    case .divided: .float(a / b)
    case .power: .float(FormulaValue.power(a, b))
    case .less: .bool(a < b)
    case .greater: .bool(a > b)
    case .atLeast: .bool(a >= b)
    case .atMost: .bool(a <= b)
    default: nil
    }
  }

  private static func text(_ op: FormulaOperator, _ a: String, _ b: String) -> FormulaValue? {
    switch op {
    case .plus: .string(a + b)
    case .less: .bool(a < b)
    case .greater: .bool(a > b)
    case .atLeast: .bool(a >= b)
    case .atMost: .bool(a <= b)
    case .contains: .bool(a.contains(b))
    case .startsWith: .bool(a.hasPrefix(b))
    case .endsWith: .bool(a.hasSuffix(b))
    default: nil
    }
  }

  static func element(
    _ elements: [FormulaValue], _ index: Int, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    let position = index < 0 ? index + elements.count : index
    guard elements.indices.contains(position) else {
      throw FormulaError("index out of range: \(index) (list length is \(elements.count))", at: place)
    }
    return elements[position]
  }

  static func sum(_ elements: [FormulaValue], _ place: FormulaPlace) throws(FormulaError) -> FormulaValue {
    var total = FormulaValue.int(0)
    for element in elements { total = try apply(.plus, total, element, place) }
    return total
  }

  static func call(
    _ function: FormulaFunction, _ values: [FormulaValue], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    let first = values[0]
    func invalid() -> FormulaError {
      FormulaError("invalid argument for \(function.rawValue) (type \(first.typeName))", at: place)
    }
    switch function {
    case .len:
      if case .list(let elements) = first { return .int(elements.count) }
      guard case .string(let text) = first else { throw invalid() }
      return .int(text.unicodeScalars.count)
    case .abs:
      if case .int(let number) = first { return .int(number < 0 ? 0 &- number : number) }
      guard let number = first.number else { throw invalid() }
      return .float(number < 0 ? -number : number)
    case .ceil, .floor, .round:
      guard let number = first.number else { throw invalid() }
      let rule: FloatingPointRoundingRule =
        function == .ceil ? .up : function == .floor ? .down : .toNearestOrAwayFromZero
      return .float(number.rounded(rule))
    case .int:
      if case .int = first { return first }
      if let number = first.number { return .int(Int(GoConversion.int64(number))) }
      guard case .string(let text) = first, let number = Int(text) else { throw invalid() }
      return .int(number)
    case .float:
      if let number = first.number { return .float(number) }
      guard case .string(let text) = first, let number = GoText.float(text) else { throw invalid() }
      return .float(number)
    case .string: return .string(describe(first))
    case .type: return .string(first.typeName)
    case .max, .min: return try extreme(function, values, place)
    case .mean, .median: return try center(function, values, place)
    case .bitand, .bitor, .bitxor, .bitnand, .bitnot, .bitshl, .bitshr, .bitushr:
      return try bits(function, values, place)
    default: return try lists(function, values, place)
    }
  }

  private static func describe(_ value: FormulaValue) -> String {
    switch value {
    case .nothing: "nil"
    case .int(let number): "\(number)"
    case .float(let number): GoText.number(number)
    case .bool(let truth): "\(truth)"
    case .string(let text): text
    case .list(let elements): "[\(elements.map(describe).joined(separator: " "))]"
    }
  }

  /// All numbers among arguments, lists unfolded.
  private static func numbers(
    _ function: FormulaFunction, _ values: [FormulaValue], _ place: FormulaPlace
  ) throws(FormulaError) -> [FormulaValue] {
    var found: [FormulaValue] = []
    for value in values {
      if case .list(let elements) = value {
        found += try numbers(function, elements, place)
      } else if value.number != nil {
        found.append(value)
      } else {
        throw FormulaError("invalid argument for \(function.rawValue) (type \(value.typeName))", at: place)
      }
    }
    return found
  }

  private static func extreme(
    _ function: FormulaFunction, _ values: [FormulaValue], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    var best: FormulaValue?
    for value in try numbers(function, values, place) {
      guard let current = best?.number, let number = value.number else {
        best = value
        continue
      }
      if function == .max ? current < number : current > number { best = value }
    }
    guard let best else { throw FormulaError("not enough arguments to call \(function.rawValue)", at: place) }
    return best
  }

  private static func center(
    _ function: FormulaFunction, _ values: [FormulaValue], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    let numbers = try numbers(function, values, place).compactMap(\.number)
    guard !numbers.isEmpty else { return .float(0) }
    if function == .mean { return .float(numbers.reduce(0, +) / Double(numbers.count)) }
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return .float(sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)
  }

  private static func bits(
    _ function: FormulaFunction, _ values: [FormulaValue], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    var numbers: [Int] = []
    for value in values {
      guard case .int(let number) = value else {
        throw FormulaError("invalid argument for \(function.rawValue) (type \(value.typeName))", at: place)
      }
      numbers.append(number)
    }
    let a = numbers[0]
    let b = numbers.count > 1 ? numbers[1] : 0
    switch function {
    case .bitand: return .int(a & b)
    case .bitor: return .int(a | b)
    case .bitxor: return .int(a ^ b)
    case .bitnand: return .int(a & ~b)
    case .bitnot: return .int(~a)
    default: break
    }
    guard b >= 0 else { throw FormulaError("negative shift count \(b)", at: place) }
    switch function {
    case .bitshl: return .int(a << b)
    case .bitshr: return .int(a >> b)
    default: return .int(Int(bitPattern: UInt(bitPattern: a) >> UInt(b)))
    }
  }

  private static func lists(
    _ function: FormulaFunction, _ values: [FormulaValue], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    guard case .list(let elements) = values[0] else {
      throw FormulaError("invalid argument for \(function.rawValue) (type \(values[0].typeName))", at: place)
    }
    func count() -> Int {
      if values.count > 1, case .int(let number) = values[1] { return number }
      return 0
    }
    switch function {
    case .first: return elements.first ?? .nothing
    case .last: return elements.last ?? .nothing
    case .get: return (try? element(elements, count(), place)) ?? .nothing
    case .take: return .list(Array(elements.prefix(max(0, count()))))
    case .reverse: return .list(elements.reversed())
    case .uniq:
      var kept: [FormulaValue] = []
      for element in elements where !kept.contains(where: { FormulaValue.areEqual($0, element) }) {
        kept.append(element)
      }
      return .list(kept)
    case .flatten: return .list(flattened(elements))
    case .concat:
      return .list(
        values.flatMap { value -> [FormulaValue] in
          if case .list(let part) = value { return part }
          return [value]
        })
    default:
      let numbers = try numbers(.sort, elements, place)
      let isDescending = values.count > 1 && values[1] == .string("desc")
      let sorted = numbers.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
      return .list(isDescending ? sorted.reversed() : sorted)
    }
  }

  private static func flattened(_ elements: [FormulaValue]) -> [FormulaValue] {
    elements.flatMap { element -> [FormulaValue] in
      if case .list(let inner) = element { return flattened(inner) }
      return [element]
    }
  }
}
