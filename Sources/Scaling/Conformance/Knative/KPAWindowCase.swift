import Kubernetes

/// Operations on a window with what they answered.
enum KPAWindowCase {
  /// One operation.
  enum Operation {
    case record(Double, Int64)
    case average(Int64)
    case isEmpty(Int64)
    case resize(Int64, Int64)

    init?(_ fields: Fields) {
      let nanoseconds = fields.int64("t_ns").map { $0 / 1_000_000 }
      guard let time = nanoseconds ?? fields.required("t", fields.int64) else { return nil }
      switch fields.required("op", fields.string) {
      case "record": self = .record(fields.double("v") ?? 0, time)
      case "avg": self = .average(time)
      case "empty": self = .isEmpty(time)
      case "resize": self = .resize(fields.seconds("v") ?? 0, time)
      case nil: return nil
      case .some(let other):
        fields.problem("op", "must be record, avg, empty or resize, found \(other)")
        return nil
      }
    }
  }

  /// Makes the window a case speaks of.
  static func window(_ fields: Fields) -> KPAWindow? {
    guard let length = fields.required("windowSeconds", fields.seconds),
      let granularity = fields.required("granularitySeconds", fields.seconds)
    else { return nil }
    let aggregation = fields.string("aggregation") ?? ""
    return KPAWindow(
      windowMs: length, granularityMs: granularity,
      aggregation: aggregation.hasPrefix("w") ? .weightedExponential : .linear)
  }

  /// Makes an operation and compares its answer.
  static func apply(
    _ operation: Operation, to window: inout KPAWindow, expected: DocumentNode?,
    _ comparison: inout CaseComparison
  ) {
    switch operation {
    case .record(let value, let time): window.record(value, atMs: time)
    case .resize(let length, let time): window.resize(toMs: length, atMs: time)
    case .isEmpty(let time):
      guard case .bool(let recorded) = expected?.content else { return }
      comparison.compare("empty", expected: recorded, found: window.isEmpty(atMs: time))
    case .average(let time):
      guard case .number(let text) = expected?.content, let recorded = Double(text) else { return }
      comparison.compare("avg", expected: recorded, found: window.average(atMs: time), within: 1e-9)
    }
  }

  /// Replays a run of operations.
  static func replay(_ fields: Fields) -> CaseComparison? {
    fields.ignore("t0")
    guard var window = window(fields),
      let steps = fields.steps({ Operation($0) }, expected: { node, _ in node })
    else { return nil }
    var comparison = CaseComparison()
    for (index, (operation, expected)) in steps.enumerated() {
      comparison.prefix = "steps[\(index)]."
      apply(operation, to: &window, expected: expected, &comparison)
    }
    return comparison
  }

  /// Replays records in the window of the delay.
  static func replayDelay(_ fields: Fields) -> CaseComparison? {
    fields.ignore("t0")
    guard let length = fields.required("windowSeconds", fields.seconds),
      let granularity = fields.required("granularitySeconds", fields.seconds)
    else { return nil }
    var window = KPADelayWindow(durationMs: length, granularityMs: granularity)
    let steps = fields.steps({ step -> (Int64, Int32)? in
      guard let time = step.required("t", step.int64) else { return nil }
      return (time, step.int32("v") ?? 0)
    }) { node, _ -> Int32? in
      guard case .number(let text) = node.content else { return nil }
      return Int32(text)
    }
    guard let steps else { return nil }
    var comparison = CaseComparison()
    for (index, (step, expected)) in steps.enumerated() {
      window.record(step.1, atMs: step.0)
      comparison.compare("steps[\(index)].current", expected: expected, found: window.current)
    }
    return comparison
  }
}
