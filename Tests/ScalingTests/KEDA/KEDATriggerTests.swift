import Kubernetes
import Testing

@testable import Scaling

@Suite("Triggers of KEDA")
struct KEDATriggerTests {
  @Test(
    "Metrics are decimal thousandths, and nothing where they are no amount",
    arguments: [
      (1.0005, 1_000), (0.0005, 0), (2.5, 2_500), (-3, 0), (.nan, 0), (.infinity, 0),
      (1e15, 1_000_000_000_000_000_000),
      (1e30, .max), (0.0015, 2), (4.0625, 4_062), (0.1875, 188),
    ] as [(Double, Int64)])
  func milli(value: Double, expected: Int64) { #expect(KEDAMetric.milli(value) == expected) }

  @Test("A query's answer is a number, nothing or an error")
  func prometheus() {
    var trigger = PrometheusTrigger(threshold: 10)
    trigger.activationThreshold = 2
    #expect(trigger.reading([3]) == .value(3, isActive: true))
    #expect(trigger.reading([2]) == .value(2, isActive: false))
    #expect(trigger.reading([]) == .value(0, isActive: false))
    #expect(trigger.reading([.nan]) == .value(0, isActive: false))
    #expect(trigger.reading([1, 2]) == .failed)
    trigger.ignoreNullValues = false
    #expect(trigger.reading([]) == .failed)
    #expect(trigger.reading([.infinity]) == .failed)
  }

  @Test("A queue of AWS counts messages in flight, and delayed ones if asked")
  func sqs() {
    var trigger = SQSTrigger()
    #expect(trigger.reading(visible: 5, inFlight: 3, delayed: 2) == .value(8, isActive: true))
    trigger.scaleOnInFlight = false
    trigger.scaleOnDelayed = true
    #expect(trigger.reading(visible: 0, inFlight: 3, delayed: 0) == .value(0, isActive: false))
    #expect(trigger.reading(visible: 5, inFlight: 3, delayed: 2) == .value(7, isActive: true))
  }

  @Test("A Redis list is its length")
  func redis() {
    var trigger = RedisListTrigger()
    trigger.activationListLength = 5
    #expect(trigger.reading(length: 5) == .value(5, isActive: false))
    #expect(trigger.reading(length: 6) == .value(6, isActive: true))
  }

  @Test("A RabbitMQ queue is measured by length, rates or the time it needs")
  func rabbitMQ() {
    var trigger = RabbitMQTrigger()
    var queue = RabbitMQTrigger.Queue(messages: 100, ready: 60, publishRate: 30, deliverGetRate: 20)
    #expect(trigger.reading(queue) == .value(100, isActive: true))
    trigger.excludeUnacknowledged = true
    #expect(trigger.reading(queue) == .value(60, isActive: true))
    trigger.mode = .publishedToDeliveredRatio
    #expect(trigger.reading(queue) == .value(1.5, isActive: true))
    trigger.mode = .expectedQueueConsumptionTime
    // (30 − 20) / 20 + 60 / 20
    #expect(trigger.reading(queue) == .value(3.5, isActive: true))
    queue.deliverGetRate = 0
    trigger.activationValue = 7
    #expect(trigger.reading(queue) == .value(7, isActive: true))
    trigger.mode = .messageRate
    queue.publishRate = 0
    queue.ready = 0
    #expect(trigger.reading(queue) == .value(0, isActive: false))
  }

  @Test("Lag is capped by the partitions, persistent lag only keeps the workload active")
  func kafka() {
    var trigger = KafkaTrigger()
    var memory = KafkaTrigger.Memory()
    let partitions = [
      KafkaTrigger.Partition(topic: "t", number: 0, committed: 0, latest: 500),
      KafkaTrigger.Partition(topic: "t", number: 1, committed: 7, latest: 7),
    ]
    // 500 / 10 is more than the 2 partitions.
    #expect(trigger.reading(partitions, memory: &memory) == .value(20, isActive: true))
    trigger.allowIdleConsumers = true
    #expect(trigger.reading(partitions, memory: &memory) == .value(500, isActive: true))
    trigger.excludePersistentLag = true
    #expect(trigger.reading(partitions, memory: &memory) == .value(500, isActive: true))
    #expect(trigger.reading(partitions, memory: &memory) == .value(0, isActive: true))
  }

  @Test("A calendar wants its replicas between start and end, in its own zone")
  func cron() throws {
    let trigger = try CronTrigger([
      "timezone": "Europe/Berlin", "start": "0 8 * * 1-5", "end": "0 18 * * 1-5", "desiredReplicas": "4",
    ])
    // Monday, 2024-01-15, 06:59:59 UTC is 07:59:59 in Berlin.
    let start: Int64 = 1_705_301_999_000
    #expect(trigger.reading(atMs: start) == .value(0, isActive: false))
    #expect(trigger.reading(atMs: start + 1_000) == .value(4, isActive: true))
    #expect(trigger.reading(atMs: start + 36_000_000) == .value(4, isActive: true))
    #expect(trigger.reading(atMs: start + 36_001_000) == .value(0, isActive: false))
  }

  @Test("A schedule may begin with a zone of its own, which goes before the trigger's")
  func cronZone() throws {
    let trigger = try CronTrigger([
      "timezone": "Europe/Berlin", "start": "CRON_TZ=Asia/Tokyo 0 8 * * *", "end": "0 8 * * *",
      "desiredReplicas": "4",
    ])
    // 2024-01-15: 08:00 in Tokyo is 23:00 UTC of the day before, 08:00 in Berlin 07:00 UTC.
    let start: Int64 = 1_705_273_200_000
    #expect(trigger.reading(atMs: start - 1_000) == .value(0, isActive: false))
    #expect(trigger.reading(atMs: start) == .value(4, isActive: true))
    #expect(trigger.reading(atMs: start + 8 * 3_600_000 - 1_000) == .value(4, isActive: true))
    #expect(trigger.reading(atMs: start + 8 * 3_600_000) == .value(0, isActive: false))
  }
}
