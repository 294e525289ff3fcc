import Kubernetes

/// What the scheduler counts of a node, in whole numbers side by side, kept up as pods come and go.
struct NodeRecord: Sendable {
  /// Thousandths of a core that pods may have.
  var allocatableMilliCPU: Int64 = 0
  /// Bytes that pods may have.
  var allocatableMemory: Int64 = 0
  /// Bytes that pods may have.
  var allocatableStorage: Int64 = 0
  /// What its pods ask for.
  var requestedMilliCPU: Int64 = 0
  var requestedMemory: Int64 = 0
  var requestedStorage: Int64 = 0
  /// What its pods count for in scores, made up where they ask for nothing.
  var countedMilliCPU: Int64 = 0
  var countedMemory: Int64 = 0
  /// How many pods it may have.
  var allowedPods: Int64 = 0
  /// How many it has.
  var podCount: Int32 = 0
  /// The number of its marks in the table of taints.
  var marks: Int32 = 0
  /// The first of its pods, -1 for none.
  var firstPod: Int32 = -1
  /// Whether the row holds a node.
  var isPresent = false

  /// Takes what pods may have from a node.
  mutating func setAllocatable(_ node: Node) {
    let amounts = node.status.allocatable.isEmpty ? node.status.capacity : node.status.allocatable
    (allocatableMilliCPU, allocatableMemory, allocatableStorage, allowedPods) = (0, 0, 0, 0)
    // A handful of names is compared faster than four are hashed.
    for (name, amount) in amounts {
      switch name {
      case "cpu": allocatableMilliCPU = amount.milliValue
      case "memory": allocatableMemory = amount.value
      case "pods": allowedPods = amount.value
      case "ephemeral-storage": allocatableStorage = amount.value
      default: break
      }
    }
  }

  /// Adds a pod's requests `sign` times.
  mutating func add(_ pod: PodClass.Amounts, _ sign: Int64) {
    requestedMilliCPU &+= sign &* pod.milliCPU
    requestedMemory &+= sign &* pod.memory
    requestedStorage &+= sign &* pod.storage
    countedMilliCPU &+= sign &* pod.countedMilliCPU
    countedMemory &+= sign &* pod.countedMemory
    podCount &+= Int32(truncatingIfNeeded: sign)
  }
}
