import Conformance
import Kubernetes

/// All that can be seen of one reconcile from outside, as texts and numbers.
struct HPAOutcome: Sendable {
  var error: String?
  var currentReplicas: Int32 = 0
  var desiredReplicas: Int32 = 0
  var scaledTo: Int32?
  var rescaleReason = ""
  var events: [String] = []
  var conditions: [HorizontalPodAutoscalerCondition] = []
  /// What each metric comes to by itself, nil where it was not asked.
  var metrics: [Metric]?
  var statusWritten = false
  var statusMetrics = 0
  var lastScaleMs: Int64?
  var state = HPAMemory()

  /// What one metric comes to.
  struct Metric: Sendable {
    var proposal: Int32
    var name = ""
    var error: String?
    var reason: String?
    /// The entry of the status as one text, empty where the metric failed.
    var status = ""
  }

  init() {}

  /// Evaluates the metrics by themselves, then takes the decision.
  init(of controller: inout HPAController, in situation: HPASituation, observation: inout HPAObservation) {
    situation.observe(
      controller.autoscaler, configuration: controller.configuration, into: &observation)
    metrics = Self.metrics(of: controller, in: observation)
    let decision = controller.reconcile(observation)
    error = controller.errorText(of: decision, observation: observation)
    currentReplicas = controller.memory.currentReplicas
    desiredReplicas = controller.memory.desiredReplicas
    scaledTo = decision.scaledTo
    if scaledTo != nil { rescaleReason = controller.text(of: decision.reason) }
    events = controller.events(of: decision, observation: observation)
    conditions = controller.conditions
    statusWritten = decision.statusWritten
    statusMetrics = controller.memory.reported.count
    let lastScale = controller.memory.lastScaleTimeMs
    lastScaleMs = lastScale == HPAObservation.noTime ? nil : lastScale
    state = controller.memory
  }

  private static func metrics(of controller: HPAController, in observation: HPAObservation) -> [Metric]? {
    if observation.scaleFailure != nil { return nil }
    switch observation.selector {
    case .empty, .invalid: return nil
    case .valid, .ambiguous: break
    }
    return controller.proposals(for: observation).enumerated().map { index, proposal in
      if proposal.failed {
        return Metric(
          proposal: 0,
          error: controller.errorText(ofMetric: index, proposal: proposal, observation: observation),
          reason: controller.failureReason(index).name)
      }
      return Metric(
        proposal: proposal.replicas, name: controller.metricName(Int32(index)),
        status: controller.statusNode(of: index, proposal: proposal).canonicalText)
    }
  }
}

extension HPAOutcome {
  /// Reads what upstream came to.
  static func read(_ fields: Fields) -> HPAOutcome {
    var result = HPAOutcome()
    result.error = fields.string("error")
    result.currentReplicas = fields.int32("currentReplicas") ?? 0
    result.desiredReplicas = fields.int32("desiredReplicas") ?? 0
    result.scaledTo = fields.int32("scaledTo")
    result.rescaleReason = fields.string("rescaleReason") ?? ""
    result.events = fields.texts("events") ?? []
    result.conditions =
      fields.objects("conditions") {
        HorizontalPodAutoscalerCondition(
          type: $0.string("type") ?? "", status: $0.string("status") ?? "", reason: $0.string("reason") ?? "",
          message: $0.string("message") ?? "", lastTransitionTimeMs: $0.int64("transitionMs"))
      } ?? []
    result.metrics = fields.objects("metrics") {
      Metric(
        proposal: $0.int32("proposal") ?? 0, name: $0.string("name") ?? "", error: $0.string("error"),
        reason: $0.string("reason"), status: $0.value("status")?.canonicalText ?? "")
    }
    result.statusWritten = fields.bool("statusWritten") ?? false
    result.statusMetrics = Int(fields.int32("statusMetrics") ?? 0)
    result.lastScaleMs = fields.int64("lastScaleMs")
    result.state = fields.object("state") { HPAMemory.read($0) } ?? HPAMemory()
    return result
  }

