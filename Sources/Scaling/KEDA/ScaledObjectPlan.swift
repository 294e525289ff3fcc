import Kubernetes

/// What a ScaledObject comes to, worked out once.
struct ScaledObjectPlan: Sendable {
  /// A trigger that KEDA reads itself.
  struct Trigger: Sendable {
    /// Its number in the manifest.
    var index: Int
    /// Its target in thousandths.
    var targetMilli: Int64
    var isValue: Bool
    var usesCache: Bool

    /// What it says, in thousandths; nil if it cannot be read.
    func milli(_ readings: [KEDAReading]) -> (milli: Int64?, isActive: Bool) {
      guard index < readings.count, case .value(let value, let isActive) = readings[index] else {
        return (nil, false)
      }
      return (KEDAMetric.milli(value), isActive)
    }
  }

  /// A formula's settings.
  struct Modifiers: Sendable {
    var target: Double
    var activationTarget: Double
    var isValue: Bool
  }

  var triggers: [Trigger] = []
  var modifiers: Modifiers?
  var fallback: ScaledObject.Fallback?
  /// Whether the fallback's numbers can be used.
  var isFallbackUsable = false
  var least: Int32
  var idle: Int32?
  var cooldownMs: Int64
  var initialCooldownMs: Int64
  var createdMs: Int64

  init(_ object: ScaledObject, createdMs: Int64) {
    for (index, trigger) in object.triggers.enumerated() {
      guard let target = trigger.target else { continue }
      triggers.append(
        Trigger(
          index: index, targetMilli: KEDAMetric.milli(target), isValue: trigger.metricType == .value,
          usesCache: trigger.useCachedMetrics))
    }
    modifiers = object.scalingModifiers.map {
      Modifiers(
        target: GoText.float($0.target) ?? 0, activationTarget: GoText.float($0.activationTarget) ?? 0,
        isValue: $0.metricType == .value)
    }
    fallback = object.fallback
    if let fallback {
      // Upstream reads the formula's target as a whole number here.
      let hasWholeTarget = object.scalingModifiers.map { (Int64($0.target) ?? 0) > 0 } ?? true
      isFallbackUsable = fallback.failureThreshold >= 0 && fallback.replicas >= 0 && hasWholeTarget
    }
    least = object.minReplicaCount ?? 0
    idle = object.idleReplicaCount
    cooldownMs = Int64(object.cooldownPeriod ?? 300) * 1_000
    initialCooldownMs = Int64(object.initialCooldownPeriod ?? 0) * 1_000
    self.createdMs = createdMs >= 0 ? createdMs / 1_000 * 1_000 : createdMs
  }
}

/// What a formula is worked out from.
struct CompositeInput {
  /// The triggers' metrics in thousandths, nil where there is none the formula knows.
  var values: [Int64?]
  private(set) var hasFallback = false
  private(set) var fallback: Int64?

  init(_ count: Int) { values = [Int64?](repeating: nil, count: count) }

  /// Notes that a trigger is in fallback; the first one's value becomes the composite metric.
  mutating func note(fallback milli: Int64?) {
    if !hasFallback { fallback = milli }
    hasFallback = true
  }
}
