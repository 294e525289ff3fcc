/// Understands a formula's words.
///
/// Source: the expr language's grammar (github.com/expr-lang/expr v1.17, parser): operators with their binding
/// strengths, chained comparisons, `?:`, `if`/`else`, `let`, lists, indexes, calls, predicates and pipes.
struct FormulaParser {
  private let tokens: [FormulaToken]
  private var index = 0
  private let triggers: [String]
  private var variables: [String] = []
  private var depth = 0
  private(set) var variableCount = 0
  private var nesting = 0

  /// Understands a formula over triggers of these names.
  init(_ formula: String, triggers: [String]) throws(FormulaError) {
    tokens = try FormulaLexer.tokens(formula)
    self.triggers = triggers
  }

  /// The whole formula.
  mutating func formula() throws(FormulaError) -> FormulaNode {
    if current.kind == .end { throw FormulaError("the formula is empty", at: current.place) }
    let node = try expression(0)
    guard current.kind == .end else { throw unexpected() }
    return node
  }

  private var current: FormulaToken { tokens[index] }

  private mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  private func unexpected(_ hint: String? = nil) -> FormulaError {
    FormulaError("unexpected \(current.text)", at: current.place, hint: hint)
  }

  private mutating func expectBracket(_ bracket: Character) throws(FormulaError) {
    guard current.isBracket(bracket) else { throw unexpected("expected `\(bracket)`") }
    advance()
  }

  private mutating func expectOperator(_ text: String) throws(FormulaError) {
    guard current.isOperator(text) else { throw unexpected("expected `\(text)`") }
    advance()
  }

  /// A value whose operators bind at least so strongly.
  private mutating func expression(_ precedence: Int) throws(FormulaError) -> FormulaNode {
    nesting += 1
    defer { nesting -= 1 }
    // Deep nesting would exhaust the stack; nobody writes it by hand.
    if nesting > 200 { throw FormulaError("the formula is nested too deeply", at: current.place) }
    if precedence == 0 {
      if current.isOperator("let") { return try declaration() }
      if current.isOperator("if") { return try ifElse() }
    }
    var left = try primary()
    var previous: FormulaOperator?
    while case .op(let text) = current.kind {
      let place = current.place
      if text == "|", precedence == 0 {
        left = try pipe(left)
        previous = nil
        continue
      }
      let isNegated = text == "not"
      if isNegated { advance() }
      guard case .op(let name) = current.kind, let op = FormulaOperator(name) else {
        if isNegated { throw unexpected("expected `in`, `contains`, `startsWith` or `endsWith` after `not`") }
        if name(of: current) == "matches" {
          throw FormulaError(
            "matches is not supported", at: place, hint: "use contains, startsWith or endsWith")
        }
        break
      }
      if isNegated, !op.canBeNegated {
        throw unexpected("expected `in`, `contains`, `startsWith` or `endsWith`")
      }
      guard op.precedence >= precedence else {
        if isNegated { index -= 1 }
        break
      }
      advance()
      if previous == .coalesce, op != .coalesce {
        throw FormulaError(
          "`\(name)` and `??` cannot be mixed", at: place, hint: "put one of them in parentheses")
      }
      if op.isComparison {
        left = try comparison(left, op, place)
      } else {
        let right = try expression(op == .power ? op.precedence : op.precedence + 1)
        left = .binary(op, left, right, place)
        if isNegated { left = .unary("not", left, place) }
      }
      previous = op
    }
    return precedence == 0 ? try conditional(left) : left
  }

  private func name(of token: FormulaToken) -> String? {
    if case .op(let name) = token.kind { return name }
    return nil
  }

  /// `1 < a < 5` means `1 < a && a < 5`.
  private mutating func comparison(
    _ left: FormulaNode, _ op: FormulaOperator, _ place: FormulaPlace
  ) throws(FormulaError) -> FormulaNode {
    var left = left
    var op = op
    var place = place
    var result: FormulaNode?
    while true {
      let right = try expression(op.precedence + 1)
      let compared = FormulaNode.binary(op, left, right, place)
      result = result.map { .binary(.and, $0, compared, place) } ?? compared
      left = right
      guard case .op(let text) = current.kind, let next = FormulaOperator(text), next.isComparison else {
        break
      }
      op = next
      place = current.place
      advance()
    }
    return result ?? left
  }

  private mutating func conditional(_ node: FormulaNode) throws(FormulaError) -> FormulaNode {
    var node = node
    while current.isOperator("?") {
      let place = current.place
      advance()
      if current.isOperator(":") {
        advance()
        node = .conditional(node, node, try expression(0), place)
        continue
      }
      let yes = try expression(0)
      try expectOperator(":")
      node = .conditional(node, yes, try expression(0), place)
    }
    return node
  }

  /// `let x = …; …`
  private mutating func declaration() throws(FormulaError) -> FormulaNode {
    let place = current.place
    advance()
    guard case .name(let name) = current.kind else { throw unexpected("expected a name after `let`") }
    if triggers.contains(name) || FormulaFunction(rawValue: name) != nil || variables.contains(name) {
      throw FormulaError("cannot redeclare \(name)", at: current.place, hint: "choose another name")
    }
    advance()
    try expectOperator("=")
    let value = try expression(0)
    try expectOperator(";")
    let number = variables.count
    variables.append(name)
    variableCount = max(variableCount, variables.count)
    let body = try expression(0)
    variables.removeLast()
    return .declaration(number, value, body, place)
  }

