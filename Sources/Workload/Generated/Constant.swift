import Kubernetes

/// The same value at all times.
struct Constant: Curve {
  static let keyword = "constant"
  let value: Double

  /// Reads `constant: 100`.
  static func read(_ input: LoadInput) -> Constant? {
    Fields.amount(input.node, path: input.path, .any, report: input.report).map(Constant.init)
  }

  func mean(from start: Double, to end: Double) -> Double { value }
}
