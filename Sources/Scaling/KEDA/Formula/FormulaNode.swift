/// A part of a formula that was understood.
indirect enum FormulaNode: Sendable, Hashable {
  case literal(FormulaValue, FormulaPlace)
  /// A trigger's value, by its number.
  case trigger(Int, name: String, FormulaPlace)
  /// A name declared by `let`, by its number.
  case variable(Int, FormulaPlace)
  case unknownName(String, FormulaPlace)
  /// The element a predicate looks at.
  case element(FormulaElement, FormulaPlace)
  case unary(String, FormulaNode, FormulaPlace)
  case binary(FormulaOperator, FormulaNode, FormulaNode, FormulaPlace)
  case conditional(FormulaNode, FormulaNode, FormulaNode, FormulaPlace)
  case list([FormulaNode], FormulaPlace)
  case index(FormulaNode, FormulaNode, FormulaPlace)
  case slice(FormulaNode, FormulaNode?, FormulaNode?, FormulaPlace)
  case call(FormulaFunction, [FormulaNode], FormulaPlace)
  case unknownCall(String, FormulaPlace)
  case declaration(Int, FormulaNode, FormulaNode, FormulaPlace)

  var place: FormulaPlace {
    switch self {
    case .literal(_, let place), .trigger(_, _, let place), .variable(_, let place),
      .unknownName(_, let place),
      .element(_, let place), .unary(_, _, let place), .binary(_, _, _, let place),
      .conditional(_, _, _, let place), .list(_, let place), .index(_, _, let place),
      .slice(_, _, _, let place), .call(_, _, let place), .unknownCall(_, let place),
      .declaration(_, _, _, let place):
      place
    }
  }
}

/// What `#` stands for in a predicate.
enum FormulaElement: String, Sendable, Hashable {
  case value = ""
  case accumulator = "acc"
  case index
}

/// An operator between two values.
enum FormulaOperator: String, Sendable, Hashable, CaseIterable {
  case or = "||"
  case and = "&&"
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case greater = ">"
  case atLeast = ">="
  case atMost = "<="
  case isIn = "in"
  case contains
  case startsWith
  case endsWith
  case range = ".."
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case modulo = "%"
  case power = "**"
  case coalesce = "??"

  init?(_ text: String) {
    switch text {
    case "or": self = .or
    case "and": self = .and
    case "^": self = .power
    default: self.init(rawValue: text)
    }
  }

  /// How strongly it binds.
  var precedence: Int {
    switch self {
    case .or: 10
    case .and: 15
    case .equal, .unequal, .less, .greater, .atLeast, .atMost, .isIn, .contains, .startsWith, .endsWith: 20
    case .range: 25
    case .plus, .minus: 30
    case .times, .divided, .modulo: 60
    case .power: 100
    case .coalesce: 500
    }
  }

  var isComparison: Bool { self == .less || self == .greater || self == .atLeast || self == .atMost }
  var canBeNegated: Bool { self == .isIn || self == .contains || self == .startsWith || self == .endsWith }
}
