import Kubernetes

/// A run of polls and questions of the HPA with the state upstream was in after each.
struct ScaledObjectCase {
  private let object: ScaledObject
  private var controller: ScaledObjectController
  private var observation = ScaledObjectObservation()
  /// Of each trigger: beyond which value it is active, nil for those that KEDA reads itself.
  private let activations: [Double?]
  private let names: [String]

  /// A trigger of a case.
  private struct CaseTrigger {
    var trigger: KEDATrigger
    var activation: Double?
  }

  private init?(_ fields: Fields) {
    guard let triggers = fields.required("triggers", { fields.objects($0, Self.trigger) }) else { return nil }
    var object = ScaledObject()
    _ = fields.required("spec") { key in
      fields.object(key) { spec -> Bool in
        spec.ignore("scaleTargetRef", "triggers")
        object.pollingInterval = spec.int32("pollingInterval")
        object.cooldownPeriod = spec.int32("cooldownPeriod")
        object.initialCooldownPeriod = spec.int32("initialCooldownPeriod")
        object.idleReplicaCount = spec.int32("idleReplicaCount")
        object.minReplicaCount = spec.int32("minReplicaCount")
        object.maxReplicaCount = spec.int32("maxReplicaCount")
        object.fallback = spec.object("fallback", ScaledObject.readFallback)
        object.scalingModifiers = spec.object("advanced") {
          $0.object("scalingModifiers", ScaledObject.readModifiers)
        }
        return true
      }
    }
    object.triggers = triggers.map(\.trigger)
    self.object = object
    controller = ScaledObjectController(object, createdMs: fields.int64("created") ?? 0)
    activations = triggers.map(\.activation)
    names = object.triggers.indices.map { object.metricName(of: $0) }
    observation.replicas = fields.int32("replicas") ?? 0
    observation.annotations = KEDAAnnotations(fields.strings("annotations") ?? [:])
  }

  private static func trigger(_ fields: Fields) -> CaseTrigger? {
    let type = fields.string("type") ?? ""
    let name = fields.string("name") ?? ""
    let metricType = fields.string("metricType").flatMap(KEDATrigger.MetricType.init)
    let usesCache = fields.bool("useCachedMetrics") ?? false
    func made(_ source: KEDATrigger.Source, _ stem: String, _ activation: Double?) -> CaseTrigger {
      CaseTrigger(
        trigger: KEDATrigger(
          type: type, name: name, metricType: metricType, useCachedMetrics: usesCache, source: source,
          metricStem: stem), activation: activation)
    }
    switch type {
    case "cpu", "memory":
      let value = fields.strings("metadata")?["value"].flatMap { try? Quantity($0) }
      return made(.resource(KEDAResource(name: type, value: value ?? Quantity(milli: 0))), type, nil)
    case "cron":
      guard let metadata = fields.required("metadata", fields.strings) else { return nil }
      do throws(InputProblem) {
        let cron = try CronTrigger(metadata)
        return made(.cron(cron), cron.metricName, nil)
      } catch {
        fields.problem("metadata", error.message)
        return nil
      }
    default:
      return made(
        .scripted(target: fields.double("target") ?? 0), "m", fields.double("activation") ?? 0)
    }
  }

  /// Whether a case says that upstream refused the object.
  private static func refusal(_ fields: Fields) -> String? { fields.string("error") }

  /// Replays a run.
  static func replay(_ fields: Fields) -> CaseComparison? {
    fields.ignore("pollingMs", "note", "kind", "id")
    var comparison = CaseComparison()
    if let refusal = refusal(fields) {
      fields.ignore("steps", "expected", "spec", "annotations", "created", "replicas", "triggers")
      let refused = (fields.value("triggers")?.elements ?? []).contains { trigger in
        guard trigger["type"]?.text == "cron" else { return false }
        var metadata: [String: String] = [:]
        for entry in trigger["metadata"]?.entries ?? [] { metadata[entry.key] = entry.value.text }
        return (try? CronTrigger(metadata)) == nil
      }
      if !refused { comparison.note("error", refusal, "none") }
      return comparison
    }
    guard var run = ScaledObjectCase(fields),
      let steps = fields.steps({ $0.has("t") ? $0.node : nil }, expected: { node, _ in node })
    else { return nil }
    for (index, (step, expected)) in steps.enumerated() {
      comparison.prefix = "steps[\(index)]."
      run.replay(step, expected, &comparison)
      if comparison.difference != nil { break }
    }
    return comparison
  }

