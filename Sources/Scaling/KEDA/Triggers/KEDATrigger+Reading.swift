import Kubernetes

extension KEDATrigger {
  /// The trigger types that are known.
  static let types = [
    "prometheus", "kafka", "aws-sqs-queue", "rabbitmq", "redis", "cron", "cpu", "memory",
  ]

  /// Reads a trigger of a manifest. Nil if it has problems, which stand in the report.
  static func read(_ fields: Fields) -> KEDATrigger? {
    guard let type = fields.required("type", fields.string) else { return nil }
    let metadata = KEDATriggerMetadata(fields)
    fields.ignore("authenticationRef")
    var metricType: MetricType?
    if let text = fields.string("metricType"), !text.isEmpty {
      metricType = MetricType(rawValue: text)
      if metricType == nil {
        fields.problem("metricType", "must be AverageValue, Value or Utilization, found \(text)")
      }
    }
    guard let (source, stem) = read(type, metadata, metricType, fields) else { return nil }
    if metricType == .utilization, type != "cpu", type != "memory" {
      fields.problem(
        "metricType", "Utilization is only for cpu and memory", hint: "use AverageValue or Value")
    }
    return KEDATrigger(
      type: type, name: fields.string("name") ?? "", metricType: metricType,
      useCachedMetrics: fields.bool("useCachedMetrics") ?? false, source: source,
      metricStem: normalized(stem))
  }

  private static func read(
    _ type: String, _ metadata: KEDATriggerMetadata, _ metricType: MetricType?, _ fields: Fields
  ) -> (Source, stem: String)? {
    switch type {
    case "prometheus":
      guard let threshold = metadata.required("threshold", metadata.number) else { return nil }
      _ = metadata.required("query", metadata.text)
      var trigger = PrometheusTrigger(threshold: threshold)
      trigger.activationThreshold = metadata.number("activationThreshold") ?? 0
      trigger.ignoreNullValues = metadata.flag("ignoreNullValues") ?? true
      return (.prometheus(trigger), "prometheus")
    case "kafka": return kafka(metadata)
    case "aws-sqs-queue":
      var trigger = SQSTrigger()
      trigger.queueLength = metadata.number("queueLength") ?? 5
      trigger.activationQueueLength = metadata.number("activationQueueLength") ?? 0
      trigger.scaleOnInFlight = metadata.flag("scaleOnInFlight") ?? true
      trigger.scaleOnDelayed = metadata.flag("scaleOnDelayed") ?? false
      let queue = metadata.text("queueURL")?.split(separator: "/").last.map(String.init) ?? ""
      return (.sqs(trigger), "aws-sqs-\(queue)")
    case "rabbitmq": return rabbitMQ(metadata)
    case "redis":
      var trigger = RedisListTrigger()
      trigger.listLength = metadata.number("listLength") ?? 5
      trigger.activationListLength = metadata.number("activationListLength") ?? 0
      guard let list = metadata.required("listName", metadata.text) else { return nil }
      return (.redisList(trigger), "redis-\(list)")
    case "cron":
      do throws(InputProblem) {
        let trigger = try CronTrigger(metadata.texts)
        return (.cron(trigger), trigger.metricName)
      } catch {
        fields.problem("metadata", error.message, hint: error.hint)
        return nil
      }
    case "cpu", "memory":
      guard let text = metadata.required("value", metadata.text) else { return nil }
      guard let value = try? Quantity(text) else {
        metadata.problem("value", "must be a quantity, found \(text)")
        return nil
      }
      let resource = KEDAResource(name: type, containerName: metadata.text("containerName"), value: value)
      return (.resource(resource), type)
    default:
      fields.problem(
        "type", "unknown trigger type \(type)", hint: "known are \(types.joined(separator: ", "))")
      return nil
    }
  }

