import Cluster
import Kubernetes
import Testing

@testable import Simulation

@Suite("A rollout in the middle of a run")
struct RolloutIncidentTests {
  private func recording(_ strategy: DeploymentStrategy) throws -> Recording {
    var deployment = try Scenarios.deployment(replicas: 8)
    deployment.spec.strategy = strategy
    var workload = ScenarioWorkload(
      deployment: deployment, load: Scenarios.load([(0, 300)], end: 1_800))
    workload.timing.appStart = Delay(meanMs: 5_000)
    var scenario = Scenario(horizonMs: 1_800_000, nodePools: Scenarios.nodes, workloads: [workload])
    scenario.incidents = [
      Incident(atMs: 600_000, name: "rollout", kind: .rollout(deployment: "web"))
    ]
    return try ClosedLoop.run(scenario, seed: 1)
  }

  private func lostForWantOfPods(_ run: WorkloadRecording) -> Double {
    run.timeline.losses.filter { $0.reason == .noEndpoint }.flatMap(\.requests).reduce(0, +)
  }

  @Test("Every pod is replaced, no more and no fewer, and the number of replicas stays")
  func replaced() throws {
    let run = try recording(DeploymentStrategy()).workloads[0]
    let created = run.podLog.filter { $0.change == .created && $0.reason == .rollout }
    let deleted = run.podLog.filter { $0.change == .terminating && $0.reason == .rollout }
    #expect(created.count == 8)
    #expect(deleted.count == 8)
    #expect(Set(created.map(\.pod)).isDisjoint(with: deleted.map(\.pod)))
    #expect(created.allSatisfy { $0.timeMs >= 600_000 })
    #expect(run.timeline.replicas.allSatisfy { $0 == 8 })
    #expect(run.timeline.ready.last == 8)
  }

  @Test("Of 8 pods a quarter may surge and a quarter may be missing; Recreate leaves none")
  func bounds() throws {
    let rolling = try recording(DeploymentStrategy()).workloads[0]
    #expect(rolling.timeline.ready.allSatisfy { $0 >= 6 })
    var recreate = DeploymentStrategy()
    recreate.type = "Recreate"
    recreate.rollingUpdate = nil
    let all = try recording(recreate).workloads[0]
    let gone = all.podLog.filter { $0.change == .terminating }
    #expect(gone.count == 8)
    #expect(gone.allSatisfy { $0.timeMs == 600_000 })
    #expect(lostForWantOfPods(all) > 0)
    #expect(lostForWantOfPods(rolling) == 0)
  }
}
