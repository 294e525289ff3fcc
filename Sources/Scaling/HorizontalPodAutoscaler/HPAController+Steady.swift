/// Reconciles that change nothing, which are most of them: the same decision in a few steps.
///
/// Some functions are mutating that change nothing: called by one that does, they would copy the whole controller.
extension HPAController {
  /// What a metric shows while all pods of the target run, are ready and have samples that count.
  public struct SteadyReading: Sendable {
    /// The number of pods.
    public var pods: Int64 = 0
    /// What they use together, in thousandths.
    public var usage: Int64 = 0
    /// What they request together, in thousandths.
    public var requests: Int64 = 0

    /// Makes a reading of no pods.
    @inlinable
    public init() {}
  }

  /// Whether this HPA looks at one thing only, the utilization of a resource, so that `holds` can be asked.
  public var watchesUtilizationOnly: Bool {
    plan.metrics.count == 1 && plan.metrics[0].form == .utilization
      && (plan.metrics[0].kind == .resource || plan.metrics[0].kind == .containerResource)
  }

  /// Whether this HPA looks at one thing only, an external metric that is to be shared out to its pods, so that `holds`
  /// can be asked with its sum.
  public var watchesOneSumOnly: Bool {
    plan.metrics.count == 1 && plan.metrics[0].form == .averageValue && plan.metrics[0].kind == .external
  }

  /// What stays the same during a stretch of steady reconciles, and what the history of recommendations comes to, so
  /// that it need not be searched each time. Good until anything but `holds` touches the controller.
  public struct SteadyHistory: Sendable {
    /// The bound the status names, nil if it does not speak of a metric that is fine.
    let bound: HPAConditionReason?
    /// The highest recommendation that counts, and when it was last made.
    var highest: Int32 = .min
    var highestAtMs: Int64 = .min
    /// The utilizations that change nothing.
    let tolerated: Range<Int64>
    /// The oldest recommendation's slot, where the others follow it in the order of time; -1 where not known.
    var oldest = -1
    /// For how many turns more an order that was not found is not looked for again.
    var turnsToLook = 0

    /// A history for which nothing is steady.
    public init() { self.init(bound: nil, tolerated: 0..<0) }

    init(bound: HPAConditionReason?, tolerated: Range<Int64>) {
      self.bound = bound
      self.tolerated = tolerated
    }
  }

  /// Begins a stretch of steady reconciles. Changes nothing; as a plain method it would copy the whole controller.
  public mutating func steadyHistory() -> SteadyHistory {
    let isFine =
      memory.hasRecommendations && memory.conditions.reason(of: .scalingActive) == .validMetricFound
    guard isFine, let bound = memory.conditions.reason(of: .scalingLimited) else { return SteadyHistory() }
    let tolerated =
      watchesUtilizationOnly ? plan.tolerance.utilizations(of: plan.metrics[0].target) : 0..<0
    return SteadyHistory(bound: bound, tolerated: tolerated)
  }

  /// Reconciles if the size stays and nothing new is to be said of it; else does nothing and returns false.
  ///
  /// Only for HPAs that watch utilization only. `current` is the size the scale asks for and has. What the status
  /// says of the metric is left as it was.
  public mutating func holds(
    _ reading: SteadyReading, replicas current: Int32, nowMs: Int64, history: inout SteadyHistory
  ) -> Bool {
    guard reading.pods > 0, reading.requests > 0 else { return false }
    let wanted = history.tolerates(reading) ? current : wanted(reading, current: current)
    return holds(wanted: wanted, replicas: current, nowMs: nowMs, history: &history)
  }

  /// The same for HPAs that watch one sum only, of which this many thousandths are to be shared out. All pods the scale
  /// asks for are there.
  public mutating func holds(
    sum: Int64, replicas current: Int32, nowMs: Int64, history: inout SteadyHistory
  ) -> Bool {
    guard current > 0 else { return false }
    let wanted = HPAPlan.averageReplicas(
      target: plan.metrics[0].target, tolerance: plan.tolerance,
      caps: plan.metrics[0].kind == .external && plan.rules.capsProposals, sum: sum, replicas: current
    ).replicas
    return holds(wanted: max(0, wanted), replicas: current, nowMs: nowMs, history: &history)
  }

  @inline(__always)
  private mutating func holds(
    wanted: Int32, replicas current: Int32, nowMs: Int64, history: inout SteadyHistory
  ) -> Bool {
    guard let bound = history.bound, current > 0, current >= plan.minimum, current <= plan.maximum,
      let limit = steadyLimit(wanted, current: current, nowMs: nowMs, history: &history),
      limit == bound
    else { return false }
    remember(wanted, nowMs: nowMs, history: &history)
    return true
  }

  /// The size that the utilization asks for.
  @inline(__always)
  private mutating func wanted(_ reading: SteadyReading, current: Int32) -> Int32 {
    let utilization = HPAPlan.percent(reading.usage, of: reading.requests)
    let ratio = Double(utilization) / Double(plan.metrics[0].target)
    if plan.tolerance.contains(ratio) { return current }
    return max(0, GoConversion.int32(WholeDouble.up(ratio * Double(reading.pods))))
  }