  /// `if … { … } else { … }`
  private mutating func ifElse() throws(FormulaError) -> FormulaNode {
    let place = current.place
    advance()
    let condition = try expression(0)
    try expectBracket("{")
    let yes = try expression(0)
    try expectBracket("}")
    try expectOperator("else")
    if current.isOperator("if") { return .conditional(condition, yes, try ifElse(), place) }
    try expectBracket("{")
    let no = try expression(0)
    try expectBracket("}")
    return .conditional(condition, yes, no, place)
  }

  /// `list | sum()` hands the list on as the first argument.
  private mutating func pipe(_ left: FormulaNode) throws(FormulaError) -> FormulaNode {
    advance()
    guard case .name(let name) = current.kind else { throw unexpected("expected a function after `|`") }
    let place = current.place
    advance()
    guard current.isBracket("(") else { throw unexpected("expected `(`") }
    return try postfix(try call(name, place, first: left))
  }

  private mutating func primary() throws(FormulaError) -> FormulaNode {
    let token = current
    switch token.kind {
    case .op(let op) where op == "not" || op == "!" || op == "-" || op == "+":
      advance()
      let operand = try expression(op == "not" || op == "!" ? 50 : 90)
      return try postfix(.unary(op == "!" ? "not" : op, operand, token.place))
    case .bracket("("):
      advance()
      let node = try expression(0)
      try expectBracket(")")
      return try postfix(node)
    case .op("#") where depth > 0:
      advance()
      var element = FormulaElement.value
      if case .name(let name) = current.kind {
        guard let named = FormulaElement(rawValue: name) else {
          throw unexpected("only #, #acc and #index are known")
        }
        element = named
        advance()
      }
      return try postfix(.element(element, token.place))
    case .name(let name):
      advance()
      if current.isBracket("(") { return try postfix(try call(name, token.place, first: nil)) }
      return try postfix(named(name, token.place))
    case .int(let value): return try literal(.int(value))
    case .float(let value): return try literal(.float(value))
    case .string(let text): return try literal(.string(text))
    case .bracket("["): return try postfix(try list())
    case .op("#"): throw unexpected("# stands for an element and only means something in a predicate")
    case .bracket("{"): throw unexpected("maps are not supported")
    default: throw unexpected()
    }
  }

  private mutating func literal(_ value: FormulaValue) throws(FormulaError) -> FormulaNode {
    let place = current.place
    advance()
    return try postfix(.literal(value, place))
  }

  private func named(_ name: String, _ place: FormulaPlace) -> FormulaNode {
    switch name {
    case "true": return .literal(.bool(true), place)
    case "false": return .literal(.bool(false), place)
    case "nil": return .literal(.nothing, place)
    default: break
    }
    if let number = variables.lastIndex(of: name) { return .variable(number, place) }
    if let number = triggers.firstIndex(of: name) { return .trigger(number, name: name, place) }
    return .unknownName(name, place)
  }

  private mutating func list() throws(FormulaError) -> FormulaNode {
    let place = current.place
    advance()
    var elements: [FormulaNode] = []
    while !current.isBracket("]") {
      elements.append(try expression(0))
      if current.isBracket("]") { break }
      try expectOperator(",")
    }
    advance()
    return .list(elements, place)
  }

  /// Indexes and slices behind a value.
  private mutating func postfix(_ node: FormulaNode) throws(FormulaError) -> FormulaNode {
    var node = node
    while current.isBracket("[") {
      let place = current.place
      advance()
      var start: FormulaNode?
      if !current.isOperator(":") { start = try expression(0) }
      if current.isOperator(":") {
        advance()
        let end = current.isBracket("]") ? nil : try expression(0)
        node = .slice(node, start, end, place)
      } else if let start {
        node = .index(node, start, place)
      }
      try expectBracket("]")
    }
    if current.isOperator(".") || current.isOperator("?.") { throw unexpected("numbers have no fields") }
    return node
  }

  /// A call; the name and, of a pipe, the first argument were read.
  private mutating func call(
    _ name: String, _ place: FormulaPlace, first: FormulaNode?
  ) throws(FormulaError) -> FormulaNode {
    advance()
    var arguments = first.map { [$0] } ?? []
    let function = FormulaFunction(rawValue: name)
    while !current.isBracket(")") {
      let isPredicate: Bool
      switch function?.shape {
      case .values, nil: isPredicate = false
      default: isPredicate = arguments.count == 1
      }
      arguments.append(isPredicate ? try predicate() : try expression(0))
      if current.isBracket(")") { break }
      try expectOperator(",")
    }
    advance()
    return function.map { .call($0, arguments, place) } ?? .unknownCall(name, place)
  }

  /// What is asked of each element, in braces or bare.
  private mutating func predicate() throws(FormulaError) -> FormulaNode {
    let isBraced = current.isBracket("{")
    if isBraced { advance() }
    depth += 1
    let node = try expression(0)
    depth -= 1
    if isBraced { try expectBracket("}") }
    return node
  }
}
