import Kubernetes
import Scaling
import Simulation

/// The Vertical Pod Autoscalers of a strategy.
extension StrategyCheck {
  /// The VPAs that size pods of the experiment; notes those that can size nothing of it, and what they should not stand
  /// beside.
  func verticals(among workloads: [WorkloadObject], _ autoscalers: [ScenarioAutoscaler])
    -> [VerticalPodAutoscaler]
  {
    var result: [VerticalPodAutoscaler] = []
    for manifest in manifests {
      guard case .verticalPodAutoscaler(let vpa) = manifest.object else { continue }
      let name = vpa.metadata.name
      let place = manifest.node.place(of: "spec.targetRef")
      guard let target = vpa.spec.targetRef else {
        report.problem(
          "VPA \(name) has no target", at: manifest.node.place(of: "spec"), path: "spec.targetRef",
          hint: "targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}")
        continue
      }
      let meant = workloads.first { $0.kind == target.kind && $0.deployment.metadata.name == target.name }
      guard let meant else {
        report.problem(
          "VPA \(name) sizes \(target.kind) \(target.name), which takes no part in this experiment",
          at: place, path: "spec.targetRef",
          hint: "name it under spec.workloads, or take the VPA away with remove: [VPA/\(name)]")
        continue
      }
      if meant.kind == "ScaledJob" {
        report.problem(
          "VPA \(name) sizes ScaledJob \(target.name), whose Jobs are over too soon to be sized here",
          at: place,
          path: "spec.targetRef", hint: "Deployments, StatefulSets, DaemonSets and Jobs can be sized")
        continue
      }
      if let recommender = vpa.spec.recommenders.first, recommender != "default" {
        report.warn(
          "VPA \(name) asks for the recommender \(recommender), which is not here: it is left out",
          at: manifest.node.place(of: "spec.recommenders"), path: "spec.recommenders",
          hint: "without the field the default recommender handles it")
        continue
      }
      if let other = result.first(where: { $0.spec.targetRef?.isSame(as: target) ?? false }) {
        report.warn(
          "VPA \(name) sizes \(target.kind) \(target.name), as VPA \(other.metadata.name) does already",
          at: place,
          path: "spec.targetRef", hint: "of several VPAs the oldest, then the first by name, counts")
      }
      for warning in vpa.webhookWarnings() {
        report.warn(
          warning.message, at: manifest.node.place(of: warning.path), path: warning.path, hint: warning.hint)
      }
      warnOfHPA(vpa, meant, autoscalers, at: place)
      result.append(vpa)
    }
    return result
  }

  /// Warns of an HPA that measures usage against the requests that a VPA changes.
  private func warnOfHPA(
    _ vpa: VerticalPodAutoscaler, _ workload: WorkloadObject, _ autoscalers: [ScenarioAutoscaler],
    at place: SourcePlace
  ) {
    guard vpa.updateMode != .off,
      let hpa = autoscalers.first(where: {
        $0.hpa.spec.scaleTargetRef.name == workload.deployment.metadata.name
          && $0.hpa.spec.scaleTargetRef.kind == workload.kind
      })?.hpa
    else { return }
    let containers = workload.deployment.spec.template.spec.containers.map(\.name)
    for resource in ["cpu", "memory"] {
      let isSized = containers.contains { vpa.spec.sizes(resource, of: $0) }
      guard isSized, hpa.spec.metrics.contains(where: { $0.measuresRequests(of: resource) }) else { continue }
      report.warn(
        "HPA \(hpa.metadata.name) and VPA \(vpa.metadata.name) both go by \(resource) of "
          + "\(workload.kind) \(workload.deployment.metadata.name): the VPA sets requests by what pods use, so the "
          + "share in use that the HPA looks at changes with every request, not with the load, and pods are "
          + "added or taken away for it", at: place, path: "spec.targetRef",
        hint: "let the VPA size the other resource alone (controlledResources), or scale by another metric")
    }
  }
}

extension VerticalPodAutoscalerSpec {
  /// Whether it changes what a container requests of a resource.
  fileprivate func sizes(_ resource: String, of container: String) -> Bool {
    guard let policy = resourcePolicy?.policy(for: container) else { return true }
    return !policy.isOff && (policy.controlledResources?.contains(resource) ?? true)
  }
}

extension MetricSpec {
  /// Whether it is a share of what pods request of a resource.
  fileprivate func measuresRequests(of name: String) -> Bool {
    resource.map { $0.name == name && $0.target.averageUtilization != nil }
      ?? containerResource.map { $0.name == name && $0.target.averageUtilization != nil } ?? false
  }
}

extension CrossVersionObjectReference {
  fileprivate func isSame(as other: CrossVersionObjectReference) -> Bool {
    kind == other.kind && name == other.name
  }
}
