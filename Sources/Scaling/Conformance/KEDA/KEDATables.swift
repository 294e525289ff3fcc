import Kubernetes

/// The tables of upstream's own tests: a document holds many small cases under the names of what they test.
enum KEDATables {
  /// Reads all tables of a document.
  static func read(_ fields: Fields) -> [RecordedCase]? {
    let tables: [(String, (Fields, Int) -> RecordedCase?)] = [
      ("scaledJobStrategies", strategy), ("scaledJobMinReplica", minReplica), ("scaledJobBounds", jobBounds),
      ("hpaBounds", hpaBounds), ("replicaBoundsValidation", bounds),
      ("scaledJobMultipleScalers", combination),
      ("targetAverageValue", averageTarget), ("requestScale", request), ("fallback", fallback),
      ("kafkaLagForPartition", lag), ("kafkaPartitionLimitation", limitation), ("cronMetadata", cron),
      ("pendingJobs", pending),
    ]
    var cases: [RecordedCase] = []
    for (name, read) in tables {
      _ = fields.object(name) { table -> Bool in
        table.ignore("source", "note")
        for (index, found) in (table.objects("cases") { $0 } ?? []).enumerated() {
          if let recorded = read(found, index) { cases.append(recorded) }
        }
        return true
      }
    }
    cases += KEDALists.read(fields)
    if cases.isEmpty { fields.problem("kind", "is required") }
    return cases
  }

  private static func result(
    _ table: String, _ fields: Fields, _ index: Int, _ comparison: CaseComparison
  ) -> RecordedCase {
    let name = fields.string("name") ?? fields.string("test") ?? "\(index)"
    return .compared(id: "\(table)/\(name)", comparison.difference)
  }

  private static func job(_ fields: Fields) -> ScaledJob {
    var job = ScaledJob()
    job.minReplicaCount = fields.int32("minReplicaCount")
    job.maxReplicaCount = fields.int32("maxReplicaCount")
    return job
  }

  private static func compareScale(_ job: ScaledJob, _ fields: Fields) -> CaseComparison {
    let found = job.scale(
      running: fields.int64("running") ?? 0, pending: fields.int64("pending") ?? 0,
      scaleTo: fields.int64("scaleTo") ?? 0, wanted: fields.int64("maxScale") ?? 0)
    var comparison = CaseComparison()
    comparison.compare(
      "wantEffectiveMaxScale", expected: fields.int64("wantEffectiveMaxScale") ?? 0, found: found.effective)
    comparison.compare("wantScaleTo", expected: fields.int64("wantScaleTo") ?? 0, found: found.scaleTo)
    return comparison
  }

  private static func strategy(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var job = job(fields)
    _ = fields.object("config") { config -> Bool in
      job.strategy = config.string("strategy").flatMap(ScaledJob.Strategy.init) ?? .default
      job.customQueueLengthDeduction = config.int32("deduction") ?? 0
      job.customRunningJobPercentage = config.string("percentage") ?? ""
      return true
    }
    return result("scaledJobStrategies", fields, index, compareScale(job, fields))
  }

  private static func minReplica(_ fields: Fields, _ index: Int) -> RecordedCase? {
    result("scaledJobMinReplica", fields, index, compareScale(job(fields), fields))
  }

  private static func jobBounds(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var job = ScaledJob()
    job.minReplicaCount = fields.int32("min")
    job.maxReplicaCount = fields.int32("max")
    var comparison = CaseComparison()
    comparison.compare("wantMin", expected: fields.int32("wantMin") ?? 0, found: job.least)
    comparison.compare("wantMax", expected: fields.int32("wantMax") ?? 0, found: job.most)
    return result("scaledJobBounds", fields, index, comparison)
  }

  private static func hpaBounds(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var object = ScaledObject()
    object.minReplicaCount = fields.int32("min")
    object.maxReplicaCount = fields.int32("max")
    var comparison = CaseComparison()
    comparison.compare("wantMin", expected: fields.int32("wantMin") ?? 0, found: object.hpaBounds.lowerBound)
    comparison.compare("wantMax", expected: fields.int32("wantMax") ?? 0, found: object.hpaBounds.upperBound)
    return result("hpaBounds", fields, index, comparison)
  }

  private static func bounds(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var object = ScaledObject()
    object.minReplicaCount = fields.int32("min")
    object.maxReplicaCount = fields.int32("max")
    object.idleReplicaCount = fields.int32("idle")
    let found = object.problems.first { $0.path.hasSuffix("ReplicaCount") }?.message
    var comparison = CaseComparison()
    comparison.compare("error", expected: fields.string("error"), found: found)
    return result("replicaBoundsValidation", fields, index, comparison)
  }

  private static func combination(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var job = job(fields)
    job.combination = fields.string("multipleScalersCalculation").flatMap(ScaledJob.Combination.init) ?? .max
    let readings = fields.objects("scalers") { scaler in
      ScaledJobReading(
        .value(scaler.double("queueLength") ?? 0, isActive: scaler.bool("active") ?? false),
        target: scaler.double("target") ?? 0)
    }
    let decision = job.decide(readings ?? [], running: 0, pending: 0)
    var comparison = CaseComparison()
    comparison.compare("wantActive", expected: fields.bool("wantActive") ?? false, found: decision.isActive)
    comparison.compare(
      "wantQueueLength", expected: fields.int64("wantQueueLength") ?? 0, found: decision.queueLength)
    comparison.compare("wantMaxValue", expected: fields.int64("wantMaxValue") ?? 0, found: decision.wanted)
    return result("scaledJobMultipleScalers", fields, index, comparison)
  }

