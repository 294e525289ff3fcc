/// A formula over the values of triggers, as KEDA's scalingModifiers have it.
///
/// It is understood and checked once, then worked out as often as wanted. The language is the part of expr
/// (github.com/expr-lang/expr v1.17) that concerns numbers: arithmetic, comparisons, `and`/`or`/`not`, `?:`,
/// `if`/`else`, `??`, `let`, lists with indexes, and functions such as max, sum and count. KEDA makes a float of
/// the result, unless the formula knows `??`, whose result may be nil.
public struct Formula: Sendable, Hashable {
  /// The formula as it was written.
  public let text: String
  /// The names of the triggers, in the order of their values.
  public let triggers: [String]
  private let root: FormulaNode
  private let variableCount: Int

  /// Understands a formula. Throws what is wrong with it and where.
  public init(_ text: String, triggers: [String]) throws(FormulaError) {
    self.text = text
    self.triggers = triggers
    var parser = try FormulaParser(text, triggers: triggers)
    let root = try parser.formula()
    variableCount = parser.variableCount
    var checker = FormulaChecker(triggers: triggers, variableCount: variableCount)
    let type = try checker.type(root)
    let start = FormulaPlace(line: 1, column: 1)
    let isNilAble = text.contains("??")
    if !(isNilAble && type == .nothing) {
      _ = try FormulaSignature(.float, start).result([type])
    }
    self.root = root
    // KEDA tries a formula with -1 for every trigger and refuses what has no result then.
    _ = try result([Double?](repeating: -1, count: triggers.count))
  }

  /// The result for values of the triggers, nil standing for one that has none.
  ///
  /// A formula with `??` may itself come to nil. Throws where the values allow no result, such as a sum with nil.
  public func result(_ values: [Double?]) throws(FormulaError) -> Double? {
    var evaluation = FormulaEvaluation(values: values, variableCount: variableCount)
    let value = try evaluation.value(root)
    if value == .nothing, text.contains("??") { return nil }
    return try FormulaLibrary.call(.float, [value], FormulaPlace(line: 1, column: 1)).number
  }
}
