import Testing

@testable import Scaling

@Suite("Formulas over triggers")
struct FormulaTests {
  @Test(
    "A formula is worked out as the expr language has it",
    arguments: [
      ("a + b * 2", 16.0), ("(a + b) * 2", 20), ("-a ** 2", -16), ("2 ** 3 ** 2", 512), ("a - b - 1", -3),
      ("7 / 2", 3.5), ("int(a) % 3", 1), ("a > b ? a : b", 6), ("a < 2 ? 1 : b < 9 ? 2 : 3", 2),
      ("if a > 9 { 1 } else if b > 5 { 2 } else { 3 }", 2), ("let x = a + b; let y = x * 2; y - x", 10),
      ("max(a, b, 5)", 6), ("min([a, b])", 4), ("sum([a, b], # * 2)", 20), ("mean([a, b])", 5),
      ("median([a, b, 100])", 6), ("count([a, b], # > 4)", 1), ("any([a, b], {# > 5}) ? 1 : 0", 1),
      ("none([a, b], # > 9) and all([a, b], # > 3) ? 1 : 0", 1), ("reduce([a, b], #acc * #, 1)", 24),
      ("reduce([a, b], #acc + #)", 10), ("len(filter([a, b], # > 4))", 1), ("sort([b, a])[0]", 4),
      ("sort([a, b], \"desc\")[0]", 6), ("[a, b][-1]", 6), ("first([a, b]) + last([a, b])", 10),
      ("map([a, b], # + #index)[1]", 7), ("find([a, b, 9], # > 4)", 6), ("findIndex([a, b, 9], # > 4)", 1),
      ("1 < a < 5 ? 1 : 0", 1), ("a in [4.0, 6.0] ? 1 : 0", 1), ("a not in [4] ? 1 : 0", 0),
      ("not (a > b) ? 1 : 0", 1), ("a == 4 and b != 4 ? 1 : 0", 1), ("a > 5 or b > 5 ? 1 : 0", 1),
      ("ceil(a / 3) + floor(a / 3) + round(2.5)", 6), ("abs(a - b)", 2), ("bitand(int(a), 5)", 4),
      ("0x10 + 1_000 + 1e3 + .5", 2_016.5), ("[a, b] | sum()", 10), ("sum(1..4)", 10), ("a // half\n / 2", 2),
      ("\"ab\" contains \"b\" ? a : b", 4), ("float(\"2.5\") * a", 10),
      ("[a, b, 1][1:] | len()", 2), ("a ?: b", 4),
    ])
  func accepted(text: String, expected: Double) throws {
    if text == "a ?: b" {
      // A number is no condition.
      #expect(throws: FormulaError.self) { try Formula(text, triggers: ["a", "b"]) }
      return
    }
    #expect(try Formula(text, triggers: ["a", "b"]).result([4, 6]) == expected)
  }

