import Kubernetes

/// One decision of an HPA with every step that led to it, in words and as data.
public struct HPAExplanation: Sendable {
  /// A step with its sentences.
  public struct Step: Sendable {
    /// The step's numbers.
    public var step: HPAStep
    /// What happened, for someone who has to act on it.
    public var sentences: [String]
  }

  /// The object as it was decided for, defaulted.
  public var autoscaler: HorizontalPodAutoscaler
  /// The time of the decision.
  public var nowMs: Int64
  /// What was decided.
  public var decision: HPADecision
  /// Why the target is scaled, in upstream's words; empty if it gives no reason.
  public var reason: String
  /// What led to it, in order.
  public var steps: [Step]
  /// The conditions after the decision.
  public var conditions: [HorizontalPodAutoscalerCondition]
  /// The events of the decision as `Type Reason Message`.
  public var events: [String]
  /// The error the reconcile ended with, nil if it ended without.
  public var error: String?
  /// What was taken for granted because the input does not say it.
  public var assumptions: [String]

  /// Takes a decision and explains it.
  public init(
    _ controller: inout HPAController, observation: HPAObservation, assumptions: [String] = []
  ) {
    var trace = HPATrace()
    let sentences = HPASentences(controller, observation: observation)
    decision = controller.reconcile(observation, trace: &trace)
    autoscaler = controller.autoscaler
    nowMs = observation.nowMs
    reason = controller.text(of: decision.reason)
    steps = trace.steps.map { Step(step: $0, sentences: sentences.sentences(for: $0)) }
    conditions = controller.conditions
    events = controller.events(of: decision, observation: observation)
    error = controller.errorText(of: decision, observation: observation)
    self.assumptions = assumptions
  }

  /// The decision in one line.
  public var verdict: String {
    if let replicas = decision.scaledTo {
      return "scale from \(decision.currentReplicas) to \(replicas)" + (reason.isEmpty ? "" : ": \(reason)")
    }
    switch decision.outcome {
    case .finished: return "stay at \(Phrase.replicas(decision.currentReplicas))"
    case .writeFailed:
      return "could not scale from \(decision.currentReplicas) to \(decision.target): \(error ?? "")"
    default: return "nothing can be decided: \(error ?? "")"
    }
  }

  /// Everything as text: the decision, the steps, conditions, events and what was assumed.
  public var text: String {
    let target = autoscaler.spec.scaleTargetRef
    let name = "\(autoscaler.metadata.namespace)/\(autoscaler.metadata.name)"
    var lines = [
      "HorizontalPodAutoscaler \(name), which scales \(target.kind) \(target.name)",
      "Time:     \(Phrase.time(nowMs))",
      "Decision: \(verdict)",
      "", "Steps",
    ]
    for (index, step) in steps.enumerated() {
      for (line, sentence) in step.sentences.enumerated() {
        let number = line == 0 ? "\(index + 1)." : ""
        lines.append(Self.wrap(sentence, first: number.padded(to: 5), rest: "     "))
      }
    }
    lines += ["", "Conditions"]
    for condition in conditions {
      let head = "  \(condition.type.padded(to: 15))\(condition.status.padded(to: 8))\(condition.reason)"
      lines.append(head)
      if !condition.message.isEmpty {
        lines.append(Self.wrap(condition.message, first: "      ", rest: "      "))
      }
    }
    if !events.isEmpty {
      lines += ["", "Events"] + events.map { Self.wrap($0, first: "  ", rest: "      ") }
    }
    if let error { lines += ["", "Error", Self.wrap(error, first: "  ", rest: "  ")] }
    if !assumptions.isEmpty {
      lines += ["", "Taken for granted"] + assumptions.map { Self.wrap($0, first: "  - ", rest: "    ") }
    }
    return lines.joined(separator: "\n")
  }

  /// Breaks a sentence into lines of at most 100 characters.
  private static func wrap(_ sentence: String, first: String, rest: String) -> String {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in sentence.split(separator: " ") {
      if !isEmpty && line.count + 1 + word.count > 100 {
        lines.append(line)
        line = rest
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    lines.append(line)
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The text with spaces behind it up to a width.
  fileprivate func padded(to width: Int) -> String {
    count >= width ? self + " " : self + String(repeating: " ", count: width - count)
  }
}
