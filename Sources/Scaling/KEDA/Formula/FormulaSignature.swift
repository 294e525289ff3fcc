/// What a function of plain values takes and gives.
struct FormulaSignature {
  let function: FormulaFunction
  let place: FormulaPlace

  init(_ function: FormulaFunction, _ place: FormulaPlace) {
    self.function = function
    self.place = place
  }

  private func invalid(_ found: FormulaType, _ hint: String? = nil) -> FormulaError {
    FormulaError("invalid argument for \(function.rawValue) (type \(found))", at: place, hint: hint)
  }

  /// The type of the result for arguments of these types, whose number was checked.
  func result(_ types: [FormulaType]) throws(FormulaError) -> FormulaType {
    let first = types[0]
    switch function {
    case .len:
      guard first.element != nil || first.mayBeString else { throw invalid(first) }
      return .int
    case .abs:
      guard first.mayBeNumber else { throw invalid(first) }
      return first
    case .ceil, .floor, .round:
      guard first.mayBeNumber else { throw invalid(first) }
      return .float
    case .int, .float:
      guard first.mayBeNumber || first.mayBeString else {
        throw invalid(first, first == .bool ? "write a > 1 ? 1 : 0" : nil)
      }
      return function == .int ? .int : .float
    case .string, .type: return .string
    case .max, .min, .mean, .median:
      for type in types where !(type.mayBeNumber || type.element != nil) { throw invalid(type) }
      if function == .mean || function == .median { return .float }
      return types.contains { $0.element != nil } ? .any : first
    case .first, .last:
      guard let element = first.element else { throw invalid(first, "as in \(function.rawValue)([a, b])") }
      return element
    case .sort, .reverse, .uniq:
      guard first.element != nil else { throw invalid(first) }
      if types.count > 1, !types[1].mayBeString { throw invalid(types[1], "\"asc\" or \"desc\"") }
      return first
    case .flatten:
      guard first.element != nil else { throw invalid(first) }
      return .list(.any)
    case .concat:
      for type in types where type.element == nil { throw invalid(type) }
      return types.allSatisfy { $0 == first } ? first : .list(.any)
    case .take:
      guard first.element != nil else { throw invalid(first) }
      guard types[1].mayBeInt else { throw invalid(types[1]) }
      return first
    case .get:
      guard let element = first.element else { throw invalid(first) }
      guard types[1].mayBeInt else { throw invalid(types[1]) }
      return element
    default:
      for type in types where !type.mayBeInt { throw invalid(type, "whole numbers only, as in int(a)") }
      return .int
    }
  }
}
