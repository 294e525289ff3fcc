/// Works a formula out for values of its triggers.
struct FormulaEvaluation {
  private let values: [Double?]
  private var variables: [FormulaValue]
  private var scopes: [Scope] = []

  private struct Scope {
    var value: FormulaValue
    var accumulator: FormulaValue
    var index: Int
  }

  init(values: [Double?], variableCount: Int) {
    self.values = values
    variables = [FormulaValue](repeating: .nothing, count: variableCount)
  }

  /// The value of a node. Throws where the values at hand allow none.
  mutating func value(_ node: FormulaNode) throws(FormulaError) -> FormulaValue {
    switch node {
    case .literal(let value, _): return value
    case .trigger(let number, _, _):
      guard number < values.count, let value = values[number] else { return .nothing }
      return .float(value)
    case .variable(let number, _): return variables[number]
    case .unknownName(let name, let place), .unknownCall(let name, let place):
      throw FormulaError("unknown name \(name)", at: place)
    case .element(let element, let place):
      guard let scope = scopes.last else { throw FormulaError("# outside a predicate", at: place) }
      switch element {
      case .value: return scope.value
      case .accumulator: return scope.accumulator
      case .index: return .int(scope.index)
      }
    case .unary(let op, let operand, let place): return try unary(op, try value(operand), place)
    case .binary(let op, let left, let right, let place): return try binary(op, left, right, place)
    case .conditional(let condition, let yes, let no, _): return try value(try truth(condition) ? yes : no)
    case .list(let elements, _):
      var list: [FormulaValue] = []
      list.reserveCapacity(elements.count)
      for element in elements { list.append(try value(element)) }
      return .list(list)
    case .index(let list, let index, let place):
      let elements = try self.list(list)
      return try FormulaLibrary.element(elements, try whole(index), place)
    case .slice(let list, let start, let end, _):
      let elements = try self.list(list)
      func bound(_ raw: Int) -> Int { min(max(raw < 0 ? raw + elements.count : raw, 0), elements.count) }
      let from = bound(try start.map { node throws(FormulaError) in try whole(node) } ?? 0)
      let to = bound(try end.map { node throws(FormulaError) in try whole(node) } ?? elements.count)
      return .list(from < to ? Array(elements[from..<to]) : [])
    case .call(let function, let arguments, let place): return try call(function, arguments, place)
    case .declaration(let number, let bound, let body, _):
      variables[number] = try value(bound)
      return try value(body)
    }
  }

  private mutating func truth(_ node: FormulaNode) throws(FormulaError) -> Bool {
    guard case .bool(let truth) = try value(node) else {
      throw FormulaError("must be true or false, found \(try value(node).typeName)", at: node.place)
    }
    return truth
  }

  private mutating func list(_ node: FormulaNode) throws(FormulaError) -> [FormulaValue] {
    let found = try value(node)
    guard case .list(let elements) = found else {
      throw FormulaError("must be a list, found \(found.typeName)", at: node.place)
    }
    return elements
  }

  private mutating func whole(_ node: FormulaNode) throws(FormulaError) -> Int {
    let found = try value(node)
    switch found {
    case .int(let number): return number
    case .float(let number): return Int(GoConversion.int64(number))
    default: throw FormulaError("must be a whole number, found \(found.typeName)", at: node.place)
    }
  }

  private func unary(
    _ op: String, _ operand: FormulaValue, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    switch (op, operand) {
    case ("not", .bool(let truth)): return .bool(!truth)
    case ("-", .int(let number)): return .int(0 &- number)
    case ("-", .float(let number)): return .float(-number)
    case ("+", .int), ("+", .float): return operand
    default: throw FormulaError("`\(op)` does not fit \(operand.typeName)", at: place)
    }
  }

  private mutating func binary(
    _ op: FormulaOperator, _ left: FormulaNode, _ right: FormulaNode, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    switch op {
    case .or: return .bool(try truth(left) ? true : try truth(right))
    case .and: return .bool(try truth(left) ? try truth(right) : false)
    case .coalesce:
      let found = try value(left)
      return found == .nothing ? try value(right) : found
    default: return try FormulaLibrary.apply(op, try value(left), try value(right), place)
    }
  }

  private mutating func call(
    _ function: FormulaFunction, _ arguments: [FormulaNode], _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    if case .values = function.shape {
      var values: [FormulaValue] = []
      for argument in arguments { values.append(try value(argument)) }
      return try FormulaLibrary.call(function, values, place)
    }
    let elements = try list(arguments[0])
    if function == .reduce { return try reduce(elements, arguments) }
    if arguments.count == 1 {
      return function == .sum
        ? try FormulaLibrary.sum(elements, place) : .int(elements.count { $0 == .bool(true) })
    }
    return try search(function, elements, arguments[1], place)
  }

  private mutating func reduce(
    _ elements: [FormulaValue], _ arguments: [FormulaNode]
  ) throws(FormulaError) -> FormulaValue {
    var accumulator: FormulaValue
    var rest = elements[...]
    if arguments.count > 2 {
      accumulator = try value(arguments[2])
    } else {
      guard let first = rest.popFirst() else {
        throw FormulaError("cannot reduce an empty list without a start", at: arguments[0].place)
      }
      accumulator = first
    }
    for index in rest.indices {
      scopes.append(Scope(value: rest[index], accumulator: accumulator, index: index))
      defer { scopes.removeLast() }
      accumulator = try value(arguments[1])
    }
    return accumulator
  }

  /// The functions that ask something of each element.
  private mutating func search(
    _ function: FormulaFunction, _ elements: [FormulaValue], _ predicate: FormulaNode, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaValue {
    let isBackward = function == .findLast || function == .findLastIndex
    var kept: [FormulaValue] = []
    var matches = 0
    for step in elements.indices {
      let index = isBackward ? elements.count - 1 - step : step
      scopes.append(Scope(value: elements[index], accumulator: .nothing, index: index))
      defer { scopes.removeLast() }
      if function == .map || function == .sum {
        kept.append(try value(predicate))
        continue
      }
      let isMatch = try truth(predicate)
      matches += isMatch ? 1 : 0
      switch function {
      case .all where !isMatch: return .bool(false)
      case .any where isMatch: return .bool(true)
      case .none where isMatch: return .bool(false)
      case .find where isMatch, .findLast where isMatch: return elements[index]
      case .findIndex where isMatch, .findLastIndex where isMatch: return .int(index)
      case .filter where isMatch: kept.append(elements[index])
      default: break
      }
    }
    switch function {
    case .map, .filter: return .list(kept)
    case .sum: return try FormulaLibrary.sum(kept, place)
    case .count: return .int(matches)
    case .one: return .bool(matches == 1)
    case .any: return .bool(false)
    case .find, .findLast, .findIndex, .findLastIndex: return .nothing
    default: return .bool(true)
    }
  }
}
