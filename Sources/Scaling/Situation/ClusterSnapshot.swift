import Kubernetes

extension HPASnapshot {
  /// Reads objects as kubectl prints them, and answers of the metrics APIs.
  static func fromCluster(
    _ documents: [DocumentNode], options: Options, report: DocumentReport
  ) -> HPASnapshot? {
    let configuration = options.settings.configuration
    var answers = MetricsAnswers()
    let objects = documents.filter { !answers.read($0, report: report) }
    let gates = FeatureGates(
      scaleToZero: configuration.gates.scaleToZero,
      configurableTolerance: configuration.gates.configurableTolerance)
    let manifests = Manifests.read(objects, gates: gates, report: report)
    guard let autoscaler = choose(manifests, name: options.name, report: report) else { return nil }
    let cluster = ClusterObjects(manifests, for: autoscaler)
    guard let scale = cluster.scale(replicas: options.replicas, report: report) else { return nil }
    guard let nowMs = options.nowMs ?? cluster.newestMs(answers) else {
      report.problem("there is no time in the input", at: nil, path: "", hint: "give one with --now")
      return nil
    }

    var situation = HPASituation(nowMs: nowMs, scale: scale, pods: cluster.pods)
    situation.selectsAll = cluster.target?.selector == nil
    situation.otherAutoscalers = cluster.rivals
    situation.take(answers, for: autoscaler)
    var controller = HPAController(autoscaler, configuration: configuration)
    // A controller that has run for a while has a list; what is in it, the API does not tell.
    controller.memory.hasRecommendations = true
    var observation = HPAObservation()
    situation.observe(autoscaler, configuration: configuration, into: &observation)
    var assumptions = cluster.assumptions(replicasAreGiven: options.replicas != nil)
    if options.nowMs == nil {
      assumptions.insert(
        "The time is the newest one in the input, \(Phrase.time(nowMs)) (change "
          + "it with --now).",
        at: 0)
    }
    return HPASnapshot(controller: controller, observation: observation, assumptions: assumptions)
  }

  /// Finds the one HPA that is meant.
  private static func choose(
    _ manifests: [Manifest], name: String?, report: DocumentReport
  ) -> HorizontalPodAutoscaler? {
    let all = manifests.compactMap { manifest -> HorizontalPodAutoscaler? in
      if case .horizontalPodAutoscaler(let object) = manifest.object { return object }
      return nil
    }
    let found = all.filter { object in
      guard let name else { return true }
      return name == object.metadata.name || name == "\(object.metadata.namespace)/\(object.metadata.name)"
    }
    if found.count == 1 { return found[0] }
    // What is wrong with an HPA that could not be read is already noted.
    if !report.problems.isEmpty { return nil }
    let names = (found.isEmpty ? all : found).map { "\($0.metadata.namespace)/\($0.metadata.name)" }
    if let name, found.isEmpty {
      report.problem(
        "there is no HorizontalPodAutoscaler \(name) in the input", at: nil, path: "",
        hint: names.isEmpty
          ? nil : "there \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))")
    } else if found.isEmpty {
      report.problem(
        "there is no HorizontalPodAutoscaler in the input", at: nil, path: "",
        hint: "kubectl get hpa,pods,deployments -o yaml has one")
    } else {
      report.problem(
        "there are several HorizontalPodAutoscalers in the input: \(names.joined(separator: ", "))", at: nil,
        path: "", hint: "choose one with --hpa")
    }
    return nil
  }
}

extension HPASituation {
  /// Takes over what the metrics APIs answered, for the metrics of one HPA; a missing answer is an error of
  /// it.
  fileprivate mutating func take(_ answers: MetricsAnswers, for autoscaler: HorizontalPodAutoscaler) {
    let namespace = autoscaler.metadata.namespace
    let missing = "no answer of this API was given (--metrics)"
    if let listed = answers.pods {
      for index in pods.indices {
        pods[index].metrics =
          listed.first { $0.namespace == namespace && $0.metrics.name == pods[index].name }?.metrics
      }
      if pods.isEmpty { extraPodMetrics = listed.filter { $0.namespace == namespace }.map(\.metrics) }
    } else {
      resourceMetricsError = missing
    }
    for metric in autoscaler.spec.metrics {
      if let source = metric.pods {
        takePods(source.metric.name, answers.custom, namespace: namespace, missing: missing)
      }
      if let source = metric.object {
        takeObject(source, answers.custom, namespace: namespace, missing: missing)
      }
      if let source = metric.external { takeExternal(source, answers.external, missing: missing) }
    }
  }

  private mutating func takePods(
    _ metric: String, _ values: [MetricsAnswers.CustomValue]?, namespace: String, missing: String
  ) {
    guard let values else {
      customMetricsErrors[metric] = missing
      return
    }
    for value in values where value.metric == metric && value.kind == "Pod" && value.namespace == namespace {
      if let index = pods.firstIndex(where: { $0.name == value.name }) {
        pods[index].custom[metric] = value.value
      } else {
        extraCustom.append([metric: value.value])
      }
    }
  }

  private mutating func takeObject(
    _ source: ObjectMetricSource, _ values: [MetricsAnswers.CustomValue]?, namespace: String, missing: String
  ) {
    let object = source.describedObject
    let selector = source.metric.selector
    let found = values?.first {
      $0.metric == source.metric.name && $0.kind == object.kind && $0.name == object.name
        && ($0.namespace.isEmpty || $0.namespace == namespace) && $0.selector == selector
    }
    if values != nil && found == nil { return }
    objects.append(
      ObjectMetric(
        metric: source.metric.name, kind: object.kind, name: object.name,
        selector: selector?.description ?? "",
        value: found?.value, error: values == nil ? missing : nil))
  }

  private mutating func takeExternal(
    _ source: ExternalMetricSource, _ values: [MetricsAnswers.ExternalValue]?, missing: String
  ) {
    let selector = source.metric.selector
    let found = values?.filter { $0.metric == source.metric.name && selector?.matches($0.labels) ?? true }
    externals.append(
      ExternalMetric(
        metric: source.metric.name, selector: selector?.description ?? "", values: found?.map(\.value) ?? [],
        error: values == nil ? missing : nil))
  }
}
