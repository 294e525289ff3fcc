import Kubernetes
import Scheduling

/// Tries out on a snapshot where pods would go, one after another, and takes it back.
///
/// Nodes stand in a list ordered by length of name, then name; a search begins behind the place of the last
/// node found and goes round. That place is kept over all searches, also those taken back, as upstream's
/// checker does.
/// Source: simulator/clustersnapshot/predicate/plugin_runner.go (Cluster Autoscaler 1.37).
struct PlacementTrial: Sendable {
  /// Marks of nodes that searches can be restricted to.
  enum Mark {
    /// A node that takes pods.
    static let open: UInt8 = 1
    /// One that pods of removed nodes may move to.
    static let destination: UInt8 = 2
    /// One made up in the running estimation.
    static let fresh: UInt8 = 4
    /// Any node but the one made up last.
    static let other: UInt8 = 8
  }

  /// The nodes and pods.
  var snapshot = ClusterSnapshot()
  /// The nodes in the order of searches.
  private(set) var order: [NodeID] = []
  /// By row of node.
  private(set) var marks: [UInt8] = []
  /// The pods on each node in the order they came, by row.
  private(set) var pods: [[Int32]] = []
  /// What is known of each pod, by its number.
  private(set) var facts: [Fact] = []
  /// The place of the last node found.
  var lastPlace = 0
  private var journal: [Change] = []

  /// A pod in the trial.
  struct Fact: Sendable {
    var podClass: PodClassID
    var id: PodID?
  }

  private enum Change: Sendable {
    case placed(pod: Int32, row: Int32, before: PodID?)
    case cleared(row: Int32, pods: [Int32])
    case marked(row: Int32, before: UInt8)
  }

  /// A state to come back to.
  struct Fork: Sendable {
    fileprivate let checkpoint: ClusterSnapshot.Checkpoint
    fileprivate let changes: Int
    fileprivate let order: [NodeID]
  }

  // MARK: Beginning

  /// Forgets nodes and pods; the snapshot and the last place stay.
  mutating func begin() {
    order.removeAll(keepingCapacity: true)
    facts.removeAll(keepingCapacity: true)
    journal.removeAll(keepingCapacity: true)
  }

  /// Enters a node of the snapshot, which must follow the order.
  mutating func enter(_ node: NodeID, marks mark: UInt8) {
    order.append(node)
    grow(to: node)
    pods[Int(node.index)].removeAll(keepingCapacity: true)
    marks[Int(node.index)] = mark
  }

  /// Enters a pod, on its node if that was entered.
  mutating func enter(_ podClass: PodClassID, id: PodID?, on node: NodeID?) {
    if let node { pods[Int(node.index)].append(Int32(facts.count)) }
    facts.append(Fact(podClass: podClass, id: id))
  }

  private mutating func grow(to node: NodeID) {
    while marks.count <= Int(node.index) {
      marks.append(0)
      pods.append([])
    }
  }

  // MARK: Forks

  /// Begins something that can be taken back. Forks nest.
  mutating func fork() -> Fork {
    Fork(checkpoint: snapshot.checkpoint(), changes: journal.count, order: order)
  }

  /// Takes all back since a fork, but for the last place.
  mutating func revert(to fork: Fork) {
    while journal.count > fork.changes, let change = journal.popLast() {
      switch change {
      case .placed(let pod, let row, let before):
        pods[Int(row)].removeLast()
        facts[Int(pod)].id = before
      case .cleared(let row, let before): pods[Int(row)] = before
      case .marked(let row, let before): marks[Int(row)] = before
      }
    }
    snapshot.revert(to: fork.checkpoint)
    order = fork.order
  }

  /// Keeps what was done since a fork, in the fork around it.
  mutating func commit(_ fork: Fork) { snapshot.commit(fork.checkpoint) }

  // MARK: Nodes

  /// Adds a node that is not there, at its place in the order.
  mutating func add(_ made: NodeTemplate.Made, daemons: [PodClassID], marks mark: UInt8) -> NodeID? {
    guard let node = snapshot.addNode(made.node) else { return nil }
    grow(to: node)
    pods[Int(node.index)].removeAll(keepingCapacity: true)
    marks[Int(node.index)] = mark
    for daemon in daemons { snapshot.assign(daemon, to: node) }
    let key = NodeOrder(made.node.metadata.name)
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if NodeOrder(snapshot.name(of: order[middle])) < key { low = middle + 1 } else { high = middle }
    }
    order.insert(node, at: low)
    return node
  }

  /// Takes a node out of the list, and out of the counts of constraints if there are any.
  mutating func drop(_ node: NodeID) {
    mark(node, 0)
    if let place = order.firstIndex(of: node) { order.remove(at: place) }
    if snapshot.countsNodes { snapshot.removeNode(node) }
  }

  /// Changes the marks of a node.
  mutating func mark(_ node: NodeID, _ mark: UInt8) {
    journal.append(.marked(row: node.index, before: marks[Int(node.index)]))
    marks[Int(node.index)] = mark
  }

  // MARK: Pods

  /// Puts a pod on the first node that may take it, if there is one.
  mutating func place(_ pod: Int32, mask: UInt8) -> NodeID? {
    let podClass = facts[Int(pod)].podClass
    guard
      let place = snapshot.firstFit(podClass, among: order, from: lastPlace + 1, marks: marks, mask: mask)
    else { return nil }
    lastPlace = place
    put(pod, on: order[place])
    return order[place]
  }

  /// Puts a pod on a node if that may take it.
  mutating func place(_ pod: Int32, on node: NodeID) -> Bool {
    let fit = snapshot.fit(facts[Int(pod)].podClass)
    guard snapshot.admits(fit, on: node) else { return false }
    put(pod, on: node)
    return true
  }

  /// Puts a pod on a node, whether it fits or not.
  mutating func put(_ pod: Int32, on node: NodeID) {
    journal.append(.placed(pod: pod, row: node.index, before: facts[Int(pod)].id))
    facts[Int(pod)].id = snapshot.assign(facts[Int(pod)].podClass, to: node)
    pods[Int(node.index)].append(pod)
  }

  /// Takes all pods off a node.
  mutating func clear(_ node: NodeID) {
    let row = Int(node.index)
    if pods[row].isEmpty { return }
    journal.append(.cleared(row: node.index, pods: pods[row]))
    for pod in pods[row] {
      if let id = facts[Int(pod)].id { snapshot.remove(id) }
    }
    pods[row].removeAll()
  }
}

/// The order of nodes in searches: by length of name, then by name.
struct NodeOrder: Comparable {
  private let name: String

  init(_ name: String) { self.name = name }

  static func < (a: NodeOrder, b: NodeOrder) -> Bool {
    let (first, second) = (a.name.utf8.count, b.name.utf8.count)
    return first == second ? a.name < b.name : first < second
  }
}
