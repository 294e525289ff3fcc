/// What a change of capacity leaves behind until its cooldown is over.
///
/// Scaling out during the cooldown of a scale-out only adds what exceeds that one; scaling in waits for its own cooldown,
/// which scaling out ends at once. Source: Application Auto Scaling API reference, PutScalingPolicy and
/// StepScalingPolicyConfiguration, as of 2026.
public struct ScalingCooldown: Sendable, Hashable {
  /// When capacity last grew, nil if never.
  public private(set) var grewMs: Int64?
  /// When capacity last shrank, nil if never.
  public private(set) var shrankMs: Int64?
  private var base: Int32 = 0

  /// Begins without a past.
  public init() {}

  /// The capacity that is allowed now for a wanted one; notes a change.
  public mutating func apply(
    _ wanted: Int32, to current: Int32, nowMs: Int64, outSeconds: Int64, inSeconds: Int64
  ) -> Int32 {
    if wanted > current {
      let isCooling = grewMs.map { nowMs < $0 &+ outSeconds &* 1_000 } ?? false
      // The wish is counted from the capacity before the change that is still cooling.
      let allowed = isCooling ? max(current, base &+ (wanted &- current)) : wanted
      guard allowed > current else { return current }
      if !isCooling { base = current }
      grewMs = nowMs
      shrankMs = nil
      return allowed
    }
    if wanted < current {
      let isCooling =
        shrankMs.map { nowMs < $0 &+ inSeconds &* 1_000 } ?? false
        || grewMs.map { nowMs < $0 &+ outSeconds &* 1_000 } ?? false
      guard !isCooling else { return current }
      shrankMs = nowMs
      return wanted
    }
    return current
  }
}
