import Cluster
import Scaling

/// Reads one trigger's source as it is at the moment of asking.
struct KEDAReader {
  private let trigger: KEDATrigger.Source
  /// The same if it is a query's: taken out of all kinds at every reading, all that such a kind may hold would be copied.
  private let query: PrometheusTrigger?
  /// The workload it looks at; the one that is scaled where it looks at none.
  let workload: Int
  /// Whether it reads that workload's queue.
  let readsQueue: Bool
  /// The metric it reads, nil for none.
  private let metric: Int?
  private let partitions: Int64
  private let outages: [Range<Int64>]
  private var memory = KafkaTrigger.Memory()

  init(
    _ trigger: KEDATrigger, source: ScenarioKEDA.Source, scaled: Int, scenario: Scenario,
    metrics: MetricsAdapters
  ) {
    self.trigger = trigger.source
    if case .prometheus(let trigger) = trigger.source { query = trigger } else { query = nil }
    var queue: Int?
    var metric: Int?
    switch source {
    case .queue(let deployment): queue = scenario.index(ofWorkload: deployment)
    case .metric(let name): metric = metrics.sources.firstIndex { $0.name == name }
    case .itself: break
    }
    self.metric = metric
    workload = queue ?? metric.flatMap { metrics.workloads[$0] } ?? scaled
    readsQueue = queue != nil
    let described = queue.flatMap { scenario.workloads[$0].queue }
    partitions = Int64(max(1, described?.partitions ?? 1))
    outages = described?.outages ?? []
  }

  /// The metric that its query reads, and beyond which value it is active; nil where there is more to it.
  var plainQuery: (metric: Int, activation: Double)? {
    guard let metric, let query, outages.isEmpty else { return nil }
    return (metric, query.activationThreshold)
  }

  /// Reads it; `state` is the workload's that it looks at.
  mutating func read(
    nowMs: Int64, dateMs: Int64, _ state: inout WorkloadState, metrics: MetricsAdapters
  ) -> KEDAReading {
    if !outages.isEmpty, outages.contains(where: { $0.contains(nowMs) }) { return .failed }
    if let metric {
      guard let milli = metrics.value(metric, nowMs: nowMs, &state) else {
        guard let query, !metrics.isOut(metric, atMs: nowMs) else { return .failed }
        return query.reading([])
      }
      let value = Double(milli) / 1_000
      return query?.reading(of: value) ?? reading(ofValue: value)
    }
    if case .cron(let trigger) = trigger { return trigger.reading(atMs: dateMs) }
    return readsQueue ? reading(of: state.readQueue(nowMs: nowMs)) : .failed
  }

  /// What a metric of the scenario comes to where a broker is expected: its value is the queue's length.
  private func reading(ofValue value: Double) -> KEDAReading {
    switch trigger {
    case .sqs(let trigger): trigger.reading(visible: Int64(value), inFlight: 0, delayed: 0)
    case .redisList(let trigger): trigger.reading(length: Int64(value))
    case .rabbitMQ(let trigger):
      trigger.reading(RabbitMQTrigger.Queue(messages: Int64(value), ready: Int64(value)))
    case .prometheus, .kafka, .cron, .resource, .scripted: .failed
    }
  }

  private mutating func reading(of queue: QueueReading) -> KEDAReading {
    switch trigger {
    case .sqs(let trigger):
      return trigger.reading(visible: queue.waiting, inFlight: queue.beingServed, delayed: 0)
    case .redisList(let trigger): return trigger.reading(length: queue.waiting)
    case .rabbitMQ(let trigger):
      return trigger.reading(
        RabbitMQTrigger.Queue(
          messages: queue.waiting + queue.beingServed, ready: queue.waiting, publishRate: queue.arriving,
          deliverGetRate: queue.leaving))
    case .kafka(let trigger):
      // Offsets are committed when a message has been worked off.
      let latest = queue.arrived
      let committed = max(0, queue.arrived - queue.waiting - queue.beingServed)
      let all = (0..<partitions).map { number in
        KafkaTrigger.Partition(
          topic: trigger.topic, number: Int32(number), committed: part(committed, number),
          latest: part(latest, number))
      }
      return trigger.reading(all, memory: &memory)
    case .prometheus(let trigger): return trigger.reading(of: Double(queue.waiting))
    case .cron, .resource, .scripted: return .failed
    }
  }

  /// How many of so many messages, dealt out in turn, went to a partition.
  private func part(_ messages: Int64, _ number: Int64) -> Int64 {
    (messages + partitions - 1 - number) / partitions
  }
}
