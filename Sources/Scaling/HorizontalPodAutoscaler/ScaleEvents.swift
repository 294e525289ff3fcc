/// Remembering changes of the scale, for the policies to count.
///
/// Source: horizontal.go, storeScaleEvent.
extension HPAController {
  /// Stores a change that was written, if there is behavior to ask for it.
  ///
  /// Events older than the direction's longest period are marked for good; the new one takes the slot of the
  /// last marked one, if there is one. The lists never shrink.
  mutating func storeScaleEvent(from previous: Int32, to replicas: Int32, nowMs: Int64) {
    guard plan.hasBehavior else { return }
    if replicas > previous {
      Self.store(
        HPAScaleEvent(change: replicas &- previous, atMs: nowMs), in: &memory.scaleUpEvents,
        cutoff: nowMs &- plan.up.longestPeriodMs)
    } else {
      Self.store(
        HPAScaleEvent(change: previous &- replicas, atMs: nowMs), in: &memory.scaleDownEvents,
        cutoff: nowMs &- plan.down.longestPeriodMs)
    }
  }

  static func store(_ event: HPAScaleEvent, in events: inout [HPAScaleEvent], cutoff: Int64) {
    var slot = -1
    for index in events.indices {
      if events[index].atMs < cutoff { events[index].isOutdated = true }
      if events[index].isOutdated { slot = index }
    }
    if slot >= 0 { events[slot] = event } else { events.append(event) }
  }
}
