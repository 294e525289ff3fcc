import Kubernetes
import Simulation

/// Checks that every metric of an HPA is served by something in the experiment.
struct MetricCheck {
  let spec: ExperimentSpec
  let hpa: HorizontalPodAutoscaler
  let node: DocumentNode
  let deployment: Deployment
  let report: DocumentReport

  init(
    _ spec: ExperimentSpec, hpa: HorizontalPodAutoscaler, node: DocumentNode, deployment: Deployment,
    report: DocumentReport
  ) {
    self.spec = spec
    self.hpa = hpa
    self.node = node
    self.deployment = deployment
    self.report = report
  }

  /// Notes a problem for each metric nobody serves, and a warning for each that can never be computed.
  func run() {
    for (index, metric) in hpa.spec.metrics.enumerated() {
      let path = "spec.metrics[\(index)]"
      if let resource = metric.resource {
        checkResource(resource.name, resource.target, container: nil, path: "\(path).resource")
      } else if let resource = metric.containerResource {
        checkResource(
          resource.name, resource.target, container: resource.container, path: "\(path).containerResource")
      } else if let pods = metric.pods {
        check(pods.metric, .pods, path: "\(path).pods") { metric in
          if case .signal(_, let owner) = metric.origin { return owner == deployment.metadata.name }
          return true
        }
      } else if let object = metric.object {
        check(object.metric, .object, path: "\(path).object") { metric in
          guard let described = metric.object else { return true }
          return described.kind == object.describedObject.kind
            && described.name == object.describedObject.name
        }
      } else if let external = metric.external {
        check(external.metric, .external, path: "\(path).external") { _ in true }
      }
    }
  }

  private func checkResource(_ name: String, _ target: MetricTarget, container: String?, path: String) {
    let containers = deployment.spec.template.spec.containers
    guard name == "cpu" || name == "memory" else {
      report.problem(
        "nobody serves the resource \(name)", at: node.place(of: "\(path).name"), path: "\(path).name",
        hint: "metrics-server knows cpu and memory")
      return
    }
    if let container, !containers.contains(where: { $0.name == container }) {
      report.warn(
        "\(hpa.spec.scaleTargetRef.kind) \(deployment.metadata.name) has no container \(container): the HPA will never see this metric",
        at: node.place(of: "\(path).container"), path: "\(path).container",
        hint: "there is \(containers.map(\.name).joined(separator: ", "))")
    }
    guard target.averageUtilization != nil, deployment.spec.template.spec.resources?.requests[name] == nil
    else { return }
    for one in containers where (container ?? one.name) == one.name && one.resources.requests[name] == nil {
      report.warn(
        "container \(one.name) of Deployment \(deployment.metadata.name) requests no \(name): "
          + "the HPA cannot compute a utilization and will not scale", at: node.place(of: path), path: path,
        hint: "give the container resources.requests.\(name)")
    }
  }

  private func check(
    _ identifier: MetricIdentifier, _ api: MetricSource.API, path: String, fits: (MetricSpecification) -> Bool
  ) {
    let named = spec.metrics.filter { $0.name == identifier.name && $0.api == api }
    let selected = named.filter { identifier.selector?.matches($0.labels) ?? true }
    guard !selected.contains(where: fits) else { return }
    let hint: String
    if !selected.isEmpty {
      hint = "spec.metrics has it, but of another \(api == .pods ? "Deployment" : "object")"
    } else if !named.isEmpty {
      hint = "spec.metrics has it, but with labels that its selector does not match"
    } else if let other = spec.metrics.first(where: { $0.name == identifier.name }) {
      hint = "spec.metrics has it, but for the \(other.api.rawValue) API"
    } else {
      let names = spec.metrics.filter { $0.api == api }.map(\.name)
      hint =
        Spelling.nearest(to: identifier.name, in: names).map { "did you mean \($0)?" }
        ?? "add it to spec.metrics of the experiment: {name: \(identifier.name), api: \(api.rawValue), ...}"
    }
    report.problem(
      "nobody serves the \(api.rawValue) metric \(identifier.name)", at: node.place(of: "\(path).metric"),
      path: "\(path).metric", hint: hint)
  }
}
