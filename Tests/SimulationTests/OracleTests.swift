import Testing
import Workload

@testable import Simulation

@Suite("The oracle")
struct OracleTests {
  @Test("asks for the least pods that keep the objective: one more is not needed, one less is too few")
  func least() throws {
    // 10 ms on a core, 99 % within 100 ms: exp(-0.1 (1 - rho) / 0.01) = 0.01 at rho = 1 - ln(100)/10 = 0.539...,
    // so 53.9 requests per second a pod.
    let workload = ScenarioWorkload(
      deployment: try Scenarios.deployment(replicas: 1), load: Scenarios.load([(0, 1)], end: 1))
    let oracle = Oracle(workload: workload, pools: Scenarios.nodes, latencyObjectiveMs: 100, target: 0.99)
    let rate = try #require(oracle.ratePerPod)
    #expect(abs(rate - 53.948) < 0.1)
    #expect(oracle.replicas(forRate: 0) == 0)
    #expect(oracle.replicas(forRate: rate * 3) == 3)
    #expect(oracle.replicas(forRate: rate * 3.001) == 4)
  }

  @Test("has no answer where even an idle pod is too slow")
  func impossible() throws {
    let workload = ScenarioWorkload(
      deployment: try Scenarios.deployment(replicas: 1), load: Scenarios.load([(0, 1)], end: 1))
    let oracle = Oracle(workload: workload, pools: Scenarios.nodes, latencyObjectiveMs: 5, target: 0.99)
    #expect(oracle.ratePerPod == nil)
    #expect(oracle.replicas(forRate: 10) == nil)
  }
}
