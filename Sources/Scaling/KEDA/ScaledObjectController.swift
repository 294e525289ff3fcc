import Kubernetes

/// What KEDA sees of a ScaledObject at one time.
public struct ScaledObjectObservation: Sendable {
  /// The time in milliseconds since 1970.
  public var nowMs: Int64 = 0
  /// The replicas of the workload's spec.
  public var replicas: Int32 = 0
  /// The ready pods.
  public var readyPods: Int32 = 0
  /// What annotations ask.
  public var annotations = KEDAAnnotations()
  /// What each trigger says, in their order; those of cpu and memory are not looked at.
  public var readings: [KEDAReading] = []

  /// Makes an empty observation.
  public init() {}
}

/// What KEDA did at a poll.
public struct ScaledObjectDecision: Sendable, Hashable {
  /// The replicas it wrote, nil if it left them.
  public var scaledTo: Int32?
  /// Whether the workload is active.
  public var isActive = false

  /// Makes a decision that does nothing.
  public init() {}
}

/// What the HPA gets when it asks for an external metric.
public enum KEDAMetricAnswer: Sendable, Hashable {
  /// A value in thousandths.
  case milli(Int64)
  /// An empty list.
  case none
  /// An error.
  case failed
}

/// KEDA's side of a ScaledObject: polls that decide between none and some, and the metrics it serves to the HPA.
///
/// Source: kedacore/keda pkg/scaling/{scale_handler.go,executor/scale_scaledobjects.go,fallback,modifiers} at
/// 8b4f083ca, with its defects: see `docs/scalers.md`.
public struct ScaledObjectController: Sendable {
  /// What it was told.
  public let object: ScaledObject
  /// What it remembers.
  public var memory: ScaledObjectMemory
  /// What is wrong with the formula, if it cannot be used: every question of the HPA then fails.
  public let formulaError: FormulaError?
  let plan: ScaledObjectPlan
  let formula: Formula?

  /// Makes the controller of an object made at a time.
  public init(_ object: ScaledObject, createdMs: Int64) {
    self.object = object
    plan = ScaledObjectPlan(object, createdMs: createdMs)
    memory = ScaledObjectMemory(triggers: object.triggers.count)
    do throws(FormulaError) {
      formula = try object.scalingModifiers.map { modifiers throws(FormulaError) in
        try Formula(modifiers.formula, triggers: object.formulaNames)
      }
      formulaError = nil
    } catch {
      formula = nil
      formulaError = error
    }
  }

  /// Polls all triggers once and decides whether the workload runs.
  public mutating func poll(_ observation: ScaledObjectObservation) -> ScaledObjectDecision {
    // Most polls find it as they left it, and to compare is cheaper than to copy.
    if memory.loop != memory.stored { memory.loop = memory.stored }
    if memory.cache == nil { memory.cache = .loop }
    guard formulaError == nil else {
      memory.cache = nil
      return ScaledObjectDecision()
    }
    var isActive = false
    var hasFailed = false
    var composite = CompositeInput(plan.modifiers == nil ? 0 : plan.triggers.count)
    var newRecords: [ScaledObjectMemory.Record?] = []
    // Overwritten place by place, since mostly the same ones are active again.
    var active = 0
    for position in plan.triggers.indices {
      let trigger = plan.triggers[position]
      let reading = trigger.milli(observation.readings)
      let outcome = read(reading.milli, of: trigger, in: .loop, observation)
      if outcome.isFallback { composite.note(fallback: outcome.milli) }
      if trigger.usesCache {
        if newRecords.isEmpty {
          newRecords = [ScaledObjectMemory.Record?](repeating: nil, count: object.triggers.count)
        }
        newRecords[trigger.index] = ScaledObjectMemory.Record(
          milli: outcome.milli, failed: outcome.milli == nil,
          isRenamed: outcome.isFallback && plan.modifiers != nil)
      }
      guard let milli = outcome.milli else {
        hasFailed = true
        continue
      }
      if plan.modifiers != nil { composite.values[position] = milli }
      if outcome.isFallback || reading.isActive {
        isActive = true
        if active < memory.activeTriggers.count {
          memory.activeTriggers[active] = trigger.index
        } else {
          memory.activeTriggers.append(trigger.index)
        }
        active += 1
      }
    }
    if active < memory.activeTriggers.count { memory.activeTriggers.removeSubrange(active...) }
    if hasFailed { memory.cache = nil }
    if let modifiers = plan.modifiers {
      isActive = false
      memory.activeTriggers.removeAll(keepingCapacity: true)
      if !hasFailed, case .milli(let milli) = self.composite(composite, in: .loop) {
        isActive = KEDAMetric.double(milli) > modifiers.activationTarget
      }
    }
    if plan.triggers.isEmpty, !hasFailed { isActive = true }
    let decision = request(isActive: isActive, hasFailed: hasFailed, observation)
    if !newRecords.isEmpty { memory.records = newRecords }
    return decision
  }

  /// The names of the metrics that the HPA asks for.
  public var metricNames: [String] {
    if plan.modifiers != nil { return [ScaledObject.compositeMetricName] }
    return plan.triggers.map { object.metricName(of: $0.index) }
  }

  /// The number of metrics that the HPA asks for.
  public var metricCount: Int { plan.modifiers != nil ? 1 : plan.triggers.count }

  /// Answers the HPA's question for one metric, in the order of their names.
  ///
  /// Every question reads the trigger anew, unless it uses cached metrics.
  public mutating func answer(metric: Int, _ observation: ScaledObjectObservation) -> KEDAMetricAnswer {
    guard formulaError == nil else { return .failed }
    if memory.cache == nil {
      memory.own = memory.stored
      memory.cache = .own
    }
    let copy = memory.cache ?? .own
    var hasFailed = false
    var composite = CompositeInput(plan.modifiers == nil ? 0 : plan.triggers.count)
    var found: Int64?
    for position in plan.triggers.indices {
      let trigger = plan.triggers[position]
      if plan.modifiers == nil, position != metric { continue }
      var milli: Int64?
      var isRenamed = false
      if trigger.usesCache, let record = memory.records[trigger.index] {
        milli = record.failed ? nil : record.milli
        isRenamed = record.isRenamed
      } else {
        milli = trigger.milli(observation.readings).milli
      }
      let outcome = read(milli, of: trigger, in: copy, observation)
      if outcome.isFallback { composite.note(fallback: outcome.milli) }
      guard let value = outcome.milli else {
        hasFailed = true
        continue
      }
      found = value
      // A metric that was renamed reaches the formula under a name that it does not know.
      if plan.modifiers != nil {
        composite.values[position] = isRenamed && !outcome.isFallback ? nil : value
      }
    }
    if hasFailed { memory.cache = nil }
    if hasFailed && !composite.hasFallback { return .failed }
    guard let found else { return .failed }
    return plan.modifiers == nil ? .milli(found) : self.composite(composite, in: copy)
  }
}
