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
  /// Names the nodes of a log.
  static func all(_ log: [NodeChange], pools: [NodePool]) -> [NodeRecord] {
    guard !log.isEmpty else { return [] }
    var starts: [Int] = []
    var total = 0
    for pool in pools {
      starts.append(total)
      total += pool.count
    }
    var readyIn = pools.map(\.count)
    var ready = total
    return log.map { change in
      let pool = starts.lastIndex { $0 <= Int(change.node) } ?? 0
      let number = Int(change.node) - starts[pool]
      let step = change.kind == .notReady ? -1 : change.kind == .ready ? 1 : 0
      readyIn[pool] += step
      ready += step
      return NodeRecord(
        timeMs: change.timeMs, node: pools[pool].nodeName(number), pool: pools[pool].name,
        zone: pools[pool].zone(of: number), kind: change.kind, pods: change.pods, readyInPool: readyIn[pool],
        inPool: pools[pool].count, ready: ready, total: total)
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
