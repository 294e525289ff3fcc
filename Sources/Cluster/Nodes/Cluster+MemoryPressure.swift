import Kubernetes

/// Nodes whose pods use more memory than there is for pods: kubelets evict them.
///
/// Only where the pods of a node could come to that at all does anybody look. What a node has for pods is what is left
/// below the kubelet's threshold, so that it is passed where they use more.
/// Source: kubernetes/kubernetes 1.36 pkg/kubelet/eviction/{eviction_manager,helpers}.go.
extension Cluster {
  /// How often kubelets look (monitoringInterval).
  static let pressureCheckMs: Int64 = 10_000
  /// For how long the condition stays after the last look that found it (`--eviction-pressure-transition-period`).
  private static let transitionMs: Int64 = 300_000

  /// Counts the most memory that pods of a workload may use onto a node, or off it.
  mutating func placeMemory(_ change: Int32, of workload: Int, size: Int32, onNode node: Int, nowMs: Int64) {
    nodes[node].memoryPeak += Int64(change) * workloads[workload].memoryPerPod(of: size)
    guard !lifecycle.looksForPressure, nodes[node].mayLackMemory else { return }
    planPressureCheck(after: nowMs)
  }

  private mutating func planPressureCheck(after nowMs: Int64) {
    lifecycle.looksForPressure = true
    lifecycle.planned += 1
    let next = (max(nowMs, 0) / Self.pressureCheckMs + 1) * Self.pressureCheckMs
    events.push(.pressureCheck, at: next, subject: -1)
  }

  /// The kubelets look at their nodes' memory; each that lacks some evicts one pod.
  mutating func checkPressure(nowMs: Int64) {
    lifecycle.looksForPressure = false
    let risky = nodes.indices.filter { nodes[$0].mayLackMemory || nodes[$0].health.hasMemoryPressure }
    var used = Array(repeating: 0.0, count: nodes.count)
    for workload in workloads.indices where risky.contains(where: { workloads[workload].perNode[$0] > 0 }) {
      advance(workload, to: nowMs)
      for pod in workloads[workload].pods where pod.isRunning {
        used[Int(pod.node)] += workloads[workload].memory(of: pod, nowMs: nowMs)
      }
    }
    for node in risky where nodes[node].health.link != .dead {
      if used[node] > Double(nodes[node].memoryBytes) {
        nodes[node].health.pressureMs = nowMs
        if !nodes[node].health.hasMemoryPressure { setPressure(true, node: node, nowMs: nowMs) }
        evictOne(fromNode: node, nowMs: nowMs)
      } else if nodes[node].health.hasMemoryPressure,
        nowMs - nodes[node].health.pressureMs >= Self.transitionMs
      {
        setPressure(false, node: node, nowMs: nowMs)
      }
    }
    if nodes.contains(where: { $0.mayLackMemory || $0.health.hasMemoryPressure }), !lifecycle.looksForPressure
    {
      planPressureCheck(after: nowMs)
    }
  }

  /// Whether some node, full of pods of one workload, could lack memory.
  package func mayLackMemory(fullOf workload: Int) -> Bool {
    let template = workloads[workload].template
    return nodes.contains { node in
      var pods = Int64(node.maxPods)
      if template.requestCPUMilli > 0 { pods = min(pods, node.cpuMilli / template.requestCPUMilli) }
      if template.requestMemoryBytes > 0 { pods = min(pods, node.memoryBytes / template.requestMemoryBytes) }
      return pods > 0 && workloads[workload].memoryPerPod > node.memoryBytes / pods
    }
  }

  /// Sets the MemoryPressure condition, and with it the taint, or takes them back.
  private mutating func setPressure(_ isOn: Bool, node: Int, nowMs: Int64) {
    nodes[node].health.hasMemoryPressure = isOn
    note(isOn ? .memoryPressure : .memoryPressureOver, node: node, nowMs: nowMs)
    showScheduler(node: node, nowMs: nowMs)
  }

  /// Ends the pod that comes first in the kubelet's order: those above their request before others, then less important
  /// ones, then those furthest above it. Its containers are killed at once.
  private mutating func evictOne(fromNode node: Int, nowMs: Int64) {
    var first: (rank: EvictionRank, workload: Int, pod: Int)?
    for workload in tenants(of: node) {
      for index in workloads[workload].pods.indices {
        let pod = workloads[workload].pods[index]
        guard pod.node == Int32(node), pod.isRunning, !pod.isDeleted else { continue }
        let above =
          workloads[workload].memory(of: pod, nowMs: nowMs)
          - Double(workloads[workload].requests(of: pod.size).bytes)
        let rank = EvictionRank(
          exceeds: above > 0, priority: workloads[workload].priority, above: above)
        if first.map({ rank.precedes($0.rank) }) ?? true { first = (rank, workload, index) }
      }
    }
    guard let first else { return }
    note(.evicted, node: node, pods: 1, nowMs: nowMs)
    noteStarved(first.workload, pod: first.pod, nowMs: nowMs)
    delete(first.workload, pods: [first.pod], .nodePressure, isForced: true, nowMs: nowMs)
    reconcileReplicas(first.workload, nowMs: nowMs)
  }
}

/// What a kubelet compares pods by.
private struct EvictionRank {
  let exceeds: Bool
  let priority: Int32
  let above: Double

  func precedes(_ other: EvictionRank) -> Bool {
    if exceeds != other.exceeds { return exceeds }
    if priority != other.priority { return priority < other.priority }
    return above > other.above
  }
}

extension NodeState {
  /// Whether its pods could use more memory than it has for them.
  var mayLackMemory: Bool { memoryPeak > memoryBytes }
}

extension WorkloadState {
  /// The memory of one of its running pods, in bytes.
  func memory(of pod: PodRecord, nowMs: Int64) -> Double {
    service.workingSet(of: groups[Int(pod.group)], nowMs: nowMs)
  }
}

extension ServiceModel {
  /// The most memory that a pod may use, in bytes: its limit, or without one what it begins with, if that is all.
  func mostMemory(limit: Int64?) -> Int64 {
    let grows = memoryLeakPerMs > 0 || memoryPerInFlight > 0
    let wanted = grows ? Self.unboundedMemory : Int64(memoryBase)
    return min(wanted, limit ?? Self.unboundedMemory)
  }

  /// More memory than any node has, small enough to be added up.
  private static let unboundedMemory: Int64 = 1 << 50
}
