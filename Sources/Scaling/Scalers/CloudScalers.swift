/// AWS's target tracking, asked once a minute.
public struct TargetTrackingScaler: Scaler, Sendable {
  private var policy: TargetTracking
  private let signal: LoadSignal

  /// Makes a scaler of a policy.
  public init(_ policy: TargetTracking, signal: LoadSignal = .cpu) {
    self.policy = policy
    self.signal = signal
  }

  /// Answers with the policy's capacity.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    let metric = signal.perPod(observation)
    let wanted = policy.decide(metric: metric, capacity: observation.replicas, nowMs: observation.timeMs)
    guard wanted != observation.replicas else { return .stays("target tracking: no alarm") }
    return ScalerDecision(
      replicas: wanted,
      reason: wanted > observation.replicas
        ? "target tracking: above target" : "target tracking: below target")
  }
}

/// AWS's step scaling: alarms with a policy each, asked once a minute.
public struct StepScalingScaler: Scaler, Sendable {
  /// An alarm with what it leads to.
  public struct Alarm: Sendable, Hashable {
    /// Whether it goes off above its threshold, or below.
    public var isAbove: Bool
    /// The threshold.
    public var threshold: Double
    /// How many periods in a row it has to be passed.
    public var periods: Int
    /// What then happens.
    public var policy: StepScaling

    /// Makes an alarm.
    public init(isAbove: Bool, threshold: Double, periods: Int, policy: StepScaling) {
      self.isAbove = isAbove
      self.threshold = threshold
      self.periods = max(1, periods)
      self.policy = policy
    }
  }

  private let alarms: [Alarm]
  private let signal: LoadSignal
  private var breaches: [Int]
  private var cooldown = ScalingCooldown()
  private let outSeconds: Int64
  private let inSeconds: Int64

  /// Makes a scaler of alarms. The cooldowns are those of the first policy for each direction.
  public init(_ alarms: [Alarm], signal: LoadSignal = .cpu) {
    self.alarms = alarms
    self.signal = signal
    breaches = Array(repeating: 0, count: alarms.count)
    outSeconds = alarms.first { $0.isAbove }?.policy.cooldownSeconds ?? 300
    inSeconds = alarms.first { !$0.isAbove }?.policy.cooldownSeconds ?? 300
  }

  /// Asks the alarms in their order; the first that went off and changes something decides.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    guard let metric = signal.perPod(observation) else {
      for index in breaches.indices { breaches[index] = 0 }
      return .stays("step scaling: no data")
    }
    var decision = ScalerDecision.stays("step scaling: no alarm")
    for (index, alarm) in alarms.enumerated() {
      let isBreached = alarm.isAbove ? metric >= alarm.threshold : metric <= alarm.threshold
      breaches[index] = isBreached ? breaches[index] + 1 : 0
      guard breaches[index] >= alarm.periods, decision.replicas == nil else { continue }
      let wanted = alarm.policy.capacity(
        from: observation.replicas, metric: metric, threshold: alarm.threshold)
      guard let wanted else { continue }
      let bounded = min(max(wanted, observation.minReplicas), observation.maxReplicas)
      let allowed = cooldown.apply(
        bounded, to: observation.replicas, nowMs: observation.timeMs, outSeconds: outSeconds,
        inSeconds: inSeconds)
      if allowed != observation.replicas {
        decision = ScalerDecision(replicas: allowed, reason: "step scaling: alarm \(index + 1)")
      } else if bounded != observation.replicas {
        decision.reason = "step scaling: cooldown"
      }
    }
    return decision
  }
}
