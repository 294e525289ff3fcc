import Kubernetes

/// A condition between the numbers of parameters, such as `min + 2 <= max` or `0.5 * window >= period`.
///
/// Both sides are sums of terms; a term is a number, a parameter's name, or a number times a name. It holds where one of
/// its parameters does not matter.
public struct Relation: Sendable, Hashable {
  /// How the sides are compared.
  enum Comparison: String, Sendable, Hashable, CaseIterable {
    case atMost = "<=", atLeast = ">=", differs = "!=", equals = "==", less = "<", more = ">"
  }

  /// A sum of multiples of parameters.
  struct Sum: Sendable, Hashable {
    var constant = 0.0
    var terms: [Term] = []
  }

  /// A multiple of a parameter.
  struct Term: Sendable, Hashable {
    var factor: Double
    var parameter: Int
  }

  /// The relation as written.
  public var text: String
  var comparison: Comparison
  var left: Sum
  var right: Sum

  /// Reads a relation between named parameters. Throws what cannot be read.
  init(_ text: String, parameters: [Parameter]) throws(InputProblem) {
    self.text = text
    // The longer signs first, as < begins <=.
    let found = Comparison.allCases.first { text.contains($0.rawValue) }
    guard let found else {
      throw InputProblem(message: "compares nothing", hint: "as in min <= max")
    }
    let sides = text.split(separator: found.rawValue, omittingEmptySubsequences: false)
    guard sides.count == 2 else { throw InputProblem(message: "compares more than two sides") }
    comparison = found
    left = try Relation.sum(sides[0], parameters)
    right = try Relation.sum(sides[1], parameters)
  }

  /// Whether it holds for the numbers of parameters; nil is one that does not matter.
  func holds(_ numbers: [Double?]) -> Bool {
    guard let a = Relation.value(left, numbers), let b = Relation.value(right, numbers) else { return true }
    switch comparison {
    case .atMost: return a <= b
    case .atLeast: return a >= b
    case .less: return a < b
    case .more: return a > b
    case .equals: return a == b
    case .differs: return a != b
    }
  }

  private static func value(_ sum: Sum, _ numbers: [Double?]) -> Double? {
    var total = sum.constant
    for term in sum.terms {
      guard let number = numbers[term.parameter] else { return nil }
      total += term.factor * number
    }
    return total
  }

  private static func sum(_ text: Substring, _ parameters: [Parameter]) throws(InputProblem) -> Sum {
    var sum = Sum()
    var sign = 1.0
    var isTermWanted = true
    var rest = text.drop { $0 == " " }
    while let first = rest.first {
      if !isTermWanted {
        guard first == "+" || first == "-" else {
          throw InputProblem(message: "a + or - is missing before `\(rest)`")
        }
        sign = first == "-" ? -1 : 1
        rest = rest.dropFirst().drop { $0 == " " }
        isTermWanted = true
        continue
      }
      let (factor, name) = try term(&rest)
      if let name {
        guard let index = parameters.firstIndex(where: { $0.name == name }) else {
          throw InputProblem(
            message: "there is no parameter \(name)",
            hint: Spelling.nearest(to: name, in: parameters.map(\.name)).map { "did you mean \($0)?" })
        }
        guard parameters[index].isNumeric else {
          throw InputProblem(message: "the values of \(name) are no numbers")
        }
        sum.terms.append(Term(factor: sign * factor, parameter: index))
      } else {
        sum.constant += sign * factor
      }
      isTermWanted = false
      rest = rest.drop { $0 == " " }
    }
    if isTermWanted { throw InputProblem(message: "a number or a name is missing", hint: "as in min <= max") }
    return sum
  }

  /// Takes a number, a name, or a number times a name off the front.
  private static func term(_ rest: inout Substring) throws(InputProblem) -> (Double, String?) {
    guard let first = rest.utf8.first else { return (0, nil) }
    guard isDigit(first) else {
      let name = String(decoding: rest.utf8.prefix(while: isNameByte), as: UTF8.self)
      if name.isEmpty { throw InputProblem(message: "`\(rest)` is neither a number nor a name") }
      rest = rest.dropFirst(name.count)
      return (1, name)
    }
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits) else { throw InputProblem(message: "`\(digits)` is no number") }
    rest = rest.dropFirst(digits.count).drop { $0 == " " }
    guard rest.first == "*" else { return (number, nil) }
    rest = rest.dropFirst().drop { $0 == " " }
    let (factor, name) = try term(&rest)
    return (number * factor, name)
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether a byte may stand in a parameter's name; a minus sign needs a blank before it.
  static func isNameByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}
