import Kubernetes

/// The same value at all times.
struct Constant: LoadSource {
  static let keyword = "constant"
  let value: Double

  /// Reads `constant: 100`.
  static func read(_ input: LoadInput) -> Constant? {
    Fields.amount(input.node, path: input.path, .notNegative, report: input.report).map(Constant.init)
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    Column([Double](repeating: value, count: axis.count))
  }
}
