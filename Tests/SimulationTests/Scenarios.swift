import Cluster
import Kubernetes
import Scaling
import Workload

@testable import Simulation

/// Small scenarios to run in tests.
enum Scenarios {
  /// A Deployment of pods that request `request` and may use `limit`.
  static func deployment(
    _ name: String = "web", replicas: Int32, request: String = "1", limit: String? = "1",
    graceSeconds: Int64 = 30,
    readiness: Probe? = nil
  ) throws -> Deployment {
    var limits: [String: Quantity] = [:]
    if let limit { limits["cpu"] = try Quantity(limit) }
    var container = Container(name: "app", image: "example/app:1")
    container.resources = ResourceRequirements(requests: ["cpu": try Quantity(request)], limits: limits)
    container.readinessProbe = readiness
    var pod = PodSpec(containers: [container])
    pod.terminationGracePeriodSeconds = graceSeconds
    return Deployment(
      metadata: ObjectMeta(name: name),
      spec: DeploymentSpec(
        replicas: replicas, template: PodTemplateSpec(metadata: ObjectMeta(name: ""), spec: pod)))
  }

  /// An HPA on CPU utilisation.
  static func hpa(
    _ name: String = "web", target: Int32 = 60, min: Int32 = 1, max: Int32 = 100,
    behavior: HorizontalPodAutoscalerBehavior? = nil
  ) -> HorizontalPodAutoscaler {
    HorizontalPodAutoscaler(
      metadata: ObjectMeta(name: name),
      spec: HorizontalPodAutoscalerSpec(
        scaleTargetRef: CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: name),
        minReplicas: min, maxReplicas: max,
        metrics: [
          MetricSpec(
            type: "Resource",
            resource: ResourceMetricSource(
              name: "cpu", target: MetricTarget(type: "Utilization", averageUtilization: target)))
        ], behavior: behavior
      )
    ).defaulted()
  }

  /// Four nodes of 16 cores.
  static let nodes = [NodePool(name: "node", count: 4, cpuMilli: 16_000, memoryBytes: 64 << 30)]

  /// A load in requests per second, constant from each instant in seconds on, to the end in seconds.
  static func load(_ steps: [(Int64, Double)], end: Int64) -> Series {
    Series(
      name: "load", unit: .requestsPerSecond, timesMs: steps.map { $0.0 * 1_000 }, values: steps.map(\.1),
      endMs: end * 1_000)
  }
}
