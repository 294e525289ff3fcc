import Kubernetes

extension ScaledObject {
  /// Reads a manifest. Nil if it has problems, which stand in the report with their places.
  public static func read(_ node: DocumentNode, report: DocumentReport) -> ScaledObject? {
    let before = report.problems.count
    let object = Fields.read(node, path: "", report: report) { fields -> ScaledObject? in
      fields.ignore("apiVersion", "kind", "status")
      var object = ScaledObject()
      object.metadata = fields.metadata()
      _ = fields.required("spec") { key in
        fields.object(key) { spec -> Bool in
          object.readSpec(spec)
          return true
        }
      }
      return object
    }
    guard let object, report.problems.count == before else { return nil }
    for problem in object.problems {
      report.problem(
        problem.message, at: place(of: problem.path, in: node), path: problem.path, hint: problem.hint)
    }
    return report.problems.count == before ? object : nil
  }

  /// Where a field stands, or the nearest mapping around it.
  private static func place(of path: String, in node: DocumentNode) -> SourcePlace {
    var current = node
    for part in path.split(separator: ".") {
      let key = part.prefix { $0 != "[" }
      guard let next = current[String(key)] else { break }
      current = next
      if let index = Int(part.dropFirst(key.count).filter(\.isNumber)), let elements = current.elements,
        elements.indices.contains(index)
      {
        current = elements[index]
      }
    }
    return current.place
  }

  private mutating func readSpec(_ spec: Fields) {
    _ = spec.required("scaleTargetRef") { key in
      spec.object(key) { target -> Bool in
        target.ignore("envSourceContainerName")
        scaleTargetRef.apiVersion = target.string("apiVersion") ?? "apps/v1"
        scaleTargetRef.kind = target.string("kind") ?? "Deployment"
        scaleTargetRef.name = target.required("name", target.string) ?? ""
        return true
      }
    }
    pollingInterval = spec.int32("pollingInterval")
    if let pollingInterval, pollingInterval <= 0 { spec.problem("pollingInterval", "must be greater than 0") }
    cooldownPeriod = spec.int32("cooldownPeriod")
    initialCooldownPeriod = spec.int32("initialCooldownPeriod")
    idleReplicaCount = spec.int32("idleReplicaCount")
    minReplicaCount = spec.int32("minReplicaCount")
    maxReplicaCount = spec.int32("maxReplicaCount")
    fallback = spec.object("fallback", Self.readFallback)
    _ = spec.object("advanced") { advanced -> Bool in
      restoreToOriginalReplicaCount = advanced.bool("restoreToOriginalReplicaCount") ?? false
      _ = advanced.object("horizontalPodAutoscalerConfig") { config -> Bool in
        hpaName = config.string("name")
        behavior = config.object("behavior", HorizontalPodAutoscalerBehavior.init(reading:))
        return true
      }
      scalingModifiers = advanced.object("scalingModifiers", Self.readModifiers)
      return true
    }
    triggers = spec.objects("triggers") { KEDATrigger.read($0) } ?? []
  }

  /// Reads a fallback.
  static func readFallback(_ fields: Fields) -> Fallback? {
    guard let threshold = fields.required("failureThreshold", fields.int32),
      let replicas = fields.required("replicas", fields.int32)
    else { return nil }
    var behavior = Fallback.Behavior.static
    if let text = fields.string("behavior"), !text.isEmpty {
      guard let read = Fallback.Behavior(rawValue: text) else {
        let known = Fallback.Behavior.allCases.map(\.rawValue).joined(separator: ", ")
        fields.problem("behavior", "unknown behavior \(text)", hint: "known are \(known)")
        return nil
      }
      behavior = read
    }
    return Fallback(failureThreshold: threshold, replicas: replicas, behavior: behavior)
  }

  /// Reads scaling modifiers.
  static func readModifiers(_ fields: Fields) -> ScalingModifiers? {
    guard let formula = fields.string("formula"), !formula.isEmpty else { return nil }
    return ScalingModifiers(
      formula: formula, target: fields.string("target") ?? "",
      activationTarget: fields.string("activationTarget") ?? "",
      metricType: fields.string("metricType").flatMap(KEDATrigger.MetricType.init))
  }
}