  private static func kafka(_ metadata: KEDATriggerMetadata) -> (Source, stem: String)? {
    var trigger = KafkaTrigger()
    trigger.topic = metadata.text("topic") ?? ""
    trigger.lagThreshold = metadata.whole("lagThreshold") ?? 10
    if trigger.lagThreshold <= 0 { metadata.problem("lagThreshold", "must be positive") }
    trigger.activationLagThreshold = metadata.whole("activationLagThreshold") ?? 0
    if trigger.activationLagThreshold < 0 { metadata.problem("activationLagThreshold", "must be positive") }
    if let text = metadata.text("offsetResetPolicy") {
      if let policy = KafkaTrigger.OffsetResetPolicy(rawValue: text) {
        trigger.offsetResetPolicy = policy
      } else {
        metadata.problem("offsetResetPolicy", "must be latest or earliest, found \(text)")
      }
    }
    trigger.allowIdleConsumers = metadata.flag("allowIdleConsumers") ?? false
    trigger.excludePersistentLag = metadata.flag("excludePersistentLag") ?? false
    trigger.scaleToZeroOnInvalidOffset = metadata.flag("scaleToZeroOnInvalidOffset") ?? false
    trigger.limitToPartitionsWithLag = metadata.flag("limitToPartitionsWithLag") ?? false
    trigger.ensureEvenDistributionOfPartitions = metadata.flag("ensureEvenDistributionOfPartitions") ?? false
    if trigger.allowIdleConsumers, trigger.limitToPartitionsWithLag {
      metadata.problem("allowIdleConsumers", "cannot be used together with limitToPartitionsWithLag")
    }
    if trigger.limitToPartitionsWithLag, trigger.topic.isEmpty {
      metadata.problem("topic", "is required with limitToPartitionsWithLag")
    }
    if let text = metadata.text("partitionLimitation"), !text.isEmpty {
      trigger.partitionLimitation = KafkaTrigger.partitions(text)
      if trigger.partitionLimitation == nil {
        metadata.problem(
          "partitionLimitation", "must be numbers and ranges, found \(text)", hint: "as in 1-4,8")
      }
    }
    let group = metadata.texts["consumerGroup"] ?? ""
    return (.kafka(trigger), "kafka-\(trigger.topic.isEmpty ? "\(group)-topics" : trigger.topic)")
  }

  private static func rabbitMQ(_ metadata: KEDATriggerMetadata) -> (Source, stem: String)? {
    guard let queue = metadata.required("queueName", metadata.text) else { return nil }
    var trigger = RabbitMQTrigger()
    if let text = metadata.text("mode") {
      guard let mode = RabbitMQTrigger.Mode(rawValue: text) else {
        let known = RabbitMQTrigger.Mode.allCases.map(\.rawValue).joined(separator: ", ")
        metadata.problem("mode", "unknown mode \(text)", hint: "known are \(known)")
        return nil
      }
      trigger.mode = mode
    }
    let value = metadata.number("value") ?? metadata.number("queueLength")
    if value == nil, metadata.texts["mode"] != nil { metadata.problem("value", "is required with a mode") }
    trigger.value = value ?? 20
    trigger.activationValue = metadata.number("activationValue") ?? 0
    trigger.excludeUnacknowledged = metadata.flag("excludeUnacknowledged") ?? false
    return (.rabbitMQ(trigger), "rabbitmq-\(queue)")
  }
}

/// The metadata of a trigger, all of whose values are texts.
struct KEDATriggerMetadata {
  let texts: [String: String]
  private let fields: Fields

  init(_ fields: Fields) {
    self.fields = fields
    texts = fields.strings("metadata") ?? [:]
  }

  func text(_ key: String) -> String? { texts[key] }

  func number(_ key: String) -> Double? {
    read(key, "a number") { text in GoText.float(text).flatMap { $0.isFinite ? $0 : nil } }
  }

  func whole(_ key: String) -> Int64? { read(key, "a whole number") { Int64($0) } }

  func flag(_ key: String) -> Bool? { read(key, "true or false", GoText.flag) }

  func required<T>(_ key: String, _ read: (String) -> T?) -> T? {
    guard texts[key]?.isEmpty == false else {
      problem(key, "is required")
      return nil
    }
    return read(key)
  }

  func problem(_ key: String, _ message: String, hint: String? = nil) {
    let metadata = fields.value("metadata")
    fields.report.problem(
      message, at: metadata?[key]?.place ?? metadata?.place ?? fields.node.place,
      path: "\(fields.path(of: "metadata")).\(key)", hint: hint)
  }

  private func read<T>(_ key: String, _ expected: String, _ read: (String) -> T?) -> T? {
    guard let text = texts[key], !text.isEmpty else { return nil }
    guard let value = read(text) else {
      problem(key, "must be \(expected), found \(text)")
      return nil
    }
    return value
  }
}
