import Kubernetes

/// A decision in upstream's words. Ask before the next reconcile, and with the observation it was made from.
extension HPAController {
  /// Why the target is scaled, as its event says; empty where upstream gives no reason.
  public func text(of reason: HPARescaleReason) -> String {
    switch reason {
    case .none: ""
    case .aboveMaximum: "Current number of replicas above Spec.MaxReplicas"
    case .belowMinimum: "Current number of replicas below Spec.MinReplicas"
    case .metricAboveTarget(let metric): "\(metricName(metric)) above target"
    case .allMetricsBelowTarget: "All metrics below target"
    }
  }

  /// The error the reconcile ended with, nil if it ended without.
  public func errorText(of decision: HPADecision, observation: HPAObservation) -> String? {
    guard decision.failed else { return nil }
    switch decision.outcome {
    case .scaleUnreadable:
      switch observation.scaleFailure {
      case .invalidVersion(let text): return "invalid API version in scale target reference: \(text)"
      case .noMapping(let text): return "unable to determine resource for scale target reference: \(text)"
      case .unreadable(let text): return "failed to query scale subresource for \(reference): \(text)"
      case nil: return nil
      }
    case .selectorRefused, .metricsFailed:
      return "failed to compute desired number of replicas based on listed metrics for \(reference): "
        + computeErrorText(of: decision, observation: observation)
    case .writeFailed: return "failed to rescale \(reference): \(observation.writeFailure ?? "")"
    case .finished: return computeErrorText(of: decision, observation: observation)
    }
  }

  /// The events of the reconcile as `Type Reason Message`, in order.
  public func events(of decision: HPADecision, observation: HPAObservation) -> [String] {
    var events: [String] = []
    switch decision.outcome {
    case .scaleUnreadable: return ["Warning FailedGetScale \(observation.scaleFailure?.text ?? "")"]
    case .selectorRefused:
      let text = Self.problemText(of: observation.selector)
      switch observation.selector {
      case .empty: events.append("Warning SelectorRequired \(text)")
      case .ambiguous: events.append("Warning AmbiguousSelector \(text)")
      default: events.append("Warning InvalidSelector \(text)")
      }
    default: break
    }
    if decision.invalidMetrics > 0 {
      for (index, proposal) in memory.metrics.enumerated() where proposal.failed {
        let failure = Self.failure(of: proposal, in: observation)
        let text = problemText(of: index, problem: proposal.problem, failure: failure)
        events.append("Warning \(failureReason(index).name) \(text)")
      }
    }
    let size = "New size: \(decision.target); reason: \(text(of: decision.reason))"
    switch decision.outcome {
    case .selectorRefused, .metricsFailed:
      let text = computeErrorText(of: decision, observation: observation)
      events.append("Warning FailedComputeMetricsReplicas \(text)")
    case .writeFailed:
      events.append("Warning FailedRescale \(size); error: \(observation.writeFailure ?? "")")
    default: if decision.scaledTo != nil { events.append("Normal SuccessfulRescale \(size)") }
    }
    return events
  }

  /// The error of one metric that could not be computed, nil if it could.
  public func errorText(ofMetric index: Int, proposal: HPAProposal, observation: HPAObservation) -> String? {
    guard proposal.failed else { return nil }
    return errorText(
      of: index, problem: proposal.problem, failure: Self.failure(of: proposal, in: observation))
  }

  /// What each metric asks for by itself, without deciding anything.
  public func proposals(for observation: HPAObservation) -> [HPAProposal] {
    var trace = HPANoTrace()
    return plan.metrics.indices.map { plan.evaluate($0, in: observation, trace: &trace) }
  }

  /// The target as upstream's errors name it.
  private var reference: String {
    let target = autoscaler.spec.scaleTargetRef
    return "\(target.kind)/\(autoscaler.metadata.namespace)/\(target.name)"
  }

  private func computeErrorText(of decision: HPADecision, observation: HPAObservation) -> String {
    if decision.outcome == .selectorRefused { return Self.problemText(of: observation.selector) }
    guard decision.firstInvalid >= 0 else { return "" }
    let index = Int(decision.firstInvalid)
    let text = errorText(ofMetric: index, proposal: memory.metrics[index], observation: observation) ?? ""
    return
      "invalid metrics (\(decision.invalidMetrics) invalid out of \(memory.metrics.count)), first error "
      + "is: \(text)"
  }

  /// The failure a proposal points at.
  static func failure(of proposal: HPAProposal, in observation: HPAObservation) -> HPAMetricFailure? {
    proposal.failure >= 0 && Int(proposal.failure) < observation.failures.count
      ? observation.failures[Int(proposal.failure)] : nil
  }

  /// What is wrong with a selector, as the error says it.
  static func problemText(of selector: HPAObservation.SelectorState) -> String {
    switch selector {
    case .valid: ""
    case .empty: "selector is required"
    case .invalid(let text):
      "couldn't convert selector into a corresponding internal selector object: \(text)"
    case .ambiguous(let selector, let autoscalers):
      "pods by selector \(selector) are controlled by multiple HPAs: [\(autoscalers.joined(separator: " "))]"
    }
  }
}
