public import Cluster

/// An incident as it was in a run.
public struct IncidentRecord: Sendable, Hashable {
  /// What the report calls it.
  public var name: String
  /// Its kind, such as `kill`.
  public var kind: String
  /// When it began, in milliseconds from the start of the run.
  public var atMs: Int64
  /// When it was over; nil if it stayed.
  public var endMs: Int64?
  /// The names of the nodes it met, in their order.
  public var nodes: [String]

  /// Makes a record of its parts.
  public init(name: String, kind: String, atMs: Int64, endMs: Int64?, nodes: [String]) {
    self.name = name
    self.kind = kind
    self.atMs = atMs
    self.endMs = endMs
    self.nodes = nodes
  }
}

/// A turn in a node's fate, with its name, and how many nodes are Ready from then on.
public struct NodeRecord: Sendable, Hashable {
  /// When, in milliseconds from the start of the run.
  public var timeMs: Int64
  /// The node's name.
  public var node: String
  /// The name of its pool.
  public var pool: String
  /// The name of its zone, empty without one.
  public var zone: String
  /// What happened.
  public var kind: NodeChange.Kind
  /// How many pods it concerned, where that says something.
  public var pods: Int32
  /// How many nodes of the pool are Ready.
  public var readyInPool: Int
  /// How many nodes the pool has.
  public var inPool: Int
  /// How many nodes of the cluster are Ready.
  public var ready: Int
  /// How many nodes the cluster has.
  public var total: Int
}

extension NodeRecord {
  /// Names the nodes of a cluster's log.
  static func all(_ cluster: Cluster) -> [NodeRecord] {
    guard !cluster.nodeLog.isEmpty else { return [] }
    var inPool = Array(repeating: 0, count: cluster.pools.count)
    // Those that come during the run are told of when they do.
    var isReady = cluster.nodes.map { $0.createdMs == 0 }
    for change in cluster.nodeLog where change.kind == .registered { isReady[Int(change.node)] = false }
    for (node, isThere) in zip(cluster.nodes, isReady) where isThere { inPool[Int(node.pool)] += 1 }
    var readyIn = inPool
    return cluster.nodeLog.map { change in
      let node = cluster.nodes[Int(change.node)]
      let pool = Int(node.pool)
      switch change.kind {
      case .registered: inPool[pool] += 1
      case .removed: inPool[pool] -= 1
      default: break
      }
      let becomesReady = change.kind == .ready || change.kind == .initialized
      let endsReady = change.kind == .notReady || change.kind == .removed
      if becomesReady, !isReady[Int(change.node)] { readyIn[pool] += 1 }
      if endsReady, isReady[Int(change.node)] { readyIn[pool] -= 1 }
      if becomesReady { isReady[Int(change.node)] = true }
      if endsReady { isReady[Int(change.node)] = false }
      let kind = cluster.pools[pool]
      return NodeRecord(
        timeMs: change.timeMs, node: kind.nodeName(Int(node.number)), pool: kind.name,
        zone: kind.zone(of: Int(node.number)), kind: change.kind, pods: change.pods,
        readyInPool: readyIn[pool], inPool: inPool[pool], ready: readyIn.reduce(0, +),
        total: inPool.reduce(0, +))
    }
  }
}

extension Incident.Kind {
  /// Its word in experiments and files.
  public var name: String {
    switch self {
    case .kill: "kill"
    case .cutNetwork: "cutNetwork"
    case .slow: "slow"
    case .drain: "drain"
    case .cordon: "cordon"
    case .uncordon: "uncordon"
    case .rollout: "rollout"
    case .apiServerDown: "apiServerDown"
    }
  }
}
