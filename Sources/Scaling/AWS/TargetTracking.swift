/// Target tracking: keeps a metric near a value, quick to grow, slow to shrink.
///
/// AWS publishes the behavior, not the algorithm (Application Auto Scaling user guide, target tracking policies, as of
/// 2026). This one does what the guide promises: three minutes above the target grow the capacity in proportion, fifteen
/// minutes below nine tenths of it shrink it in proportion, missing data change nothing, both cooldowns hold.
public struct TargetTracking: Sendable, Hashable {
  /// The value the metric is to have.
  public var target: Double
  /// Seconds after growing.
  public var scaleOutCooldownSeconds: Int64 = 300
  /// Seconds after shrinking.
  public var scaleInCooldownSeconds: Int64 = 300
  /// Whether it never shrinks.
  public var disableScaleIn = false
  /// Minutes above the target before it grows.
  public var minutesAbove = 3
  /// Minutes below before it shrinks.
  public var minutesBelow = 15
  /// The share of the target below which it may shrink.
  public var lowShare = 0.9
  /// What a change of capacity leaves behind.
  public var cooldown = ScalingCooldown()
  private var above = 0
  private var below = 0

  /// Makes a policy for a target above 0.
  public init(target: Double) { self.target = target }

  /// Decides at the end of a minute.
  ///
  /// - Parameter metric: the minute's mean over the capacity, nil if there are no data.
  public mutating func decide(metric: Double?, capacity: Int32, nowMs: Int64) -> Int32 {
    guard let metric, metric.isFinite, target > 0 else {
      above = 0
      below = 0
      return capacity
    }
    above = metric > target ? above + 1 : 0
    below = metric < target * lowShare ? below + 1 : 0
    guard above >= minutesAbove || below >= minutesBelow && !disableScaleIn else { return capacity }
    let wanted = max(1, GoConversion.int32((Double(capacity) * metric / target).rounded(.up)))
    guard above >= minutesAbove || wanted < capacity else { return capacity }
    return cooldown.apply(
      wanted, to: capacity, nowMs: nowMs, outSeconds: scaleOutCooldownSeconds,
      inSeconds: scaleInCooldownSeconds)
  }
}
