/// What a loop of Cluster Autoscaler wants done.
public struct LoopDecision: Sendable, Equatable {
  /// A group that is to grow.
  public struct ScaleUp: Sendable, Equatable {
    /// Its number.
    public var group: Int
    /// By how many nodes.
    public var nodes: Int
  }

  /// A node that is to go.
  public struct Deletion: Sendable, Equatable {
    /// Its key.
    public var node: Int32
    /// Whether pods must be evicted first.
    public var drains: Bool
  }

  /// Groups to grow.
  public var scaleUps: [ScaleUp] = []
  /// Nodes to taint, cordon, drain and delete.
  public var deletions: [Deletion] = []
  /// Nodes to taint as ones that could be removed.
  public var candidates: [Int32] = []
  /// Nodes to take that taint off.
  public var formerCandidates: [Int32] = []
  /// Groups whose target is to go down without nodes being deleted, with by how much.
  public var targetDecreases: [ScaleUp] = []
  /// Machines without a node to delete, by group.
  public var removedMachines: [ScaleUp] = []
  /// Pods for which room was made, by index in the view.
  public var helpedPods: [Int32] = []
  /// Until when loops on an unchanged cluster do nothing, if no loop did anything since.
  public var quietUntilMs: Int64 = .min
  /// Whether the next loop begins at once.
  public var repeatsAtOnce = false

  /// Whether anything is to be done.
  public var isEmpty: Bool {
    scaleUps.isEmpty && deletions.isEmpty && candidates.isEmpty && formerCandidates.isEmpty
      && targetDecreases.isEmpty && removedMachines.isEmpty
  }
}

/// What the last loop found of a node, and so why it is not removed.
public enum NodeVerdict: Sendable, Hashable {
  /// It was not looked at yet.
  case unknown
  /// It is in no group.
  case notManaged
  /// Its group has no more than its least size.
  case groupAtMinimum
  /// It was made a short time ago and is not ready.
  case starting
  /// It is being deleted.
  case beingDeleted
  /// An annotation keeps it.
  case kept
  /// It is not ready, and such nodes are not removed.
  case unready
  /// It is used more than the threshold.
  case used(Double)
  /// A pod may not be moved.
  case blocked(pod: Int32, DrainBlock)
  /// A pod would have no other node.
  case noOtherPlace(pod: Int32)
  /// It could be removed since then.
  case unneeded(sinceMs: Int64)
  /// Enough other nodes could be removed.
  case enoughOthers
}

/// What the last scale-up found of a group, and so why it grew or not.
public enum GroupVerdict: Sendable, Hashable {
  /// No scale-up was tried.
  case notAsked
  /// It is unhealthy.
  case unhealthy
  /// It failed a short time ago.
  case backedOff
  /// It has all nodes it may have.
  case atMaximum
  /// The cluster may have no more of something.
  case resourceLimit
  /// It has no nodes, and such groups do not grow.
  case empty
  /// No pod would fit on one of its nodes.
  case noPodFits
  /// It would take so many nodes for so many pods, but another was chosen.
  case option(nodes: Int, pods: Int)
  /// It grew by so many nodes.
  case chosen(nodes: Int)
}
