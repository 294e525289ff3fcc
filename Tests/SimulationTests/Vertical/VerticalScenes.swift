import Cluster
import Kubernetes
import Scaling
import Workload

@testable import Simulation

/// Four pods that request 2 cores and 250 MiB and need 250 millicores each; the VPA's parts look at each full minute.
enum VerticalScenes {
  static func deployment(
    _ name: String = "web", replicas: Int32 = 4, cpu: String = "2", memory: String = "250Mi",
    limits: [String: String] = [:]
  ) throws -> Deployment {
    var container = Container(name: "app", image: "example/app:1")
    container.resources = ResourceRequirements(
      requests: ["cpu": try Quantity(cpu), "memory": try Quantity(memory)], limits: [:])
    for (resource, amount) in limits { container.resources.limits[resource] = try Quantity(amount) }
    return Deployment(
      metadata: ObjectMeta(name: name),
      spec: DeploymentSpec(
        replicas: replicas, selector: LabelSelector(matchLabels: ["app": name]),
        template: PodTemplateSpec(
          metadata: ObjectMeta(name: "", labels: ["app": name]), spec: PodSpec(containers: [container]))))
  }

  static func vpa(_ name: String = "web", _ mode: VPAUpdateMode) -> VerticalPodAutoscaler {
    VerticalPodAutoscaler(
      metadata: ObjectMeta(name: name),
      spec: VerticalPodAutoscalerSpec(
        targetRef: CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: name),
        updatePolicy: PodUpdatePolicy(updateMode: mode.rawValue)))
  }

  /// 100 requests of 10 ms a second, and so a core among all pods.
  static func scenario(
    _ mode: VPAUpdateMode, _ deployment: Deployment, minutes: Int64 = 10,
    response: ResponseModel = ResponseModel(cpuPerRequest: 0.01)
  ) -> Scenario {
    let load = Scenarios.load([(0, 100)], end: minutes * 60)
    var scenario = Scenario(
      horizonMs: minutes * 60_000, nodePools: Scenarios.nodes,
      workloads: [ScenarioWorkload(deployment: deployment, load: load, response: response)])
    scenario.metricsPipeline.firstScrapeMs = 0
    var vertical = ScenarioVertical()
    vertical.autoscalers = [vpa(deployment.metadata.name, mode)]
    vertical.recommenderPhaseMs = 0
    vertical.updaterPhaseMs = 0
    scenario.vertical = vertical
    return scenario
  }
}

extension Recording {
  /// When pods were created in the run, by number.
  func created(_ workload: Int = 0) -> [Int32: Int64] {
    var result: [Int32: Int64] = [:]
    for event in workloads[workload].podLog where event.change == .created && event.reason != .found {
      result[event.pod] = event.timeMs
    }
    return result
  }

  /// How often something happened to pods.
  func count(_ change: PodChange, _ reason: PodChangeReason? = nil, of workload: Int = 0) -> Int {
    workloads[workload].podLog.count { $0.change == change && (reason == nil || $0.reason == reason) }
  }

  /// What pods request at the end: cores and bytes.
  var lastRequests: (cores: Double, bytes: Double) {
    (vertical[0].rows.last?.cpu.request ?? .nan, vertical[0].rows.last?.memory.request ?? .nan)
  }
}
