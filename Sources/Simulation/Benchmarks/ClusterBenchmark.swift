import Cluster
public import Workload

extension BenchmarkScenarios {
  /// The size of cluster that Kubernetes is tested to: 5,000 nodes of 20 cores, 500 Deployments of 300 pods of half a
  /// core with an HPA each, for one hour.
  ///
  /// Deployment i gets five times the load of the hour that begins i times 7 minutes into the week, wrapping around.
  public static func cluster(load: Series) -> Scenario {
    let hour: Int64 = 3_600_000
    let stepMs = load.stepMs ?? 15_000
    let steps = Int(hour / stepMs)
    let shift = Int(420_000 / stepMs)
    let names = (0..<500).map { "web-\($0)" }
    let workloads = names.enumerated().map { index, name in
      let values = (0..<steps).map { load.values[(index * shift + $0) % load.values.count] * 5 }
      let own = Series(name: name, unit: .requestsPerSecond, stepMs: stepMs, values: values)
      return workload(name, load: own, replicas: 300, milli: 500)
    }
    var scenario = Scenario(
      horizonMs: hour,
      nodePools: [NodePool(name: "node", count: 5_000, cpuMilli: 20_000, memoryBytes: 128 << 30)],
      workloads: workloads)
    scenario.autoscalers = names.map { ScenarioAutoscaler(hpa: hpa($0, minReplicas: 100, maxReplicas: 400)) }
    return scenario
  }
}
