/// What the drain rules look at in a pod.
public struct DrainSubject: Sendable, Hashable {
  /// What the annotation `cluster-autoscaler.kubernetes.io/safe-to-evict` says.
  public enum SafeToEvict: Sendable, Hashable {
    case unsaid, yes, no, onCompletion
  }

  /// What is known of the object that controls the pod.
  public enum Controller: Sendable, Hashable {
    /// The pod has none.
    case none
    /// There is one that nobody looked up.
    case unknown
    /// It was looked up and is gone.
    case missing
    /// It was looked up and has so many replicas, nil for kinds without a number.
    case found(replicas: Int32?)
  }

  /// Whether a kubelet made it from a file of its own.
  public var isMirror = false
  /// Whether a DaemonSet, or something said to be one by annotation, controls it.
  public var isDaemonSet = false
  /// What controls it.
  public var controller = Controller.none
  /// Whether the controller is a ReplicationController, Job, ReplicaSet or StatefulSet.
  public var isReplicated = false
  /// What it says itself of being evicted.
  public var safeToEvict = SafeToEvict.unsaid
  /// Whether it has ended for good.
  public var isTerminal = false
  /// Whether it is in kube-system.
  public var isSystem = false
  /// Whether it keeps something on the node's disk that nobody said may be lost.
  public var hasLocalStorage = false
  /// When it is deleted, nil if it is not.
  public var deletionMs: Int64?
  /// How long it may take to stop.
  public var graceMs: Int64 = 30_000
  /// When it was made.
  public var createdMs: Int64 = 0

  /// Makes a pod that nothing is known of.
  public init() {}

  /// Whether it was to be gone more than 30 s ago. Source: utils/drain/drain.go IsPodLongTerminating.
  public func isLongTerminating(at nowMs: Int64) -> Bool {
    guard let deletionMs else { return false }
    return deletionMs &+ graceMs &+ 30_000 < nowMs
  }
}

/// What the drain rules come to for a pod.
public enum DrainVerdict: Sendable, Hashable {
  /// No rule decides: the pod is moved.
  case undefined
  /// The pod may be evicted.
  case drain
  /// The node cannot be removed.
  case block(DrainBlock)
  /// The pod need not be moved.
  case skip
  /// The node waits until the pod has ended.
  case wait
}

/// Why a pod keeps its node.
public enum DrainBlock: UInt8, Sendable, Hashable {
  case controllerNotFound, minReplicasReached, notReplicated, unmovableKubeSystemPod
  case notSafeToEvictAnnotation, localStorageRequested, notEnoughDisruptionBudget

  /// Upstream's name.
  public var name: String {
    switch self {
    case .controllerNotFound: "ControllerNotFound"
    case .minReplicasReached: "MinReplicasReached"
    case .notReplicated: "NotReplicated"
    case .unmovableKubeSystemPod: "UnmovableKubeSystemPod"
    case .notSafeToEvictAnnotation: "NotSafeToEvictAnnotation"
    case .localStorageRequested: "LocalStorageRequested"
    case .notEnoughDisruptionBudget: "NotEnoughPdb"
    }
  }
}

/// The rules that say whether a pod may be drained from its node; the first that decides counts.
///
/// Source: simulator/drainability/rules (Cluster Autoscaler 1.37).
public struct DrainRules: Sendable, Hashable {
  /// Whether pods of controllers other than the built-in ones block, and controllers are looked up.
  public var skipsCustomControllers = true
  /// Whether pods of kube-system without a disruption budget block.
  public var skipsSystemPods = true
  /// Whether local storage blocks.
  public var skipsLocalStorage = true
  /// The fewest replicas a controller needs.
  public var minReplicaCount: Int32 = 0
  /// The age from which pods of kube-system block no longer.
  public var systemPodTimeoutMs: Int64 = 3_600_000

  /// Makes the rules of the default flags.
  public init() {}

  /// Asks all rules about a pod. `budgets` are the disruptions still allowed by each budget that means it.
  ///
  /// `clock` learns the time from which the answer may be another.
  public func verdict(
    _ pod: DrainSubject, hasBudget: Bool, leastDisruptions: Int32, clock: inout LoopClock
  ) -> DrainVerdict {
    if pod.isMirror { return .skip }
    if let deletion = pod.deletionMs, clock.isAfter(deletion &+ pod.graceMs &+ 30_000) { return .skip }
    if skipsCustomControllers {
      switch pod.controller {
      case .missing: return .block(.controllerNotFound)
      case .found(let replicas?) where replicas < minReplicaCount: return .block(.minReplicasReached)
      default: break
      }
    }
    if pod.isDaemonSet || pod.safeToEvict == .yes || pod.isTerminal { return .drain }
    if pod.safeToEvict == .onCompletion { return .wait }
    if pod.controller == .none || skipsCustomControllers && !pod.isReplicated {
      return .block(.notReplicated)
    }
    if skipsSystemPods, pod.isSystem, !hasBudget {
      return clock.isAfter(pod.createdMs &+ systemPodTimeoutMs) ? .drain : .block(.unmovableKubeSystemPod)
    }
    if pod.safeToEvict == .no { return .block(.notSafeToEvictAnnotation) }
    if skipsLocalStorage, pod.hasLocalStorage { return .block(.localStorageRequested) }
    if hasBudget, leastDisruptions < 1 { return .block(.notEnoughDisruptionBudget) }
    return .undefined
  }
}
