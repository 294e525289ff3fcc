import Kubernetes
import Testing

@testable import Scaling

@Suite("Jobs that KEDA makes")
struct ScaledJobTests {
  private static func decide(
    _ job: ScaledJob, _ queues: [Double], running: Int64 = 0, pending: Int64 = 0
  ) -> Int64 {
    job.decide(
      queues.map { ScaledJobReading(.value($0, isActive: $0 > 0), target: 2) }, running: running,
      pending: pending
    ).created
  }

  @Test(
    "What already runs is counted by the strategy",
    arguments: [
      // 20 / 2 = 10 jobs are asked for, 4 run, 3 of them wait, 12 are allowed.
      (.default, 6), (.accurate, 7), (.eager, 5), (.custom, 7),
    ] as [(ScaledJob.Strategy, Int64)])
  func strategies(strategy: ScaledJob.Strategy, created: Int64) {
    var job = ScaledJob()
    job.maxReplicaCount = 12
    job.strategy = strategy
    job.customQueueLengthDeduction = 1
    job.customRunningJobPercentage = "0.5"
    #expect(Self.decide(job, [20], running: 4, pending: 3) == created)
  }

  @Test(
    "Several triggers become one by the largest, smallest, mean or sum",
    arguments: [(.max, 10), (.min, 2), (.avg, 6), (.sum, 12)] as [(ScaledJob.Combination, Int64)])
  func combinations(combination: ScaledJob.Combination, created: Int64) {
    var job = ScaledJob()
    job.combination = combination
    // 20 / 2, 4 / 2; the third is not active.
    #expect(Self.decide(job, [20, 4, 0]) == created)
  }

  @Test("The least number of jobs comes first, bounds are put in order")
  func bounds() {
    var job = ScaledJob()
    job.minReplicaCount = 3
    job.maxReplicaCount = 10
    #expect(job.most == 7)
    #expect(Self.decide(job, [0], running: 1) == 2)
    job.minReplicaCount = 12
    #expect(job.least == 10 && job.most == 10)
  }

  @Test("A metric held against its target as a whole never makes jobs")
  func wholeMetric() {
    let decision = ScaledJob().decide(
      [ScaledJobReading(.value(50, isActive: true), target: nil)], running: 0, pending: 0)
    #expect(decision.isActive && decision.created == 0)
  }

  @Test("Failed triggers show in the condition")
  func failures() {
    let job = ScaledJob()
    let failed = ScaledJobReading(.failed, target: 1)
    #expect(job.decide([failed], running: 0, pending: 0).ready.reason == .triggerError)
    let active = ScaledJobReading(.value(1, isActive: true), target: 1)
    #expect(job.decide([failed, active], running: 0, pending: 0).ready.reason == .partialTriggerError)
  }

  @Test("A manifest is read with its triggers")
  func manifest() throws {
    let report = DocumentReport()
    let text = """
      kind: ScaledJob
      metadata: {name: encoder}
      spec:
        jobTargetRef: {template: {}}
        pollingInterval: 10
        maxReplicaCount: 20
        scalingStrategy: {strategy: accurate, multipleScalersCalculation: sum}
        triggers:
          - type: rabbitmq
            metadata: {queueName: films, mode: QueueLength, value: "3"}
          - type: cron
            metricType: Value
            metadata: {timezone: UTC, start: 0 8 * * *, end: 0 9 * * *, desiredReplicas: "5"}
      """
    let node = try #require(try DocumentNode.parse(yaml: text, file: "job.yaml").first)
    let manifest = try #require(ScaledJobManifest.read(node, report: report))
    #expect(manifest.job.strategy == .accurate && manifest.job.combination == .sum)
    #expect(manifest.job.most == 20 && manifest.pollingInterval == 10)
    let readings = manifest.readings([.value(7, isActive: true), .value(5, isActive: true)])
    #expect(readings.map(\.target) == [3, nil])
    // ⌈7/3⌉ from the queue, none from the calendar, which counts as a whole.
    #expect(manifest.job.decide(readings, running: 0, pending: 0).created == 3)
  }
}
