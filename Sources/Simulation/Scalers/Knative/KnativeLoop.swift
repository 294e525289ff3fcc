import Cluster
public import Scaling

/// One revision of Knative in a run: the autoscaler's tick every 2 s, and the reconciler that it wakes.
struct KnativeLoop {
  let name: String
  /// The index of the workload it scales.
  let workload: Int
  /// The requests one container takes at once, 0 for any number.
  private let isLimited: Bool
  private let metric: KPASpec.Metric
  private var windows: KPAMetricWindows
  private var scaler: KPAScaler
  private var reconciler: KnativePodAutoscaler
  private var arrived = 0.0
  private var lastMs: Int64
  /// What the autoscaler wants, -1 before it knows.
  private(set) var desired: Int32 = -1
  private var excessBurst: Int32
  private var lastReady: Int32
  private var reconcileMs: Int64 = 0
  /// The decision of a tick to come that was taken ahead of time.
  private var ahead: KPADecision?
  /// What the windows may add up to for the next decision to repeat the last; nil where not known.
  private var steady: KPASteadySums?

  init(_ knative: ScenarioKnative, name: String, workload: Int, replicas: Int32, dateMs: Int64, nowMs: Int64)
  {
    self.name = name
    self.workload = workload
    let revision = knative.revision
    isLimited = knative.containerConcurrency > 0
    metric = revision.spec.metric
    windows = KPAMetricWindows(
      stableMs: revision.spec.stableWindowMs, panicMs: revision.panicWindowMs,
      aggregation: revision.aggregation ?? .linear)
    scaler = KPAScaler(revision.spec, readyPods: replicas, nowMs: dateMs)
    // A run finds its revision at peace, not after a restart of the autoscaler.
    scaler.memory.panicTimeMs = nil
    scaler.memory.maxPanicPods = 0
    reconciler = KnativePodAutoscaler(revision, replicas: replicas, nowMs: dateMs)
    reconciler.memory.isInitialized = true
    reconciler.memory.active.status = replicas > 0 ? .active : .inactive
    reconciler.memory.active.reason = replicas > 0 ? .none : .noTraffic
    excessBurst = revision.spec.initialExcessBurstCapacity
    lastReady = replicas
    lastMs = nowMs
    if replicas == 0 { desired = 0 }
  }

  /// What a tick led to.
  struct Outcome {
    /// The replicas to write, nil to leave them.
    var scaledTo: Int32?
    /// When requests wait at the activator.
    var waits: WaitingLine.Mode
    /// Whether it is in panic.
    var isPanicking: Bool
    /// What the autoscaler wants.
    var desired: Int32
  }

  /// Takes a tick with what is seen now.
  ///
  /// `isPoked`: the activator has seen the first request after a silence.
  mutating func tick(
    nowMs: Int64, dateMs: Int64, _ signs: ServiceSigns, ready: Int32, isPoked: Bool
  ) -> Outcome {
    let decision: KPADecision
    if let taken = ahead {
      // This tick was taken already, up to here.
      decision = taken
      ahead = nil
    } else {
      let value = value(nowMs: nowMs, signs)
      decision = decide(by: isPoked ? max(value, 1) : value, nowMs: nowMs, dateMs: dateMs, ready: ready)
    }
    let isNews = isNews(decision, ready: ready, dateMs: dateMs)
    if decision.isValid {
      desired = decision.desiredPods
      excessBurst = decision.excessBurstCapacity
    }
    lastReady = ready
    steady = nil
    var outcome = Outcome(
      scaledTo: nil, waits: mode, isPanicking: scaler.memory.panicTimeMs != nil, desired: max(0, desired))
    guard isNews else { return outcome }
    let reconciled = reconciler.reconcile(
      KnativeReconcileObservation(
        nowMs: dateMs, desiredPods: desired, excessBurstCapacity: excessBurst, readyPods: ready,
        isActivatorInPath: reconciler.memory.proxySinceMs != nil))
    reconcileMs = reconciled.requeueAfterMs.map { dateMs + $0 } ?? (reconciled.startsProbe ? dateMs : .max)
    outcome.scaledTo = reconciled.scaledTo
    outcome.waits = mode
    return outcome
  }

  /// The activator keeps requests while there is no pod, and those that are too many for limited pods while it is in
  /// the path.
  private var mode: WaitingLine.Mode {
    isLimited && reconciler.memory.mode == .proxy ? .always : .withoutPods
  }

