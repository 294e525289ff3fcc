import Cluster
import Kubernetes
import Scaling
import Statistics
import Testing
import Workload

@testable import Simulation

@Suite("Knative in the closed loop")
struct KnativeLoopTests {
  /// A request sleeps 100 ms and costs next to no CPU.
  static let sleeper = ResponseModel(
    cpuPerRequest: 0.000_1, serviceTimeCV: 0, baseLatency: 0.1, timeout: 300)

  static func scenario(
    _ load: Series, replicas: Int32, response: ResponseModel = sleeper, annotations: [String: String] = [:],
    config: [String: String] = [:], limit: Int64 = 0
  ) throws -> Scenario {
    let texts = Dictionary(
      uniqueKeysWithValues: annotations.map { (KnativeAnnotations.prefix + $0.key, $0.value) })
    let revision = KnativeRevision(
      configuration: try KnativeConfiguration(configMap: config), annotations: KnativeAnnotations(texts),
      containerConcurrency: limit)
    var scaler = ScenarioScaler(
      name: "web", workload: "web",
      kind: .knative(ScenarioKnative(revision: revision, containerConcurrency: limit)))
    scaler.phaseMs = 0
    var scenario = try ScalerScenes.scenario(
      load, replicas: replicas, response: response, recordStepMs: 10_000, scaler: scaler)
    scenario.nodePools = [NodePool(name: "node", count: 10, cpuMilli: 64_000, memoryBytes: 256 << 30)]
    return scenario
  }

  @Test(
    "meets Knative's own acceptance: P95 within 100 to 115 ms, no errors, 2, 3 and 5 pods at steady state",
    arguments: [(1_000, 2), (2_000, 3), (3_000, 5)])
  func acceptance(rate: Int, pods: Int) throws {
    // 100 ms of 1000 requests a second are 100 in flight; over 70 a pod: 2, 3, 5.
    let run = try ClosedLoop.run(
      try Self.scenario(Scenarios.load([(0, Double(rate))], end: 120), replicas: 1), seed: 1)
    let rows = run.workloads[0].timeline
    let p95 = run.workloads[0].latency.quantile(0.95, shape: SurvivalTable(cv: 0))
    #expect(p95 >= 0.1 && p95 <= 0.115, "\(p95)")
    #expect(rows.dropped.allSatisfy { $0 == 0 } && rows.timedOut.allSatisfy { $0 == 0 })
    #expect(rows.cut.allSatisfy { $0 == 0 })
    // Steady after the panic of the beginning, a stable window later.
    #expect(rows.replicas.last == Int32(pods))
  }

  @Test("keeps requests at the activator while there is no pod, and asks for one at once")
  func fromZero() throws {
    // Between two ticks, 31 s into the run: the activator's first report does not wait for the next tick.
    let load = Scenarios.load([(0, 0), (31, 50)], end: 90)
    let run = try ClosedLoop.run(try Self.scenario(load, replicas: 0), seed: 1)
    let rows = run.workloads[0].timeline
    #expect(run.decisions.first?.timeMs == 31_000 && run.decisions.first?.to == 1)
    #expect(rows.dropped.allSatisfy { $0 == 0 } && rows.timedOut.allSatisfy { $0 == 0 })
    #expect(abs(ScalerScenes.missing(rows)) < 1e-6)
    // The first waited for as long as the pod took to start, about 2.6 s.
    let longest = run.workloads[0].latency.quantile(0.999, shape: SurvivalTable(cv: 0))
    #expect(longest > 1.5 && longest < 4.5, "\(longest)")
  }

  @Test("takes the last pod away a stable window and a grace period after the last request")
  func toZero() throws {
    let load = Scenarios.load([(0, 50), (60, 0)], end: 300)
    let run = try ClosedLoop.run(try Self.scenario(load, replicas: 1), seed: 1)
    let last = try #require(run.decisions.last)
    #expect(last.to == 0 && last.reason == "no traffic")
    // 60 s of stable window until 0 is wanted, a stable window of being active ends before, 30 s with the activator in
    // the path.
    #expect(last.timeMs >= 120_000 && last.timeMs <= 160_000, "\(last.timeMs)")
  }

  @Test("panics on a burst and does not shrink until a stable window after it")
  func panics() throws {
    let load = Scenarios.load([(0, 500), (100, 6_000), (110, 500)], end: 400)
    let run = try ClosedLoop.run(try Self.scenario(load, replicas: 1), seed: 1)
    let up = try #require(run.decisions.first { $0.timeMs > 100_000 && $0.to > $0.from })
    #expect(up.reason == "panic window" && up.timeMs < 106_000)
    let down = try #require(run.decisions.first { $0.timeMs > 100_000 && $0.to < $0.from })
    #expect(down.timeMs > 160_000)
    #expect(run.workloads[0].timeline.replicas.last == 1)
  }

