import Kubernetes

/// What plugins and autoscalers read of a snapshot.
extension ClusterSnapshot {
  /// A node's description.
  public func node(_ node: NodeID) -> Node { nodes[Int(node.index)] }

  /// A node's name.
  public func name(of node: NodeID) -> String { nodes[Int(node.index)].metadata.name }

  /// The value of a node's label, nil if it lacks it.
  public func label(_ key: String, of node: NodeID) -> String? {
    nodes[Int(node.index)].metadata.labels[key]
  }

  /// Thousandths of a core that pods may have.
  public func allocatableMilliCPU(of node: NodeID) -> Int64 { records[Int(node.index)].allocatableMilliCPU }

  /// Bytes that pods may have.
  public func allocatableMemory(of node: NodeID) -> Int64 { records[Int(node.index)].allocatableMemory }

  /// Thousandths of a core that the node's pods ask for.
  public func requestedMilliCPU(of node: NodeID) -> Int64 { records[Int(node.index)].requestedMilliCPU }

  /// Bytes that the node's pods ask for.
  public func requestedMemory(of node: NodeID) -> Int64 { records[Int(node.index)].requestedMemory }

  /// How many pods are on the node.
  public func podCount(of node: NodeID) -> Int { Int(records[Int(node.index)].podCount) }

  /// What pods of a class ask for.
  public func request(of pod: PodClassID) -> PodRequest { PodRequest(description(of: pod).spec) }

  /// The priority of pods of a class.
  public func priority(of pod: PodClassID) -> Int32 { classes[Int(pod.index)].description.priority }
}