  /// Lists all fields with what they should be and what they are, the most telling first.
  func checks(against found: HPAOutcome) -> [CaseCheck] {
    var checks = [
      CaseCheck("scaledTo", expected: Self.text(scaledTo), found: Self.text(found.scaledTo)),
      CaseCheck("currentReplicas", expected: currentReplicas, found: found.currentReplicas),
      CaseCheck("desiredReplicas", expected: desiredReplicas, found: found.desiredReplicas),
    ]
    checks += Self.pairs("conditions", conditions, found.conditions) { name, expected, found in
      [
        CaseCheck("\(name).type", expected: expected.type, found: found.type),
        CaseCheck("\(name).status", expected: expected.status, found: found.status),
        CaseCheck("\(name).reason", expected: expected.reason, found: found.reason),
        CaseCheck(
          "\(name).transitionMs", expected: Self.text(expected.lastTransitionTimeMs),
          found: Self.text(found.lastTransitionTimeMs)),
        CaseCheck(
          "\(name).message", expected: expected.message.sortingAutoscalers,
          found: found.message.sortingAutoscalers),
      ]
    }
    checks += Self.pairs("metrics", metrics ?? [], found.metrics ?? []) { name, expected, found in
      [
        CaseCheck("\(name).proposal", expected: expected.proposal, found: found.proposal),
        CaseCheck("\(name).reason", expected: expected.reason ?? "", found: found.reason ?? ""),
        CaseCheck("\(name).error", expected: expected.error ?? "", found: found.error ?? ""),
        CaseCheck("\(name).name", expected: expected.name, found: found.name),
        CaseCheck("\(name).status", expected: expected.status, found: found.status),
      ]
    }
    checks += stateChecks(found)
    checks += Self.pairs("events", events, found.events) { name, expected, found in
      [CaseCheck(name, expected: expected.sortingAutoscalers, found: found.sortingAutoscalers)]
    }
    checks += [
      CaseCheck("rescaleReason", expected: rescaleReason, found: found.rescaleReason),
      CaseCheck(
        "error", expected: (error ?? "").sortingAutoscalers, found: (found.error ?? "").sortingAutoscalers),
      CaseCheck("lastScaleMs", expected: Self.text(lastScaleMs), found: Self.text(found.lastScaleMs)),
      CaseCheck("statusWritten", expected: "\(statusWritten)", found: "\(found.statusWritten)"),
      CaseCheck("statusMetrics", expected: statusMetrics, found: found.statusMetrics),
    ]
    return checks
  }

  private func stateChecks(_ found: HPAOutcome) -> [CaseCheck] {
    let expectedState = state
    let foundState = found.state
    return [
      CaseCheck(
        "state.recommendations",
        expected: Self.text(expectedState.recommendations, expectedState.hasRecommendations),
        found: Self.text(foundState.recommendations, foundState.hasRecommendations)),
      CaseCheck(
        "state.scaleUpEvents", expected: Self.text(expectedState.scaleUpEvents),
        found: Self.text(foundState.scaleUpEvents)),
      CaseCheck(
        "state.scaleDownEvents", expected: Self.text(expectedState.scaleDownEvents),
        found: Self.text(foundState.scaleDownEvents)),
    ]
  }

  private static func pairs<T>(
    _ name: String, _ expected: [T], _ found: [T], _ checks: (String, T, T) -> [CaseCheck]
  ) -> [CaseCheck] {
    zip(expected, found).enumerated().flatMap { index, pair in checks("\(name)[\(index)]", pair.0, pair.1) }
      + [CaseCheck("\(name).count", expected: expected.count, found: found.count)]
  }

  private static func text(_ number: (some BinaryInteger)?) -> String { number.map { "\($0)" } ?? "none" }

  static func text(_ list: [HPARecommendation], _ exists: Bool) -> String {
    exists && !list.isEmpty ? list.map { "\($0.replicas)@\($0.atMs)" }.joined(separator: " ") : "none"
  }

  static func text(_ list: [HPAScaleEvent]) -> String {
    list.map { "\($0.change)@\($0.atMs)\($0.isOutdated ? " outdated" : "")" }.joined(separator: ", ")
  }
}

extension String {
  /// The text with the HPAs that select the same pods in a fixed order, since upstream lists them in any.
  fileprivate var sortingAutoscalers: String {
    guard utf8.last == UInt8(ascii: "]"), contains("are controlled by multiple HPAs: ["),
      let start = lastIndex(of: "["),
      let end = lastIndex(of: "]"), start < end
    else { return self }
    let names = self[index(after: start)..<end].split(separator: " ").sorted().joined(separator: " ")
    return self[...start] + names + self[end...]
  }
}
