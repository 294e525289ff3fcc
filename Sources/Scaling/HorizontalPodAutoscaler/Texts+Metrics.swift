import Kubernetes

/// Names of metrics, and what goes wrong with them, in upstream's words.
extension HPAController {
  /// The name upstream gives a metric in messages and rescale reasons, empty for an index outside the spec.
  public func metricName(_ index: Int32) -> String {
    guard index >= 0, Int(index) < autoscaler.spec.metrics.count else { return "" }
    let metric = autoscaler.spec.metrics[Int(index)]
    let form = plan.metrics[Int(index)].form
    switch plan.metrics[Int(index)].kind {
    case .resource:
      return form == .utilization
        ? "\(metric.resource?.name ?? "") resource utilization (percentage of request)"
        : "\(metric.resource?.name ?? "") resource"
    case .containerResource:
      return form == .utilization
        ? "\(metric.containerResource?.name ?? "") container resource utilization (percentage of request)"
        : "\(metric.containerResource?.name ?? "") resource"
    case .pods: return "pods metric \(metric.pods?.metric.name ?? "")"
    case .object:
      guard let object = metric.object else { return "" }
      return form == .value
        ? "\(object.describedObject.kind) metric \(object.metric.name)"
        : "external metric \(object.metric.name)(\(Self.structText(of: object.metric.selector)))"
    case .external:
      guard let external = metric.external else { return "" }
      return "external metric \(external.metric.name)(\(Self.structText(of: external.metric.selector)))"
    case .unknown: return ""
    }
  }

  /// The reason upstream gives when a metric fails.
  public func failureReason(_ index: Int) -> HPAConditionReason {
    switch plan.metrics[index].kind {
    case .resource: .failedGetResourceMetric
    case .containerResource: .failedGetContainerResourceMetric
    case .pods: .failedGetPodsMetric
    case .object: .failedGetObjectMetric
    case .external: .failedGetExternalMetric
    case .unknown: .invalidMetricSourceType
    }
  }

  /// What went wrong with a metric, as its event and condition say it.
  func problemText(of index: Int, problem: HPAProposal.Problem, failure: HPAMetricFailure?) -> String {
    guard index >= 0, index < autoscaler.spec.metrics.count else { return "" }
    let metric = autoscaler.spec.metrics[index]
    let numbers = plan.metrics[index]
    if numbers.kind == .unknown { return "unknown metric source type \"\(metric.type)\"" }
    if problem == .noTarget { return Self.noTargetText(numbers.kind) }
    let cause = causeText(of: metric, plan: numbers, problem: problem, failure: failure)
    switch numbers.kind {
    case .resource, .containerResource:
      let name = metric.resource?.name ?? metric.containerResource?.name ?? ""
      return "failed to get \(name) \(numbers.form == .utilization ? "utilization" : "usage"): \(cause)"
    default: return cause
    }
  }

  /// What went wrong with a metric, as the reconcile's error says it.
  func errorText(of index: Int, problem: HPAProposal.Problem, failure: HPAMetricFailure?) -> String {
    let inner = problemText(of: index, problem: problem, failure: failure)
    let metric = autoscaler.spec.metrics[index]
    let form = plan.metrics[index].form
    switch plan.metrics[index].kind {
    case .resource: return "failed to get \(metric.resource?.name ?? "") resource metric value: \(inner)"
    case .containerResource:
      return "failed to get \(metric.containerResource?.container ?? "") container metric value: \(inner)"
    case .pods: return "failed to get pods metric value: \(inner)"
    case .object:
      let name = metric.object?.metric.name ?? ""
      let middle = form == .averageValue ? "failed to get \(name) object metric: " : ""
      return "failed to get object metric value: \(middle)\(inner)"
    case .external:
      let name = metric.external?.metric.name ?? ""
      let middle =
        switch form {
        case .averageValue: "failed to get \(name) external metric: "
        case .value: "failed to get external metric \(name): "
        default: ""
        }
      return "failed to get \(name) external metric value: \(middle)\(inner)"
    case .unknown: return inner
    }
  }

  /// What the calculation of one metric stumbled over, as the replica calculator says it.
  func causeText(of index: Int, proposal: HPAProposal, observation: HPAObservation) -> String {
    causeText(
      of: autoscaler.spec.metrics[index], plan: plan.metrics[index], problem: proposal.problem,
      failure: Self.failure(of: proposal, in: observation))
  }

  private func causeText(
    of metric: MetricSpec, plan: HPAPlan.Metric, problem: HPAProposal.Problem, failure: HPAMetricFailure?
  ) -> String {
    let noPods = "no pods returned by selector while calculating replica count"
    switch problem {
    case .noPods: return noPods
    case .noReadyPods: return "unable to calculate ready pods: \(noPods)"
    case .noSamples: return "did not receive metrics for targeted pods (pods might be unready)"
    case .nothingRequested: return "no metrics returned matched known pods"
    case .none, .noTarget, .unknownType: return ""
    case .requests, .unread: break
    }
    switch failure {
    case .missingRequest(let resource, let container, let pod):
      return "missing request for \(resource) in container \(container) of Pod \(pod)"
    case .missingPodRequest(let resource, let pod):
      return "missing pod-level request for \(resource) in Pod \(pod)"
    case .containerNotFound(let container, let pod): return "container \(container) not found in Pod \(pod)"
    case .unavailable, .empty, .containerNotInMetrics, nil:
      return unreadText(of: metric, kind: plan.kind, failure: failure)
    }
  }

  private func unreadText(of metric: MetricSpec, kind: HPAPlan.Kind, failure: HPAMetricFailure?) -> String {
    let api =
      switch kind {
      case .resource, .containerResource: "resource"
      case .external: "external"
      default: "custom"
      }
    let cause: String =
      switch failure {
      case .unavailable(let text): "unable to fetch metrics from \(api) metrics API: \(text)"
      case .containerNotInMetrics(let container, let namespace, let pod):
        "failed to get container metrics: container \(container) not present in metrics for pod "
          + "\(namespace)/\(pod)"
      default: "no metrics returned from \(api) metrics API"
      }
    let namespace = autoscaler.metadata.namespace
    switch kind {
    case .resource, .containerResource:
      let name = metric.resource?.name ?? metric.containerResource?.name ?? ""
      return "unable to get metrics for resource \(name): \(cause)"
    case .object:
      guard let object = metric.object else { return cause }
      let described = object.describedObject
      return
        "unable to get metric \(object.metric.name): \(described.kind) on \(namespace) "
        + "\(described.name)/\(cause)"
    case .external:
      guard let identifier = metric.external?.metric else { return cause }
      let selector = Self.structText(of: identifier.selector)
      return "unable to get external metric \(namespace)/\(identifier.name)/\(selector): \(cause)"
    case .pods, .unknown: return "unable to get metric \(metric.pods?.metric.name ?? ""): \(cause)"
    }
  }

  private static func noTargetText(_ kind: HPAPlan.Kind) -> String {
    switch kind {
    case .object: "invalid object metric source: neither a value target nor an average value target was set"
    case .external:
      "invalid external metric source: neither a value target nor an average value target was set"
    default:
      "invalid resource metric source: neither an average utilization target "
        + "nor an average value (usage) target was set"
    }
  }

  /// A metric's selector as Go prints a pointer to it.
  private static func structText(of selector: LabelSelector?) -> String {
    selector?.structDescription ?? "nil"
  }
}
