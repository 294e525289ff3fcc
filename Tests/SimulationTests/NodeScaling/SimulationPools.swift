import Cluster

/// Pools of nodes for tests that know Karpenter's pools of the same name, too.
enum SimulationPools {
  static func pool(_ name: String, count: Int, cores: Int64) -> NodePool {
    NodePool(name: name, count: count, cpuMilli: cores * 1_000, memoryBytes: cores << 32)
  }
}
