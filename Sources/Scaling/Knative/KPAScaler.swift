/// The pods of a revision as the autoscaler finds them.
public enum KPAPodCount: Sendable, Hashable {
  /// So many are ready.
  case ready(Int32)
  /// The endpoints do not exist yet, which counts as none ready.
  case notFound
  /// They cannot be read.
  case failed
}

/// What the autoscaler of one revision sees at one tick.
public struct KPAObservation: Sendable, Hashable {
  /// The time in milliseconds since 1970.
  public var nowMs: Int64
  /// The ready pods.
  public var pods: KPAPodCount
  /// The averages over the stable and the panic window; nil if there are no data.
  public var averages: Averages?

  /// The metric over both windows.
  public struct Averages: Sendable, Hashable {
    /// Over the stable window.
    public var stable: Double
    /// Over the panic window.
    public var panic: Double

    /// Makes the averages.
    public init(stable: Double, panic: Double) {
      self.stable = stable
      self.panic = panic
    }
  }

  /// Makes an observation.
  public init(nowMs: Int64, pods: KPAPodCount, averages: Averages?) {
    self.nowMs = nowMs
    self.pods = pods
    self.averages = averages
  }
}

/// What the autoscaler of one revision wants.
public struct KPADecision: Sendable, Hashable {
  /// The pods it wants, before bounds; meaningless unless valid.
  public var desiredPods: Int32 = 0
  /// Room for a burst beyond the target; negative puts the activator into the path.
  public var excessBurstCapacity: Int32 = 0
  /// Whether something was decided; otherwise what was wanted before stays.
  public var isValid = false

  /// Makes an invalid decision.
  public init() {}
}

/// What the autoscaler of one revision remembers between ticks.
public struct KPAMemory: Sendable, Hashable {
  /// When panic began or was last confirmed; nil outside panic.
  public var panicTimeMs: Int64?
  /// The most pods wanted in this panic.
  public var maxPanicPods: Int32
  /// The window of the delay, made only if the first spec asks for a delay.
  public var delay: KPADelayWindow?

  /// Begins a revision's memory: more than one ready pod means a panic, as after a restart of the autoscaler.
  public init(spec: KPASpec, readyPods: Int32, nowMs: Int64) {
    panicTimeMs = readyPods > 1 ? nowMs : nil
    maxPanicPods = readyPods
    if spec.scaleDownDelayMs > 0 {
      delay = KPADelayWindow(durationMs: spec.scaleDownDelayMs, granularityMs: KPAScaler.tickMs)
    }
  }
}

/// Knative's pod autoscaler: how many pods a revision needs by two windows of its load.
///
/// Source: knative/serving pkg/autoscaler/scaling/autoscaler.go (Scale) at 98e5ef90aa. The bounds and scaling to
/// zero are the business of the reconciler, see `KnativePodAutoscaler`.
public struct KPAScaler: Sendable, Hashable {
  /// The period of decisions.
  public static let tickMs: Int64 = 2_000

  /// What the autoscaler is told; may change between ticks.
  public var spec: KPASpec
  /// What it remembers.
  public var memory: KPAMemory

  /// Makes the autoscaler of a revision that has so many ready pods.
  public init(_ spec: KPASpec, readyPods: Int32, nowMs: Int64) {
    self.spec = spec
    memory = KPAMemory(spec: spec, readyPods: readyPods, nowMs: nowMs)
  }

  /// Decides one tick.
  ///
  /// desired = ceil(average/target) within [floor(ready/down), ceil(ready·up)]; in panic, which begins when
  /// ceil(panic/target)/ready reaches the threshold and ends a stable window after it last did, the largest of
  /// all numbers seen in it.
  public mutating func decide(_ observation: KPAObservation) -> KPADecision {
    var decision = KPADecision()
    let readyPods: Int32
    switch observation.pods {
    case .ready(let count): readyPods = count
    case .notFound: readyPods = 0
    case .failed: return decision
    }
    guard let averages = observation.averages else { return decision }
    let ready = readyPods > 1 ? Double(readyPods) : 1
    let up = WholeDouble.up(spec.maxScaleUpRate * ready)
    let down = spec.isReachable ? WholeDouble.down(ready / spec.maxScaleDownRate) : 0
    let stable = WholeDouble.up(averages.stable / spec.targetValue)
    let panic = WholeDouble.up(averages.panic / spec.targetValue)
    var stablePods = GoConversion.int32(Self.limit(stable, down, up))
    var panicPods = GoConversion.int32(Self.limit(panic, down, up))
    if spec.activationScale > 1 {
      if stable > 0, spec.activationScale > stablePods { stablePods = spec.activationScale }
      if panic > 0, spec.activationScale > panicPods { panicPods = spec.activationScale }
    }

    if panic / ready >= spec.panicThreshold {
      memory.panicTimeMs = observation.nowMs
    } else if let began = memory.panicTimeMs, began &+ spec.stableWindowMs < observation.nowMs {
      memory.panicTimeMs = nil
      memory.maxPanicPods = 0
    }

    var desired = stablePods
    if memory.panicTimeMs != nil {
      memory.maxPanicPods = max(memory.maxPanicPods, stablePods, panicPods)
      desired = memory.maxPanicPods
    }
    if spec.isReachable, memory.delay != nil {
      memory.delay?.record(desired, atMs: observation.nowMs)
      desired = memory.delay?.current ?? desired
    }

    decision.desiredPods = desired
    decision.excessBurstCapacity = excessBurstCapacity(readyPods: readyPods, panic: averages.panic)
    decision.isValid = true
    return decision
  }

  /// floor(ready·total − target burst capacity − panic average); 0 and -1 stand for never and always.
  private func excessBurstCapacity(readyPods: Int32, panic: Double) -> Int32 {
    if spec.targetBurstCapacity == 0 { return 0 }
    if spec.targetBurstCapacity < 0 { return -1 }
    return GoConversion.int32(
      WholeDouble.down(Double(readyPods) * spec.totalValue - spec.targetBurstCapacity - panic))
  }

  /// min(max(value, low), high), NaN if one is, as Go's.
  @inline(__always)
  private static func limit(_ value: Double, _ low: Double, _ high: Double) -> Double {
    if value.isNaN || low.isNaN || high.isNaN { return .nan }
    let raised = value > low ? value : low
    return raised < high ? raised : high
  }
}
