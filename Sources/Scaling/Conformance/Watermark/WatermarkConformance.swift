import Conformance
import Kubernetes

/// Replays recorded decisions of the WatermarkPodAutoscaler and tells where this one decides otherwise.
public enum WatermarkConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    try RecordedCase.replay(file) { fields in
      let id = fields.string("id") ?? ""
      return replay(fields).map { [.compared(id: id, $0.difference)] }
    }
  }

  /// What upstream decided at one step.
  private struct Expected {
    var proposals: [Int32]
    var normalized: Int32
    var rescale: Bool
    var replicas: Int32
    var above: Bool
    var below: Bool

    init?(_ fields: Fields) {
      guard let replicas = fields.required("replicas", fields.int32) else { return nil }
      self.replicas = replicas
      proposals = (fields.doubles("proposals") ?? []).map { Int32(clamping: GoConversion.int64($0)) }
      normalized = fields.int32("normalized") ?? 0
      rescale = fields.bool("rescale") ?? false
      above = fields.bool("above") ?? false
      below = fields.bool("below") ?? false
    }
  }

  private static func mark(_ node: DocumentNode) -> Quantity? {
    switch node.content {
    case .string(let text), .number(let text): try? Quantity(text)
    default: nil
    }
  }

  private static func replay(_ fields: Fields) -> CaseComparison? {
    let marks = fields.required("marks") { key in
      fields.list(key) { node, path -> WatermarkSpec.Marks? in
        let ends = (node.elements ?? []).compactMap { mark($0)?.milliValue }
        guard ends.count == 2 else {
          fields.report.problem("must be the low and the high mark", at: node.place, path: path)
          return nil
        }
        return WatermarkSpec.Marks(lowMilli: ends[0], highMilli: ends[1])
      }
    }
    guard let marks,
      let spec = fields.required("spec", { fields.object($0) { WatermarkSpec.read($0, marks: marks) } })
    else { return nil }
    let steps = fields.steps({ step -> WatermarkObservation? in
      guard let now = step.required("t", step.int64) else { return nil }
      return WatermarkObservation(
        nowMs: now, specReplicas: step.int32("specReplicas") ?? 0,
        statusReplicas: step.int32("statusReplicas") ?? 0, readyReplicas: step.int32("ready") ?? 0,
        sumsMilli: (step.doubles("sums") ?? []).map { GoConversion.int64($0) })
    }) { node, path in
      Fields.read(node, path: path, report: fields.report) { Expected($0) }
    }
    guard let steps else { return nil }
    var autoscaler = WatermarkAutoscaler(spec)
    var comparison = CaseComparison()
    for (index, (observation, expected)) in steps.enumerated() {
      let decision = autoscaler.decide(observation)
      comparison.prefix = "steps[\(index)]."
      comparison.compare("proposals", expected: expected.proposals, found: autoscaler.proposals)
      comparison.compare("normalized", expected: expected.normalized, found: decision.normalized)
      comparison.compare("rescale", expected: expected.rescale, found: decision.rescales)
      comparison.compare("replicas", expected: expected.replicas, found: decision.replicas)
      comparison.compare("above", expected: expected.above, found: decision.isAbove)
      comparison.compare("below", expected: expected.below, found: decision.isBelow)
    }
    return comparison
  }
}
