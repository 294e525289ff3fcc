package import Kubernetes
package import Simulation

/// Says in a line what a strategy is, from its objects.
package enum StrategySummary {
  /// Returns for example `HPA cpu 70 %, 2..40`, or `12 replicas`; with several Deployments each by name.
  package static func text(
    of workloads: [WorkloadObject], autoscalers: [HorizontalPodAutoscaler], scalers: [ScenarioScaler] = []
  ) -> String {
    let scaled = workloads.filter { workload in
      workload.controller.hasScale || scalers.contains { $0.workload == workload.deployment.metadata.name }
    }
    let lines = scaled.map { workload in
      let deployment = workload.deployment
      let hpa = autoscalers.first { $0.spec.scaleTargetRef.name == deployment.metadata.name }
      let scaler = scalers.first { $0.workload == deployment.metadata.name }
      let line = scaler?.summary ?? hpa.map(text) ?? "\(deployment.spec.replicas) replicas"
      return (deployment.metadata.name, line)
    }
    return lines.map { lines.count > 1 ? "\($0.0): \($0.1)" : $0.1 }.joined(separator: "; ")
  }

  /// Returns for example `VPA Recreate`; with several VPAs each with its target.
  static func text(of verticals: [VerticalPodAutoscaler]) -> String {
    verticals.map { vpa in
      let target = verticals.count > 1 ? " of \(vpa.spec.targetRef?.name ?? "")" : ""
      return "VPA \(vpa.updateMode.rawValue)\(target)"
    }.joined(separator: ", ")
  }

  private static func text(of hpa: HorizontalPodAutoscaler) -> String {
    let metrics = hpa.spec.metrics.map(text)
    let line = "HPA \(metrics.joined(separator: ", ")), \(hpa.spec.minReplicas ?? 1)..\(hpa.spec.maxReplicas)"
    return hpa.spec.behavior == nil ? line : line + ", behavior"
  }

  private static func text(of metric: MetricSpec) -> String {
    if let resource = metric.resource { return "\(resource.name) \(text(of: resource.target))" }
    if let resource = metric.containerResource {
      return "\(resource.container) \(resource.name) \(text(of: resource.target))"
    }
    if let pods = metric.pods { return "\(pods.metric.name) \(text(of: pods.target))" }
    if let object = metric.object { return "\(object.metric.name) \(text(of: object.target))" }
    if let external = metric.external { return "\(external.metric.name) \(text(of: external.target))" }
    return metric.type
  }

  private static func text(of target: MetricTarget) -> String {
    if let percent = target.averageUtilization { return "\(percent) %" }
    if let average = target.averageValue { return "\(average) a pod" }
    return target.value.map { "\($0)" } ?? ""
  }
}
