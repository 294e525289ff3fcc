import Kubernetes

/// A source averaged over longer steps, as a coarser recording of it would be.
struct Resample: Combination {
  static let keyword = "resample"
  let source: any LoadSource
  let stepMs: Int64

  var parts: [any LoadSource] { [source] }
  var lengthMs: Int64? { source.lengthMs }

  /// Reads `resample: {of: …, every: 5m}`.
  static func read(_ input: LoadInput) -> Resample? {
    input.fields { fields in
      let step = fields.required("every") { fields.timespan($0, .positive) }
      guard let source = input.source(fields), let step else { return nil }
      return Resample(source: source, stepMs: step)
    }
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    workOfParts(overMs: length, stepMs: stepMs)
      + LoadWork(values: Double(length) / Double(min(stepMs, self.stepMs)))
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var end = (axis.endMs + stepMs - 1) / stepMs * stepMs
    if let length = source.lengthMs { end = min(end, length) }
    let coarse = TimeAxis(stepMs: stepMs, lengthMs: end)
    // Drawn on the load's own steps first, so that averaging shows what a coarse recording hides.
    let fine = TimeAxis(stepMs: min(axis.stepMs, stepMs), lengthMs: end)
    let column = source.column(on: fine, luck: luck).means(from: fine, on: coarse)
    return column.means(from: coarse, on: axis)
  }
}
