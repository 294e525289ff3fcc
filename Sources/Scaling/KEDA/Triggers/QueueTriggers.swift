/// KEDA's trigger on the number of messages in an SQS queue.
///
/// Source: kedacore/keda pkg/scalers/aws_sqs_queue_scaler.go at 8b4f083ca.
public struct SQSTrigger: Sendable, Hashable {
  /// The messages one replica is to bear.
  public var queueLength: Double = 5
  /// The messages beyond which the workload is active.
  public var activationQueueLength: Double = 0
  /// Whether messages count that a replica works on.
  public var scaleOnInFlight = true
  /// Whether messages count that are held back.
  public var scaleOnDelayed = false

  /// Makes a trigger of upstream's defaults.
  public init() {}

  /// The metric: visible messages, with those in flight and delayed as asked for.
  public func reading(visible: Int64, inFlight: Int64, delayed: Int64) -> KEDAReading {
    let length = visible &+ (scaleOnInFlight ? inFlight : 0) &+ (scaleOnDelayed ? delayed : 0)
    return .value(Double(length), isActive: Double(length) > activationQueueLength)
  }
}

/// KEDA's trigger on the length of a Redis list.
///
/// Source: kedacore/keda pkg/scalers/redis_scaler.go at 8b4f083ca.
public struct RedisListTrigger: Sendable, Hashable {
  /// The entries one replica is to bear.
  public var listLength: Double = 5
  /// The entries beyond which the workload is active.
  public var activationListLength: Double = 0

  /// Makes a trigger of upstream's defaults.
  public init() {}

  /// The metric: the list's length.
  public func reading(length: Int64) -> KEDAReading {
    .value(Double(length), isActive: Double(length) > activationListLength)
  }
}

/// KEDA's trigger on a RabbitMQ queue.
///
/// Source: kedacore/keda pkg/scalers/rabbitmq_scaler.go at 8b4f083ca.
public struct RabbitMQTrigger: Sendable, Hashable {
  /// What is measured.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// The messages in the queue.
    case queueLength = "QueueLength"
    /// The messages that arrive per second.
    case messageRate = "MessageRate"
    /// The messages that leave per second.
    case deliverGetRate = "DeliverGetRate"
    /// Arriving over leaving messages.
    case publishedToDeliveredRatio = "PublishedToDeliveredRatio"
    /// The seconds the queue needs to be worked off.
    case expectedQueueConsumptionTime = "ExpectedQueueConsumptionTime"
  }

  /// A queue as the server's management interface shows it.
  public struct Queue: Sendable, Hashable {
    /// All messages.
    public var messages: Int64
    /// Messages that nobody has taken yet.
    public var ready: Int64
    /// Messages that arrive per second.
    public var publishRate: Double
    /// Messages that leave per second.
    public var deliverGetRate: Double

    /// Makes a queue.
    public init(messages: Int64, ready: Int64, publishRate: Double = 0, deliverGetRate: Double = 0) {
      self.messages = messages
      self.ready = ready
      self.publishRate = publishRate
      self.deliverGetRate = deliverGetRate
    }
  }

  /// What is measured.
  public var mode = Mode.queueLength
  /// What one replica is to bear.
  public var value: Double = 20
  /// Beyond which the workload is active.
  public var activationValue: Double = 0
  /// Whether only messages count that nobody has taken yet.
  public var excludeUnacknowledged = false

  /// Makes a trigger of upstream's defaults.
  public init() {}

  /// The metric of a queue.
  public func reading(_ queue: Queue) -> KEDAReading {
    let messages = Double(excludeUnacknowledged ? queue.ready : queue.messages)
    let published = queue.publishRate
    let delivered = queue.deliverGetRate
    switch mode {
    case .queueLength: return .value(messages, isActive: messages > activationValue)
    case .messageRate:
      return .value(published, isActive: published > activationValue || messages > activationValue)
    case .deliverGetRate: return .value(delivered, isActive: delivered > activationValue)
    case .publishedToDeliveredRatio:
      guard delivered != 0 else {
        return .value(published > 0 ? activationValue : 0, isActive: published > 0)
      }
      return .value(published / delivered, isActive: published / delivered > activationValue)
    case .expectedQueueConsumptionTime:
      guard messages > 0 else { return .value(0, isActive: false) }
      guard delivered != 0 else { return .value(activationValue, isActive: true) }
      let seconds = (published - delivered) / delivered + messages / delivered
      return .value(seconds, isActive: seconds > activationValue)
    }
  }
}

/// KEDA's trigger on a Prometheus query.
///
/// Source: kedacore/keda pkg/scalers/prometheus_scaler.go at 8b4f083ca.
public struct PrometheusTrigger: Sendable, Hashable {
  /// What one replica is to bear.
  public var threshold: Double
  /// Beyond which the workload is active.
  public var activationThreshold: Double = 0
  /// Whether an empty, infinite or undefined answer is a 0 instead of an error.
  public var ignoreNullValues = true

  /// Makes a trigger; the threshold has no default.
  public init(threshold: Double) { self.threshold = threshold }

  /// The metric of a query's answer; more than one element is an error.
  public func reading(_ elements: [Double]) -> KEDAReading {
    guard elements.count < 2 else { return .failed }
    return elements.first.map { reading(of: $0) } ?? nothing
  }

  /// The metric of an answer of one element.
  public func reading(of element: Double) -> KEDAReading {
    guard element.isFinite else { return nothing }
    return .value(element, isActive: element > activationThreshold)
  }

  private var nothing: KEDAReading { ignoreNullValues ? .value(0, isActive: false) : .failed }
}
