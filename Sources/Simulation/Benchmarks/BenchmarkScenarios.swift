import Cluster
import Kubernetes
import Scaling
public import Workload

/// The scenarios that speed is measured on.
public enum BenchmarkScenarios {
  /// W1: one Deployment on 10 nodes of 64 cores, pods of one core, an HPA at 60 % every 15 s, everything switched on:
  /// scrapes, start-up times, graceful termination, queues, response times, the recording.
  ///
  /// `load` is in requests per second of 10 ms of CPU each.
  public static func w1(load: Series) -> Scenario {
    var scenario = Scenario(
      horizonMs: load.endMs,
      nodePools: [NodePool(name: "node", count: 10, cpuMilli: 64_000, memoryBytes: 256 << 30)],
      workloads: [workload("web", load: load, replicas: 22)])
    scenario.autoscalers = [ScenarioAutoscaler(hpa: hpa("web", maxReplicas: 200))]
    return scenario
  }

  /// W2: 100 Deployments with an HPA each on 100 nodes of 64 cores for one day.
  ///
  /// Deployment i gets a tenth of the load of the day that begins i hours into it, wrapping around.
  public static func w2(load: Series) -> Scenario {
    let day: Int64 = 86_400_000
    let stepMs = load.stepMs ?? 15_000
    let steps = Int(day / stepMs)
    let hour = Int(3_600_000 / stepMs)
    let names = (0..<100).map { "web-\($0)" }
    let workloads = names.enumerated().map { index, name in
      let values = (0..<steps).map { load.values[(index * hour + $0) % load.values.count] / 10 }
      let own = Series(name: name, unit: .requestsPerSecond, stepMs: stepMs, values: values)
      return workload(name, load: own, replicas: 3)
    }
    var scenario = Scenario(
      horizonMs: day,
      nodePools: [NodePool(name: "node", count: 100, cpuMilli: 64_000, memoryBytes: 256 << 30)],
      workloads: workloads)
    scenario.autoscalers = names.map { ScenarioAutoscaler(hpa: hpa($0, maxReplicas: 50)) }
    return scenario
  }

  static func workload(
    _ name: String, load: Series, replicas: Int32, milli: Int64 = 1_000
  ) -> ScenarioWorkload {
    let cpu = Quantity(milli: milli)
    var container = Container(name: "app", image: "example/app:1")
    container.resources = ResourceRequirements(
      requests: ["cpu": cpu, "memory": Quantity(1 << 30)], limits: ["cpu": cpu])
    let template = PodTemplateSpec(metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [container]))
    let deployment = Deployment(
      metadata: ObjectMeta(name: name), spec: DeploymentSpec(replicas: replicas, template: template))
    return ScenarioWorkload(deployment: deployment, load: load, response: ResponseModel(cpuPerRequest: 0.01))
  }

  static func hpa(
    _ name: String, minReplicas: Int32 = 2, maxReplicas: Int32
  ) -> HorizontalPodAutoscaler {
    let target = MetricTarget(type: "Utilization", averageUtilization: 60)
    return HorizontalPodAutoscaler(
      metadata: ObjectMeta(name: name),
      spec: HorizontalPodAutoscalerSpec(
        scaleTargetRef: CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: name),
        minReplicas: minReplicas, maxReplicas: maxReplicas,
        metrics: [MetricSpec(type: "Resource", resource: ResourceMetricSource(name: "cpu", target: target))])
    ).defaulted()
  }
}
