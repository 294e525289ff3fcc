import Statistics

/// What distinguishes containers of a cluster that is found running.
extension Cluster {
  /// Puts all images of a workload onto a node.
  mutating func cacheImages(of workload: Int, onNode node: Int) {
    for case .pull(let image, _) in workloads[workload].steps {
      for (layer, _) in images.entries[image].layers { nodes[node].layers[layer] = .min }
    }
  }

  /// Spreads the starts of containers that run since long ago, so that their probes do not all tick at once.
  mutating func scatterStarts(_ workload: Int, beforeMs longAgo: Int64) {
    let template = workloads[workload].template
    let period = max(template.readiness?.periodMs ?? 0, template.liveness?.periodMs ?? 0)
    for index in workloads[workload].pods.indices where workloads[workload].pods[index].isBound {
      workloads[workload].pods[index].startedMs = longAgo
      guard period > 0 else { continue }
      var luck = stream("pod-probe-phase", workload: workload, pod: workloads[workload].pods[index].uid)
      workloads[workload].pods[index].startedMs = longAgo - Int64(luck.index(below: Int(period)))
    }
  }

  /// Gives containers that leak until they are killed an age each below their lifetime, as if that had gone on for
  /// long.
  mutating func scatterAges(_ workload: Int, longAgo: Int64) {
    let service = workloads[workload].service
    guard let limit = workloads[workload].template.limitMemoryBytes, service.memoryLeakPerMs > 0 else {
      return
    }
    let lifetime = max(0, Double(limit) - service.memoryBase) / service.memoryLeakPerMs
    guard lifetime < Double(-longAgo) else { return }
    for index in workloads[workload].pods.indices where workloads[workload].pods[index].isRunning {
      var luck = stream("pod-age", workload: workload, pod: workloads[workload].pods[index].uid)
      let startedMs = -Int64(luck.uniform() * lifetime)
      let apart = workloads[workload].separate([index], from: Int(workloads[workload].pods[index].group))
      workloads[workload].pods[index].startedMs = startedMs
      workloads[workload].groups[apart].containerStartMs = startedMs
    }
  }
}
