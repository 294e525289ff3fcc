import Kubernetes

/// What is the matter with a node, as it is and as the API server knows it.
public struct NodeHealth: Sendable, Hashable {
  /// How a node's machine can be reached.
  public enum Link: UInt8, Sendable, Hashable {
    /// As it should be.
    case up
    /// Its pods run, and nothing gets in or out.
    case cut
    /// It has no power: nothing runs.
    case dead
  }

  /// Who takes a node away.
  public enum Leaving: UInt8, Sendable, Hashable {
    case no, clusterAutoscaler, karpenter

    /// The key of the taint that it sets, nil for nobody.
    var taint: String? {
      switch self {
      case .no: nil
      case .clusterAutoscaler: "ToBeDeletedByClusterAutoscaler"
      case .karpenter: "karpenter.sh/disrupted"
      }
    }
  }

  /// Whether the machine can be reached.
  public internal(set) var link = Link.up
  /// The machine's speed in thousandths: how much work a core-second does.
  public internal(set) var speed: Int64 = 1_000
  /// spec.unschedulable.
  public internal(set) var isCordoned = false
  /// Whether the Ready condition is true; else it is Unknown, and the node has the unreachable:NoSchedule taint.
  public internal(set) var isReady = true
  /// Whether it has come and is not ready yet.
  public internal(set) var isStarting = false
  /// Who is about to take it away, and so keeps new pods off it.
  public internal(set) var leaving = Leaving.no
  /// Whether Cluster Autoscaler marked it as one that could be taken away.
  public internal(set) var isCandidate = false
  /// Whether its MemoryPressure condition is true.
  public internal(set) var hasMemoryPressure = false
  /// When its kubelet last found its memory short.
  var pressureMs = Int64.min / 2
  /// Since when it has the unreachable:NoExecute taint, `.max` without it.
  var taintedMs = Int64.max
  /// When the silence that is or was last began, `.max` if none ever did.
  var lostMs = Int64.max
  /// Whether nothing was heard of its kubelet since then.
  var isSilent = false
  /// Counts the turns of its fate: what was planned in an earlier one does not hold any more.
  var turn: Int32 = 0

  /// Whether its pods must be told apart from those of other nodes.
  var isSpecial: Bool { link != .up || isSilent || speed != 1_000 || !isReady }

  /// The taints that come of it: the node controller's and the cordon's.
  var taints: [Taint] {
    var taints: [Taint] = []
    if isCordoned { taints.append(Taint(key: "node.kubernetes.io/unschedulable", effect: "NoSchedule")) }
    if !isReady { taints.append(Taint(key: Self.unreachable, effect: "NoSchedule")) }
    if taintedMs < .max { taints.append(Taint(key: Self.unreachable, effect: "NoExecute")) }
    if hasMemoryPressure { taints.append(Taint(key: Self.memoryPressure, effect: "NoSchedule")) }
    if isStarting { taints.append(Taint(key: Self.notReady, effect: "NoSchedule")) }
    if let key = leaving.taint { taints.append(Taint(key: key, effect: "NoSchedule")) }
    if isCandidate { taints.append(Taint(key: Self.candidate, effect: "PreferNoSchedule")) }
    return taints
  }

  /// The keys of all taints that may come of it.
  static let taintKeys: Set<String> = [
    unreachable, memoryPressure, notReady, candidate, "node.kubernetes.io/unschedulable",
    "ToBeDeletedByClusterAutoscaler", "karpenter.sh/disrupted",
  ]

  /// The key of the taint of nodes that have not been ready yet.
  static let notReady = "node.kubernetes.io/not-ready"

  /// The key of Cluster Autoscaler's taint of nodes that could be taken away.
  static let candidate = "DeletionCandidateOfClusterAutoscaler"

  /// The key of the taint of nodes that are short of memory.
  static let memoryPressure = "node.kubernetes.io/memory-pressure"

  /// The key of the taint of nodes that are not heard of.
  public static let unreachable = "node.kubernetes.io/unreachable"
}

/// A turn in a node's fate.
public struct NodeChange: Sendable, Hashable {
  /// What happened.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case powerLost, networkCut, powerBack, networkBack, slowed, speedBack
    case cordoned, uncordoned, drained
    case notReady, ready, tainted, evicted, refused
    case memoryPressure, memoryPressureOver
    /// It came, became ready, is about to be taken away, is to stay after all, went.
    case registered, initialized, leaving, staying, removed
  }

  /// When, in milliseconds from the start of the run.
  public var timeMs: Int64
  /// The index of the node.
  public var node: Int32
  /// What happened.
  public var kind: Kind
  /// How many pods it concerned, where that says something.
  public var pods: Int32

  /// Makes a change of its parts.
  public init(timeMs: Int64, node: Int32, kind: Kind, pods: Int32 = 0) {
    self.timeMs = timeMs
    self.node = node
    self.kind = kind
    self.pods = pods
  }
}

extension NodeHealth {
  /// Whether the node's kubelet does an event for a pod of its own: not without power, and only what it was told of
  /// before its network was cut. The end of a pod is no end before it is reported.
  func allows(_ event: Event, for pod: PodRecord) -> Bool {
    switch (link, event.kind) {
    case (.up, .prepare), (.up, .running): event.timeMs == pod.dueMs
    case (.up, _): true
    case (.dead, _), (.cut, .stop), (.cut, .finish): false
    case (.cut, .prepare), (.cut, .running): event.timeMs == pod.dueMs && pod.boundMs < lostMs
    case (.cut, .terminate): pod.deletedMs < lostMs
    case (.cut, _): true
    }
  }
}
