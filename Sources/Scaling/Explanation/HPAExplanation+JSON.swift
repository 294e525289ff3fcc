import Kubernetes

/// Explanations for machines.
extension HPAExplanation {
  /// Everything as JSON: the decision, each step with its numbers and sentences, conditions, events.
  public var json: String {
    let target = autoscaler.spec.scaleTargetRef
    var entries: [DocumentNode.Entry] = [
      .made(
        "autoscaler",
        .mapping([
          .made("namespace", .string(autoscaler.metadata.namespace)),
          .made("name", .string(autoscaler.metadata.name)),
          .made("target", .string("\(target.kind)/\(target.name)")),
        ])),
      .made("now", .string(Phrase.time(nowMs))),
      .made("nowMs", .number("\(nowMs)")),
      .made("decision", decisionContent),
      .made("verdict", .string(verdict)),
      .made("steps", .sequence(steps.map { .made(Self.content(of: $0)) })),
      .made(
        "conditions",
        .sequence(
          conditions.map { condition in
            var entries: [DocumentNode.Entry] = [
              .made("type", .string(condition.type)), .made("status", .string(condition.status)),
              .made("reason", .string(condition.reason)), .made("message", .string(condition.message)),
            ]
            if let time = condition.lastTransitionTimeMs {
              entries.append(.made("transitionMs", .number("\(time)")))
            }
            return .made(.mapping(entries))
          })),
      .made("events", .sequence(events.map { .made(.string($0)) })),
      .made("assumptions", .sequence(assumptions.map { .made(.string($0)) })),
    ]
    if let error { entries.append(.made("error", .string(error))) }
    return DocumentNode.made(.mapping(entries)).prettyJSON
  }

  private var decisionContent: DocumentNode.Content {
    var entries: [DocumentNode.Entry] = [
      .made("currentReplicas", .number("\(decision.currentReplicas)")),
      .made("desiredReplicas", .number("\(decision.desiredReplicas)")),
    ]
    if let replicas = decision.scaledTo { entries.append(.made("scaledTo", .number("\(replicas)"))) }
    entries += [
      .made("recommendation", .number("\(decision.recommendation)")),
      .made("stabilized", .number("\(decision.stabilized)")),
      .made("reason", .string(reason)), .made("failed", .bool(decision.failed)),
    ]
    return .mapping(entries)
  }

  private static func content(of step: Step) -> DocumentNode.Content {
    let (name, numbers) = StepContent.content(of: step.step)
    return .mapping(
      [.made("step", .string(name))] + numbers + [
        .made("text", .string(step.sentences.joined(separator: " ")))
      ])
  }
}

/// Steps as names and numbers.
private enum StepContent {
  typealias Entry = DocumentNode.Entry

  static func content(of step: HPAStep) -> (name: String, numbers: [Entry]) {
    switch step {
    case .scaleFailed: return ("scaleFailed", [])
    case .scale(let spec, let status, let minimum, let maximum):
      return (
        "scale",
        [
          number("specReplicas", spec), number("statusReplicas", status), number("minReplicas", minimum),
          number("maxReplicas", maximum),
        ]
      )
    case .startedHistory(let replicas): return ("startedHistory", [number("replicas", replicas)])
    case .disabled: return ("disabled", [])
    case .aboveMaximum(let maximum): return ("aboveMaximum", [number("maxReplicas", maximum)])
    case .belowMinimum(let minimum): return ("belowMinimum", [number("minReplicas", minimum)])
    case .selectorRefused: return ("selectorRefused", [])
    case .metric(let metric): return ("metric", content(of: metric))
    case .combined(let replicas, let winner, let invalid, let isRefused):
      return (
        "combined",
        [
          number("replicas", replicas), number("winner", winner), number("invalid", invalid),
          .made("refused", .bool(isRefused)),
        ]
      )
    case .stabilized(let stabilization): return ("stabilized", content(of: stabilization))
    case .policy(let policy):
      return (
        "policy",
        [
          .made("direction", .string(policy.isUp ? "up" : "down")),
          .made("type", .string(policy.isPercent ? "Percent" : "Pods")), number("value", policy.value),
          number("periodMs", policy.periodMs), number("periodStartReplicas", policy.start),
          number("limit", policy.limit),
        ]
      )
    case .policyLimit(let isUp, let limit, let bound):
      return (
        "policyLimit",
        [.made("direction", .string(isUp ? "up" : "down")), number("limit", limit), number("bound", bound)]
      )
    case .constantLimit(let limit, let maximum, let minimum):
      return (
        "constantLimit",
        [number("limit", limit), number("minReplicas", minimum), number("maxReplicas", maximum)]
      )
    case .limited(let desired, let replicas, let reason):
      return (
        "limited",
        [number("desired", desired), number("replicas", replicas), .made("reason", .string(reason.name))]
      )
    case .raisedFromZero(let minimum): return ("raisedFromZero", [number("minReplicas", minimum)])
    case .written(let from, let to, let failure):
      let failed = failure.map { [Entry.made("failure", .string($0))] } ?? []
      return ("written", [number("from", from), number("to", to)] + failed)
    case .unchanged(let replicas): return ("unchanged", [number("replicas", replicas)])
    }
  }

