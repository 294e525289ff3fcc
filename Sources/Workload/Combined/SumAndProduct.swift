import Kubernetes

/// Several sources at once.
struct Sum: Combination {
  static let keyword = "sum"
  let parts: [any LoadSource]
  let lengthMs: Int64?

  /// Reads `sum: [{constant: 10}, {csv: {…}}]`.
  static func read(_ input: LoadInput) -> Sum? {
    guard let parts = input.sources(), input.haveOneUnit(parts, in: input.node) else { return nil }
    return Sum(parts: parts, lengthMs: input.commonLength(parts))
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    let first = parts[0].column(on: axis, luck: luck)
    return parts.dropFirst().reduce(first) { $0.joined($1.column(on: axis, luck: luck), +) }
  }
}

/// A source times others, such as a noise around 1.
struct Product: Combination {
  static let keyword = "product"
  let parts: [any LoadSource]
  let lengthMs: Int64?

  /// Reads `product: [{csv: {…}}, {ou: {mean: 1, sd: 0.1, relaxation: 5m}}]`; one factor has a unit at most.
  static func read(_ input: LoadInput) -> Product? {
    guard let parts = input.sources() else { return nil }
    let factors = parts.enumerated().filter { $0.element.unit != nil && $0.element.unit != .number }
    guard factors.count <= 1 else {
      input.report.problem(
        "is the second factor with a unit, \(factors[1].element.unit?.rawValue ?? "")",
        at: input.node.elements?[factors[1].offset].place, path: "\(input.path)[\(factors[1].offset)]",
        hint: "a load times a load is no load; unit: number makes a recording a plain factor")
      return nil
    }
    return Product(parts: parts, lengthMs: input.commonLength(parts))
  }

  var unit: Unit? {
    let units = parts.compactMap(\.unit)
    return units.first { $0 != .number } ?? (units.count == parts.count ? units.first : nil)
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    let first = parts[0].column(on: axis, luck: luck)
    return parts.dropFirst().reduce(first) { $0.joined($1.column(on: axis, luck: luck), *) }
  }
}
