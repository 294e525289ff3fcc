import Kubernetes

extension HPASituation {
  /// Reads a situation from the fields of a case; `carried` is the scale where the case leaves it out.
  static func read(_ fields: Fields, carried: Scale? = nil) -> HPASituation? {
    guard let nowMs = fields.required("nowMs", fields.int64) else { return nil }
    var scale = carried
    if fields.has("scale") {
      scale = fields.object("scale") { Scale.read($0) }
    } else if scale == nil {
      fields.problem("scale", "is required")
    }
    if let replicas = fields.int32("statusReplicas") { scale?.statusReplicas = replicas }
    guard let scale else { return nil }
    var result = HPASituation(
      nowMs: nowMs, scale: scale, pods: fields.objects("pods") { SituationPod.read($0) } ?? [])
    result.extraPodMetrics =
      fields.objects("extraPodMetrics") { PodMetrics.read($0, name: $0.string("name") ?? "") } ?? []
    result.extraCustom =
      fields.objects("extraCustom") { entry in
        entry.ignore("name")
        return entry.quantities("custom") ?? [:]
      } ?? []
    result.resourceMetricsError = fields.string("resourceMetricsError")
    result.customMetricsErrors = fields.strings("customMetricsError") ?? [:]
    if let seconds = fields.int64("customWindowSeconds") { result.customWindowMs = seconds &* 1000 }
    if let at = fields.int64("customTimestampMs"), at != 0 { result.customTimestampMs = at }
    result.objects = fields.objects("objects") { ObjectMetric.read($0) } ?? []
    result.externals = fields.objects("externals") { ExternalMetric.read($0) } ?? []
    result.otherAutoscalers =
      fields.objects("otherHPAs") {
        OtherAutoscaler(name: $0.string("name") ?? "", selector: $0.string("selector") ?? "")
      } ?? []
    return result
  }
}

extension HPASituation.Scale {
  fileprivate static func read(_ fields: Fields) -> Self? {
    guard let specReplicas = fields.required("specReplicas", fields.int32) else { return nil }
    var result = HPASituation.Scale(
      specReplicas: specReplicas, statusReplicas: fields.int32("statusReplicas") ?? specReplicas,
      selector: fields.string("selector"))
    if let text = fields.string("getError") { result.failure = .unreadable(text) }
    if let text = fields.string("mappingError") { result.failure = .noMapping(text) }
    let updateError = fields.string("updateError")
    result.conflicts = updateError == "conflict"
    if !result.conflicts { result.writeFailure = updateError }
    return result
  }
}

extension HPASituation.ObjectMetric {
  fileprivate static func read(_ fields: Fields) -> Self {
    Self(
      metric: fields.string("metric") ?? "", kind: fields.string("kind") ?? "",
      name: fields.string("name") ?? "", selector: fields.string("selector") ?? "",
      value: fields.quantity("value"), error: fields.string("error"))
  }
}

extension HPASituation.ExternalMetric {
  fileprivate static func read(_ fields: Fields) -> Self {
    Self(
      metric: fields.string("metric") ?? "", selector: fields.string("selector") ?? "",
      values: fields.quantityList("values") ?? [], error: fields.string("error"))
  }
}

extension SituationPod {
  /// Reads a pod of a case.
  static func read(_ fields: Fields) -> SituationPod? {
    let startMs = fields.int64("startMs") ?? HPAObservation.noTime
    let isZeroStart = fields.bool("zeroStart") ?? false
    var spec = PodSpec(containers: fields.objects("containers", container) ?? [])
    spec.initContainers = fields.objects("initContainers", container) ?? []
    spec.resources = fields.quantities("podRequests").map { ResourceRequirements(requests: $0) }
    let name = fields.string("name") ?? ""
    let count = fields.int32("count")
    if let count, count < 0 { fields.problem("count", "must not be negative") }
    var pod = SituationPod(
      name: name, count: count.map { max($0, 0) }, labels: fields.strings("labels") ?? ["app": "w"],
      phase: .running, isDeleted: fields.bool("deleted") ?? false, ready: .true,
      startTimeMs: isZeroStart ? HPAObservation.zeroTime : startMs,
      readyTransitionMs: fields.int64("readyTransitionMs") ?? HPAObservation.zeroTime, spec: spec)
    if let phase = fields.string("phase") {
      if let known = HPAObservation.PodPhase(name: phase) {
        pod.phase = known
      } else {
        fields.problem("phase", "is no phase of a pod: \(phase)")
      }
    }
    if let ready = fields.string("ready") {
      if let known = HPAObservation.PodReadiness(name: ready) {
        pod.ready = known
      } else {
        fields.problem("ready", "must be True, False, Unknown or None, found \(ready)")
      }
    }
    pod.metrics = fields.object("metrics") { PodMetrics.read($0, name: name) }
    pod.custom = fields.quantities("custom") ?? [:]
    return pod
  }

  private static func container(_ fields: Fields) -> Container? {
    var container = Container(name: fields.string("name") ?? "", image: "")
    container.resources.requests = fields.quantities("requests") ?? [:]
    container.restartPolicy = fields.string("restartPolicy")
    return container
  }
}

extension PodMetrics {
  /// Reads a pod's metrics from a case.
  static func read(_ fields: Fields, name: String) -> PodMetrics {
    var result = PodMetrics(
      name: name, timestampMs: fields.int64("timestampMs") ?? HPAObservation.zeroTime,
      windowMs: fields.int64("windowMs") ?? 0, containers: [])
    _ = fields.object("containers") { containers -> Bool in
      for container in containers.keys {
        result.containers.append(
          ContainerUsage(name: container, usage: containers.quantities(container) ?? [:]))
      }
      return true
    }
    return result
  }
}

extension HPAObservation.PodPhase {
  /// Finds a phase by its word in the API.
  public init?(name: String) {
    switch name {
    case "Pending": self = .pending
    case "Running": self = .running
    case "Succeeded": self = .succeeded
    case "Failed": self = .failed
    case "Unknown", "": self = .unknown
    default: return nil
    }
  }
}

extension HPAObservation.PodReadiness {
  /// Finds a readiness by the condition's word in the API, `None` for no condition.
  public init?(name: String) {
    switch name {
    case "True": self = .true
    case "False": self = .false
    case "Unknown": self = .unknown
    case "None": self = .absent
    default: return nil
    }
  }
}

extension Fields {
  /// Reads a list of quantities.
  func quantityList(_ key: String) -> [Quantity]? {
    list(key) { node, path in
      do throws(QuantityError) {
        switch node.content {
        case .string(let text), .number(let text): return try Quantity(text)
        default: throw .format
        }
      } catch {
        report.problem(error.description, at: node.place, path: path)
        return nil
      }
    }
  }
}