  private static func content(of metric: HPAMetricTrace) -> [Entry] {
    var entries = [number("index", metric.index)]
    if let groups = metric.groups {
      entries.append(
        .made(
          "pods",
          .mapping([
            number("all", groups.pods), number("counted", groups.ready), number("unready", groups.unready),
            number("missing", groups.missing), number("ignored", groups.ignored),
            number("samples", groups.samples),
          ])))
    }
    let proposal = metric.proposal
    if proposal.failed { return entries + [.made("failed", .bool(true))] }
    if proposal.hasUtilization { entries.append(number("utilization", proposal.utilization)) }
    entries.append(number("valueMilli", proposal.value))
    if let ratio = metric.ratio { entries.append(number("ratio", ratio)) }
    if let utilization = metric.filledUtilization { entries.append(number("filledUtilization", utilization)) }
    if let value = metric.filledValue { entries.append(number("filledValueMilli", value)) }
    if let ratio = metric.filledRatio { entries.append(number("filledRatio", ratio)) }
    if let samples = metric.filledSamples { entries.append(number("filledSamples", samples)) }
    entries.append(.made("outcome", .string(name(of: metric.verdict))))
    entries.append(number("proposal", proposal.replicas))
    return entries
  }

  private static func content(of stabilization: HPAStabilizationTrace) -> [Entry] {
    var entries = [
      number("recommendation", stabilization.recommendation), number("replicas", stabilization.result),
      number("highest", stabilization.upper), number("downWindowMs", stabilization.downWindowMs),
    ]
    if let source = stabilization.upperSource { entries.append(number("highestAtMs", source.atMs)) }
    if let lower = stabilization.lower { entries.append(number("lowest", lower)) }
    if let window = stabilization.upWindowMs { entries.append(number("upWindowMs", window)) }
    if let source = stabilization.lowerSource { entries.append(number("lowestAtMs", source.atMs)) }
    let history = stabilization.history.map { past in
      DocumentNode.made(.mapping([number("replicas", past.replicas), number("atMs", past.atMs)]))
    }
    entries.append(.made("history", .sequence(history)))
    return entries
  }

  private static func name(of verdict: HPAMetricTrace.Verdict) -> String {
    switch verdict {
    case .none: "none"
    case .withinTolerance: "withinTolerance"
    case .scaled: "scaled"
    case .scaledFromZero: "scaledFromZero"
    case .scaledToTarget: "scaledToTarget"
    case .withinToleranceFilled: "withinToleranceFilled"
    case .flipped: "flipped"
    case .wrongSide: "wrongSide"
    case .scaledFilled: "scaledFilled"
    }
  }

  private static func number(_ key: String, _ value: some BinaryInteger) -> Entry {
    .made(key, .number("\(value)"))
  }

  /// A double, as a text where JSON has no number for it.
  private static func number(_ key: String, _ value: Double) -> Entry {
    .made(key, value.isFinite ? .number("\(value)") : .string("\(value)"))
  }
}
