import Kubernetes
import Scaling

/// Where the value of one of an HPA's metrics comes from, worked out once. Copied at every reconcile, so it holds no
/// text.
enum HPAQuery {
  /// The pods' CPU: 1 if the container asked for serves requests, 0 if it idles; the request in millicores a pod,
  /// -1 where the target needs none.
  case cpu(share: Int64, request: Int64)
  /// The pods' memory, in the same way; the request in thousandths of a byte.
  case memory(share: Int64, request: Int64)
  /// A custom metric of the pods, by its source.
  case pods(Int)
  /// A metric that belongs to no pod, by its source.
  case value(Int)
  /// A metric that somebody else answers for, by its place among the answers.
  case answer(Int)
  /// A resource that metrics-server knows nothing of.
  case nothing
  /// A metric that cannot be read, by the index of the reason.
  case failing(Int)

  /// Works out a metric's query; the reason why it cannot be read, if it cannot, is added to `failures`.
  init(
    _ metric: MetricSpec, deployment: Deployment, metrics: MetricsAdapters, failures: inout [HPAMetricFailure]
  ) {
    let pod = "\(deployment.metadata.name)-0"
    if let resource = metric.resource {
      self = Self.resource(
        resource.name, target: resource.target, container: nil, deployment, pod: pod, &failures)
    } else if let resource = metric.containerResource {
      self = Self.resource(
        resource.name, target: resource.target, container: resource.container, deployment, pod: pod,
        &failures)
    } else if let pods = metric.pods {
      self = Self.source(
        metrics.index(.pods, name: pods.metric.name, selector: pods.metric.selector), &failures, Self.pods)
    } else if let object = metric.object {
      self = Self.source(
        metrics.index(
          .object, name: object.metric.name, selector: object.metric.selector, object: object.describedObject),
        &failures, Self.value)
    } else if let external = metric.external {
      self = Self.source(
        metrics.index(.external, name: external.metric.name, selector: external.metric.selector), &failures,
        Self.value)
    } else {
      self = .nothing
    }
  }

  /// What it measures a pod's usage against, nil where it is no resource.
  var request: Int64? {
    switch self {
    case .cpu(_, let request), .memory(_, let request): request
    default: nil
    }
  }

  private static func source(
    _ index: Int?, _ failures: inout [HPAMetricFailure], _ make: (Int) -> HPAQuery
  ) -> HPAQuery {
    index.map(make) ?? failing(.unavailable("the server could not find the metric"), &failures)
  }

  private static func failing(_ failure: HPAMetricFailure, _ failures: inout [HPAMetricFailure]) -> HPAQuery {
    failures.append(failure)
    return .failing(failures.count - 1)
  }

  private static func resource(
    _ name: String, target: MetricTarget, container: String?, _ deployment: Deployment, pod: String,
    _ failures: inout [HPAMetricFailure]
  ) -> HPAQuery {
    let spec = deployment.spec.template.spec
    let counted = spec.containers + spec.initContainers.filter { $0.restartPolicy == "Always" }
    var request: Int64 = -1
    if target.averageValue == nil {
      let asked = container.map { name in counted.filter { $0.name == name } } ?? counted
      if let container, asked.isEmpty {
        return failing(.containerNotFound(container: container, pod: pod), &failures)
      }
      request = 0
      for each in asked {
        guard let quantity = each.resources.requests[name] else {
          return failing(.missingRequest(resource: name, container: each.name, pod: pod), &failures)
        }
        request += quantity.milliValue
      }
    }
    let serves = container == nil || container == spec.containers.first?.name
    switch name {
    case "cpu": return .cpu(share: serves ? 1 : 0, request: request)
    case "memory": return .memory(share: serves ? 1 : 0, request: request)
    default: return .nothing
    }
  }
}
