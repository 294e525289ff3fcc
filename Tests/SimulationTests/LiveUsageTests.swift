import Cluster
import Scheduling
import Testing
import Workload

@testable import Simulation

@Suite("A scheduler that looks at live usage")
struct LiveUsageTests {
  /// Two services on two nodes of 4 cores: one uses all it requests, one nearly nothing of as much.
  private func nodes(ofNewPods profile: SchedulerProfile) throws -> [Int32] {
    var busy = ScenarioWorkload(
      deployment: try Scenarios.deployment("busy", replicas: 1, request: "1", limit: "2"),
      load: Scenarios.load([(0, 180)], end: 900))
    busy.response.cpuPerRequest = 0.01
    let idle = ScenarioWorkload(
      deployment: try Scenarios.deployment("idle", replicas: 1, request: "1", limit: "2"),
      load: Scenarios.load([(0, 1)], end: 900))
    let late = ScenarioWorkload(
      deployment: try Scenarios.deployment("late", replicas: 1, request: "100m", limit: "100m"),
      load: Scenarios.load([(0, 1)], end: 900))
    var scenario = Scenario(
      horizonMs: 900_000,
      nodePools: [NodePool(name: "node", count: 2, cpuMilli: 4_000, memoryBytes: 16 << 30)],
      workloads: [busy, idle, late])
    scenario.scheduler = profile
    scenario.incidents = [
      Incident(atMs: 600_000, name: "rollout", kind: .rollout(deployment: "late"))
    ]
    let run = try ClosedLoop.run(scenario, seed: 1)
    func node(_ workload: Int, after ms: Int64) -> Int32? {
      run.workloads[workload].podLog.first { $0.timeMs >= ms && $0.node >= 0 }?.node
    }
    let late2 = try #require(
      run.workloads[2].podLog.last { $0.change == .scheduled && $0.timeMs >= 600_000 })
    return [try #require(node(0, after: 0)), try #require(node(1, after: 0)), late2.node]
  }

  @Test("Two pods of equal requests spread; a third goes where more is used, up to the target")
  func packs() throws {
    var profile = SchedulerProfile()
    profile.scores = [WeightedScorePlugin(TargetLoadPacking(targetUtilization: 80), weight: 100)]
    let placed = try nodes(ofNewPods: profile)
    #expect(placed[0] != placed[1])
    #expect(placed[2] == placed[0])
  }

  @Test("Above the target it goes where less is used")
  func spreads() throws {
    var profile = SchedulerProfile()
    profile.scores = [WeightedScorePlugin(TargetLoadPacking(targetUtilization: 20), weight: 100)]
    let placed = try nodes(ofNewPods: profile)
    #expect(placed[0] != placed[1])
    #expect(placed[2] == placed[1])
  }
}
