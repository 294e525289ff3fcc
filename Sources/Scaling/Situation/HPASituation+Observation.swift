import Kubernetes

extension HPASituation {
  /// Works out what an HPA's reconcile sees: selected pods, samples, requests, and what fails on the way.
  public func observe(
    _ autoscaler: HorizontalPodAutoscaler, configuration: HPAConfiguration,
    into observation: inout HPAObservation
  ) {
    observation.removeAll()
    observation.podNames.removeAll(keepingCapacity: true)
    observation.nowMs = nowMs
    observation.specReplicas = scale.specReplicas
    observation.statusReplicas = scale.statusReplicas
    observation.scaleFailure = scale.failure
    observation.writeFailure =
      scale.conflicts ? Self.conflictText(autoscaler.spec.scaleTargetRef) : scale.writeFailure
    let selected = select(for: autoscaler, into: &observation)
    for pod in selected {
      observation.pods.append(
        HPAObservation.Pod(
          count: pod.count ?? 1, phase: pod.phase, isDeleted: pod.isDeleted, ready: pod.ready,
          startTimeMs: pod.startTimeMs, readyTransitionMs: pod.readyTransitionMs))
      observation.podNames.append(pod.firstName)
    }
    for metric in autoscaler.spec.metrics {
      let reading = read(
        metric, of: selected, namespace: autoscaler.metadata.namespace, configuration: configuration,
        into: &observation)
      observation.readings.append(reading)
    }
  }

  /// What the API server says of a write that is based on an old version of the target.
  private static func conflictText(_ target: CrossVersionObjectReference) -> String {
    let parts = target.apiVersion.split(separator: "/")
    let group = parts.count == 2 ? ".\(parts[0])" : ""
    let resource = "\(target.kind.lowercased())s\(group)"
    return "Operation cannot be fulfilled on \(resource) \"\(target.name)\": conflict"
  }

  /// The pods of the scale's selector; notes what is wrong with it.
  private func select(
    for autoscaler: HorizontalPodAutoscaler, into observation: inout HPAObservation
  ) -> [SituationPod] {
    if selectsAll { return pods.filter { $0.count != 0 } }
    let text = scale.selector ?? "app=w"
    if text.isEmpty {
      observation.selector = .empty
      return []
    }
    let selector: LabelSelector
    do throws(InputProblem) {
      selector = try LabelSelector.parse(text)
    } catch {
      observation.selector = .invalid(error.message)
      return []
    }
    let selected = pods.filter { selector.matches($0.labels) && $0.count != 0 }
    let namespace = autoscaler.metadata.namespace
    let rivals = otherAutoscalers.filter { other in
      guard let theirs = try? LabelSelector.parse(other.selector) else { return false }
      return selected.contains { theirs.matches($0.labels) }
    }
    if !rivals.isEmpty {
      let names = [autoscaler.metadata.name] + rivals.map(\.name)
      observation.selector = .ambiguous(selector: text, autoscalers: names.map { "\(namespace)/\($0)" })
    }
    return selected
  }

  private func read(
    _ metric: MetricSpec, of selected: [SituationPod], namespace: String, configuration: HPAConfiguration,
    into observation: inout HPAObservation
  ) -> HPAObservation.Reading {
    var reading = HPAObservation.Reading()
    reading.samplesStart = Int32(observation.samples.count)
    do throws(HPAMetricFailure) {
      switch metric.type {
      case "Resource":
        guard let source = metric.resource else { break }
        try readResource(
          source.name, container: nil, of: selected, namespace: namespace, configuration: configuration,
          into: &observation)
      case "ContainerResource":
        guard let source = metric.containerResource else { break }
        try readResource(
          source.name, container: source.container, of: selected, namespace: namespace,
          configuration: configuration, into: &observation)
      case "Pods":
        guard let source = metric.pods else { break }
        try readCustom(source.metric.name, of: selected, into: &observation)
      case "Object":
        guard let source = metric.object else { break }
        reading.value = try value(of: source)
      case "External":
        guard let source = metric.external else { break }
        reading.value = try value(of: source, configuration: configuration)
      default: break
      }
    } catch {
      reading.failure = Int32(observation.failures.count)
      observation.failures.append(error)
    }
    reading.samplesEnd = Int32(observation.samples.count)
    let target = metric.resource?.target ?? metric.containerResource?.target
    if reading.failure < 0, let target, target.averageValue == nil, target.averageUtilization != nil {
      readRequests(metric, of: selected, configuration: configuration, into: &observation, reading: &reading)
    }
    return reading
  }

