/// Whether requests go to the pods directly or through the activator, which keeps them while there are none.
public enum KnativeServingMode: String, Sendable, Hashable {
  /// To the pods.
  case serve = "Serve"
  /// Through the activator.
  case proxy = "Proxy"
}

/// The condition Active of a PodAutoscaler.
public struct KnativeActiveCondition: Sendable, Hashable {
  /// Whether the revision takes requests itself.
  public enum Status: String, Sendable, Hashable {
    /// It does.
    case active = "True"
    /// It does not.
    case inactive = "False"
    /// It is on its way there.
    case activating = "Unknown"
  }

  /// Why.
  public enum Reason: String, Sendable, Hashable {
    /// Nothing to say.
    case none = ""
    /// Requests wait for pods.
    case queued = "Queued"
    /// Nobody asks for it.
    case noTraffic = "NoTraffic"
    /// Its pods did not become ready in time.
    case timedOut = "TimedOut"
  }

  /// The status.
  public var status: Status = .activating
  /// Why.
  public var reason: Reason = .none
  /// Since when status and reason are so.
  public var sinceMs: Int64

  /// Makes the condition of a new revision.
  public init(sinceMs: Int64) { self.sinceMs = sinceMs }

  /// Sets status and reason; the time moves only if one of them changes.
  mutating func set(_ status: Status, _ reason: Reason, atMs nowMs: Int64) {
    guard self.status != status || self.reason != reason else { return }
    self.status = status
    self.reason = reason
    sinceMs = nowMs
  }
}

/// What the reconciler of a PodAutoscaler finds at one time.
public struct KnativeReconcileObservation: Sendable, Hashable {
  /// The time in milliseconds since 1970.
  public var nowMs: Int64
  /// What the autoscaler wants, -1 for nothing yet.
  public var desiredPods: Int32
  /// The autoscaler's excess burst capacity.
  public var excessBurstCapacity: Int32
  /// The ready pods.
  public var readyPods: Int32
  /// Whether a probe of the revision is answered by the activator.
  public var isActivatorInPath: Bool

  /// Makes an observation.
  public init(
    nowMs: Int64, desiredPods: Int32, excessBurstCapacity: Int32, readyPods: Int32, isActivatorInPath: Bool
  ) {
    self.nowMs = nowMs
    self.desiredPods = desiredPods
    self.excessBurstCapacity = excessBurstCapacity
    self.readyPods = readyPods
    self.isActivatorInPath = isActivatorInPath
  }
}

/// What the reconciler of a PodAutoscaler does.
public struct KnativeReconcileDecision: Sendable, Hashable {
  /// The pods it holds to be right, -1 if it does not know.
  public var want: Int32 = -1
  /// The replicas it writes, nil if it leaves them.
  public var scaledTo: Int32?
  /// How requests go.
  public var mode = KnativeServingMode.proxy
  /// The activators that serve the revision.
  public var activators: Int32 = 2
  /// After how long it looks again by itself, nil if only changes wake it.
  public var requeueAfterMs: Int64?
  /// Whether it begins to probe for the activator in the background.
  public var startsProbe = false

  /// Makes a decision that does nothing.
  public init() {}
}

/// What the reconciler of a PodAutoscaler remembers: its object's status, and its ServerlessService's.
public struct KnativePodAutoscalerMemory: Sendable, Hashable {
  /// The condition Active.
  public var active: KnativeActiveCondition
  /// Whether the revision had its first pods.
  public var isInitialized = false
  /// The wanted pods in the status, nil before the first.
  public var statusDesired: Int32?
  /// How requests go.
  public var mode = KnativeServingMode.proxy
  /// Since when the ServerlessService leads to the activator, nil while it does not.
  public var proxySinceMs: Int64?
  /// The replicas of the deployment.
  public var replicas: Int32

  /// Begins the memory of a new revision.
  public init(replicas: Int32, nowMs: Int64) {
    self.replicas = replicas
    active = KnativeActiveCondition(sinceMs: nowMs)
  }
}

/// The reconciler that applies a revision's bounds, scales it to and from zero and switches the activator.
///
/// Source: knative/serving pkg/reconciler/autoscaling/kpa/{kpa,scaler}.go at 98e5ef90aa.
public struct KnativePodAutoscaler: Sendable, Hashable {
  /// What it is told.
  public var revision: KnativeRevision
  /// What it remembers.
  public var memory: KnativePodAutoscalerMemory

  /// Makes the reconciler of a new revision.
  public init(_ revision: KnativeRevision, replicas: Int32, nowMs: Int64) {
    self.revision = revision
    memory = KnativePodAutoscalerMemory(replicas: replicas, nowMs: nowMs)
  }

