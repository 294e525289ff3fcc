import Cluster
import Kubernetes
import Scaling
import Statistics
import Testing
import Workload

@testable import Simulation

@Suite("The closed loop")
struct ClosedLoopTests {
  private func scenario(
    rate: Double = 300, replicas: Int32 = 4, seconds: Int64 = 3_600,
    hpa: HorizontalPodAutoscaler? = Scenarios.hpa()
  ) throws -> Scenario {
    var scenario = Scenario(
      horizonMs: seconds * 1_000, nodePools: Scenarios.nodes,
      workloads: [
        ScenarioWorkload(
          deployment: try Scenarios.deployment(replicas: replicas),
          load: Scenarios.load([(0, rate)], end: seconds))
      ])
    if let hpa { scenario.autoscalers = [ScenarioAutoscaler(hpa: hpa)] }
    return scenario
  }

  @Test("settles where the HPA's target says: 3 cores at 60 % of 1-core requests are 5 pods")
  func settles() throws {
    let recording = try ClosedLoop.run(try scenario(), seed: 1)
    #expect(recording.workloads[0].timeline.replicas.last == 5)
  }

  @Test("gives the same bytes for the same seed, and other phases for another")
  func deterministic() throws {
    let one = try ClosedLoop.run(try scenario(rate: 700), seed: 7)
    let same = try ClosedLoop.run(try scenario(rate: 700), seed: 7)
    let other = try ClosedLoop.run(try scenario(rate: 700), seed: 8)
    #expect(one == same)
    #expect(one.decisions != other.decisions)
  }

  @Test("keeps all requests: arrived = served + dropped + timed out + cut + waiting")
  func conserves() throws {
    let recording = try ClosedLoop.run(try scenario(rate: 1_500, replicas: 1), seed: 3)
    let rows = recording.workloads[0].timeline
    func sum(_ column: [Double]) -> Double { column.reduce(0, +) }
    let out =
      sum(rows.served) + sum(rows.dropped) + sum(rows.timedOut) + sum(rows.cut) + (rows.backlog.last ?? 0)
    #expect(abs(sum(rows.arrived) - 1_500 * 3_600) < 1e-6 * 1_500 * 3_600)
    #expect(abs(sum(rows.arrived) - out) < 1e-6)
    #expect(sum(rows.timedOut) > 0)
  }

  @Test("shows the HPA at most limit / request: growth from one pod goes 1, 2, 3, 4, 5, 7, 9, 12 at 80 %")
  func censored() throws {
    // Request = limit, target 80 %: a saturated pod shows 100 %, so each sync asks for ceil(n · 100/80): 1.25x.
    var hpa = Scenarios.hpa(target: 80)
    hpa.spec.behavior = HorizontalPodAutoscalerBehavior(
      scaleUp: HPAScalingRules(
        stabilizationWindowSeconds: 0, selectPolicy: "Max",
        policies: [HPAScalingPolicy(type: "Percent", value: 900, periodSeconds: 15)]))
    hpa = hpa.defaulted()
    var scenario = try scenario(rate: 5_000, replicas: 1, seconds: 1_200, hpa: hpa)
    scenario.metricsPipeline.isInstantaneous = true
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let sizes = recording.decisions.filter { $0.from != $0.to }.map(\.to)
    #expect(Array(sizes.prefix(7)) == [2, 3, 4, 5, 7, 9, 12])
  }

  @Test("holds a scale-down back for the stabilisation window after the load fell")
  func stabilises() throws {
    var scenario = try scenario(rate: 300, replicas: 5, seconds: 3_600)
    scenario.workloads[0].load = Scenarios.load([(0, 300), (1_800, 60)], end: 3_600)
    let recording = try ClosedLoop.run(scenario, seed: 2)
    let fall = try #require(recording.decisions.first { $0.to < $0.from })
    // The load falls at 1,800 s; the last recommendation of 5 is at most one sync and one scrape younger; 300 s later.
    #expect(fall.timeMs > 1_800_000 + 285_000)
    #expect(fall.timeMs < 1_800_000 + 300_000 + 45_000)
  }

