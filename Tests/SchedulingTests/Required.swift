import Kubernetes
import Scheduling
import Testing

/// The value, or the end of the test; what changes something cannot be called within the macro.
func required<T>(_ value: T?, sourceLocation: SourceLocation = #_sourceLocation) throws -> T {
  try #require(value, sourceLocation: sourceLocation)
}

extension ClusterSnapshot {
  /// Adds a node whose name is new.
  mutating func added(_ node: Node) throws -> NodeID { try required(addNode(node)) }

  /// Puts a pod on a node that is there.
  mutating func assigned(_ pod: PodClassID, to node: NodeID, startMs: Int64 = 0) throws -> PodID {
    try required(assign(pod, to: node, startMs: startMs))
  }
}

extension SchedulingQueue {
  /// Pops a pod where one waits.
  mutating func popped(nowMs: Int64) throws -> QueuedPod { try required(pop(nowMs: nowMs)) }
}
