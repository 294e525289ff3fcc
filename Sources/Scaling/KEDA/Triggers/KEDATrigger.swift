import Kubernetes

/// A trigger of a ScaledObject or ScaledJob as its manifest writes it.
///
/// Source: kedacore/keda apis/keda/v1alpha1/scaletriggers_types.go and pkg/scalers at 8b4f083ca.
public struct KEDATrigger: Sendable, Hashable {
  /// How the metric is held against its target.
  public enum MetricType: String, Sendable, Hashable, CaseIterable {
    /// Divided by the replicas.
    case averageValue = "AverageValue"
    /// As a whole.
    case value = "Value"
    /// In percent of requests, for cpu and memory only.
    case utilization = "Utilization"
  }

  /// What is asked, and what its answers mean.
  public enum Source: Sendable, Hashable {
    /// A Prometheus query.
    case prometheus(PrometheusTrigger)
    /// The lag of a consumer group.
    case kafka(KafkaTrigger)
    /// A queue of AWS.
    case sqs(SQSTrigger)
    /// A RabbitMQ queue.
    case rabbitMQ(RabbitMQTrigger)
    /// A Redis list.
    case redisList(RedisListTrigger)
    /// A calendar.
    case cron(CronTrigger)
    /// The pods' cpu or memory, left to the HPA.
    case resource(KEDAResource)
    /// Readings that come from outside, with the target per replica.
    case scripted(target: Double)
  }

  /// The type as it is written, such as kafka.
  public var type: String
  /// The name formulas know it by, empty for none.
  public var name: String
  /// How the metric is held against its target; nil for AverageValue.
  public var metricType: MetricType?
  /// Whether the HPA reads what the last poll found.
  public var useCachedMetrics: Bool
  /// What is asked.
  public var source: Source
  /// The metric's name without the trigger's number.
  public var metricStem: String

  /// Makes a trigger.
  public init(
    type: String, name: String = "", metricType: MetricType? = nil, useCachedMetrics: Bool = false,
    source: Source, metricStem: String
  ) {
    self.type = type
    self.name = name
    self.metricType = metricType
    self.useCachedMetrics = useCachedMetrics
    self.source = source
    self.metricStem = metricStem
  }

  /// The target of the metric per replica; nil for cpu and memory.
  public var target: Double? {
    switch source {
    case .prometheus(let trigger): trigger.threshold
    case .kafka(let trigger): Double(trigger.lagThreshold)
    case .sqs(let trigger): trigger.queueLength
    case .rabbitMQ(let trigger): trigger.value
    case .redisList(let trigger): trigger.listLength
    case .cron: 1
    case .resource: nil
    case .scripted(let target): target
    }
  }

  /// Whether the HPA measures it by itself.
  public var isResource: Bool {
    if case .resource = source { return true }
    return false
  }

  /// Names as KEDA writes them into metrics.
  static func normalized(_ text: String) -> String {
    String(text.map { "/.:%()".contains($0) ? "-" : $0 })
  }
}

/// The pods' cpu or memory as a trigger.
public struct KEDAResource: Sendable, Hashable {
  /// cpu or memory.
  public var name: String
  /// The container that counts, nil for whole pods.
  public var containerName: String?
  /// The target: percent of requests, or an amount per pod.
  public var value: Quantity

  /// Makes a trigger.
  public init(name: String, containerName: String? = nil, value: Quantity) {
    self.name = name
    self.containerName = containerName
    self.value = value
  }
}