  /// Adds the samples of a resource.
  private func readResource(
    _ resource: String, container: String?, of selected: [SituationPod], namespace: String,
    configuration: HPAConfiguration, into observation: inout HPAObservation
  ) throws(HPAMetricFailure) {
    if let resourceMetricsError { throw .unavailable(resourceMetricsError) }
    if extraPodMetrics.isEmpty && selected.allSatisfy({ $0.metrics == nil }) { throw .empty }
    let toleratesMissing = HPAVersionRules(configuration.version).toleratesMissingContainer
    func add(_ metrics: PodMetrics, pod: Int32, count: Int32) throws(HPAMetricFailure) {
      if let container, !toleratesMissing, !metrics.containers.contains(where: { $0.name == container }) {
        throw .containerNotInMetrics(container: container, namespace: namespace, pod: metrics.name)
      }
      guard let value = metrics.milliValue(of: resource, container: container) else { return }
      observation.samples.append(
        HPAObservation.Sample(
          pod: pod, count: count, value: value, timestampMs: metrics.timestampMs, windowMs: metrics.windowMs))
    }
    for (index, pod) in selected.enumerated() {
      if let metrics = pod.metrics { try add(metrics, pod: Int32(index), count: pod.count ?? 1) }
    }
    for metrics in extraPodMetrics { try add(metrics, pod: -1, count: 1) }
  }

  /// Adds the samples of a custom metric of pods.
  private func readCustom(
    _ metric: String, of selected: [SituationPod], into observation: inout HPAObservation
  ) throws(HPAMetricFailure) {
    if let text = customMetricsErrors[metric] { throw .unavailable(text) }
    let before = observation.samples.count
    func add(_ value: Quantity?, pod: Int32, count: Int32) {
      guard let value else { return }
      observation.samples.append(
        HPAObservation.Sample(
          pod: pod, count: count, value: value.milliValue, timestampMs: customTimestampMs ?? nowMs,
          windowMs: customWindowMs))
    }
    for (index, pod) in selected.enumerated() {
      add(pod.custom[metric], pod: Int32(index), count: pod.count ?? 1)
    }
    for values in extraCustom { add(values[metric], pod: -1, count: 1) }
    if observation.samples.count == before { throw .empty }
  }

  /// Adds what each pod requests, or notes the first pod whose requests are wanting.
  private func readRequests(
    _ metric: MetricSpec, of selected: [SituationPod], configuration: HPAConfiguration,
    into observation: inout HPAObservation, reading: inout HPAObservation.Reading
  ) {
    let requests = PodRequests(configuration)
    let start = observation.requests.count
    for pod in selected {
      do throws(HPAMetricFailure) {
        observation.requests.append(
          try requests.milliRequest(
            of: pod.spec, pod: pod.firstName,
            resource: metric.resource?.name ?? metric.containerResource?.name ?? "",
            container: metric.containerResource?.container))
      } catch {
        observation.requests.removeSubrange(start...)
        reading.failure = Int32(observation.failures.count)
        observation.failures.append(error)
        return
      }
    }
    reading.requestsStart = Int32(start)
  }

  private func value(of source: ObjectMetricSource) throws(HPAMetricFailure) -> Int64 {
    let name = source.metric.name
    let selector = source.metric.selector?.description ?? ""
    let object = source.describedObject
    let found = objects.first {
      $0.metric == name && $0.kind == object.kind && $0.name == object.name && $0.selector == selector
    }
    if let text = found?.error { throw .unavailable(text) }
    guard let value = found?.value else {
      throw .unavailable("the server could not find the metric \(name) for \(object.kind) \(object.name)")
    }
    return value.milliValue
  }

  private func value(
    of source: ExternalMetricSource, configuration: HPAConfiguration
  ) throws(HPAMetricFailure) -> Int64 {
    let selector = source.metric.selector?.description ?? ""
    let found = externals.first { $0.metric == source.metric.name && $0.selector == selector }
    if let text = found?.error { throw .unavailable(text) }
    guard let values = found?.values, !values.isEmpty else { throw .empty }
    return HPAObservation.externalValue(of: values.map(\.milliValue), version: configuration.version)
  }
}

extension HPAObservation {
  /// The value of an external metric with several series: their sum, at most the largest number since 1.29.
  ///
  /// Upstream takes any sum below zero for an overflow, so that a negative one becomes the largest number
  /// too.
  public static func externalValue(of values: some Sequence<Int64>, version: KubernetesVersion) -> Int64 {
    let isCapped = HPAVersionRules(version).capsProposals
    var sum: Int64 = 0
    for value in values {
      sum &+= value
      if isCapped && sum < 0 { return .max }
    }
    return sum
  }
}

extension PodMetrics {
  /// The usage of a pod, or of one of its containers, in thousandths; nil if a container does not report it.
  func milliValue(of resource: String, container: String?) -> Int64? {
    if let container {
      return containers.first { $0.name == container }?.usage[resource]?.milliValue
    }
    if containers.isEmpty { return nil }
    var sum: Int64 = 0
    for container in containers {
      guard let usage = container.usage[resource] else { return nil }
      sum &+= usage.milliValue
    }
    return sum
  }
}
