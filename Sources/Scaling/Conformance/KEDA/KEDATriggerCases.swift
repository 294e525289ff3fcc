import Kubernetes

/// Metrics of triggers with what upstream made of them.
enum KEDATriggerCases {
  /// A metric and its activity as recorded.
  private static func recorded(_ node: DocumentNode, _ path: String, _ report: DocumentReport)
    -> (milli: Int64, isActive: Bool)?
  {
    Fields.read(node, path: path, report: report) { fields in
      guard let milli = fields.required("milli", fields.int64) else { return nil }
      return (milli, fields.bool("active") ?? false)
    }
  }

  private static func compare(
    _ comparison: inout CaseComparison, _ index: Int, _ reading: KEDAReading,
    _ expected: (milli: Int64, isActive: Bool)
  ) {
    comparison.prefix = "steps[\(index)]."
    guard case .value(let value, let isActive) = reading else {
      comparison.note("milli", "\(expected.milli)", "an error")
      return
    }
    comparison.compare("milli", expected: expected.milli, found: KEDAMetric.milli(value))
    comparison.compare("active", expected: expected.isActive, found: isActive)
  }

  /// Replays a calendar.
  static func replayCron(_ fields: Fields) -> CaseComparison? {
    guard let metadata = fields.required("cron", fields.strings),
      let expected = fields.required("expected", fields.value)
    else { return nil }
    var comparison = CaseComparison()
    let trigger: CronTrigger
    do throws(InputProblem) {
      trigger = try CronTrigger(metadata)
    } catch {
      fields.ignore("steps")
      if expected["error"] == nil { comparison.note("error", "none", error.message) }
      return comparison
    }
    if let refusal = expected["error"] {
      fields.ignore("steps")
      comparison.note("error", refusal.text ?? "an error", "none")
      return comparison
    }
    let times = fields.objects("steps") { $0.required("t", $0.int64) } ?? []
    let answers = (expected["steps"]?.elements ?? []).compactMap { recorded($0, "expected", fields.report) }
    if times.count != answers.count {
      fields.problem("expected", "must have one step for each of \(times.count), found \(answers.count)")
      return nil
    }
    if let name = expected["metricName"]?.text {
      comparison.compare("metricName", expected: name, found: "s0-\(trigger.metricName)")
    }
    for (index, (time, answer)) in zip(times, answers).enumerated() {
      compare(&comparison, index, trigger.reading(atMs: time), answer)
    }
    return comparison
  }

  /// Replays the lag of a consumer group.
  static func replayKafka(_ fields: Fields) -> CaseComparison? {
    guard let trigger = fields.required("kafka", { fields.object($0, kafka) }) else { return nil }
    let steps = fields.steps({ step -> [KafkaTrigger.Partition]? in
      step.ignore("t", "committed", "latest")
      return partitions(committed: step.node["committed"], latest: step.node["latest"])
    }) { recorded($0, $1, fields.report) }
    guard let steps else { return nil }
    var memory = KafkaTrigger.Memory()
    var comparison = CaseComparison()
    for (index, (partitions, expected)) in steps.enumerated() {
      compare(&comparison, index, trigger.reading(partitions, memory: &memory), expected)
    }
    return comparison
  }

  private static func kafka(_ fields: Fields) -> KafkaTrigger? {
    fields.ignore("Version")
    var trigger = KafkaTrigger()
    trigger.topic = fields.string("Topic") ?? ""
    trigger.lagThreshold = fields.int64("LagThreshold") ?? 10
    trigger.activationLagThreshold = fields.int64("ActivationLagThreshold") ?? 0
    trigger.offsetResetPolicy = fields.string("OffsetResetPolicy") == "earliest" ? .earliest : .latest
    trigger.allowIdleConsumers = fields.bool("AllowIdleConsumers") ?? false
    trigger.excludePersistentLag = fields.bool("ExcludePersistentLag") ?? false
    trigger.scaleToZeroOnInvalidOffset = fields.bool("ScaleToZeroOnInvalidOffset") ?? false
    trigger.limitToPartitionsWithLag = fields.bool("LimitToPartitionsWithLag") ?? false
    trigger.ensureEvenDistributionOfPartitions = fields.bool("EnsureEvenDistributionOfPartitions") ?? false
    trigger.partitionLimitation = fields.doubles("PartitionLimitation")?.map { Int32(clamping: Int64($0)) }
    return trigger
  }

  private static func number(_ node: DocumentNode?) -> Int64? {
    guard case .number(let text) = node?.content else { return nil }
    return Int64(text)
  }

  /// The partitions that brokers know, each with its committed offset.
  private static func partitions(committed: DocumentNode?, latest: DocumentNode?) -> [KafkaTrigger.Partition]
  {
    (latest?.entries ?? []).flatMap { topic in
      (topic.value.entries ?? []).map { partition in
        KafkaTrigger.Partition(
          topic: topic.key, number: Int32(partition.key) ?? 0,
          committed: number(committed?[topic.key]?[partition.key]) ?? -1, latest: number(partition.value))
      }
    }
  }
}
