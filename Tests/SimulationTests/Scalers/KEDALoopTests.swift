import Cluster
import Kubernetes
import Scaling
import Statistics
import Testing
import Workload

@testable import Simulation

@Suite("KEDA in the closed loop")
struct KEDALoopTests {
  /// One pod of a core works off 10 messages a second.
  static let worker = ResponseModel(cpuPerRequest: 0.1, serviceTimeCV: 0, timeout: nil, discipline: .queue)

  /// A ScaledObject on a Redis list, 20 messages a replica, with more fields of its spec.
  static func object(_ more: String, trigger: String? = nil, annotations: String = "{}") throws
    -> ScaledObject
  {
    let text = """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: worker, annotations: \(annotations)}
      spec:
        scaleTargetRef: {name: web}
        pollingInterval: 30
        \(more)
        triggers:
        - \(trigger ?? "{type: redis, metadata: {listName: jobs, listLength: \"20\"}}")
      """
    let report = DocumentReport()
    let found = ScaledObject.read(try DocumentNode.parse(yaml: text, file: "so.yaml")[0], report: report)
    try report.check()
    return try #require(found)
  }

  static func scenario(
    _ object: ScaledObject, load: Series, replicas: Int32,
    source: ScenarioKEDA.Source = .queue(deployment: "web"),
    outages: [Range<Int64>] = []
  ) throws -> Scenario {
    var scaler = ScenarioScaler(
      name: "worker", workload: "web",
      kind: .keda(ScenarioKEDA(object: object, sources: object.triggers.map { _ in source })))
    scaler.phaseMs = 0
    var scenario = try ScalerScenes.scenario(
      load, replicas: replicas, response: worker, recordStepMs: 30_000, scaler: scaler)
    scenario.workloads[0].queue = ScenarioQueue(name: "jobs")
    scenario.workloads[0].queue?.outages = outages
    scenario.latencyObjectiveMs = 60_000
    return scenario
  }

  @Test("A poll brings the first pod, the HPA the others: 0, 1, then what the length says")
  func fromZero() throws {
    // 40 messages a second from 65 s on: the poll at 90 s finds 1000 of them and asks for one pod.
    let load = Scenarios.load([(0, 0), (65, 40)], end: 600)
    let run = try ClosedLoop.run(
      try Self.scenario(Self.object("maxReplicaCount: 12"), load: load, replicas: 0), seed: 1)
    let first = try #require(run.decisions.first { $0.to != $0.from })
    #expect(first.timeMs == 90_000 && first.to == 1 && first.autoscaler == "worker")
    #expect(first.reason == "ScalerActive")
    let second = try #require(run.decisions.first { $0.from == 1 && $0.to > 1 })
    #expect(second.autoscaler == "keda-hpa-worker")
    #expect(second.timeMs - first.timeMs <= 15_000)
    #expect(second.reason.contains("external metric s0-redis-jobs"))
    #expect(run.workloads[0].timeline.replicas.max() == 12)
    #expect(abs(ScalerScenes.missing(run.workloads[0].timeline)) < 1e-6)
    #expect(run.workloads[0].timeline.dropped.allSatisfy { $0 == 0 })
  }

  @Test("The last pods go in one step, a cooldown after the last activity that a poll saw")
  func toZero() throws {
    // 5 a second until 100 s on one pod that does 10: the list is never long, and a poll sees a message only if one
    // waits. With 15 a second it does.
    let load = Scenarios.load([(0, 15), (100, 0)], end: 900)
    let run = try ClosedLoop.run(
      try Self.scenario(
        Self.object("cooldownPeriod: 120\n  maxReplicaCount: 3"), load: load, replicas: 1), seed: 1)
    let last = try #require(run.decisions.last { $0.to != $0.from })
    #expect(last.to == 0 && last.from >= 1 && last.reason == "ScalerNotActive")
    // The last poll that saw messages is at most 100 + 50 s; whole polls of 30 s, strictly more than 120 s later.
    #expect(last.timeMs % 30_000 == 0 && last.timeMs > 220_000 && last.timeMs <= 330_000)
  }

  @Test("While inactive the idle count holds, and activity brings the least count in one step")
  func idle() throws {
    let load = Scenarios.load([(0, 0), (200, 30)], end: 400)
    let run = try ClosedLoop.run(
      try Self.scenario(
        Self.object("idleReplicaCount: 0\n  minReplicaCount: 3\n  maxReplicaCount: 9\n  cooldownPeriod: 30"),
        load: load, replicas: 3), seed: 1)
    let moves = run.decisions.filter { $0.to != $0.from }
    #expect(moves[0].to == 0)
    #expect(moves[1].from == 0 && moves[1].to == 3 && moves[1].timeMs == 210_000)
  }

  @Test(
    "A source that cannot be read brings the fallback once it failed often enough, and the truth when it is back"
  )
  func fallback() throws {
    let load = Scenarios.load([(0, 0)], end: 900)
    let run = try ClosedLoop.run(
      try Self.scenario(
        Self.object(
          "minReplicaCount: 1\n  maxReplicaCount: 20\n  fallback: {failureThreshold: 3, replicas: 7}"),
        load: load, replicas: 1, outages: [100_000..<400_000]), seed: 1)
    let up = try #require(run.decisions.first { $0.to > $0.from })
    // By the HPA's usual limit, the larger of twice as many and four; then the rest.
    #expect(up.to == 4 && up.timeMs > 100_000 && up.timeMs < 250_000, "\(up)")
    #expect(run.workloads[0].timeline.replicas.max() == 7)
    // Back at 400 s; the HPA's five minutes of stabilization follow.
    #expect(run.workloads[0].timeline.replicas.last == 1)
  }

