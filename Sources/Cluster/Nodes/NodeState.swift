/// A node with what its pods have reserved of it.
public struct NodeState: Sendable {
  /// The index of its pool.
  public let pool: Int32
  /// CPU that pods can have, in millicores.
  public let cpuMilli: Int64
  /// Memory that pods can have, in bytes.
  public let memoryBytes: Int64
  /// How many pods it takes.
  public let maxPods: Int32
  /// CPU that its pods request, in millicores.
  public internal(set) var reservedCPUMilli: Int64 = 0
  /// Memory that its pods request, in bytes.
  public internal(set) var reservedMemoryBytes: Int64 = 0
  /// How many pods it has.
  public internal(set) var pods: Int32 = 0
  /// The workloads whose images it has.
  var images: Set<Int32> = []
  /// The most CPU its pods' limits allow them, in microcores.
  var ceilings: Int64 = 0
  /// The most CPU its pods may use now, in microcores; kept only while some node is risky.
  var peak: Int64 = 0
  /// Whether its pods may want more CPU than it has, so that it shares.
  var isShort = false

  init(pool: Int32, of kind: NodePool) {
    self.pool = pool
    cpuMilli = kind.cpuMilli
    memoryBytes = kind.memoryBytes
    maxPods = Int32(clamping: kind.maxPods)
  }

  /// Whether its pods' limits do not fit it.
  var isRisky: Bool { ceilings > microcores }

  /// CPU that pods can have, in microcores.
  var microcores: Int64 { cpuMilli * 1_000 }

  /// Whether a pod's requests fit beside those of the pods already here.
  ///
  /// Source: kubernetes/kubernetes pkg/scheduler/framework/plugins/noderesources/fit.go: a request of 0 always fits.
  func fits(_ template: PodTemplate) -> Bool {
    pods < maxPods
      && (template.requestCPUMilli == 0 || template.requestCPUMilli <= cpuMilli - reservedCPUMilli)
      && (template.requestMemoryBytes == 0
        || template.requestMemoryBytes <= memoryBytes - reservedMemoryBytes)
  }

  /// The least-allocated score with the pod on it, 0...100: the mean over cpu and memory of free · 100 / allocatable.
  ///
  /// Source: noderesources/least_allocated.go; containers without a request count as 100m and 200Mi.
  func leastAllocatedScore(_ template: PodTemplate) -> Int64 {
    func free(_ allocatable: Int64, _ requested: Int64) -> Int64 {
      allocatable <= 0 || requested > allocatable ? 0 : (allocatable - requested) * 100 / allocatable
    }
    let cpu = template.requestCPUMilli == 0 ? 100 : template.requestCPUMilli
    let memory = template.requestMemoryBytes == 0 ? 200 << 20 : template.requestMemoryBytes
    return
      (free(cpuMilli, reservedCPUMilli + cpu) + free(memoryBytes >> 10, (reservedMemoryBytes + memory) >> 10))
      / 2
  }
}