  /// Reconciles once: replicas, the way of requests, and the status.
  public mutating func reconcile(_ observation: KnativeReconcileObservation) -> KnativeReconcileDecision {
    // The ServerlessService leads to the activator while it is told so or nothing is ready behind it.
    if observation.readyPods == 0 || memory.mode == .proxy {
      memory.proxySinceMs = memory.proxySinceMs ?? observation.nowMs
    } else {
      memory.proxySinceMs = nil
    }
    var decision = scale(observation)
    if decision.want > 0, observation.excessBurstCapacity >= 0 { decision.mode = .serve }
    decision.activators = Self.activators(revision.spec, readyPods: observation.readyPods)
    memory.mode = decision.mode
    updateStatus(want: decision.want, observation)
    return decision
  }

  /// Bounds what is wanted and writes it, unless it is zero and that has to wait.
  mutating func scale(_ observation: KnativeReconcileObservation) -> KnativeReconcileDecision {
    var decision = KnativeReconcileDecision()
    decision.want = observation.desiredPods
    if observation.desiredPods < 0, memory.active.status != .activating { return decision }
    var wanted = observation.desiredPods
    let least = leastPods
    if wanted < least {
      wanted = least
    } else if revision.maxScale != 0, wanted > revision.maxScale {
      wanted = revision.maxScale
    }
    let applies = wanted != 0 || scaleToZero(&wanted, observation, &decision)
    decision.want = wanted
    if applies, wanted != memory.replicas {
      memory.replicas = wanted
      decision.scaledTo = wanted
    }
    return decision
  }

  /// Until the first pods were there, the initial scale is a lower bound.
  private var leastPods: Int32 {
    let isNew = revision.spec.initialScale > 1 && !memory.isInitialized && revision.spec.isReachable
    return isNew ? max(revision.spec.initialScale, revision.minScale) : revision.minScale
  }

  /// Decides what becomes of a wish for zero pods; tells whether the number is to be written.
  private func scaleToZero(
    _ wanted: inout Int32, _ observation: KnativeReconcileObservation,
    _ decision: inout KnativeReconcileDecision
  ) -> Bool {
    guard revision.enableScaleToZero else {
      wanted = 1
      return true
    }
    let elapsed = observation.nowMs &- memory.active.sinceMs
    switch memory.active.status {
    case .activating:
      if elapsed > revision.activationTimeoutMs { return true }
      decision.requeueAfterMs = revision.activationTimeoutMs
      wanted = -1
      return false
    case .active:
      if elapsed >= revision.spec.stableWindowMs {
        // The answer 0 makes it inactive; the pod stays until the activator is in the path.
        if memory.mode == .proxy { decision.requeueAfterMs = Self.alreadyProxyRequeueMs }
        return false
      }
      decision.requeueAfterMs = revision.spec.stableWindowMs &- elapsed
      wanted = 1
      return true
    case .inactive:
      guard observation.isActivatorInPath || revision.spec.targetBurstCapacity == -1 else {
        decision.startsProbe = true
        return false
      }
      let grace = revision.scaleToZeroGracePeriodMs
      let retention = revision.scaleToZeroPodRetentionPeriodMs
      if elapsed >= max(grace, retention) { return true }
      if retention > 0, elapsed < retention {
        decision.requeueAfterMs = retention &- elapsed
        return false
      }
      let left = grace &- (memory.proxySinceMs.map { observation.nowMs &- $0 } ?? 0)
      if left <= 0 { return true }
      decision.requeueAfterMs = left
      return false
    }
  }

  private static let alreadyProxyRequeueMs: Int64 = 3_000

  /// max(2, ceil((ready·total + max(target burst capacity, 0)) / activator capacity)), 2 without a burst capacity.
  static func activators(_ spec: KPASpec, readyPods: Int32) -> Int32 {
    if spec.targetBurstCapacity == 0 { return 2 }
    let burst = spec.targetBurstCapacity > 0 ? spec.targetBurstCapacity : 0
    return max(
      2,
      GoConversion.int32(
        ((Double(readyPods) * spec.totalValue + burst) / spec.activatorCapacity).rounded(.up)))
  }

  /// Writes wanted pods and the condition Active.
  private mutating func updateStatus(want: Int32, _ observation: KnativeReconcileObservation) {
    memory.statusDesired = Self.statusDesired(have: memory.statusDesired, want: want)
    let least =
      memory.isInitialized ? max(revision.minScale, 1) : max(revision.minScale, revision.spec.initialScale)
    if observation.readyPods >= least { memory.isInitialized = true }
    let nowMs = observation.nowMs
    if want == 0 || least == 0 {
      let isFailure = memory.active.status == .activating && least > 0
      memory.active.set(.inactive, isFailure ? .timedOut : .noTraffic, atMs: nowMs)
    } else if observation.readyPods < least {
      if want > 0 || memory.active.status != .inactive {
        memory.active.set(.activating, .queued, atMs: nowMs)
      } else {
        memory.active.set(.inactive, .noTraffic, atMs: nowMs)
      }
    } else if want > 0 || memory.active.status != .inactive {
      memory.active.set(.active, .none, atMs: nowMs)
    }
  }

  /// An unknown number does not replace a known one.
  static func statusDesired(have: Int32?, want: Int32) -> Int32 {
    if want == -1, let have, have >= 0 { return have }
    return want
  }
}
