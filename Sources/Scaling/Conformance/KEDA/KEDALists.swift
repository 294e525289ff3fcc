import Kubernetes

/// The tables of upstream's own tests that are lists of numbers, and those of formulas.
enum KEDALists {
  /// Reads all such tables of a document.
  static func read(_ fields: Fields) -> [RecordedCase] {
    var cases: [RecordedCase] = []
    for (name, check) in [("kafkaFindFactors", factors), ("kafkaNextFactor", nextFactor)] {
      _ = fields.object(name) { table -> Bool in
        table.ignore("source", "note")
        for (index, row) in (table.value("cases")?.elements ?? []).enumerated() {
          cases.append(.compared(id: "\(name)/\(index)", check(row.elements ?? [])))
        }
        return true
      }
    }
    _ = fields.object("scalingModifiers") { table -> Bool in
      table.ignore("source")
      cases += table.objects("formula", formula) ?? []
      cases += table.objects("triggerValue", triggerValue) ?? []
      cases += table.objects("validation", validation) ?? []
      return true
    }
    return cases
  }

  private static func integer(_ node: DocumentNode) -> Int64 {
    guard case .number(let text) = node.content else { return 0 }
    return Int64(text) ?? 0
  }

  private static func factors(_ row: [DocumentNode]) -> CaseDifference? {
    guard row.count == 2 else { return nil }
    var comparison = CaseComparison()
    comparison.compare(
      "factors", expected: (row[1].elements ?? []).map(integer),
      found: KafkaTrigger.factors(of: integer(row[0])))
    return comparison.difference
  }

  private static func nextFactor(_ row: [DocumentNode]) -> CaseDifference? {
    guard row.count == 4 else { return nil }
    var comparison = CaseComparison()
    comparison.compare(
      "factor", expected: integer(row[3]),
      found: KafkaTrigger.nextFactor(integer(row[0]), partitions: integer(row[1]), threshold: integer(row[2]))
    )
    return comparison.difference
  }

  private static func object(
    _ formula: String, target: String, triggers: [String], fallback: ScaledObject.Fallback? = nil
  ) -> ScaledObject {
    var object = ScaledObject()
    object.scalingModifiers = ScaledObject.ScalingModifiers(formula: formula, target: target)
    object.fallback = fallback
    object.triggers = triggers.map {
      KEDATrigger(type: "external", name: $0, source: .scripted(target: 1), metricStem: "m")
    }
    return object
  }

  private static func formula(_ fields: Fields) -> RecordedCase? {
    fields.ignore("note")
    let text = fields.string("formula") ?? ""
    let values = fields.value("values")?.entries ?? []
    let replicas = fields.int32("fallbackReplicas")
    let fallback = replicas.map {
      ScaledObject.Fallback(failureThreshold: 0, replicas: $0, behavior: .scalingModifiers)
    }
    let target = fields.double("target").map { GoText.number($0) } ?? "1"
    var controller = ScaledObjectController(
      object(text, target: target, triggers: values.map(\.key), fallback: fallback), createdMs: 0)
    var observation = ScaledObjectObservation()
    observation.readings = values.map { entry in
      guard case .number(let number) = entry.value.content else { return .failed }
      return .value(Double(number) ?? 0, isActive: true)
    }
    var comparison = CaseComparison()
    comparison.compare(
      "wantMilli", expected: .milli(fields.int64("wantMilli") ?? 0),
      found: controller.answer(metric: 0, observation))
    return .compared(id: "formula/\(text)", comparison.difference)
  }

  private static func triggerValue(_ fields: Fields) -> RecordedCase? {
    let name = fields.string("name") ?? ""
    let behavior = fields.string("behavior").flatMap(ScaledObject.Fallback.Behavior.init) ?? .static
    let fallback = ScaledObject.Fallback(
      failureThreshold: fields.int32("threshold") ?? 0, replicas: 1, behavior: behavior)
    var controller = ScaledObjectController(
      object("a ?? 0", target: "1", triggers: ["a"], fallback: fallback), createdMs: 0)
    if let failures = fields.int32("failures") {
      controller.memory.loop.health[0] = KEDAHealth(failures: failures, status: .failing)
    }
    var comparison = CaseComparison()
    comparison.compare(
      "wantNil", expected: fields.bool("wantNil") ?? false, found: controller.isNil(0, in: .loop))
    return .compared(id: "triggerValue/\(name)", comparison.difference)
  }

  private static func validation(_ fields: Fields) -> RecordedCase? {
    let text = fields.string("formula") ?? ""
    let names = ["workload_trig", "cron_trig", "trig_one", "trig_two"]
    let found = object(text, target: fields.string("target") ?? "", triggers: names).problems
    var comparison = CaseComparison()
    comparison.compare("ok", expected: fields.bool("ok") ?? false, found: found.isEmpty)
    return .compared(id: "validation/\(text)", comparison.difference)
  }
}
