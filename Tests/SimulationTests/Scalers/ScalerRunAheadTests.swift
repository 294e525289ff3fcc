import Cluster
import Kubernetes
import Scaling
import Statistics
import Testing
import Workload

@testable import Simulation

@Suite("Workloads that run ahead with a scaler of their own")
struct ScalerRunAheadTests {
  @Test("Running ahead gives the same recording as taking every event in turn", arguments: 0..<48)
  func same(seed: Int) throws { try expectSame(try Self.random(UInt64(seed)), seed: seed) }

  @Test("Running ahead stops where something happens to the nodes", arguments: 0..<24)
  func sameWithIncidents(seed: Int) throws {
    var scenario = try Self.random(UInt64(seed))
    scenario.incidents = RandomIncidents.make(seed: UInt64(seed), scenario)
    try expectSame(scenario, seed: seed)
  }

  @Test("The first hours of the week that speed is measured on give the same recording too")
  func sameWeek() throws {
    let load = W1Load.series()
    let hours = Series(
      name: "hours", unit: .requestsPerSecond, stepMs: 15_000, values: Array(load.values.prefix(1_920)))
    try expectSame(BenchmarkScenarios.keda(load: hours), seed: 1)
    try expectSame(BenchmarkScenarios.knative(load: hours), seed: 1)
  }

  private func expectSame(_ scenario: Scenario, seed: Int) throws {
    try scenario.check()
    var inTurn = Loop(scenario, seed: UInt64(seed))
    for index in inTurn.courses.indices {
      inTurn.courses[index].isSolitary = false
      inTurn.courses[index].scaler = nil
    }
    inTurn.run()
    let expected = inTurn.finish()
    let found = try ClosedLoop.run(scenario, seed: UInt64(seed))
    #expect(found.decisions == expected.decisions)
    #expect(found.reconciles == expected.reconciles)
    for (one, other) in zip(found.workloads, expected.workloads) {
      let sameRows = one.timeline == other.timeline
      #expect(sameRows, "\(one.name): \(Self.firstDifference(one.timeline, other.timeline))")
      let sameRest = one.latency == other.latency && one.podLog == other.podLog && one.podMs == other.podMs
      #expect(sameRest)
    }
    let same = found == expected
    #expect(same)
  }

  /// Where two timelines differ first.
  private static func firstDifference(_ one: Timeline, _ other: Timeline) -> String {
    let columns: [(String, KeyPath<Timeline, [Double]>)] = [
      ("arrived", \.arrived), ("served", \.served), ("slow", \.slow), ("backlog", \.backlog),
      ("usage", \.usageCores),
      ("mean", \.latencyMean), ("P95", \.latencyP95), ("ready", \.ready), ("memory", \.memoryBytes),
    ]
    for row in one.timeMs.indices where row < other.timeMs.count {
      for (name, column) in columns where one[keyPath: column][row] != other[keyPath: column][row] {
        return "\(name) at \(one.timeMs[row]): \(one[keyPath: column][row]), \(other[keyPath: column][row])"
      }
    }
    return ""
  }

  @Test("The random scenarios do run ahead with KEDA and with Knative, and some of their workloads may not")
  func covers() throws {
    var (keda, knative, bound) = (0, 0, 0)
    for seed in 0..<48 {
      let loop = Loop(try Self.random(UInt64(seed)), seed: 7)
      for course in loop.courses {
        switch course.scaler.map({ loop.scalers[$0] }) {
        case .keda?: keda += 1
        case .knative?: knative += 1
        default: bound += course.isSolitary ? 0 : 1
        }
      }
    }
    #expect(keda > 10 && knative > 15 && bound > 10, "\(keda), \(knative), \(bound)")
  }

  private static let triggers = [
    "{type: redis, metadata: {listName: jobs, listLength: \"20\"}}",
    "{type: rabbitmq, metadata: {queueName: jobs, mode: QueueLength, value: \"15\"}}",
    "{type: rabbitmq, metadata: {queueName: jobs, mode: MessageRate, value: \"30\"}}",
    "{type: kafka, metadata: {topic: jobs, consumerGroup: g, bootstrapServers: b, excludePersistentLag: \"true\"}}",
    "{type: prometheus, name: a, metadata: {query: q, threshold: \"40\", serverAddress: x}}",
    "{type: prometheus, name: a, useCachedMetrics: true, metadata: {query: q, threshold: \"30\", serverAddress: x}}",
    "{type: cpu, metricType: Utilization, metadata: {value: \"60\"}}",
    "{type: cron, metadata: {timezone: UTC, start: 10 * * * *, end: 35 * * * *, desiredReplicas: \"4\"}}",
  ]