  @Test("goes by requests per second where it is told to")
  func rps() throws {
    let load = Scenarios.load([(0, 1_000)], end: 200)
    let run = try ClosedLoop.run(
      try Self.scenario(load, replicas: 1, annotations: ["metric": "rps", "target": "150"]), seed: 1)
    // 1000 over 150 · 0.7 is 9.5.
    #expect(run.workloads[0].timeline.replicas.last == 10)
  }

  @Test("holds its bounds")
  func bounds() throws {
    let load = Scenarios.load([(0, 3_000), (100, 0)], end: 400)
    let run = try ClosedLoop.run(
      try Self.scenario(load, replicas: 2, annotations: ["min-scale": "2", "max-scale": "4"]), seed: 1)
    #expect(run.workloads[0].timeline.replicas.max() == 4)
    #expect(run.workloads[0].timeline.replicas.last == 2)
  }

  @Test("lets what is too much for limited pods wait at the activator, and new pods take from it")
  func limited() throws {
    // A pod of a core does 10 a second, one request at a time.
    let response = ResponseModel(cpuPerRequest: 0.1, serviceTimeCV: 0, timeout: 300)
    let load = Scenarios.load([(0, 5), (60, 60), (90, 5)], end: 300)
    let run = try ClosedLoop.run(
      try Self.scenario(
        load, replicas: 1, response: response, annotations: ["target-burst-capacity": "-1"], limit: 1),
      seed: 1)
    let rows = run.workloads[0].timeline
    #expect(abs(ScalerScenes.missing(rows)) < 1e-6)
    #expect(rows.dropped.allSatisfy { $0 == 0 } && rows.cut.allSatisfy { $0 == 0 })
    #expect(rows.backlog.last == 0)
  }

  @Test("loses nothing without pods and gives the same bytes for the same seed", arguments: 0..<12)
  func laws(seed: Int) throws {
    var luck = RandomStream(seed: UInt64(seed), purpose: "knative-test")
    var steps: [(Int64, Double)] = [(0, 0)]
    for index in 1..<8 {
      steps.append(
        (
          Int64(index) * 100 + Int64(luck.index(below: 50)),
          luck.index(below: 2) == 0 ? 0 : Double(luck.index(below: 400))
        ))
    }
    let response = ResponseModel(cpuPerRequest: 0.02, serviceTimeCV: 1, timeout: seed % 3 == 0 ? 10 : nil)
    let scenario = try Self.scenario(
      Scenarios.load(steps, end: 900), replicas: Int32(luck.index(below: 3)), response: response,
      annotations: seed % 2 == 0
        ? [:] : ["target": "2", "window": "30s", "metric-aggregation-algorithm": "weighted-exponential"],
      limit: seed % 4 == 1 ? 2 : 0)
    let run = try ClosedLoop.run(scenario, seed: UInt64(seed))
    #expect(abs(ScalerScenes.missing(run.workloads[0].timeline)) < 1e-6)
    #expect(run.workloads[0].timeline.losses.allSatisfy { $0.reason != .noEndpoint })
    #expect(try ClosedLoop.run(scenario, seed: UInt64(seed)) == run)
  }

  @Test(
    "gives the same recording whether ticks of quiet times are taken at once or one by one", arguments: 0..<8)
  func quietTicks(seed: Int) throws {
    var luck = RandomStream(seed: UInt64(seed), purpose: "knative-quiet")
    var steps: [(Int64, Double)] = [(0, 80)]
    for index in 1..<12 {
      steps.append((Int64(index) * 300 + Int64(luck.index(below: 200)), Double(luck.index(below: 4) * 130)))
    }
    let scenario = try Self.scenario(
      Scenarios.load(steps, end: 4_000), replicas: Int32(luck.index(below: 3)),
      response: ResponseModel(cpuPerRequest: 0.01, serviceTimeCV: 1, timeout: 30),
      annotations: seed % 2 == 0
        ? ["target": "3"] : ["metric": "rps", "target": "90", "scale-down-delay": "40s"])
    let whole = try ClosedLoop.run(scenario, seed: UInt64(seed))
    var loop = Loop(scenario, seed: UInt64(seed))
    #expect(loop.courses[0].isScalersOwn)
    loop.courses[0].isScalersOwn = false
    loop.courses[0].scaler = nil
    loop.run()
    #expect(loop.finish() == whole)
    #expect(whole.reconciles > 1_900)
  }
}
