/// One way to make room for pods: so many nodes of one group.
public struct ExpansionOption: Sendable, Hashable {
  /// The group's number.
  public var group: Int
  /// The group's name, which the priority expander looks at.
  public var name: String
  /// How many nodes.
  public var nodes: Int
  /// How many pods would fit.
  public var pods: Int
  /// What these ask for, in thousandths of a core.
  public var podMilliCPU: Int64
  /// In bytes.
  public var podMemory: Int64
  /// What one node has, allocatable or not, in thousandths of a core.
  public var nodeMilliCPU: Int64
  /// In bytes.
  public var nodeMemory: Int64
  /// What one node costs for the time looked ahead; nil if nobody knows.
  public var nodePrice: Double?
  /// What the pods' share of a node would cost; nil if nobody knows.
  public var podPrice: Double?
  /// Whether the group is there already.
  public var exists: Bool
  /// Whether its nodes have GPUs.
  public var hasGPU: Bool

  /// Makes an option of its parts.
  public init(
    group: Int, name: String = "", nodes: Int, pods: Int, podMilliCPU: Int64 = 0, podMemory: Int64 = 0,
    nodeMilliCPU: Int64 = 0, nodeMemory: Int64 = 0, nodePrice: Double? = nil, podPrice: Double? = nil,
    exists: Bool = true, hasGPU: Bool = false
  ) {
    self.group = group
    self.name = name
    self.nodes = nodes
    self.pods = pods
    self.podMilliCPU = podMilliCPU
    self.podMemory = podMemory
    self.nodeMilliCPU = nodeMilliCPU
    self.nodeMemory = nodeMemory
    self.nodePrice = nodePrice
    self.podPrice = podPrice
    self.exists = exists
    self.hasGPU = hasGPU
  }
}
