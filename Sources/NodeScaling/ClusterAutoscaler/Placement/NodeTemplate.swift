import Kubernetes
import Scheduling

/// What a new node of a group would be: its description, and the DaemonSet pods it begins with.
public struct NodeTemplate: Sendable {
  /// The description; name and hostname are replaced.
  public let node: Node
  /// The classes of its DaemonSet pods.
  public let daemons: [PodClassID]
  /// What a node has.
  let size: MachineSize
  private let group: String
  private var fresh: [Made] = []
  private var upcoming: [Made] = []

  /// A node of a template with a name of its own.
  struct Made: Sendable {
    let node: Node
  }

  /// Makes the template of a group.
  public init(_ node: Node, group: String, daemons: [PodClassID] = []) {
    self.node = node
    self.group = group
    self.daemons = daemons
    size = MachineSize(node)
  }

  /// The resource that GPUs are.
  public static let gpuResource = "nvidia.com/gpu"

  /// What the node is compared with others by.
  func shape(in snapshot: ClusterSnapshot) -> NodeShape {
    let asked = daemons.map { snapshot.demand(of: $0) }
    return NodeShape(
      node: node,
      requested: [
        "cpu": Quantity(milli: asked.reduce(0) { $0 + $1.milliCPU }),
        "memory": Quantity(asked.reduce(0) { $0 + $1.memory }),
      ])
  }

  /// The n-th node of an estimation.
  mutating func fresh(_ index: Int) -> Made {
    while fresh.count <= index { fresh.append(made("e-\(fresh.count)")) }
    return fresh[index]
  }

  /// The n-th of the nodes that were asked for and are not there yet.
  mutating func upcoming(_ index: Int) -> Made {
    while upcoming.count <= index { upcoming.append(made("upcoming-\(upcoming.count)")) }
    return upcoming[index]
  }

  private func made(_ suffix: String) -> Made {
    var result = node
    result.metadata.name = "template-node-for-\(group)-0000000000000000000-\(suffix)"
    result.metadata.labels["kubernetes.io/hostname"] = result.metadata.name
    return Made(node: result)
  }
}

/// What a machine has, allocatable or not, and what pods may have of it.
struct MachineSize: Sendable {
  let milliCPU: Int64
  let cores: Int64
  let memory: Int64
  let allocatableMilliCPU: Int64
  let allocatableMemory: Int64
  let gpus: Int64
  let gpuType: String?

  init(_ node: Node) {
    let capacity = node.status.capacity.isEmpty ? node.status.allocatable : node.status.capacity
    let allocatable = node.status.allocatable.isEmpty ? node.status.capacity : node.status.allocatable
    milliCPU = capacity["cpu"]?.milliValue ?? 0
    cores = capacity["cpu"]?.value ?? 0
    memory = capacity["memory"]?.value ?? 0
    allocatableMilliCPU = allocatable["cpu"]?.milliValue ?? 0
    allocatableMemory = allocatable["memory"]?.value ?? 0
    gpus = capacity[NodeTemplate.gpuResource]?.value ?? 0
    gpuType = gpus > 0 ? node.metadata.labels["cloud.google.com/gke-accelerator"] ?? "nvidia" : nil
  }
}
