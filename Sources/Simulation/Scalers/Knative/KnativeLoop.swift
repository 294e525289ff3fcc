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

  /// Takes a tick. Flows must be accounted for up to now.
  ///
  /// `isPoked`: the activator has seen the first request after a silence.
  mutating func tick(nowMs: Int64, dateMs: Int64, cluster: inout Cluster, isPoked: Bool) -> Outcome {
    let ready = cluster.workloads[workload].readyCount
    measure(nowMs: nowMs, dateMs: dateMs, ready: ready, cluster: &cluster, isPoked: isPoked)
    let decision = scaler.decide(
      KPAObservation(nowMs: dateMs, pods: .ready(ready), averages: windows.averages(atMs: dateMs)))
    var isNews = ready != lastReady || dateMs >= reconcileMs
    if decision.isValid {
      isNews =
        isNews || decision.desiredPods != desired
        || (decision.excessBurstCapacity < 0) != (excessBurst < 0)
      desired = decision.desiredPods
      excessBurst = decision.excessBurstCapacity
    }
    lastReady = ready
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

  /// Records what pods and activator count in the seconds since the last tick.
  private mutating func measure(
    nowMs: Int64, dateMs: Int64, ready: Int32, cluster: inout Cluster, isPoked: Bool
  ) {
    let seconds = Double(nowMs - lastMs) / 1_000
    var value: Double
    switch metric {
    case .concurrency: value = cluster.workloads[workload].requestsInside
    case .rps:
      let all = cluster.workloads[workload].signals.arrived
      value = seconds > 0 ? (all - arrived) / seconds : 0
      arrived = all
    }
    if isPoked { value = max(value, 1) }
    // Nobody answers a scrape without pods; the activator counts what it sees.
    if ready > 0 || value > 0 {
      if nowMs - lastMs >= 1_000 { windows.record(value, atMs: dateMs - 1_000) }
      windows.record(value, atMs: dateMs)
    }
    lastMs = nowMs
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
