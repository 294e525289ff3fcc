/// The type of a part of a formula, as far as it is known before there are values.
indirect enum FormulaType: Sendable, Hashable, CustomStringConvertible {
  case float, int, bool, string, nothing, any
  case list(FormulaType)

  var description: String {
    switch self {
    case .float: "float"
    case .int: "int"
    case .bool: "bool"
    case .string: "string"
    case .nothing: "nil"
    case .any: "any"
    case .list(let element): "list of \(element)"
    }
  }

  var isAny: Bool { self == .any }
  var mayBeNumber: Bool { self == .float || self == .int || self == .any }
  var mayBeInt: Bool { self == .int || self == .any }
  var mayBeBool: Bool { self == .bool || self == .any }
  var mayBeString: Bool { self == .string || self == .any }
  /// The type of a list's elements, nil for what is no list.
  var element: FormulaType? {
    switch self {
    case .list(let element): element
    case .any: .any
    default: nil
    }
  }
}

/// Refuses formulas whose types cannot fit, as the expr language's compiler does before anything is worked out.
///
/// Source: github.com/expr-lang/expr v1.17, checker and builtin.
struct FormulaChecker {
  private var variables: [FormulaType]
  private var elements: [(value: FormulaType, accumulator: FormulaType)] = []
  private let triggers: [String]

  init(triggers: [String], variableCount: Int) {
    self.triggers = triggers
    variables = [FormulaType](repeating: .any, count: variableCount)
  }

  /// The type of a node. Throws where it cannot have one.
  mutating func type(_ node: FormulaNode) throws(FormulaError) -> FormulaType {
    switch node {
    case .literal(let value, _):
      switch value {
      case .nothing: return .nothing
      case .int: return .int
      case .float: return .float
      case .bool: return .bool
      case .string: return .string
      case .list: return .list(.any)
      }
    case .trigger: return .float
    case .variable(let number, _): return variables[number]
    case .unknownName(let name, let place): throw unknown(name, place)
    case .unknownCall(let name, let place):
      let hint = FormulaFunction.absent[name] ?? "known are \(Self.functionNames)"
      throw FormulaError("unknown name \(name)", at: place, hint: hint)
    case .element(let element, let place):
      guard let scope = elements.last else { throw FormulaError("# outside a predicate", at: place) }
      switch element {
      case .value: return scope.value
      case .accumulator: return scope.accumulator
      case .index: return .int
      }
    case .unary(let op, let operand, let place): return try unary(op, operand, place)
    case .binary(let op, let left, let right, let place): return try binary(op, left, right, place)
    case .conditional(let condition, let yes, let no, _):
      let tested = try type(condition)
      guard tested.mayBeBool else {
        throw FormulaError(
          "a condition must be true or false, found \(tested)", at: condition.place,
          hint: "compare it, as in a > 0")
      }
      return Self.common(try type(yes), try type(no))
    case .list(let elements, _):
      var common: FormulaType?
      for element in elements {
        let found = try type(element)
        common = common.map { $0 == found ? found : .any } ?? found
      }
      return .list(common ?? .any)
    case .index(let list, let index, let place):
      guard let element = try type(list).element else {
        throw FormulaError("only a list has elements, found \(try type(list))", at: place)
      }
      guard try type(index).mayBeNumber, try type(index) != .float else {
        throw FormulaError("an index must be a whole number, found \(try type(index))", at: index.place)
      }
      return element
    case .slice(let list, let start, let end, let place):
      let whole = try type(list)
      guard whole.element != nil else { throw FormulaError("cannot slice \(whole)", at: place) }
      for bound in [start, end] {
        if let bound, !(try type(bound)).mayBeInt {
          throw FormulaError("a bound must be a whole number, found \(try type(bound))", at: bound.place)
        }
      }
      return whole
    case .call(let function, let arguments, let place): return try call(function, arguments, place)
    case .declaration(let number, let value, let body, _):
      variables[number] = try type(value)
      return try type(body)
    }
  }

  private static let functionNames =
    FormulaFunction.allCases.prefix { $0 != .bitand }.map(\.rawValue).joined(separator: ", ")

  private func unknown(_ name: String, _ place: FormulaPlace) -> FormulaError {
    let hint = triggers.isEmpty ? "no trigger has a name" : "triggers are \(triggers.joined(separator: ", "))"
    return FormulaError("unknown name \(name)", at: place, hint: hint)
  }

