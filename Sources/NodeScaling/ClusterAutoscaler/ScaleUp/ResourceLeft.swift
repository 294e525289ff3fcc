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
    for (group, record) in zip(groups, records) {
      cores -= Int64(record.target) &* group.template.cores
      memory -= Int64(record.target) &* group.template.memory
      if let type = group.template.gpuType { gpus[type]? -= Int64(record.target) &* group.template.gpus }
    }
    for node in view.nodes where node.group < 0 {
      cores -= (snapshot.allocatableMilliCPU(of: node.id) + 999) / 1000
      memory -= snapshot.allocatableMemory(of: node.id)
    }
  }

  /// How many more nodes like those of a group there may be.
  func nodes(like group: NodeGroup) -> Int {
    var result = Int64(Int32.max)
    let template = group.template
    if template.cores > 0 { result = min(result, cores / template.cores) }
    if template.memory > 0 { result = min(result, memory / template.memory) }
    if template.gpus > 0, let type = template.gpuType, let left = gpus[type] {
      result = min(result, left / template.gpus)
    }
    return Int(max(result, 0))
  }
}
