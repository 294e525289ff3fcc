import Kubernetes
import Scheduling

/// A node group as the cloud has it.
public struct NodeGroup: Sendable {
  /// Its name.
  public var id: String
  /// The fewest nodes.
  public var minimum: Int
  /// The most nodes.
  public var maximum: Int
  /// What its nodes are made from.
  public var template: NodeTemplate
  /// What one of its nodes costs an hour; nil if nobody knows.
  public var hourlyPrice: Double?
  /// Whether it has no nodes or all of them.
  public var isZeroOrMax = false

  /// Makes a group of its parts.
  public init(
    id: String, minimum: Int, maximum: Int, node: Node, daemons: [PodClassID] = [], hourlyPrice: Double? = nil
  ) {
    self.id = id
    self.minimum = minimum
    self.maximum = maximum
    self.hourlyPrice = hourlyPrice
    template = NodeTemplate(node, group: id, daemons: daemons)
  }
}

/// Pods that an autoscaler cannot tell apart but by name and age: one template of one controller.
public struct PodKind: Sendable {
  /// What the scheduler sees in them.
  public var podClass: PodClassID
  /// The number of what controls them, -1 for nothing.
  public var controller: Int32
  /// What the drain rules see in them; times are those of each pod.
  public var drain: DrainSubject
  /// The numbers of the disruption budgets that mean them.
  public var budgets: [Int32]
  /// How old they must be before the cluster grows for them.
  public var scaleUpDelayMs: Int64
  /// GPUs each asks for.
  public var gpus: Int64

  /// Makes a kind of its parts.
  public init(
    podClass: PodClassID, controller: Int32, drain: DrainSubject, budgets: [Int32] = [],
    scaleUpDelayMs: Int64 = 0, gpus: Int64 = 0
  ) {
    self.podClass = podClass
    self.controller = controller
    self.drain = drain
    self.budgets = budgets
    self.scaleUpDelayMs = scaleUpDelayMs
    self.gpus = gpus
  }
}

/// What an autoscaler sees of the cluster at the beginning of a loop.
///
/// The caller keeps it up; nodes and pods on nodes stand in the scheduler's snapshot too, in which nodes that
/// are not ready or are being deleted must be tainted or cordoned.
public struct ClusterView: Sendable {
  /// No time.
  public static let never = Int64.min

  /// A node.
  public struct Node: Sendable {
    /// A small number of its own, not given to another node again.
    public var key: Int32
    /// Its place in the snapshot.
    public var id: NodeID
    /// The number of its group, -1 for none.
    public var group: Int32
    /// When it was made.
    public var createdMs: Int64
    /// Whether it is ready: the condition says so, no pressure, no start-up taint, GPUs there.
    public var isReady: Bool
    /// Whether the cloud has stopped it for the time being.
    public var isSuspended = false
    /// Whether the cloud no longer has it.
    public var isGone = false
    /// Whether the scheduler leaves it out.
    public var isCordoned = false
    /// When it was tainted for deletion, `never` if it is not.
    public var deletionMs = ClusterView.never
    /// Whether it is tainted as one that could be removed.
    public var isCandidate = false
    /// Whether an annotation keeps it.
    public var isKept = false
    /// GPUs that pods may have.
    public var gpus: Int64 = 0

    /// Makes a node of its parts.
    public init(key: Int32, id: NodeID, group: Int32, createdMs: Int64, isReady: Bool) {
      self.key = key
      self.id = id
      self.group = group
      self.createdMs = createdMs
      self.isReady = isReady
    }
  }

  /// A pod that runs, or waits for a node.
  public struct Pod: Sendable {
    /// A small number of its own, given to another pod only once a loop saw that this one is gone.
    public var key: Int32
    /// The number of its kind.
    public var kind: Int32
    /// Its place in the snapshot, nil while it waits.
    public var id: PodID?
    /// Its node, which is looked up if it is not said.
    public var node: NodeID?
    /// When it was made.
    public var createdMs: Int64
    /// When its deletion was to be done, `never` if it is not being deleted.
    public var deletionMs = ClusterView.never

    /// Makes a pod of its parts.
    public init(key: Int32, kind: Int32, id: PodID?, on node: NodeID? = nil, createdMs: Int64) {
      self.key = key
      self.kind = kind
      self.id = id
      self.node = node
      self.createdMs = createdMs
    }
  }

  /// A group's size.
  public struct Group: Sendable {
    /// How many nodes the cloud was asked for.
    public var target: Int
    /// Since when each machine without a node is there.
    public var unregisteredSinceMs: [Int64] = []
    /// Machines that the cloud says it cannot make, for lack of quota or capacity.
    public var failed = 0

    /// Makes a group of a size.
    public init(target: Int) { self.target = target }
  }

  /// A number that changes whenever anything here but the time does.
  public var revision: UInt64 = 0
  /// All nodes, ordered by name.
  public var nodes: [Node] = []
  /// Their indices in the order of searches: by length of name, then by name.
  public var order: [Int32] = []
  /// Pods on nodes and pods the scheduler found no node for, ordered by name.
  public var pods: [Pod] = []
  /// By the groups' numbers.
  public var groups: [Group] = []
  /// By the budgets' numbers: how many pods may still be disrupted.
  public var disruptions: [Int32] = []

  /// Makes a view of nothing.
  public init() {}

  /// Orders nodes for searches by their names in a snapshot.
  public mutating func sortForSearches(in snapshot: ClusterSnapshot) {
    let names = nodes.map { NodeOrder(snapshot.name(of: $0.id)) }
    order = nodes.indices.map { Int32($0) }
    // Nodes stand by name, so that those with names of equal length stand right already.
    for index in order.indices.dropFirst() {
      let node = order[index]
      var place = index
      while place > 0, names[Int(node)] < names[Int(order[place - 1])] { place -= 1 }
      if place == index { continue }
      order.remove(at: index)
      order.insert(node, at: place)
    }
  }
}
