import Conformance
import Kubernetes

/// One situation with what upstream decided in it.
struct HPASingleCase {
  let id: String
  private var start: HPACase
  private let situation: HPASituation
  private let expected: HPAOutcome

  init?(_ fields: Fields, id: String) {
    self.id = id
    guard let start = HPACase(fields), let situation = HPASituation.read(fields),
      let expected = fields.required("expect", { fields.object($0) { HPAOutcome.read($0) } })
    else { return nil }
    self.start = start
    self.situation = situation
    self.expected = expected
  }

  /// Decides and returns the first field that differs.
  func firstDifference(id: String, place: SourcePlace) -> ConformanceReport.Difference? {
    var controller = start.controller
    var observation = HPAObservation()
    let found = HPAOutcome(of: &controller, in: situation, observation: &observation)
    return expected.checks(against: found).firstDifference(id: id, place: place)
  }
}

/// A run of situations, in which the scale follows what was decided.
struct HPASequenceCase {
  private let id: String
  private var start: HPACase
  private var steps: [(node: DocumentNode, path: String)]
  private let expected: [HPAOutcome]
  private let replayed: [HPAOutcome]

  init?(_ fields: Fields, id: String) {
    self.id = id
    guard let start = HPACase(fields),
      let steps = fields.required("steps", { fields.list($0) { (node: $0, path: $1) } }),
      let expected = fields.required("expects", { fields.objects($0) { HPAOutcome.read($0) } })
    else { return nil }
    if steps.count != expected.count {
      fields.problem("expects", "must have one entry a step: \(steps.count), found \(expected.count)")
      return nil
    }
    self.start = start
    self.steps = steps
    self.expected = expected
    replayed = Self.replay(start, steps: steps, report: fields.report)
  }

  private static func replay(
    _ start: HPACase, steps: [(node: DocumentNode, path: String)], report: DocumentReport
  ) -> [HPAOutcome] {
    var state = start
    var observation = HPAObservation()
    var scale: HPASituation.Scale?
    var outcomes: [HPAOutcome] = []
    for step in steps {
      let outcome = Fields.read(step.node, path: step.path, report: report) { fields -> HPAOutcome? in
        if let spec = fields.value("spec") {
          state.replaceSpec(spec, path: step.path, report: report)
        }
        guard let situation = HPASituation.read(fields, carried: scale) else { return nil }
        let outcome = HPAOutcome(of: &state.controller, in: situation, observation: &observation)
        scale = situation.scale
        scale?.failure = nil
        scale?.writeFailure = nil
        scale?.conflicts = false
        if let written = outcome.scaledTo { scale?.specReplicas = written }
        return outcome
      }
      guard let outcome else { break }
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// Returns the first field that differs, of the first step that does.
  func firstDifference(place: SourcePlace) -> ConformanceReport.Difference? {
    for (index, pair) in zip(expected, replayed).enumerated() {
      let difference = pair.0.checks(against: pair.1).firstDifference(id: "\(id) step \(index)", place: place)
      if let difference { return difference }
    }
    return nil
  }
}
