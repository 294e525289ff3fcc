import Kubernetes

/// Decisions about jobs with what upstream made.
enum ScaledJobCase {
  /// Reads a job's spec.
  private static func job(_ fields: Fields) -> ScaledJob? {
    fields.ignore("triggers")
    return ScaledJob.read(fields)
  }

  /// Replays polls.
  static func replay(_ fields: Fields) -> CaseComparison? {
    fields.ignore("created")
    guard let job = fields.required("job", { fields.object($0, job) }) else { return nil }
    let triggers = fields.objects("triggers") { trigger -> (target: Double?, activation: Double) in
      trigger.ignore("type", "name", "metadata", "useCachedMetrics")
      let isWhole = trigger.string("metricType") == "Value"
      return (isWhole ? nil : trigger.double("target") ?? 0, trigger.double("activation") ?? 0)
    }
    guard let triggers else { return nil }
    let steps = fields.steps({ step -> (readings: [KEDAReading], running: Int64, pending: Int64)? in
      step.ignore("t")
      let values = step.objects("values") { ($0.double("v") ?? 0, hasFailed: $0.has("err")) } ?? []
      let readings = triggers.indices.map { index -> KEDAReading in
        guard index < values.count, !values[index].hasFailed else { return .failed }
        return .value(values[index].0, isActive: values[index].0 > triggers[index].activation)
      }
      return (readings, step.int64("running") ?? 0, step.int64("pending") ?? 0)
    }) { node, _ in node }
    guard let steps else { return nil }
    var comparison = CaseComparison()
    for (index, (step, expected)) in steps.enumerated() {
      let decision = job.decide(
        zip(step.readings, triggers).map { ScaledJobReading($0, target: $1.target) }, running: step.running,
        pending: step.pending)
      comparison.prefix = "steps[\(index)]."
      compare(&comparison, decision, expected)
    }
    return comparison
  }

  private static func compare(
    _ comparison: inout CaseComparison, _ decision: ScaledJobDecision, _ expected: DocumentNode
  ) {
    if case .number(let text) = expected["created"]?.content {
      comparison.compare("created", expected: Int64(text), found: decision.created)
    }
    comparison.compare(
      "ready.reason", expected: expected["ready"]?["reason"]?.text, found: decision.ready.reason.rawValue)
    comparison.compare(
      "ready.status", expected: expected["ready"]?["status"]?.text, found: decision.ready.status.rawValue)
    comparison.compare(
      "active.status", expected: expected["active"]?["status"]?.text,
      found: decision.isActive ? "True" : "False")
  }

  /// Replays single decisions of a strategy: two values are the queue and the jobs asked for.
  static func replayDecisions(_ fields: Fields) -> CaseComparison? {
    guard let job = fields.required("job", { fields.object($0, job) }) else { return nil }
    let steps = fields.steps({ step -> [Int64]? in
      step.ignore("t")
      let values = step.objects("values") { $0.double("v").map { Int64($0) } ?? 0 } ?? []
      guard values.count == 2 else {
        step.problem("values", "must be the queue and the jobs asked for")
        return nil
      }
      return [step.int64("running") ?? 0, step.int64("pending") ?? 0] + values
    }) { node, path in
      Fields.read(node, path: path, report: fields.report) { expected -> (Int64, Int64)? in
        (expected.int64("effectiveMaxScale") ?? 0, expected.int64("scaleTo") ?? 0)
      }
    }
    guard let steps else { return nil }
    var comparison = CaseComparison()
    for (index, (step, expected)) in steps.enumerated() {
      let found = job.scale(running: step[0], pending: step[1], scaleTo: step[2], wanted: step[3])
      comparison.prefix = "steps[\(index)]."
      comparison.compare("effectiveMaxScale", expected: expected.0, found: found.effective)
      comparison.compare("scaleTo", expected: expected.1, found: found.scaleTo)
    }
    return comparison
  }
}