  /// What pods and activator count since the last tick.
  private mutating func value(nowMs: Int64, _ signs: ServiceSigns) -> Double {
    guard metric == .rps else { return signs.inside }
    let seconds = Double(nowMs - lastMs) / 1_000
    defer { arrived = signs.arrived }
    return seconds > 0 ? (signs.arrived - arrived) / seconds : 0
  }

  /// Takes a tick up to what follows from it; returns whether nothing does. Else it is left half taken.
  mutating func tickIfIdle(nowMs: Int64, dateMs: Int64, _ signs: ServiceSigns, ready: Int32) -> Bool {
    guard ahead == nil else { return false }
    return isIdle(by: value(nowMs: nowMs, signs), nowMs: nowMs, dateMs: dateMs, ready: ready)
  }

  /// Takes a tick with a value up to what follows from it; returns whether nothing does.
  @inline(__always)
  private mutating func isIdle(by value: Double, nowMs: Int64, dateMs: Int64, ready: Int32) -> Bool {
    let decision: KPADecision
    if let sums = steady, ready == lastReady, nowMs - lastMs >= 1_000 {
      let repeats = windows.recordTwice(value, atMs: dateMs, within: sums)
      lastMs = nowMs
      // What it wants stays, and so does the sign of the excess burst capacity, which is all that counts of it.
      if repeats, dateMs < reconcileMs { return true }
      decision = ask(dateMs: dateMs, ready: ready)
    } else {
      decision = decide(by: value, nowMs: nowMs, dateMs: dateMs, ready: ready)
    }
    guard !isNews(decision, ready: ready, dateMs: dateMs) else {
      ahead = decision
      return false
    }
    // What it wants stays, or this would be news.
    if decision.isValid { excessBurst = decision.excessBurstCapacity }
    steady = decision.isValid ? windows.steadySums(&scaler, readyPods: ready) : nil
    return true
  }

  /// Records a value for the seconds since the last tick, and asks the autoscaler.
  @inline(__always)
  private mutating func decide(by value: Double, nowMs: Int64, dateMs: Int64, ready: Int32) -> KPADecision {
    // Nobody answers a scrape without pods; the activator counts what it sees.
    if ready > 0 || value > 0 {
      if nowMs - lastMs >= 1_000 {
        windows.recordTwice(value, atMs: dateMs)
      } else {
        windows.record(value, atMs: dateMs)
      }
    }
    lastMs = nowMs
    return ask(dateMs: dateMs, ready: ready)
  }

  private mutating func ask(dateMs: Int64, ready: Int32) -> KPADecision {
    scaler.decide(
      KPAObservation(nowMs: dateMs, pods: .ready(ready), averages: windows.averages(atMs: dateMs)))
  }

  /// Takes ticks from the next one on while all that it measures stays the same, up to an instant or to the first that
  /// has consequences, which is left half taken; returns how many were taken and when the next is due.
  mutating func tickQuietly(
    fromMs: Int64, beforeMs: Int64, dateOffsetMs: Int64, _ signs: ServiceSigns, ready: Int32
  ) -> (taken: Int, nextMs: Int64) {
    let value = metric == .rps ? signs.perSecond : signs.inside
    var nextMs = fromMs
    var taken = 0
    while nextMs < beforeMs {
      let dateMs = nextMs + dateOffsetMs
      let seconds = Double(nextMs - lastMs) / 1_000
      if metric == .rps { arrived += value * seconds }
      guard isIdle(by: value, nowMs: nextMs, dateMs: dateMs, ready: ready) else { break }
      taken += 1
      nextMs += KPAScaler.tickMs
    }
    return (taken, nextMs)
  }

  /// Whether a decision wakes the reconciler.
  @inline(__always)
  private func isNews(_ decision: KPADecision, ready: Int32, dateMs: Int64) -> Bool {
    ready != lastReady || dateMs >= reconcileMs
      || decision.isValid
        && (decision.desiredPods != desired || (decision.excessBurstCapacity < 0) != (excessBurst < 0))
  }
}

/// A revision of Knative in a run.
public struct ScenarioKnative: Sendable {
  /// Its settings.
  public var revision: KnativeRevision
  /// The requests one container takes at once, 0 for any number.
  public var containerConcurrency: Int64 = 0

  /// Makes one of its settings.
  public init(revision: KnativeRevision, containerConcurrency: Int64 = 0) {
    self.revision = revision
    self.containerConcurrency = containerConcurrency
  }
}