  /// One or two Deployments: the first under KEDA or Knative, the second under an HPA, KEDA, Knative or nothing.
  private static func random(_ seed: UInt64) throws -> Scenario {
    var luck = RandomStream(seed: seed, purpose: "scaler-run-ahead", entity: 0)
    func below(_ bound: Int) -> Int { luck.index(below: bound) }
    let minutes = 80
    var scenario = Scenario(
      horizonMs: Int64(minutes) * 60_000 - Int64(below(2)) * 7_000,
      nodePools: [NodePool(name: "node", count: 3 + below(3), cpuMilli: 8_000, memoryBytes: 64 << 30)],
      workloads: [])
    for index in 0..<(1 + below(2)) {
      let name = "web-\(index)"
      let isQueue = below(3) == 0
      let isKnative = !isQueue && below(2) == 0
      let stepMs = Int64([15_000, 20_000, 60_000][below(3)])
      var rate = 20.0 + Double(below(100))
      let values = (0..<(minutes * 60_000 / Int(stepMs))).map { _ -> Double in
        if below(12) == 0 { rate = below(5) == 0 ? 0 : 5 + Double(below(300)) }
        return rate == 0 ? 0 : rate + Double(below(20)) * 0.37
      }
      var response = ResponseModel(cpuPerRequest: 0.011)
      response.discipline = isQueue ? .queue : .processorSharing
      response.timeout = below(3) == 0 ? 4 : nil
      if below(4) == 0 { response.memoryPerInFlight = 10 << 10 }
      let milli = "\(250 * (1 + below(3)))m"
      var workload = ScenarioWorkload(
        deployment: try Scenarios.deployment(
          name, replicas: Int32(below(4)), request: milli, limit: below(5) == 0 ? "1" : milli),
        load: Series(name: "l", unit: .requestsPerSecond, stepMs: stepMs, values: values), response: response)
      if isQueue { workload.queue = ScenarioQueue(name: "jobs") }
      let outage = Int64(below(minutes)) * 60_000
      if isQueue, below(3) == 0 { workload.queue?.outages = [outage..<outage + 200_000] }
      workload.startsSettled = below(4) > 0
      scenario.workloads.append(workload)
      if isKnative {
        scenario.scalers.append(Self.knative(name, below))
      } else if index == 1, below(3) == 0 {
        scenario.autoscalers.append(ScenarioAutoscaler(hpa: Scenarios.hpa(name, max: 20)))
      } else if index == 0 || below(4) > 0 {
        var source = MetricSource(
          name: "metric-\(index)", api: .external,
          origin: .signal(
            [.requestsPerSecond, .inFlight, .latency][below(3)],
            deployment: "web-\(below(4) == 0 ? 0 : index)"))
        if below(2) == 0 { source.windowMs = 60_000 }
        if below(4) == 0 { source.outages = [outage..<outage + 90_000] }
        scenario.metrics.append(source)
        scenario.scalers.append(try Self.keda(name, metric: source.name, isQueue: isQueue, below))
      }
    }
    scenario.recordStepMs = [30_000, 60_000][below(2)]
    scenario.epochMs = 1_700_000_000_000
    return scenario
  }

  private static func keda(
    _ name: String, metric: String, isQueue: Bool, _ below: (Int) -> Int
  ) throws -> ScenarioScaler {
    let trigger = isQueue ? below(4) : 4 + below(4)
    var more = "cooldownPeriod: \(60 * below(4))\n  maxReplicaCount: \(5 + below(15))"
    if below(2) == 0 { more += "\n  minReplicaCount: \(1 + below(3))" }
    if trigger != 6, below(2) == 0 { more += "\n  fallback: {failureThreshold: \(below(3)), replicas: 3}" }
    if trigger == 4, below(3) == 0 {
      more += "\n  advanced: {scalingModifiers: {formula: \"a * 2 + 1\", target: \"50\"}}"
    }
    var object = try KEDALoopTests.object(more, trigger: triggers[trigger])
    object.metadata.name = name
    object.scaleTargetRef.name = name
    object.pollingInterval = Int32([5, 15, 30, 45][below(4)])
    let source: ScenarioKEDA.Source =
      trigger > 5 ? .itself : isQueue ? .queue(deployment: name) : .metric(metric)
    var scaler = ScenarioScaler(
      name: name, workload: name, kind: .keda(ScenarioKEDA(object: object, sources: [source])))
    if below(3) == 0 { scaler.phaseMs = 0 }
    return scaler
  }

  private static func knative(_ name: String, _ below: (Int) -> Int) -> ScenarioScaler {
    var wanted =
      below(2) == 0 ? ["target": "\(1 + below(3))"] : ["metric": "rps", "target": "\(40 + below(60))"]
    wanted["min-scale"] = "\(below(3))"
    wanted["max-scale"] = "20"
    if below(3) == 0 { wanted["window"] = "30s" }
    if below(4) == 0 { wanted["metric-aggregation-algorithm"] = "weighted-exponential" }
    if below(4) == 0 { wanted["scale-down-delay"] = "40s" }
    if below(4) == 0 { wanted["target-burst-capacity"] = "-1" }
    let revision = KnativeRevision(
      configuration: KnativeConfiguration(),
      annotations: KnativeAnnotations(
        Dictionary(uniqueKeysWithValues: wanted.map { (KnativeAnnotations.prefix + $0.key, $0.value) })))
    return ScenarioScaler(
      name: name, workload: name,
      kind: .knative(ScenarioKnative(revision: revision, containerConcurrency: Int64(below(2) * 4))))
  }
}
