import Kubernetes

extension ScaledObjectController {
  /// Decides between none and some replicas, and writes conditions.
  ///
  /// Source: kedacore/keda pkg/scaling/executor/scale_scaledobjects.go (RequestScale) at 8b4f083ca. From one replica on
  /// the HPA decides; what takes the last ones away goes from any number in one step.
  mutating func request(
    isActive: Bool, hasFailed: Bool, _ observation: ScaledObjectObservation
  ) -> ScaledObjectDecision {
    var decision = ScaledObjectDecision()
    decision.isActive = isActive || observation.annotations.forcesActivation
    memory.stored.ready = KEDACondition(.yes, .scaledObjectReady)
    if observation.annotations.isPaused {
      memory.stored.paused = KEDACondition(.yes, .scaledObjectPaused)
      return decision
    }
    if decision.isActive {
      activate(hasFailed: hasFailed, observation, &decision)
    } else {
      deactivate(hasFailed: hasFailed, observation, &decision)
    }
    return decision
  }

  private mutating func activate(
    hasFailed: Bool, _ observation: ScaledObjectObservation, _ decision: inout ScaledObjectDecision
  ) {
    memory.stored.active = KEDACondition(.yes, .scalerActive)
    let isIdle = plan.idle != nil && observation.replicas < plan.least
    if isIdle || observation.replicas == 0 {
      guard !observation.annotations.pausesScaleOut else { return }
      decision.scaledTo = max(plan.least, 1)
      noteActive(observation.nowMs)
    } else if hasFailed {
      memory.stored.ready = KEDACondition(.unknown, .partialTriggerError)
    } else {
      noteActive(observation.nowMs)
    }
  }

  private mutating func noteActive(_ nowMs: Int64) { memory.lastActiveMs = UnixTime.seconds(nowMs) * 1_000 }

  private mutating func deactivate(
    hasFailed: Bool, _ observation: ScaledObjectObservation, _ decision: inout ScaledObjectDecision
  ) {
    memory.stored.active = KEDACondition(.no, .scalerNotActive)
    if hasFailed, let fallback = plan.fallback, fallback.replicas != 0 { return }
    if hasFailed, plan.fallback == nil {
      memory.stored.ready = KEDACondition(.no, .triggerError)
      return
    }
    let replicas = observation.replicas
    let isAboveIdle = plan.idle.map { replicas > $0 } ?? false
    if isAboveIdle || replicas > 0 && plan.least == 0 {
      guard !observation.annotations.pausesScaleIn else { return }
      if isCooledDown(observation.nowMs) {
        decision.scaledTo = plan.idle ?? plan.least
      } else {
        memory.stored.active = KEDACondition(.no, .scalerCooldown)
      }
    } else if plan.idle == nil, replicas < plan.least {
      decision.scaledTo = plan.least
    }
  }

  private func isCooledDown(_ nowMs: Int64) -> Bool {
    guard let last = memory.lastActiveMs else { return plan.createdMs &+ plan.initialCooldownMs < nowMs }
    return last &+ plan.cooldownMs < nowMs
  }
}