  @Test("serves M/G/1-PS response times: 10 ms at 50 % of a core take 20 ms on average")
  func responseTime() throws {
    let recording = try ClosedLoop.run(try scenario(rate: 200, replicas: 4, hpa: nil), seed: 1)
    #expect(abs(recording.workloads[0].latency.mean - 0.02) < 1e-6)
    // Exponential service times: the 95th percentile is ln 20 means.
    let shape = SurvivalTable(cv: 1)
    let p95 = recording.workloads[0].latency.quantile(0.95, shape: shape)
    #expect(abs(p95 / (0.02 * 2.995_732) - 1) < 0.02)
  }

  @Test("adds the latency that no load changes to every response: to mean, percentiles and rows")
  func baseLatency() throws {
    var scenario = try scenario(rate: 200, replicas: 4, hpa: nil)
    scenario.workloads[0].response.baseLatency = 0.05
    let workload = try ClosedLoop.run(scenario, seed: 1).workloads[0]
    #expect(abs(workload.latency.mean - 0.07) < 1e-6)
    // The median of an exponential time of mean 20 ms is 20 ms · ln 2.
    #expect(abs(workload.latency.quantile(0.5, shape: SurvivalTable(cv: 1)) - 0.05 - 0.02 * 0.693_147) < 3e-4)
    #expect(abs(workload.timeline.latencyMean[10] - 0.07) < 1e-6)
  }

  @Test(
    "obeys Little's law: in-flight requests are rate times mean response time",
    arguments: [50.0, 200.0, 380.0])
  func little(rate: Double) throws {
    var scenario = try scenario(rate: rate, replicas: 4, seconds: 600, hpa: nil)
    scenario.metrics = [
      MetricSource(name: "in_flight", api: .external, origin: .signal(.inFlight, deployment: "web"))
    ]
    var loop = Loop(scenario, seed: 1)
    loop.run()
    let inFlight = try #require(loop.metrics.value(0, nowMs: 599_000, cluster: loop.cluster))
    let recording = loop.finish()
    // Values are cut to thousandths.
    #expect(abs(Double(inFlight) / 1_000 - rate * recording.workloads[0].latency.mean) < 2e-3)
  }

  @Test("drains a backlog in Q / (K - lambda)")
  func drains() throws {
    // One core at 100 rps; 150 rps for 20 s leave 1,000 requests; 50 rps then drain 50 a second: 20 s.
    var scenario = try scenario(rate: 0, replicas: 1, seconds: 120, hpa: nil)
    scenario.workloads[0].load = Scenarios.load([(0, 150), (20, 50)], end: 120)
    scenario.recordStepMs = 1_000
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let backlog = recording.workloads[0].timeline.backlog
    #expect(abs(backlog[19] - 1_000) < 1e-6)
    #expect(backlog[38] > 0)
    #expect(backlog[39] == 0)
  }

  @Test("refuses scenarios that do not hold together, without running them")
  func refuses() throws {
    var broken = try scenario()
    broken.autoscalers[0].hpa.spec.scaleTargetRef.name = "elsewhere"
    #expect(throws: InputErrors.self) { try ClosedLoop.run(broken, seed: 1) }
    var gap = try scenario()
    gap.workloads[0].load.values = [.nan]
    #expect(throws: InputErrors.self) { try ClosedLoop.run(gap, seed: 1) }
    var huge = try scenario()
    huge.workloads[0].load.values = [1e12]
    #expect(throws: InputErrors.self) { try ClosedLoop.run(huge, seed: 1) }
    var empty = try scenario()
    empty.nodePools = []
    #expect(throws: InputErrors.self) { try ClosedLoop.run(empty, seed: 1) }
  }

  @Test("costs pod time from binding to the end: 4 pods for an hour are 4 pod-hours")
  func podHours() throws {
    let recording = try ClosedLoop.run(try scenario(rate: 100, replicas: 4, hpa: nil), seed: 1)
    #expect(recording.workloads[0].podMs == 4 * 3_600_000)
  }
}