  /// The bound that keeps the size as it is, nil if the size changes.
  @inline(__always)
  private mutating func steadyLimit(
    _ wanted: Int32, current: Int32, nowMs: Int64, history: inout SteadyHistory
  ) -> HPAConditionReason? {
    var trace = HPANoTrace()
    let limited: HPAPlan.Limited
    if plan.hasBehavior {
      // Both windows hold the recommendation itself: one that stays is between their bounds.
      if wanted == current { return .desiredWithinRange }
      let past = pastWithBehavior(wanted, current: current, nowMs: nowMs)
      if past.replicas == current { return .desiredWithinRange }
      let changes = HPAPlan.PastChanges(
        up: memory.scaleUpEvents, down: memory.scaleDownEvents, nowMs: nowMs)
      limited = plan.limitWithBehavior(past.replicas, current: current, past: changes, trace: &trace)
    } else {
      let cutoff = nowMs &- plan.configuration.downscaleStabilizationMs
      if history.highestAtMs < cutoff { findHighest(&history, cutoff: cutoff) }
      let highest = wanted > history.highest ? wanted : history.highest
      limited = plan.limitWithoutBehavior(highest, current: current, trace: &trace)
    }
    return limited.replicas == current ? limited.reason : nil
  }

  /// Finds the highest recommendation that counts and when it was last made.
  private mutating func findHighest(_ history: inout SteadyHistory, cutoff: Int64) {
    history.highest = .min
    history.highestAtMs = .min
    for past in memory.recommendations where past.atMs >= cutoff && past.replicas >= history.highest {
      if past.replicas > history.highest || past.atMs > history.highestAtMs {
        history.highestAtMs = past.atMs
      }
      history.highest = past.replicas
    }
  }

  /// Records a recommendation, in the place of the oldest if that no longer counts.
  @inline(__always)
  private mutating func remember(_ wanted: Int32, nowMs: Int64, history: inout SteadyHistory) {
    if wanted >= history.highest {
      history.highest = wanted
      history.highestAtMs = nowMs
    }
    let window =
      plan.hasBehavior
      ? max(plan.up.windowMs, plan.down.windowMs) : plan.configuration.downscaleStabilizationMs
    if history.oldest < 0 {
      history.turnsToLook -= 1
      if history.turnsToLook < 0 {
        history.oldest = oldestInOrder() ?? -1
        history.turnsToLook = 16
      }
    }
    guard history.oldest >= 0 else {
      let slot = memory.recommendations.lastIndex { $0.atMs < nowMs &- window }
      return record(wanted, nowMs: nowMs, slot: slot ?? -1)
    }
    if memory.recommendations[history.oldest].atMs < nowMs &- window {
      record(wanted, nowMs: nowMs, slot: history.oldest)
      history.oldest += 1
      if history.oldest == memory.recommendations.count { history.oldest = 0 }
    } else {
      record(wanted, nowMs: nowMs, slot: -1)
      if history.oldest > 0 {
        history.oldest = -1
        history.turnsToLook = 0
      }
    }
  }

  /// The index of the oldest recommendation if the others follow it in the order of time, around the end of the list.
  private mutating func oldestInOrder() -> Int? {
    let past = memory.recommendations
    var oldest: Int?
    for index in past.indices {
      let next = index + 1 < past.count ? index + 1 : 0
      guard past[next].atMs <= past[index].atMs else { continue }
      if oldest != nil { return nil }
      oldest = next
    }
    return oldest
  }
}

extension HPAController.SteadyHistory {
  /// Whether the utilization is surely within the tolerance: found out without a division.
  @inline(__always)
  fileprivate func tolerates(_ reading: HPAController.SteadyReading) -> Bool {
    // Beyond these numbers the products could overflow.
    guard reading.usage >= 0, reading.usage < 1 << 56, reading.requests < 1 << 32 else { return false }
    let percent = reading.usage &* 100
    return percent >= tolerated.lowerBound &* reading.requests
      && percent < tolerated.upperBound &* reading.requests
  }
}

extension HPATolerance {
  /// The utilizations in percent that are within the tolerance of a target above 0.
  func utilizations(of target: Int64) -> Range<Int64> {
    guard target > 0, contains(1) else { return 0..<0 }
    func holds(_ utilization: Int64) -> Bool { contains(Double(utilization) / Double(target)) }
    // The ratio grows with the utilization, so both ends can be found by halving.
    var (without, least) = (Int64(-1), target)
    while least - without > 1 {
      let middle = (without + least) / 2
      if holds(middle) { least = middle } else { without = middle }
    }
    var (greatest, beyond) = (target, max(target, Int64(Int32.max)))
    while beyond - greatest > 1 {
      let middle = (greatest + beyond) / 2
      if holds(middle) { greatest = middle } else { beyond = middle }
    }
    return least..<greatest + 1
  }
}
