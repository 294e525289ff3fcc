import Kubernetes
import Scheduling

/// In which order an estimation takes groups of pods.
///
/// Source: estimator/decreasing_pod_orderer.go, binpacking_estimator.go (Cluster Autoscaler 1.37).
struct PodOrder {
  private let milliCPU: Int64
  private let memory: Int64

  init(_ size: MachineSize) {
    (milliCPU, memory) = (size.allocatableMilliCPU, size.allocatableMemory)
  }

  /// Groups by what a pod asks for, as shares of a node's CPU and memory together, most first; equal ones
  /// keep their order, as upstream's sort does for up to 12 groups.
  func sorted(_ groups: [PodGroup], in snapshot: ClusterSnapshot) -> [PodGroup] {
    if groups.count < 2 { return groups }
    return groups.enumerated().map { (score: score($1.podClass, in: snapshot), index: $0, group: $1) }
      .sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.group)
  }

  private func score(_ pod: PodClassID, in snapshot: ClusterSnapshot) -> Double {
    let request = snapshot.demand(of: pod)
    var result = 0.0
    if milliCPU > 0 { result += Double(request.milliCPU) / Double(milliCPU) }
    if memory > 0 { result += Double(request.memory) / Double(memory) }
    return result
  }

  /// The group for which working out saves most attempts: pods less pods per node; of equal ones the last.
  ///
  /// Groups with spread constraints, or that keep away from pods in wider places than a host, are tried out.
  func fastest(_ groups: [PodGroup], in snapshot: ClusterSnapshot) -> Int? {
    var best: Int?
    var most = 0
    for (index, group) in groups.enumerated() {
      let spec = snapshot.description(of: group.podClass).spec
      let apart = spec.affinity?.podAntiAffinity?.required ?? []
      guard spec.topologySpreadConstraints.isEmpty,
        apart.allSatisfy({ $0.topologyKey == "kubernetes.io/hostname" })
      else { continue }
      let count = group.pods.count
      let request = snapshot.demand(of: group.podClass)
      let byCPU = Double(count) * (Double(request.milliCPU) / 1000) / (Double(milliCPU) / 1000)
      let byMemory = Double(count) * Double(request.memory) / Double(memory)
      let nodes = max(
        apart.isEmpty ? 0 : count, Self.whole(byCPU.rounded(.up)), Self.whole(byMemory.rounded(.up)))
      let saved = nodes > 0 ? count - count / nodes : 0
      if saved >= most { (best, most) = (index, saved) }
    }
    return best
  }

  private static func whole(_ value: Double) -> Int { Int(exactly: value) ?? 0 }
}
