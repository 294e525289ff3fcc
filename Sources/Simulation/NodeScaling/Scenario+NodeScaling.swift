public import Cluster
import Kubernetes
import NodeScaling

extension ScenarioNodeAutoscaler {
  /// The CPU of the smallest node it may make, in millicores.
  func leastMilliCPU(_ pools: [MachinePool]) -> Int64 {
    switch self {
    case .clusterAutoscaler(let scaler):
      scaler.groups.map { pools[$0.pool].cpuMilli }.min() ?? .max
    case .karpenter(let karpenter): karpenter.types.map(\.allocatable.milliCPU).min() ?? .max
    }
  }
}

extension Scenario {
  /// The kinds of nodes that there are or may be.
  public var possiblePools: [MachinePool] {
    guard case .karpenter(let karpenter) = nodeAutoscaler else { return nodePools }
    return nodePools
      + karpenter.types.map {
        MachinePool(
          name: $0.name, count: 0, cpuMilli: $0.allocatable.milliCPU, memoryBytes: $0.allocatable.memory)
      }
  }

  /// What is wrong with its autoscaler of nodes.
  func nodeScalerProblems() -> [InputProblem] {
    var problems: [InputProblem] = []
    func expect(_ holds: Bool, _ path: String, _ message: String) {
      if !holds { problems.append(InputProblem(path: path, message: message)) }
    }
    switch nodeAutoscaler {
    case .clusterAutoscaler(let scaler):
      let path = "nodeAutoscaler.clusterAutoscaler"
      expect(scaler.options.scanIntervalMs >= 1_000, path + ".scan-interval", "must be at least 1s")
      for (index, group) in scaler.groups.enumerated() {
        let path = "\(path).nodeGroups[\(index)]"
        expect(nodePools.indices.contains(group.pool), path, "must be of a pool of the scenario")
        expect(
          0 <= group.minimum && group.minimum <= group.maximum && group.maximum <= 100_000, path,
          "must have a minimum of at least 0 that is not above the maximum, and at most 100,000 nodes")
      }
      expect(
        Set(scaler.groups.map(\.pool)).count == scaler.groups.count, path + ".nodeGroups",
        "must be of different pools")
    case .karpenter(let karpenter):
      let path = "nodeAutoscaler.karpenter"
      expect(!karpenter.pools.isEmpty, path + ".nodePools", "must have at least one pool")
      expect(!karpenter.types.isEmpty, path + ".instanceTypes", "must have at least one type of machine")
      expect(
        karpenter.types.allSatisfy { $0.allocatable.milliCPU > 0 && $0.allocatable.memory > 0 },
        path + ".instanceTypes", "must all have CPU and memory for pods")
      expect(
        Set(karpenter.pools.map(\.name)).count == karpenter.pools.count, path + ".nodePools",
        "must have different names")
    case nil: break
    }
    return problems
  }
}
