import Cluster
import Scaling

/// Reads one trigger's source as it is at the moment of asking.
struct KEDAReader {
  private let trigger: KEDATrigger.Source
  /// The workload whose queue it reads, nil for none.
  let queue: Int?
  /// The metric it reads, nil for none.
  private let metric: Int?
  private let partitions: Int64
  private let outages: [Range<Int64>]
  private var memory = KafkaTrigger.Memory()

  init(
    _ trigger: KEDATrigger, source: ScenarioKEDA.Source, scenario: Scenario, metrics: MetricsAdapters
  ) {
    self.trigger = trigger.source
    var own: (queue: Int?, metric: Int?) = (nil, nil)
    var described: ScenarioQueue?
    switch source {
    case .queue(let deployment):
      own.queue = scenario.index(ofWorkload: deployment)
      described = own.queue.flatMap { scenario.workloads[$0].queue }
    case .metric(let name): own.metric = metrics.sources.firstIndex { $0.name == name }
    case .itself: break
    }
    (queue, metric) = own
    partitions = Int64(max(1, described?.partitions ?? 1))
    outages = described?.outages ?? []
  }

  /// Reads it.
  mutating func read(
    nowMs: Int64, dateMs: Int64, cluster: inout Cluster, metrics: MetricsAdapters
  ) -> KEDAReading {
    if !outages.isEmpty, outages.contains(where: { $0.contains(nowMs) }) { return .failed }
    if let metric {
      guard let milli = metrics.value(metric, nowMs: nowMs, cluster: cluster) else {
        guard case .prometheus(let trigger) = trigger, !metrics.isOut(metric, atMs: nowMs) else {
          return .failed
        }
        return trigger.reading([])
      }
      return reading(ofValue: Double(milli) / 1_000)
    }
    if case .cron(let trigger) = trigger { return trigger.reading(atMs: dateMs) }
    guard let queue else { return .failed }
    cluster.advance(queue, to: nowMs)
    return reading(of: cluster.queue(of: queue))
  }

  /// What a metric of the scenario comes to where a broker is expected: its value is the queue's length.
  private func reading(ofValue value: Double) -> KEDAReading {
    switch trigger {
    case .prometheus(let trigger): trigger.reading([value])
    case .sqs(let trigger): trigger.reading(visible: Int64(value), inFlight: 0, delayed: 0)
    case .redisList(let trigger): trigger.reading(length: Int64(value))
    case .rabbitMQ(let trigger):
      trigger.reading(RabbitMQTrigger.Queue(messages: Int64(value), ready: Int64(value)))
    case .kafka, .cron, .resource, .scripted: .failed
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
    case .prometheus(let trigger): return trigger.reading([Double(queue.waiting)])
    case .cron, .resource, .scripted: return .failed
    }
  }

  /// How many of so many messages, dealt out in turn, went to a partition.
  private func part(_ messages: Int64, _ number: Int64) -> Int64 {
    (messages + partitions - 1 - number) / partitions
  }
}
