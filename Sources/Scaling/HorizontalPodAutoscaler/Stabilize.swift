/// Holding a recommendation against those of the recent past.
///
/// Source: horizontal.go, stabilizeRecommendation and stabilizeRecommendationWithBehaviors.
extension HPAController {
  /// What the recommendations of the past make of a new one.
  struct Stabilized {
    /// What is left of it.
    var replicas: Int32
    /// The highest recommendation that holds a smaller one up.
    var upper: Int32
    /// The lowest recommendation that holds a larger one down.
    var lower: Int32
    /// The index of the recommendation nobody needs any more, whose place the new one takes; -1 for none.
    var slot: Int
  }

  /// Takes the highest recommendation of the flag's window, and records the new one.
  mutating func stabilizeWithoutBehavior<T: HPATracing>(
    _ recommendation: Int32, nowMs: Int64, trace: inout T
  ) -> Int32 {
    let past = pastWithoutBehavior(recommendation, nowMs: nowMs)
    if T.isOn {
      let cutoff = nowMs &- plan.configuration.downscaleStabilizationMs
      let history = memory.recommendations
      trace.record(
        .stabilized(
          HPAStabilizationTrace(
            recommendation: recommendation, result: past.replicas, upper: past.upper, lower: nil,
            upperSource: history.first {
              $0.atMs >= cutoff && $0.replicas == past.upper && past.upper > recommendation
            },
            lowerSource: nil, downWindowMs: plan.configuration.downscaleStabilizationMs, upWindowMs: nil,
            history: history)))
    }
    record(recommendation, nowMs: nowMs, slot: past.slot)
    return past.replicas
  }

  /// Moves from the current size only as far as all recommendations of both windows agree, and records the new one.
  mutating func stabilizeWithBehavior<T: HPATracing>(
    _ recommendation: Int32, current: Int32, nowMs: Int64, trace: inout T
  ) -> Int32 {
    let past = pastWithBehavior(recommendation, current: current, nowMs: nowMs)
    if T.isOn {
      let upCutoff = nowMs &- plan.up.windowMs
      let downCutoff = nowMs &- plan.down.windowMs
      let (lower, upper) = (past.lower, past.upper)
      let history = memory.recommendations
      trace.record(
        .stabilized(
          HPAStabilizationTrace(
            recommendation: recommendation, result: past.replicas, upper: upper, lower: lower,
            upperSource: history.last {
              $0.atMs > downCutoff && $0.replicas == upper && upper > recommendation
            },
            lowerSource: history.last {
              $0.atMs > upCutoff && $0.replicas == lower && lower < recommendation
            },
            downWindowMs: plan.down.windowMs, upWindowMs: plan.up.windowMs, history: history)))
    }
    record(recommendation, nowMs: nowMs, slot: past.slot)
    return past.replicas
  }

  /// The highest recommendation of the flag's window; one exactly as old as the window still counts.
  ///
  /// The free slot is that of the last older one.
  @inline(__always)
  func pastWithoutBehavior(_ recommendation: Int32, nowMs: Int64) -> Stabilized {
    let cutoff = nowMs &- plan.configuration.downscaleStabilizationMs
    var highest = recommendation
    var slot = -1
    memory.recommendations.withUnsafeBufferPointer { past in
      for index in past.indices {
        let entry = past[index]
        if entry.atMs < cutoff {
          slot = index
        } else if entry.replicas > highest {
          highest = entry.replicas
        }
      }
    }
    return Stabilized(replicas: highest, upper: highest, lower: recommendation, slot: slot)
  }

  /// Up at least to the lowest recommendation of the upward window, down at most to the highest of the downward
  /// window; one exactly as old as a window no longer counts.
  ///
  /// A slot is free once both windows have passed it.
  @inline(__always)
  func pastWithBehavior(_ recommendation: Int32, current: Int32, nowMs: Int64) -> Stabilized {
    let upCutoff = nowMs &- plan.up.windowMs
    let downCutoff = nowMs &- plan.down.windowMs
    let oldest = upCutoff < downCutoff ? upCutoff : downCutoff
    var lower = recommendation
    var upper = recommendation
    var slot = -1
    memory.recommendations.withUnsafeBufferPointer { past in
      for index in past.indices {
        let entry = past[index]
        if entry.atMs > upCutoff && entry.replicas < lower { lower = entry.replicas }
        if entry.atMs > downCutoff && entry.replicas > upper { upper = entry.replicas }
        if entry.atMs < oldest { slot = index }
      }
    }
    var result = current
    if result < lower { result = lower }
    if result > upper { result = upper }
    return Stabilized(replicas: result, upper: upper, lower: lower, slot: slot)
  }

  /// Keeps a recommendation in a free slot, or at the end.
  @inline(__always)
  mutating func record(_ recommendation: Int32, nowMs: Int64, slot: Int) {
    let entry = HPARecommendation(replicas: recommendation, atMs: nowMs)
    if slot >= 0 { memory.recommendations[slot] = entry } else { memory.recommendations.append(entry) }
  }
}