  private static func averageTarget(_ fields: Fields, _ index: Int) -> RecordedCase? {
    fields.ignore("targets", "want")
    return .skipped(
      id: "targetAverageValue/\(index)",
      why: "the mean of several targets of one trigger: each has one target here")
  }

  private static func request(_ fields: Fields, _ index: Int) -> RecordedCase? {
    fields.ignore("wantReason")
    var object = ScaledObject()
    _ = fields.object("spec") { spec -> Bool in
      object.minReplicaCount = spec.int32("minReplicaCount")
      object.idleReplicaCount = spec.int32("idleReplicaCount")
      return true
    }
    object.triggers = [
      KEDATrigger(type: "external", source: .scripted(target: 1), metricStem: "m")
    ]
    var controller = ScaledObjectController(object, createdMs: 0)
    var observation = ScaledObjectObservation()
    observation.nowMs = 1_700_000_000_000
    observation.replicas = fields.int32("currentReplicas") ?? 0
    observation.annotations = KEDAAnnotations(fields.strings("annotations") ?? [:])
    let decision = controller.request(
      isActive: fields.bool("isActive") ?? false, hasFailed: fields.bool("isError") ?? false, observation)
    var comparison = CaseComparison()
    comparison.compare(
      "wantReplicas", expected: fields.int32("wantReplicas") ?? 0,
      found: decision.scaledTo ?? observation.replicas)
    comparison.compare(
      "wantActive", expected: fields.string("wantActive"),
      found: controller.memory.stored.active.status.rawValue)
    return result("requestScale", fields, index, comparison)
  }

  private static func fallback(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var object = ScaledObject()
    object.fallback = fields.object("fallback", ScaledObject.readFallback)
    object.triggers = [
      KEDATrigger(
        type: "external", metricType: fields.string("metricType").flatMap(KEDATrigger.MetricType.init),
        source: .scripted(target: fields.double("target") ?? 0), metricStem: "m")
    ]
    var controller = ScaledObjectController(object, createdMs: 0)
    let health = fields.value("health")?.elements ?? []
    if health.count == 2, case .number(let text) = health[0].content {
      controller.memory.stored.health[0] = KEDAHealth(
        failures: Int32(text), status: health[1].text.flatMap(KEDAHealth.Status.init))
    }
    var observation = ScaledObjectObservation()
    observation.replicas = fields.int32("currentReplicas") ?? 0
    observation.readings = [fields.double("scalerValue").map { .value($0, isActive: true) } ?? .failed]
    let answer = controller.answer(metric: 0, observation)
    var comparison = CaseComparison()
    switch answer {
    case .milli(let milli):
      comparison.compare(
        "wantValue", expected: fields.double("wantValue") ?? -1, found: KEDAMetric.double(milli),
        within: 1e-12)
    default: comparison.compare("wantValue", expected: fields.string("wantValue"), found: "error")
    }
    let found = controller.memory.stored.health[0]
    comparison.compare("wantFailures", expected: fields.int32("wantFailures"), found: found?.failures)
    comparison.compare("wantStatus", expected: fields.string("wantStatus"), found: found?.status?.rawValue)
    return result("fallback", fields, index, comparison)
  }

  private static func lag(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var trigger = KafkaTrigger()
    trigger.offsetResetPolicy = fields.string("offsetResetPolicy") == "earliest" ? .earliest : .latest
    trigger.scaleToZeroOnInvalidOffset = fields.bool("scaleToZeroOnInvalidOffset") ?? false
    var memory = KafkaTrigger.Memory()
    let found = trigger.lag(
      KafkaTrigger.Partition(
        topic: "t", number: 0, committed: fields.int64("committed") ?? 0, latest: fields.int64("latest")),
      memory: &memory)
    var comparison = CaseComparison()
    comparison.compare("wantLag", expected: fields.int64("wantLag") ?? 0, found: found.moving)
    comparison.compare(
      "wantLagWithPersistent", expected: fields.int64("wantLagWithPersistent") ?? 0, found: found.all)
    return result("kafkaLagForPartition", fields, index, comparison)
  }

  private static func limitation(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var comparison = CaseComparison()
    comparison.compare(
      "want", expected: fields.doubles("want")?.map { Int32($0) },
      found: KafkaTrigger.partitions(fields.string("input") ?? ""))
    return result("kafkaPartitionLimitation", fields, index, comparison)
  }

  private static func cron(_ fields: Fields, _ index: Int) -> RecordedCase? {
    let trigger = try? CronTrigger(fields.strings("metadata") ?? [:])
    var comparison = CaseComparison()
    comparison.compare("isError", expected: fields.bool("isError") ?? false, found: trigger == nil)
    if let name = fields.string("metricName") {
      // The trigger's number stands before the name.
      let stem = name.drop { $0 != "-" }.dropFirst()
      comparison.compare("metricName", expected: String(stem), found: trigger?.metricName ?? "")
    }
    return result("cronMetadata", fields, index, comparison)
  }

  private static func pending(_ fields: Fields, _ index: Int) -> RecordedCase? {
    var job = ScaledJob()
    job.pendingPodConditions = fields.list("conditions") { node, _ in node.text } ?? []
    var phases: [String] = []
    var conditions: [Set<String>] = []
    _ = fields.objects("pods") { pod -> Bool in
      if let phase = pod.string("phase") { phases.append(phase) }
      conditions.append(Set(pod.list("true") { node, _ in node.text } ?? []))
      return true
    }
    var comparison = CaseComparison()
    comparison.compare(
      "want", expected: fields.int32("want") ?? 0,
      found: job.isPending(phases: phases, conditions: conditions) ? 1 : 0)
    return result("pendingJobs", fields, index, comparison)
  }
}
