import Kubernetes
import Scaling
import Testing
import Workload

@testable import Simulation

@Suite("Sweeps over policies")
struct PolicySweepTests {
  @Test("A sweep gives what the full engine does, to the last bit", arguments: 0..<60)
  func same(seed: Int) throws {
    var luck = SweepScenarios(seed)
    let policies = try luck.policies(4)
    let found = try PolicySweep(objective: 0.99).run(policies, seed: 3)
    for (policy, summary) in zip(policies, found) {
      let expected = RunSummary(try ClosedLoop.run(policy, seed: 3), of: policy, objective: 0.99)
      let same = summary == expected
      #expect(same, "\(policy.autoscalers[0].hpa.spec)")
    }
  }

  @Test("Most of the random policies fit the sweep's reduced world, and some do not")
  func covers() throws {
    var fitting = 0
    var leaving = 0
    var others = 0
    for seed in 0..<60 {
      var luck = SweepScenarios(seed)
      let policy = try luck.policies(1)[0]
      guard let world = SweepWorld(policy, seed: 3, objective: 0.99),
        let sizes = HPASizes(policy.autoscalers[0].hpa, configuration: policy.hpa, request: 1_000)
      else {
        others += 1
        continue
      }
      if world.run([(SweptMetric(share: 1, request: 1_000), sizes)])[0].summary == nil {
        leaving += 1
      } else {
        fitting += 1
      }
    }
    #expect(fitting > 30)
    #expect(leaving > 0)
    #expect(others > 0)
  }

  @Test("For how long each policy goes on at a turn does not matter", arguments: 0..<20)
  func turns(seed: Int) throws {
    var luck = SweepScenarios(seed)
    let policies = try luck.policies(5)
    guard let world = SweepWorld(policies[0], seed: 3, objective: 0.99) else { return }
    let members = policies.compactMap { policy in
      HPASizes(policy.autoscalers[0].hpa, configuration: policy.hpa, request: 1_000)
        .map { (metric: SweptMetric(share: 1, request: 1_000), sizes: $0) }
    }
    let alone = members.map { world.run([$0])[0].summary }
    for turnMs in [1, 100_000, 1_800_000] as [Int64] {
      let together = world.run(members, turnMs: turnMs).map(\.summary)
      let same = together == alone
      #expect(same)
    }
  }

  @Test(
    "Pods that are given more than they can do for hours are the engine's",
    arguments: [80, 90, 95, 140] as [Int32])
  func busy(target: Int32) throws {
    var scenario = try Self.scenario(minimum: 1, maximum: 40)
    scenario.workloads[0].load = Series(
      name: "load", unit: .requestsPerSecond, stepMs: 15_000,
      values: (0..<2_880).map { 20 + Double($0 % 720 % 331) * 3 })
    scenario.horizonMs = 2_880 * 15_000
    scenario.autoscalers[0].hpa.spec.metrics[0].resource?.target.averageUtilization = target
    scenario.autoscalers[0].hpa.spec.behavior = HorizontalPodAutoscalerBehavior(
      scaleUp: HPAScalingRules(tolerance: Quantity(milli: 300)),
      scaleDown: HPAScalingRules(stabilizationWindowSeconds: 300, tolerance: Quantity(milli: 300)))
    scenario.autoscalers[0].hpa = scenario.autoscalers[0].hpa.defaulted()
    let summary = try PolicySweep(objective: 0.99).run([scenario], seed: 1)[0]
    let expected = RunSummary(try ClosedLoop.run(scenario, seed: 1), of: scenario, objective: 0.99)
    let same = summary == expected
    #expect(same)
    #expect(summary.longestBacklog > 0)
  }

  @Test("Bounds that a run never meets do not matter, and those that it meets do")
  func bounds() throws {
    let base = try Self.scenario(minimum: 1, maximum: 100)
    var policies: [Scenario] = []
    for (minimum, maximum) in [(1, 100), (2, 50), (1, 4), (3, 4), (20, 30), (1, 3)] as [(Int32, Int32)] {
      policies.append(base)
      policies[policies.count - 1].autoscalers[0].hpa.spec.minReplicas = minimum
      policies[policies.count - 1].autoscalers[0].hpa.spec.maxReplicas = maximum
    }
    let found = try PolicySweep(objective: 0.99).run(policies, seed: 1)
    for (policy, summary) in zip(policies, found) {
      let expected = RunSummary(try ClosedLoop.run(policy, seed: 1), of: policy, objective: 0.99)
      #expect(summary.podMs == expected.podMs)
      #expect(summary.scaleEvents == expected.scaleEvents)
    }
    #expect(found[0].podMs == found[1].podMs)
    #expect(found[0].podMs != found[4].podMs)
  }

  @Test("A scenario that does not hold together is refused, as by the engine")
  func refuses() throws {
    var scenario = try Self.scenario(minimum: 1, maximum: 10)
    scenario.autoscalers[0].hpa.spec.scaleTargetRef.name = "other"
    #expect(throws: InputErrors.self) { try PolicySweep(objective: 0.99).run([scenario], seed: 1) }
    let good = try Self.scenario(minimum: 1, maximum: 10)
    #expect(throws: InputErrors.self) { try PolicySweep(objective: 0.99).run([good, scenario], seed: 1) }
  }

  @Test("A sweep knows every part of a scenario, so that none is left out of its reduced world")
  func knowsAllParts() throws {
    func parts(of value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
    let scenario = try Self.scenario(minimum: 1, maximum: 10)
    // A new part has to be compared in `differsInPolicyOnly`, and `SweepWorld` has to do without it or refuse it.
    #expect(
      parts(of: scenario) == [
        "horizonMs", "measureFromMs", "epochMs", "nodePools", "images", "workloads", "autoscalers", "scalers",
        "metrics", "incidents", "nodeLifecycle", "budgets", "controllers", "traffic", "hpa", "scheduler",
        "metricsPipeline", "nodeAutoscaler", "vertical", "latencyObjectiveMs", "recordStepMs",
      ])
    #expect(
      parts(of: scenario.workloads[0]) == [
        "deployment", "controller", "load", "response", "timing", "startsSettled", "queue",
      ])
    #expect(parts(of: scenario.autoscalers[0]) == ["hpa", "createdMs", "phaseMs"])
  }

  @Test("What happens to nodes makes another world", arguments: 0..<10)
  func incidents(seed: Int) throws {
    let calm = try Self.scenario(minimum: 1, maximum: 10)
    var rough = calm
    rough.incidents = RandomIncidents.make(seed: UInt64(seed), rough)
    let found = try PolicySweep(objective: 0.99).run([calm, rough], seed: 1)
    for (scenario, summary) in zip([calm, rough], found) {
      let expected = RunSummary(try ClosedLoop.run(scenario, seed: 1), of: scenario, objective: 0.99)
      let same = summary == expected
      #expect(same)
    }
  }

  @Test("A sweep of nothing is nothing")
  func empty() throws {
    #expect(try PolicySweep(objective: 0.99).run([], seed: 1).isEmpty)
  }

  private static func scenario(minimum: Int32, maximum: Int32) throws -> Scenario {
    let values = (0..<240).map { 150.0 + Double($0 % 60) * 4 }
    var scenario = Scenario(
      horizonMs: 3_600_000, nodePools: Scenarios.nodes,
      workloads: [
        ScenarioWorkload(
          deployment: try Scenarios.deployment(replicas: 3),
          load: Series(name: "load", unit: .requestsPerSecond, stepMs: 15_000, values: values))
      ])
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa(min: minimum, max: maximum))]
    return scenario
  }
}
