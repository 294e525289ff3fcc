import Kubernetes
import Scheduling

/// What the scheduler knows and remembers: the nodes with their pods as it sees them, its settings, its queue.
struct PodScheduling: Sendable {
  var snapshot = ClusterSnapshot()
  var scheduler: Scheduler
  var queue = SchedulingQueue()
  /// The cluster's index of each node of the snapshot, by row.
  private var indices: [Int] = []
  /// The snapshot's name of each node, by the cluster's index.
  private(set) var ids: [NodeID] = []
  /// Whether some plugin wants to know what nodes use.
  let watchesUsage: Bool
  /// When the queue is looked at next without anything happening, nil for never.
  var wakesAtMs: Int64?

  /// Makes the scheduler of a cluster; nodes with the same name as one before are not seen.
  init(_ profile: SchedulerProfile, nodes: [NodeState], pools: [NodePool]) {
    scheduler = Scheduler(profile)
    watchesUsage = profile.watchesUsage
    var numbers = Array(repeating: 0, count: pools.count)
    for (index, node) in nodes.enumerated() {
      let pool = Int(node.pool)
      guard let id = snapshot.addNode(pools[pool].node(numbers[pool])) else { continue }
      numbers[pool] += 1
      // Rows are given in the order of nodes, as none of them goes.
      indices.append(index)
      ids.append(id)
    }
  }

  /// Shows it a node that comes; false if there is one of its name.
  mutating func add(_ node: Node) -> Bool {
    guard let id = snapshot.addNode(node) else { return false }
    // The row may be that of a node that went.
    if Int(id.index) < indices.count {
      indices[Int(id.index)] = ids.count
    } else {
      indices.append(ids.count)
    }
    ids.append(id)
    return true
  }

  /// The cluster's index of a node.
  func index(of node: NodeID) -> Int { indices[Int(node.index)] }

  /// The number by which the queue knows a pod of a workload.
  static func key(workload: Int, pod: Int32) -> UInt64 {
    UInt64(UInt32(workload)) << 32 | UInt64(UInt32(bitPattern: pod))
  }

  /// The workload and the pod of a key.
  static func pod(of key: UInt64) -> (workload: Int, pod: Int32) {
    (Int(key >> 32), Int32(bitPattern: UInt32(truncatingIfNeeded: key)))
  }
}
