/// Something that an autoscaler of nodes decided, or found that it cannot do, and why.
public struct NodeDecision: Sendable, Hashable {
  /// What it decided.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// To make nodes.
    case scaleUp
    /// Pods wait, and it makes no nodes for them.
    case noScaleUp
    /// The cloud does not make a machine.
    case denied
    /// To take a node away.
    case scaleDown
    /// A node is not to be taken away.
    case kept
    /// A node that was to be taken away stays.
    case aborted
    /// The cloud takes a machine back.
    case interrupted
    /// The size that a group should have is lowered.
    case targetLowered
  }

  /// When, in milliseconds from the start of the run.
  public var timeMs: Int64
  /// What it decided.
  public var kind: Kind
  /// The group, the pool or the node, empty where it is about none.
  public var subject: String
  /// How many nodes.
  public var nodes: Int
  /// How many pods it is for, or concerns.
  public var pods: Int
  /// Why.
  public var reason: String

  /// Makes a decision of its parts.
  public init(
    timeMs: Int64, kind: Kind, subject: String = "", nodes: Int = 0, pods: Int = 0, reason: String
  ) {
    self.timeMs = timeMs
    self.kind = kind
    self.subject = subject
    self.nodes = nodes
    self.pods = pods
    self.reason = reason
  }
}

/// A node's time in a run.
public struct NodeSpan: Sendable, Hashable {
  /// Its name.
  public var node: String
  /// The index of its pool in the recording.
  public var pool: Int
  /// When it came, in milliseconds; 0 for those that were there from the beginning.
  public var fromMs: Int64
  /// When it went, nil if it did not.
  public var untilMs: Int64?
}

/// A pod's wait for a node that was not there.
public struct PendingSpan: Sendable, Hashable {
  /// The index of its workload.
  public var workload: Int
  /// The pod's number in its workload.
  public var pod: Int32
  /// When the scheduler first found no node, in milliseconds.
  public var fromMs: Int64
  /// When it got one, was deleted, or the run ended.
  public var untilMs: Int64
  /// When it was ready after that, nil if it never was or nobody kept a log of pods.
  public var readyMs: Int64?
}

/// What a run leaves of its nodes.
public struct NodeRecording: Sendable, Hashable {
  /// The names of the kinds of nodes: the scenario's pools, then those that came up on the way.
  public var pools: [String] = []
  /// What a node of each costs an hour.
  public var prices: [Double] = []
  /// The cores that a node of each has for pods.
  public var cores: [Double] = []
  /// The nodes in the order they came.
  public var spans: [NodeSpan] = []
  /// The pods that waited for a node.
  public var waits: [PendingSpan] = []
  /// What was decided, in order of time.
  public var decisions: [NodeDecision] = []

  /// Makes an empty recording.
  public init() {}
}
