/// A proportional, integral and derivative controller of replicas by utilization.
///
/// u = Kp·e + Ki·Σe·dt + Kd·Δe/dt with e = (usage − target)/target, added to the replicas there are as a share. The sum stops
/// growing while a bound holds the replicas (clamping). A definition of our own; textbooks agree on the law, not on units.
/// Source: Åström and Hägglund, Advanced PID Control (2006), 3.5 on windup.
public struct PIDController: Sendable, Hashable {
  /// The share of the relative error that is corrected at once.
  public var proportional = 0.5
  /// The share of the summed error, per minute.
  public var integral = 0.05
  /// The share of its change, in minutes.
  public var derivative = 0.0
  /// What usage per replica is to be.
  public var target: Double
  /// The least number of replicas.
  public var minReplicas: Int32 = 1
  /// The largest number of replicas.
  public var maxReplicas: Int32
  /// The summed error, in minutes.
  public private(set) var sum = 0.0
  private var lastError: Double?
  private var lastMs: Int64?

  /// Makes a controller for a target above 0.
  public init(target: Double, maxReplicas: Int32) {
    self.target = target
    self.maxReplicas = maxReplicas
  }

  /// Decides the replicas by the usage per replica; without a reading they stay.
  public mutating func decide(usage: Double?, replicas: Int32, nowMs: Int64) -> Int32 {
    guard let usage, usage.isFinite, target > 0 else { return replicas }
    let error = (usage - target) / target
    let minutes = lastMs.map { Double(nowMs &- $0) / 60_000 } ?? 0
    let change = minutes > 0 ? (error - (lastError ?? error)) / minutes : 0
    let grown = sum + error * minutes
    let share = proportional * error + integral * grown + derivative * change
    let wanted = (Double(replicas) * (1 + share)).rounded()
    let bounded = min(max(wanted, Double(minReplicas)), Double(maxReplicas))
    if bounded == wanted { sum = grown }
    lastError = error
    lastMs = nowMs
    return GoConversion.int32(bounded)
  }
}