  private static func integer(_ node: DocumentNode?) -> Int64? {
    guard case .number(let text) = node?.content else { return nil }
    return Int64(text)
  }

  private mutating func replay(
    _ step: DocumentNode, _ expected: DocumentNode, _ comparison: inout CaseComparison
  ) {
    observation.nowMs = Self.integer(step["t"]) ?? 0
    if let replicas = Self.integer(step["replicas"]) { observation.replicas = Int32(clamping: replicas) }
    if let ready = Self.integer(step["ready"]) { observation.readyPods = Int32(clamping: ready) }
    if let annotations = step["annotations"], let entries = annotations.entries {
      var texts: [String: String] = [:]
      for entry in entries { texts[entry.key] = entry.value.text }
      observation.annotations = KEDAAnnotations(texts)
    }
    observation.readings = readings(step["values"]?.elements ?? [])
    if step["op"]?.text == "poll" {
      let decision = controller.poll(observation)
      if let scaled = decision.scaledTo { observation.replicas = scaled }
    } else {
      compareMetrics(expected["metrics"], &comparison)
    }
    compareState(expected, &comparison)
  }

  private func readings(_ values: [DocumentNode]) -> [KEDAReading] {
    object.triggers.indices.map { index in
      if case .cron(let cron) = object.triggers[index].source { return cron.reading(atMs: observation.nowMs) }
      guard index < values.count, values[index]["err"] == nil,
        case .number(let text) = values[index]["v"]?.content,
        let value = Double(text)
      else { return .failed }
      return .value(value, isActive: value > (activations[index] ?? 0))
    }
  }

  /// Asks every metric as the HPA does.
  private mutating func compareMetrics(_ expected: DocumentNode?, _ comparison: inout CaseComparison) {
    let metrics = controller.metricNames
    for (index, name) in metrics.enumerated() {
      let answer = controller.answer(metric: index, observation)
      guard let recorded = expected?[name] else {
        comparison.note("metrics.\(name)", "nothing", "an answer")
        continue
      }
      let found: String
      switch answer {
      case .failed: found = "an error"
      case .none: found = "an empty list"
      case .milli(let milli): found = "\(milli)"
      }
      let wanted =
        recorded["error"] != nil
        ? "an error" : Self.integer(recorded["milli"]?.elements?.first).map { "\($0)" } ?? "an empty list"
      comparison.compare("metrics.\(name)", expected: wanted, found: found)
    }
  }

  private func compareState(_ expected: DocumentNode, _ comparison: inout CaseComparison) {
    let memory = controller.memory
    comparison.compare(
      "replicas", expected: Self.integer(expected["replicas"]), found: Int64(observation.replicas))
    comparison.compare(
      "lastActive", expected: Self.integer(expected["lastActive"]), found: memory.lastActiveMs)
    for (name, condition) in [
      ("ready", memory.stored.ready), ("active", memory.stored.active), ("fallback", memory.stored.fallback),
      ("paused", memory.stored.paused),
    ] {
      comparison.compare(
        "\(name).status", expected: expected[name]?["status"]?.text, found: condition.status.rawValue)
      comparison.compare(
        "\(name).reason", expected: expected[name]?["reason"]?.text, found: condition.reason.rawValue)
    }
    for (index, health) in memory.stored.health.enumerated() {
      let recorded = expected["health"]?[names[index]]
      comparison.compare(
        "health.\(names[index]).failures", expected: Self.integer(recorded?["failures"]),
        found: health?.failures.map { Int64($0) })
      comparison.compare(
        "health.\(names[index]).status", expected: recorded?["status"]?.text, found: health?.status?.rawValue)
    }
    let active = expected["activeTriggers"]?.elements?.compactMap(\.text) ?? []
    comparison.compare(
      "activeTriggers", expected: active.joined(separator: " "),
      found: memory.activeTriggers.map { names[$0] }.sorted().joined(separator: " "))
  }
}
