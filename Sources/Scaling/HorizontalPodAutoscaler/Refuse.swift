/// The ways a reconcile ends early, with what they leave in the status.
///
/// Source: horizontal.go, reconcileAutoscaler.
extension HPAController {
  /// Ends without a scale.
  mutating func refuseScale<T: HPATracing>(
    _ failure: HPAScaleFailure, nowMs: Int64, trace: inout T
  ) -> HPADecision {
    if T.isOn { trace.record(.scaleFailed(failure)) }
    noteScaleText(failure.text)
    set(.ableToScale, .false, .failedGetScale, nowMs: nowMs)
    var decision = HPADecision()
    decision.outcome = .scaleUnreadable
    decision.failed = true
    decision.currentReplicas = memory.currentReplicas
    decision.desiredReplicas = memory.desiredReplicas
    decision.statusWritten = updateStatus(
      current: memory.currentReplicas, desired: memory.desiredReplicas, metrics: .kept)
    return decision
  }

  /// Ends without knowing the pods.
  mutating func refuseSelector<T: HPATracing>(
    _ observation: borrowing HPAObservation, decision begun: HPADecision, trace: inout T
  ) -> HPADecision {
    if T.isOn { trace.record(.selectorRefused(observation.selector)) }
    if memory.details.selector != observation.selector {
      memory.details.selector = observation.selector
      statusChanged = true
    }
    set(.ableToScale, .true, .succeededGetScale, nowMs: observation.nowMs)
    var reason = HPAConditionReason.invalidSelector
    if case .ambiguous = observation.selector { reason = .ambiguousSelector }
    set(.scalingActive, .false, reason, nowMs: observation.nowMs)
    return finishRefused(begun, outcome: .selectorRefused, metrics: .cleared)
  }

  /// Ends with metrics that leave nothing to act on.
  mutating func refuseMetrics(
    _ observation: borrowing HPAObservation, decision begun: HPADecision
  ) -> HPADecision {
    set(.ableToScale, .true, .succeededGetScale, nowMs: observation.nowMs)
    if begun.firstInvalid >= 0 {
      let proposal = memory.metrics[Int(begun.firstInvalid)]
      let failure = proposal.failure >= 0 ? observation.failures[Int(proposal.failure)] : nil
      if memory.details.failure != failure {
        memory.details.failure = failure
        statusChanged = true
      }
      set(
        .scalingActive, .false, failureReason(Int(begun.firstInvalid)),
        metric: begun.firstInvalid, problem: proposal.problem, nowMs: observation.nowMs)
    }
    return finishRefused(
      begun, outcome: .metricsFailed, metrics: plan.rules.reportsFailedMetrics ? .evaluated : .kept)
  }

  /// Ends with a scale that could not be written.
  mutating func refuseWrite<T: HPATracing>(
    _ failure: String, decision begun: HPADecision, observation: borrowing HPAObservation,
    metrics: MetricReport,
    trace: inout T
  ) -> HPADecision {
    if T.isOn {
      trace.record(.written(from: begun.currentReplicas, to: begun.target, failure: failure))
    }
    noteScaleText(failure)
    set(.ableToScale, .false, .failedUpdateScale, nowMs: observation.nowMs)
    return finishRefused(begun, outcome: .writeFailed, metrics: metrics)
  }

  private mutating func finishRefused(
    _ begun: HPADecision, outcome: HPADecision.Outcome, metrics: MetricReport
  ) -> HPADecision {
    var decision = begun
    decision.outcome = outcome
    decision.failed = true
    decision.desiredReplicas = memory.desiredReplicas
    decision.statusWritten = updateStatus(
      current: begun.currentReplicas, desired: memory.desiredReplicas, metrics: metrics)
    return decision
  }

  private mutating func noteScaleText(_ text: String) {
    if memory.details.scaleText != text {
      memory.details.scaleText = text
      statusChanged = true
    }
  }
}
