import Scheduling

/// How much of what the cluster may have in all is left.
///
/// Groups count with what they were asked for, other nodes one by one.
/// Source: resourcequotas (Cluster Autoscaler 1.37), `--cores-total`, `--memory-total`, `--gpu-total`.
struct ResourceLeft {
  private var cores: Int64
  private var memory: Int64
  private var gpus: [String: Int64] = [:]

  init(
    _ options: ClusterAutoscalerOptions, groups: [NodeGroup], records: [GroupRecord], view: ClusterView,
    in snapshot: ClusterSnapshot
  ) {
    (cores, memory) = (options.cores.upperBound, options.memory.upperBound)
    for (type, range) in options.gpus { gpus[type] = range.upperBound }
    for index in groups.indices {
      let size = groups[index].template.size
      let target = Int64(records[index].target)
      cores -= target &* size.cores
      memory -= target &* size.memory
      if let type = size.gpuType { gpus[type]? -= target &* size.gpus }
    }
    for node in view.nodes where node.group < 0 {
      cores -= (snapshot.allocatableMilliCPU(of: node.id) + 999) / 1000
      memory -= snapshot.allocatableMemory(of: node.id)
    }
  }

  /// How many more machines of a size there may be.
  func machines(_ size: MachineSize) -> Int {
    var result = Int64(Int32.max)
    if size.cores > 0 { result = min(result, cores / size.cores) }
    if size.memory > 0 { result = min(result, memory / size.memory) }
    if size.gpus > 0, let type = size.gpuType, let left = gpus[type] {
      result = min(result, left / size.gpus)
    }
    return Int(max(result, 0))
  }
}
