/// What a WatermarkPodAutoscaler sees at one time.
public struct WatermarkObservation: Sendable, Hashable {
  /// The time in milliseconds since 1970.
  public var nowMs: Int64
  /// The replicas of the workload's spec.
  public var specReplicas: Int32
  /// The replicas of the workload's status.
  public var statusReplicas: Int32
  /// The ready pods.
  public var readyReplicas: Int32
  /// The sum of each metric, in thousandths, in the order of their marks.
  public var sumsMilli: [Int64]

  /// Makes an observation.
  public init(
    nowMs: Int64, specReplicas: Int32, statusReplicas: Int32, readyReplicas: Int32, sumsMilli: [Int64]
  ) {
    self.nowMs = nowMs
    self.specReplicas = specReplicas
    self.statusReplicas = statusReplicas
    self.readyReplicas = readyReplicas
    self.sumsMilli = sumsMilli
  }
}

/// What a WatermarkPodAutoscaler decided.
public struct WatermarkDecision: Sendable, Hashable {
  /// The replicas it wants after limits and bounds.
  public var normalized: Int32 = 0
  /// Whether it writes them.
  public var rescales = false
  /// The replicas that hold now.
  public var replicas: Int32 = 0
  /// Whether a metric lies above its high mark.
  public var isAbove = false
  /// Whether a metric lies below its low mark.
  public var isBelow = false

  /// Makes an empty decision.
  public init() {}
}

/// What a WatermarkPodAutoscaler remembers.
public struct WatermarkMemory: Sendable, Hashable {
  /// Since when something holds or does not.
  public struct Condition: Sendable, Hashable {
    /// Whether it holds.
    public var holds = false
    /// Since when that is so, nil before the first look.
    public var sinceMs: Int64?

    /// Makes a condition nobody looked at.
    public init() {}

    mutating func set(_ holds: Bool, atMs nowMs: Int64) {
      guard sinceMs == nil || self.holds != holds else { return }
      self.holds = holds
      sinceMs = nowMs
    }
  }

  /// When it last wrote replicas, nil if never.
  public var lastScaleMs: Int64?
  /// Whether a metric lies above its high mark.
  public var above = Condition()
  /// Whether a metric lies below its low mark.
  public var below = Condition()

  /// Remembers nothing.
  public init() {}
}

/// DataDog's WatermarkPodAutoscaler: nothing happens while metrics lie between two marks.
///
/// Source: DataDog/watermarkpodautoscaler controllers/datadoghq/{replica_calculator,
/// watermarkpodautoscaler_controller}.go at 70e8425.
public struct WatermarkAutoscaler: Sendable, Hashable {
  /// The period of decisions.
  public static let periodMs: Int64 = 15_000

  /// What it is told.
  public let spec: WatermarkSpec
  /// What it remembers.
  public var memory = WatermarkMemory()
  /// The replicas each metric asked for at the last decision.
  public private(set) var proposals: [Int32]

  /// Makes an autoscaler.
  public init(_ spec: WatermarkSpec) {
    self.spec = spec
    proposals = [Int32](repeating: 0, count: spec.marks.count)
  }

  /// Decides once.
  public mutating func decide(_ observation: WatermarkObservation) -> WatermarkDecision {
    var decision = WatermarkDecision()
    let ready = min(observation.readyReplicas, observation.statusReplicas)
    var wanted: Int32 = 0
    for index in spec.marks.indices {
      let sum = index < observation.sumsMilli.count ? observation.sumsMilli[index] : 0
      let (proposal, side) = propose(spec.marks[index], sum, ready: ready, spec: observation.specReplicas)
      proposals[index] = proposal
      decision.isAbove = decision.isAbove || side > 0
      decision.isBelow = decision.isBelow || side < 0
      if wanted == 0 || proposal > wanted { wanted = proposal }
    }
    memory.above.set(decision.isAbove, atMs: observation.nowMs)
    memory.below.set(decision.isBelow, atMs: observation.nowMs)
    wanted = limit(max(wanted, 0), ready: ready, spec: observation.specReplicas)
    decision.normalized = wanted
    decision.rescales = mayRescale(to: wanted, observation, isBetween: !decision.isAbove && !decision.isBelow)
    if observation.specReplicas == 0 {
      // Zero switches the autoscaler off.
      wanted = 0
      decision.rescales = false
    } else if observation.specReplicas > spec.maxReplicas {
      wanted = spec.maxReplicas
      decision.rescales = true
    } else if observation.specReplicas < spec.minReplicas {
      wanted = spec.minReplicas
      decision.rescales = true
    } else if observation.statusReplicas == 0 {
      wanted = 1
      decision.rescales = true
    }
    if decision.rescales { memory.lastScaleMs = observation.nowMs }
    decision.replicas = decision.rescales ? wanted : observation.specReplicas
    return decision
  }

