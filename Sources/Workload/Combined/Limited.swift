import Kubernetes

/// A source of which only the first part is taken, as `duration` beside its keyword says.
struct Limited: Combination {
  static let keyword = "duration"
  let source: any LoadSource
  let lengthMs: Int64?

  var parts: [any LoadSource] { [source] }
  var unit: Unit? { source.unit }
  var keepsSteps: Bool { source.keepsSteps }

  /// It stands beside another keyword, never alone.
  static func read(_ input: LoadInput) -> Limited? { nil }

  func column(on axis: TimeAxis, luck: Luck) -> Column { source.column(on: axis, luck: luck) }
  func tail(on axis: TimeAxis, luck: Luck) -> Column { source.tail(on: axis, luck: luck) }
}
