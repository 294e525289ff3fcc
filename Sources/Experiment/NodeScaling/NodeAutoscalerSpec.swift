import Cluster
public import Kubernetes
import NodeScaling
public import Simulation

/// What makes nodes and takes them away, as an experiment writes it.
public struct NodeAutoscalerSpec: Sendable {
  /// The autoscaler; its groups name their pools by their place among `pools`.
  public var autoscaler: ScenarioNodeAutoscaler
  /// The pools of its node groups, which come after the experiment's.
  public var pools: [MachinePool]
  /// It as written.
  public var node: DocumentNode

  /// Whether some node it may make has so much CPU and memory.
  func mayHold(cpuMilli: Int64, memoryBytes: Int64) -> Bool {
    switch autoscaler {
    case .clusterAutoscaler: pools.contains { $0.cpuMilli >= cpuMilli && $0.memoryBytes >= memoryBytes }
    case .karpenter(let karpenter):
      karpenter.types.contains {
        $0.allocatable.milliCPU >= cpuMilli && $0.allocatable.memory >= memoryBytes
      }
    }
  }

  /// Lets a scenario have it; times of the cloud count from the end of the warm-up.
  func join(_ scenario: inout Scenario, warmupMs: Int64) {
    let first = scenario.nodePools.count
    scenario.nodePools += pools
    switch autoscaler {
    case .clusterAutoscaler(var scaler):
      for index in scaler.groups.indices { scaler.groups[index].pool += first }
      scaler.supply.shift(byMs: warmupMs)
      scenario.nodeAutoscaler = .clusterAutoscaler(scaler)
    case .karpenter(var karpenter):
      karpenter.supply.shift(byMs: warmupMs)
      for index in karpenter.drifts.indices { karpenter.drifts[index].atMs += warmupMs }
      scenario.nodeAutoscaler = .karpenter(karpenter)
    }
  }
}
