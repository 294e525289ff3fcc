import Foundation

/// A value while a formula is worked out.
enum FormulaValue: Sendable, Hashable {
  case nothing
  case int(Int)
  case float(Double)
  case bool(Bool)
  case string(String)
  case list([FormulaValue])

  /// The value as a double, if it is a number.
  var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }

  /// Its type in the words of messages.
  var typeName: String {
    switch self {
    case .nothing: "nil"
    case .int: "int"
    case .float: "float"
    case .bool: "bool"
    case .string: "string"
    case .list: "list"
    }
  }

  /// Whether two values are equal; numbers are by value, whatever their type.
  static func areEqual(_ left: FormulaValue, _ right: FormulaValue) -> Bool {
    if case .int(let a) = left, case .int(let b) = right { return a == b }
    if let a = left.number, let b = right.number { return a == b }
    switch (left, right) {
    case (.nothing, .nothing): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
    default: return false
    }
  }

  /// A power as Go's math package has it: whole exponents by squaring the mantissa.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0.5, base.isFinite { return base.squareRoot() }
    if exponent == -0.5, base.isFinite { return 1 / base.squareRoot() }
    if exponent == exponent.rounded(), abs(exponent) < 1e6 { return GoMath.power(base, Int(exponent)) }
    return pow(base, exponent)
  }
}
