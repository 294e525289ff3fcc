/// Pods that preemption made room for on a node and that wait for it.
///
/// Source: pkg/scheduler/backend/queue/nominator.go.
public struct Nominations: Sendable {
  private struct Entry: Sendable {
    var key: UInt64
    var pod: PodClassID
    var priority: Int32
    var node: NodeID
  }

  private var entries: [Entry] = []

  /// Makes a list without pods.
  public init() {}

  /// Whether no pod is nominated.
  public var isEmpty: Bool { entries.isEmpty }

  /// Nominates a pod, known by its key, to a node; it is taken off another one.
  public mutating func nominate(_ key: UInt64, _ pod: PodClassID, priority: Int32, to node: NodeID) {
    withdraw(key)
    entries.append(Entry(key: key, pod: pod, priority: priority, node: node))
  }

  /// Takes a nomination back: the pod was put on a node, or is gone.
  public mutating func withdraw(_ key: UInt64) { entries.removeAll { $0.key == key } }

  /// Takes back the nominations of less important pods to a node, which a more important one was promised.
  public mutating func withdraw(from node: NodeID, below priority: Int32) {
    entries.removeAll { $0.node == node && $0.priority < priority }
  }

  /// The node a pod is nominated to.
  public func node(of key: UInt64) -> NodeID? { entries.first { $0.key == key }?.node }

  /// The pods nominated to a node that are at least so important, but for one.
  func pods(on node: NodeID, atLeast priority: Int32, besides key: UInt64) -> [PodClassID] {
    if entries.isEmpty { return [] }
    return entries.filter { $0.node == node && $0.priority >= priority && $0.key != key }.map(\.pod)
  }
}