  @Test(
    "What cannot be meant is refused with its place and what would be right",
    arguments: [
      ("a % 2.0", "formula 1:3: `%` does not fit float and float (% needs whole numbers, as in int(a) % 3)"),
      ("c + 1", "formula 1:1: unknown name c (triggers are a, b)"),
      ("a +", "formula 1:4: unexpected the end of the formula"),
      ("a |> max(b)", "formula 1:4: unexpected `>` (expected a function after `|`)"),
      ("sqrt(a)", "formula 1:1: unknown name sqrt (write a ** 0.5)"),
      ("pow(a, 2)", "formula 1:1: unknown name pow (write a ** b)"),
      ("a > 1", "formula 1:1: invalid argument for float (type bool) (write a > 1 ? 1 : 0)"),
      ("\"x\"", "formula 1:1: invalid argument for float (type string)"),
      ("a ? 1 : 2", "formula 1:1: a condition must be true or false, found float (compare it, as in a > 0)"),
      ("a ?? b + 1", "formula 1:8: `+` and `??` cannot be mixed (put one of them in parentheses)"),
      ("max(a,\n  d)", "formula 2:3: unknown name d (triggers are a, b)"),
      ("[a, b]", "formula 1:1: invalid argument for float (type list of float)"),
      ("max()", "formula 1:1: not enough arguments to call max"),
      ("abs(a, b)", "formula 1:1: too many arguments to call abs"),
      ("not a > 2", "formula 1:1: not needs true or false, found float (put what it negates in parentheses)"),
      ("count([a], # + 1)", "formula 1:14: what count asks of an element must be true or false, found float"),
      ("a + true", "formula 1:3: `+` does not fit float and bool"),
      ("1 % 0", "formula 1:3: whole division by zero"),
      ("(a + b", "formula 1:7: unexpected the end of the formula (expected `)`)"),
      ("a $ b", "formula 1:3: unexpected `$`"), ("a @ b", "formula 1:3: unrecognized character `@`"),
      ("", "formula 1:1: the formula is empty"),
      ("let a = 1; a", "formula 1:5: cannot redeclare a (choose another name)"),
      ("1e400", "formula 1:1: bad number syntax: \"1e400\""),
      ("find([a, b], # > 4)", "formula 1:1: invalid argument for float (type nil)"),
      ("12ab", "formula 1:1: bad number syntax: \"12a\""),
      (
        "# + 1",
        "formula 1:1: unexpected `#` (# stands for an element and only means something in a predicate)"
      ),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: FormulaError.self) { try Formula(text, triggers: ["a", "b"]) }
    #expect(error?.description == message)
  }

  @Test("Nil passes through ?? and branches that are not taken, and nowhere else")
  func nils() throws {
    #expect(try Formula("a ?? b ?? 5", triggers: ["a", "b"]).result([nil, nil]) == 5)
    #expect(try Formula("a ?? b", triggers: ["a", "b"]).result([nil, nil]) == nil)
    #expect(try Formula("b > 5 ? a : 0", triggers: ["a", "b"]).result([nil, 1]) == 0)
    let sum = try Formula("a + b", triggers: ["a", "b"])
    let error = #expect(throws: FormulaError.self) { try sum.result([nil, 1]) }
    #expect(error?.description == "formula 1:3: `+` does not fit nil and float")
    #expect(throws: FormulaError.self) { try Formula("a", triggers: ["a"]).result([nil]) }
    #expect(throws: FormulaError.self) { try Formula("a", triggers: ["a"]).result([]) }
  }

  @Test("A division by zero is infinite, an index beyond a list an error")
  func limits() throws {
    #expect(try Formula("a / 0", triggers: ["a"]).result([1]) == .infinity)
    // With -1, with which every formula is tried, there is an element.
    let list = try Formula("[5, 6][int(a)]", triggers: ["a"])
    #expect(try list.result([1]) == 6)
    let error = #expect(throws: FormulaError.self) { try list.result([2]) }
    #expect(error?.message == "index out of range: 2 (list length is 2)")
    #expect(throws: FormulaError.self) { try Formula("[a][1]", triggers: ["a"]) }
  }

  @Test("Whatever is typed, nothing traps")
  func noise() {
    let words = [
      "a", "b", "1", "2.5", "(", ")", "[", "]", "{", "}", "+", "-", "*", "/", "%", "**", "?", ":", "??",
      "not", "and",
      "in", "let", "x", "=", ";", ",", "max", "count", "sum", "#", "#acc", "|", "if", "else", "\"t\"", "1..3",
      ">", "==", "nil",
      "true", "9223372036854775807", "bitshl", "reduce", "-1",
    ]
    var state: UInt64 = 99
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<(1 + Int(state >> 60)) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int(state >> 33) % words.count] + " "
      }
      if let formula = try? Formula(text, triggers: ["a", "b"]) { _ = try? formula.result([1.5, nil]) }
    }
    let deep = String(repeating: "(", count: 10_000)
    #expect(throws: FormulaError.self) { try Formula(deep, triggers: []) }
  }
}
