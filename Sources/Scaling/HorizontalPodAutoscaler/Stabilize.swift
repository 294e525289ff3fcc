/// Holding a recommendation against those of the recent past.
///
/// Source: horizontal.go, stabilizeRecommendation and stabilizeRecommendationWithBehaviors.
extension HPAController {
  /// Takes the highest recommendation of the flag's window, and records the new one.
  ///
  /// A recommendation exactly as old as the window still counts. The new one takes the slot of the last older
  /// one, if there is one.
  mutating func stabilizeWithoutBehavior<T: HPATracing>(
    _ recommendation: Int32, nowMs: Int64, trace: inout T
  ) -> Int32 {
    let cutoff = nowMs &- plan.configuration.downscaleStabilizationMs
    var highest = recommendation
    var slot = -1
    var source = -1
    for index in memory.recommendations.indices {
      let past = memory.recommendations[index]
      if past.atMs < cutoff {
        slot = index
      } else if past.replicas > highest {
        highest = past.replicas
        source = index
      }
    }
    if T.isOn {
      trace.record(
        .stabilized(
          HPAStabilizationTrace(
            recommendation: recommendation, result: highest, upper: highest, lower: nil,
            upperSource: source >= 0 ? memory.recommendations[source] : nil, lowerSource: nil,
            downWindowMs: plan.configuration.downscaleStabilizationMs, upWindowMs: nil,
            history: memory.recommendations)))
    }
    record(recommendation, nowMs: nowMs, slot: slot)
    return highest
  }

  /// Moves from the current size only as far as all recommendations of both windows agree.
  ///
  /// Up at least to the lowest of the upward window, down at most to the highest of the downward window. A
  /// recommendation exactly as old as a window no longer counts; a slot is free once both windows have passed
  /// it.
  mutating func stabilizeWithBehavior<T: HPATracing>(
    _ recommendation: Int32, current: Int32, nowMs: Int64, trace: inout T
  ) -> Int32 {
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
    if T.isOn {
      let past = memory.recommendations
      trace.record(
        .stabilized(
          HPAStabilizationTrace(
            recommendation: recommendation, result: result, upper: upper, lower: lower,
            upperSource: past.last { $0.atMs > downCutoff && $0.replicas == upper && upper > recommendation },
            lowerSource: past.last { $0.atMs > upCutoff && $0.replicas == lower && lower < recommendation },
            downWindowMs: plan.down.windowMs, upWindowMs: plan.up.windowMs, history: past)))
    }
    record(recommendation, nowMs: nowMs, slot: slot)
    return result
  }

  /// Keeps a recommendation in a free slot, or at the end.
  @inline(__always)
  private mutating func record(_ recommendation: Int32, nowMs: Int64, slot: Int) {
    let entry = HPARecommendation(replicas: recommendation, atMs: nowMs)
    if slot >= 0 { memory.recommendations[slot] = entry } else { memory.recommendations.append(entry) }
  }
}
