import Kubernetes

@testable import Cluster

extension Bench {
  /// A cluster whose kubelets report at 0, 10, 20 s, ... and whose node controller looks at 2, 7, 12, 17 s, ...
  static func nodes(_ pools: [NodePool], seed: UInt64 = 1) -> Bench {
    var settings = NodeLifecycleSettings()
    settings.leasePhaseMs = 0
    settings.monitorPhaseMs = 2_000
    var bench = Bench(seed: seed)
    bench.cluster = Cluster(
      pools: pools, pipeline: MetricsPipeline(), matureMs: 300_000, seed: seed, lifecycle: settings)
    return bench
  }

  /// So many nodes of 8 cores, spread over zones in turn.
  static func nodes(_ count: Int, zones: [String] = []) -> Bench {
    var pool = NodePool(name: "n", count: count, cpuMilli: 8_000, memoryBytes: 64 << 30)
    pool.zones = zones
    return nodes([pool])
  }

  /// When something happened to nodes, as (second, node).
  func instants(of kind: NodeChange.Kind) -> [[Double]] {
    cluster.nodeLog.filter { $0.kind == kind }.map { [Double($0.timeMs) / 1_000, Double($0.node)] }
  }

  /// How many pods of a workload metrics-server knows the usage of.
  func sampled(_ workload: Int) -> Int32 {
    state(workload).groups.reduce(0) { $0 + ($1.sample.exists ? $1.count : 0) }
  }

  func state(_ workload: Int) -> WorkloadState { cluster.workloads[workload] }
}

extension PodDisruptionBudget {
  /// A budget of one of two amounts.
  static func budget(minAvailable: IntOrString? = nil, maxUnavailable: IntOrString? = nil) -> Self {
    PodDisruptionBudget(
      metadata: ObjectMeta(name: "budget"), minAvailable: minAvailable, maxUnavailable: maxUnavailable)
  }
}
