/// Names a node of a snapshot; the number of a node that is gone may be given to a new one.
public struct NodeID: Sendable, Hashable, Comparable {
  /// The node's row.
  public let index: Int32

  @inlinable
  init(_ index: Int32) { self.index = index }

  /// Orders nodes by their rows.
  public static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
}

/// Names a pod of a snapshot; the number of a pod that is gone may be given to a new one.
public struct PodID: Sendable, Hashable, Comparable {
  /// The pod's row.
  public let index: Int32

  @inlinable
  init(_ index: Int32) { self.index = index }

  /// Orders pods by their rows.
  public static func < (a: PodID, b: PodID) -> Bool { a.index < b.index }
}

/// Names the pods of a snapshot that the scheduler cannot tell apart: one template, one compiled form.
public struct PodClassID: Sendable, Hashable, Comparable {
  /// The class's row.
  public let index: Int32

  @inlinable
  init(_ index: Int32) { self.index = index }

  /// Orders classes by the time they were first seen.
  public static func < (a: PodClassID, b: PodClassID) -> Bool { a.index < b.index }
}

/// Names a choice of pods by namespace and labels, see `ClusterSnapshot.selector(namespaces:labels:)`.
public struct PodSelectorID: Sendable, Hashable {
  let index: Int32
}
