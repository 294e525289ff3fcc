/// What is remembered of a node group between loops.
struct GroupRecord: Sendable {
  /// A scale-up under way.
  struct Request: Sendable, Equatable {
    var increase: Int
    var deadlineMs: Int64
  }

  /// The open scale-up.
  var request: Request?
  /// How long the group is left alone.
  var backoff = NodeGroupBackoff()
  /// Since when the number of nodes is not what was asked for, and what it is.
  var wrongSize: (sinceMs: Int64, registered: Int, target: Int)?
  /// Machines that failed, as known.
  var knownFailures = 0
  /// When it last grew, and one of its nodes was deleted, or failed to be.
  var lastScaleUpMs = Int64.min / 2
  var lastDeletionMs = Int64.min / 2
  var lastFailureMs = Int64.min / 2

  // Of the running loop.
  /// Ready nodes.
  var ready = 0
  /// Nodes that were ready once or should be by now.
  var unready = 0
  /// Nodes that the cloud stopped.
  var suspended = 0
  /// Nodes made a short time ago that are not ready.
  var starting = 0
  /// Nodes the cloud no longer has.
  var gone = 0
  /// Machines without a node for too long.
  var longUnregistered = 0
  /// Machines without a node.
  var unregistered = 0
  /// Nodes being deleted.
  var deleting = 0
  /// Nodes asked for that are not there.
  var upcoming = 0
  /// What the cloud was asked for, with what this loop asked for.
  var target = 0
  /// Whether as many nodes as should be are ready.
  var isHealthy = true

  /// Nodes there are.
  var registered: Int { ready + unready + suspended + starting + gone }

  /// Begins to count.
  mutating func beginLoop(target: Int) {
    (ready, unready, suspended, starting, gone) = (0, 0, 0, 0, 0)
    (longUnregistered, unregistered, deleting, upcoming) = (0, 0, 0, 0)
    self.target = target
  }
}

/// What is remembered of a node between loops.
struct NodeRecord: Sendable {
  /// Since when it could be removed, `never` if it could not.
  var unneededMs = ClusterView.never
  /// Until when it is not looked at again, `never` if it is.
  var unremovableUntilMs = ClusterView.never
  /// Whether its deletion drains it.
  var drains = false
  /// Whether it has pods to move, and whether these need more disruptions than there are.
  var hasPods = false
  var isRisky = false
  /// What the last loop found.
  var verdict = NodeVerdict.unknown

  // Of the running loop.
  var loop: Int32 = -1
  var index: Int32 = -1
  var seenUnneeded: Int32 = -1
}