  private mutating func unary(
    _ op: String, _ operand: FormulaNode, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaType {
    let found = try type(operand)
    if op == "not" {
      guard found.mayBeBool else {
        throw FormulaError(
          "not needs true or false, found \(found)", at: place, hint: "put what it negates in parentheses")
      }
      return .bool
    }
    guard found.mayBeNumber else { throw FormulaError("`\(op)` needs a number, found \(found)", at: place) }
    return found
  }

  private mutating func binary(
    _ op: FormulaOperator, _ left: FormulaNode, _ right: FormulaNode, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaType {
    let a = try type(left)
    let b = try type(right)
    func mismatch(_ hint: String? = nil) -> FormulaError {
      FormulaError("`\(op.rawValue)` does not fit \(a) and \(b)", at: place, hint: hint)
    }
    let areNumbers = a.mayBeNumber && b.mayBeNumber
    let areStrings = a.mayBeString && b.mayBeString
    switch op {
    case .or, .and:
      guard a.mayBeBool, b.mayBeBool else { throw mismatch("both sides must be true or false") }
      return .bool
    case .equal, .unequal:
      guard Self.areComparable(a, b) else { throw mismatch() }
      return .bool
    case .less, .greater, .atLeast, .atMost:
      guard areNumbers || areStrings else { throw mismatch() }
      return .bool
    case .isIn:
      guard let element = b.element else { throw mismatch("the right side must be a list") }
      guard Self.areComparable(a, element) else { throw mismatch() }
      return .bool
    case .contains, .startsWith, .endsWith:
      guard areStrings else { throw mismatch("both sides must be texts") }
      return .bool
    case .range:
      guard a.mayBeInt, b.mayBeInt else { throw mismatch("both sides must be whole numbers") }
      return .list(.int)
    case .plus:
      if areNumbers { return Self.numeric(a, b) }
      guard areStrings else { throw mismatch() }
      return a.isAny && b.isAny ? .any : .string
    case .minus, .times:
      guard areNumbers else { throw mismatch() }
      return Self.numeric(a, b)
    case .divided, .power:
      guard areNumbers else { throw mismatch() }
      return .float
    case .modulo:
      guard a.mayBeInt, b.mayBeInt else { throw mismatch("% needs whole numbers, as in int(a) % 3") }
      return .int
    case .coalesce:
      if a == .nothing { return b }
      return b == .nothing || a == b ? a : .any
    }
  }

  private static func numeric(_ a: FormulaType, _ b: FormulaType) -> FormulaType {
    if a.isAny || b.isAny { return .any }
    return a == .float || b == .float ? .float : .int
  }

  private static func common(_ a: FormulaType, _ b: FormulaType) -> FormulaType {
    if a == b || b == .nothing { return a }
    return a == .nothing ? b : .any
  }

  private static func areComparable(_ a: FormulaType, _ b: FormulaType) -> Bool {
    if a == b || a.isAny || b.isAny || a == .nothing || b == .nothing { return true }
    if a.mayBeNumber && b.mayBeNumber { return true }
    return a.element != nil && b.element != nil
  }

  private mutating func call(
    _ function: FormulaFunction, _ arguments: [FormulaNode], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaType {
    let counts: ClosedRange<Int>
    switch function.shape {
    case .values(let range): counts = range
    case .predicate: counts = 2...2
    case .optionalPredicate: counts = 1...2
    case .reduction: counts = 2...3
    }
    guard arguments.count >= counts.lowerBound else {
      throw FormulaError("not enough arguments to call \(function.rawValue)", at: place)
    }
    guard arguments.count <= counts.upperBound else {
      throw FormulaError("too many arguments to call \(function.rawValue)", at: place)
    }
    if case .values = function.shape {
      var types: [FormulaType] = []
      for argument in arguments { types.append(try type(argument)) }
      return try FormulaSignature(function, place).result(types)
    }
    return try predicateCall(function, arguments, place)
  }

  private mutating func predicateCall(
    _ function: FormulaFunction, _ arguments: [FormulaNode], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaType {
    let list = try type(arguments[0])
    guard let element = list.element else {
      throw FormulaError(
        "\(function.rawValue) needs a list, found \(list)", at: place, hint: "as in [a, b]")
    }
    var asked = element
    if arguments.count > 1 {
      var start = element
      if function == .reduce { start = arguments.count > 2 ? try type(arguments[2]) : .any }
      // The sum so far may change its type from one element to the next.
      elements.append((element, start == element ? start : .any))
      asked = try type(arguments[1])
      elements.removeLast()
      let asksTruth = ![.map, .reduce, .sum].contains(function)
      if asksTruth, !asked.mayBeBool {
        throw FormulaError(
          "what \(function.rawValue) asks of an element must be true or false, found \(asked)",
          at: arguments[1].place)
      }
    } else if function == .count, !asked.mayBeBool {
      throw FormulaError("count without a predicate needs a list of true or false, found \(list)", at: place)
    }
    switch function {
    case .map: return .list(asked)
    case .filter: return list
    case .count, .findIndex, .findLastIndex: return .int
    case .find, .findLast: return element
    case .reduce: return .any
    case .sum:
      guard asked.mayBeNumber else {
        throw FormulaError("cannot add up elements of type \(asked)", at: place)
      }
      return asked
    default: return .bool
    }
  }
}
