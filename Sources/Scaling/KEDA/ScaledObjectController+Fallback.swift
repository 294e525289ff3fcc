import Kubernetes

extension ScaledObjectController {
  /// What came of a reading: nil for an error that goes on to the one who asked.
  struct Outcome {
    var milli: Int64?
    var isFallback = false
  }

  /// Counts a reading as a success or a failure, and replaces a failed one once too many failed in a row.
  ///
  /// The replacement is target · replicas, divided by the ready pods for a metric that is held against its target as a
  /// whole. Source: kedacore/keda pkg/fallback/fallback.go at 8b4f083ca.
  mutating func read(
    _ milli: Int64?, of trigger: ScaledObjectPlan.Trigger, in copy: ScaledObjectMemory.Copy,
    _ observation: ScaledObjectObservation
  ) -> Outcome {
    guard plan.isFallbackUsable, let fallback = plan.fallback else { return Outcome(milli: milli) }
    if let milli {
      note(KEDAHealth(failures: 0, status: .happy), of: trigger.index, in: copy, fallback)
      return Outcome(milli: milli)
    }
    let failures = (memory[copy].health[trigger.index]?.failures ?? 0) &+ 1
    note(KEDAHealth(failures: failures, status: .failing), of: trigger.index, in: copy, fallback)
    guard failures > fallback.failureThreshold else { return Outcome(milli: nil) }
    let replicas: Int32
    switch fallback.behavior {
    case .scalingModifiers: return Outcome(milli: -1_000)
    case .static: replicas = fallback.replicas
    case .currentReplicas: replicas = observation.replicas
    case .currentReplicasIfHigher: replicas = max(observation.replicas, fallback.replicas)
    case .currentReplicasIfLower: replicas = min(observation.replicas, fallback.replicas)
    }
    var wanted = Double(replicas)
    if plan.modifiers.map(\.isValue) ?? trigger.isValue {
      guard observation.readyPods != 0 else { return Outcome(milli: nil) }
      wanted /= Double(observation.readyPods)
    }
    let target = plan.modifiers?.target ?? KEDAMetric.double(trigger.targetMilli)
    return Outcome(milli: GoConversion.int64(target * 1_000 * wanted), isFallback: true)
  }

  /// Writes a trigger's health into a copy of the status and patches the stored one with what changed.
  private mutating func note(
    _ health: KEDAHealth, of index: Int, in copy: ScaledObjectMemory.Copy, _ fallback: ScaledObject.Fallback
  ) {
    var status = memory[copy]
    let before = status
    status.health[index] = health
    let hasFallback = status.health.contains { health in
      health?.status == .failing && (health?.failures ?? 0) > fallback.failureThreshold
    }
    status.fallback =
      hasFallback ? KEDACondition(.yes, .fallbackExists) : KEDACondition(.no, .noFallbackFound)
    guard status != before else { return }
    // All conditions are one list, which is written as a whole.
    if !status.hasSameConditions(as: before) {
      memory.stored.ready = status.ready
      memory.stored.active = status.active
      memory.stored.fallback = status.fallback
      memory.stored.paused = status.paused
    }
    let known = before.health[index]
    var merged = memory.stored.health[index] ?? KEDAHealth()
    if known == nil || known?.failures != health.failures { merged.failures = health.failures }
    if known == nil || known?.status != health.status { merged.status = health.status }
    if known != health { memory.stored.health[index] = merged }
    memory[copy] = memory.stored
  }

  /// Works out the metric that replaces all others.
  func composite(_ input: CompositeInput, in copy: ScaledObjectMemory.Copy) -> KEDAMetricAnswer {
    if input.hasFallback { return input.fallback.map { .milli($0) } ?? .none }
    guard let formula, let modifiers = plan.modifiers else { return .none }
    let values = plan.triggers.indices.map { position -> Double? in
      if isNil(plan.triggers[position].index, in: copy) { return nil }
      return input.values[position].map(KEDAMetric.double)
    }
    do throws(FormulaError) {
      if let result = try formula.result(values) { return .milli(GoConversion.int64(result * 1_000)) }
      guard let fallback = plan.fallback else { return .none }
      return .milli(GoConversion.int64(Double(fallback.replicas) * modifiers.target * 1_000))
    } catch {
      return .none
    }
  }

  /// Whether a trigger failed so often that the formula is to see nil.
  func isNil(_ index: Int, in copy: ScaledObjectMemory.Copy) -> Bool {
    guard let fallback = plan.fallback, fallback.behavior == .scalingModifiers else { return false }
    return memory[copy].health[index]?.failures.map { $0 > fallback.failureThreshold } ?? false
  }
}
