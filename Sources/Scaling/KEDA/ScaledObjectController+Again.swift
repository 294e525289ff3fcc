/// Turns that repeat the one before, which are most of them, in a few steps: of an object with one trigger that KEDA
/// reads as it is, without a formula, a fallback or a cache.
///
/// What does not change anything is mutating all the same: called by one that does, it would copy the controller.
extension ScaledObjectController {
  /// Whether it has one such trigger.
  public var readsOneTrigger: Bool {
    formulaError == nil && plan.modifiers == nil && plan.triggers.count == 1 && !plan.triggers[0].usesCache
      && !(plan.isFallbackUsable && plan.fallback != nil)
  }

  /// Whether such an object answers the HPA what its trigger says, and has nothing to note of it.
  public var answersPlainly: Bool { mutating get { memory.cache != nil } }

  /// Polls such an object if its trigger, which is active, was so at the last poll, and there are the replicas that an
  /// active object has; else does nothing and returns false. `nowMs` counts from 1970.
  public mutating func pollAgain(replicas: Int32, nowMs: Int64) -> Bool {
    guard memory.cache != nil, replicas > 0, plan.idle == nil || replicas >= plan.least,
      memory.activeTriggers.count == 1, memory.stored.active == KEDACondition(.yes, .scalerActive),
      memory.stored.ready == KEDACondition(.yes, .scaledObjectReady),
      memory.loop.active == memory.stored.active, memory.loop.ready == memory.stored.ready,
      memory.loop.fallback == memory.stored.fallback, memory.loop.paused == memory.stored.paused
    else { return false }
    memory.lastActiveMs = UnixTime.seconds(nowMs) * 1_000
    return true
  }
}