  @Test("Without a fallback a source that cannot be read changes nothing")
  func noFallback() throws {
    let load = Scenarios.load([(0, 30)], end: 600)
    let scenario = try Self.scenario(
      Self.object("minReplicaCount: 2\n  maxReplicaCount: 20"), load: load, replicas: 4,
      outages: [0..<700_000])
    let run = try ClosedLoop.run(scenario, seed: 1)
    #expect(run.workloads[0].timeline.replicas.allSatisfy { $0 == 4 })
    #expect(run.decisions.contains { $0.error?.contains("could not read the trigger") ?? false })
  }

  @Test("Paused at a number, it holds that number")
  func paused() throws {
    let load = Scenarios.load([(0, 30)], end: 600)
    let object = try Self.object(
      "maxReplicaCount: 20", annotations: "{autoscaling.keda.sh/paused-replicas: \"2\"}")
    let run = try ClosedLoop.run(try Self.scenario(object, load: load, replicas: 4), seed: 1)
    #expect(run.workloads[0].timeline.replicas.allSatisfy { $0 == 2 })
    #expect(run.decisions.map(\.reason) == ["ScaledObjectPaused"])
  }

  @Test("A formula replaces the triggers' metrics")
  func formula() throws {
    let load = Scenarios.load([(0, 0)], end: 300)
    var object = try Self.object(
      "minReplicaCount: 1\n  maxReplicaCount: 20\n  advanced: {scalingModifiers: {formula: \"a * 2\", target: \"10\"}}",
      trigger: "{type: prometheus, name: a, metadata: {query: backlog, threshold: \"1\", serverAddress: x}}")
    object.pollingInterval = 15
    var scenario = try Self.scenario(object, load: load, replicas: 1, source: .metric("backlog"))
    let series = Series(name: "backlog", unit: .number, timesMs: [0], values: [32], endMs: 400_000)
    scenario.metrics = [MetricSource(name: "backlog", api: .external, origin: .series(series))]
    // 64 over 10 a replica.
    #expect(try ClosedLoop.run(scenario, seed: 1).workloads[0].timeline.replicas.last == 7)
  }

  @Test("A calendar wants its replicas between its times")
  func cron() throws {
    let load = Scenarios.load([(0, 0)], end: 3_600)
    let object = try Self.object(
      "minReplicaCount: 1\n  maxReplicaCount: 20",
      trigger:
        "{type: cron, metadata: {timezone: UTC, start: 10 * * * *, end: 20 * * * *, desiredReplicas: \"5\"}}")
    let run = try ClosedLoop.run(
      try Self.scenario(object, load: load, replicas: 1, source: .itself), seed: 1)
    let moves = run.decisions.filter { $0.to != $0.from }
    #expect(moves.first?.to == 5 || moves.contains { $0.to == 5 })
    #expect(moves[0].timeMs > 600_000 && moves[0].timeMs < 620_000)
    #expect(run.workloads[0].timeline.replicas.last == 1)
  }

  @Test(
    "Kafka's lag is what waits and what is being worked on, and no more replicas than partitions come of it")
  func kafka() throws {
    let load = Scenarios.load([(0, 100)], end: 600)
    let object = try Self.object(
      "maxReplicaCount: 50",
      trigger:
        "{type: kafka, metadata: {topic: jobs, consumerGroup: g, bootstrapServers: b, lagThreshold: \"10\"}}")
    var scenario = try Self.scenario(object, load: load, replicas: 1)
    scenario.workloads[0].queue?.partitions = 6
    #expect(try ClosedLoop.run(scenario, seed: 1).workloads[0].timeline.replicas.max() == 6)
  }

  @Test("Nothing is lost and equal seeds give equal runs, whatever comes and fails", arguments: 0..<16)
  func laws(seed: Int) throws {
    var luck = RandomStream(seed: UInt64(seed), purpose: "keda-test")
    var steps: [(Int64, Double)] = [(0, 0)]
    for index in 1..<10 {
      steps.append((Int64(index) * 90, luck.index(below: 3) == 0 ? 0 : Double(luck.index(below: 90))))
    }
    let triggers = [
      "{type: redis, metadata: {listName: jobs, listLength: \"20\"}}",
      "{type: rabbitmq, metadata: {queueName: jobs, mode: QueueLength, value: \"15\"}}",
      "{type: aws-sqs-queue, metadata: {queueURL: https://sqs/1/jobs, queueLength: \"10\", awsRegion: x}}",
      "{type: kafka, metadata: {topic: jobs, consumerGroup: g, bootstrapServers: b, excludePersistentLag: \"true\"}}",
    ]
    let object = try Self.object(
      "cooldownPeriod: 60\n  maxReplicaCount: 15\n  fallback: {failureThreshold: 2, replicas: 3}",
      trigger: triggers[seed % 4])
    let start = Int64(luck.index(below: 600_000))
    let scenario = try Self.scenario(
      object, load: Scenarios.load(steps, end: 1_200), replicas: Int32(luck.index(below: 4)),
      outages: [start..<start + 120_000])
    let run = try ClosedLoop.run(scenario, seed: UInt64(seed))
    #expect(abs(ScalerScenes.missing(run.workloads[0].timeline)) < 1e-6)
    #expect(run.workloads[0].timeline.cut.allSatisfy { $0 == 0 })
    #expect(run.workloads[0].timeline.dropped.allSatisfy { $0 == 0 })
    #expect(try ClosedLoop.run(scenario, seed: UInt64(seed)) == run)
    #expect(run.workloads[0].timeline.replicas.allSatisfy { (0...15).contains($0) })
  }
}