  /// What one metric asks for, and on which side of its marks it lies.
  ///
  /// Above: ceil(ready·u/high), at least what there is; below: floor(ready·u/low), at most what there is.
  private func propose(
    _ marks: WatermarkSpec.Marks, _ sumMilli: Int64, ready: Int32, spec replicas: Int32
  ) -> (replicas: Int32, side: Int) {
    if sumMilli == 0, !spec.toleratesZero { return (ready, 0) }
    let usage = Double(sumMilli) / (spec.algorithm == .average ? Double(ready) : 1)
    let high = Double(marks.highMilli &+ marks.highMilli &* spec.toleranceMilli / 1_000)
    let low = Double(marks.lowMilli &- marks.lowMilli &* spec.toleranceMilli / 1_000)
    let pods = Double(ready)
    if usage > high {
      let wanted = GoConversion.int32((pods * usage / Double(marks.highMilli)).rounded(.up))
      return (max(roundedUp(wanted), replicas), 1)
    }
    if usage < low {
      let wanted = GoConversion.int32(max((pods * usage / Double(marks.lowMilli)).rounded(.down), 1))
      return (min(roundedUp(wanted), replicas), -1)
    }
    return (converged(marks, usage, pods: pods, replicas), 0)
  }

  private func roundedUp(_ replicas: Int32) -> Int32 {
    let modulo = max(1, spec.modulo)
    let rest = replicas % modulo
    return rest > 0 ? replicas &+ (modulo - rest) : replicas
  }

  /// One step toward a mark, as long as it stays between both.
  private func converged(
    _ marks: WatermarkSpec.Marks, _ usage: Double, pods: Double, _ replicas: Int32
  ) -> Int32 {
    func bounded(_ value: Double) -> Int32 {
      max(max(spec.minReplicas, 1), min(GoConversion.int32(value), spec.maxReplicas))
    }
    switch spec.convergence {
    case .none: return replicas
    case .high:
      let least =
        marks.highMilli == 0 ? replicas : bounded((pods / Double(marks.highMilli) * usage).rounded(.up))
      let next = max(replicas &- spec.modulo, 1)
      return next < least ? replicas : next
    case .low:
      let most =
        marks.lowMilli == 0 ? replicas : bounded((pods / Double(marks.lowMilli) * usage).rounded(.down))
      let next = replicas &+ spec.modulo
      return next > most ? replicas : next
    }
  }

  /// At most a share of the replicas comes or goes, at least one; then the bounds.
  private func limit(_ wanted: Int32, ready: Int32, spec replicas: Int32) -> Int32 {
    func step(_ limitMilli: Int64) -> Int32 {
      max(1, GoConversion.int32((Double(limitMilli) / 1_000 * Double(replicas) / 100).rounded(.down)))
    }
    let down = spec.scaleDownLimitMilli < 1 ? replicas : replicas &- step(spec.scaleDownLimitMilli)
    let up = spec.scaleUpLimitMilli < 1 ? replicas : replicas &+ step(spec.scaleUpLimitMilli)
    var least = spec.minReplicas
    if least == 0 {
      least = 1
    } else if wanted < down {
      least = max(down, least)
      // Fewer pods are ready than would stay: none goes.
      if ready > 0, ready < least { least = replicas }
    }
    if wanted < least { return least }
    let most = wanted > up ? min(up, spec.maxReplicas) : spec.maxReplicas
    return min(wanted, most)
  }

  /// Whether the time since the last change and the delays allow it.
  private func mayRescale(to wanted: Int32, _ observation: WatermarkObservation, isBetween: Bool) -> Bool {
    guard let last = memory.lastScaleMs else { return true }
    func may(_ windowSeconds: Int64, _ condition: WatermarkMemory.Condition, _ delaySeconds: Int64) -> Bool {
      let isForbidden = last &+ windowSeconds &* 1_000 > observation.nowMs
      if delaySeconds == 0 || isBetween { return !isForbidden }
      let elapsed = (observation.nowMs &- (condition.sinceMs ?? observation.nowMs)) / 1_000
      return delaySeconds - elapsed <= 0 && condition.holds && !isForbidden
    }
    if wanted > observation.specReplicas {
      return may(spec.upscaleForbiddenWindowSeconds, memory.above, spec.upscaleDelaySeconds)
    }
    if wanted < observation.specReplicas {
      return may(spec.downscaleForbiddenWindowSeconds, memory.below, spec.downscaleDelaySeconds)
    }
    return false
  }
}
