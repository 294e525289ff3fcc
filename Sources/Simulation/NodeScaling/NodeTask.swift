/// Something that an autoscaler of nodes, or the cloud for it, does later.
enum NodeTask: Sendable {
  /// A machine's kubelet registers a node.
  case register(machine: Int)
  /// A node is ready.
  case ready(node: Int)
  /// Pods are evicted from a node that is to go.
  case evict(node: Int)
  /// The cloud tells that it takes a machine back.
  case interrupt(node: Int)
  /// The cloud takes a machine back.
  case reclaim(node: Int)
  /// A machine that has not become a node by now is given up.
  case giveUp(machine: Int)
}

/// A machine that was asked for.
struct CloudMachine: Sendable {
  /// The group or pool that it is for.
  let owner: Int
  /// Its kind among the cluster's.
  let pool: Int
  /// Its number among all that were asked for.
  let number: Int
  let type: String
  let cores: Int64
  /// When it was asked for, in milliseconds.
  let requestedMs: Int64
  /// From its registration to its being ready.
  var readinessMs: Int64 = 0
  /// Its node, nil before it registers.
  var node: Int?
  /// Whether it was given up, or is gone.
  var isGone = false
}
