import Cluster
import Testing

@testable import Simulation

@Suite("Incidents in a run")
struct IncidentTests {
  private func scenario(rate: Double = 300, zones: [String] = []) throws -> Scenario {
    var pool = NodePool(name: "general", count: 4, cpuMilli: 4_000, memoryBytes: 16 << 30)
    pool.zones = zones
    var scenario = Scenario(
      horizonMs: 1_800_000, nodePools: [pool],
      workloads: [
        ScenarioWorkload(
          deployment: try Scenarios.deployment(replicas: 6),
          load: Scenarios.load([(0, rate)], end: 1_800))
      ])
    scenario.nodeLifecycle.leasePhaseMs = 0
    scenario.nodeLifecycle.monitorPhaseMs = 0
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa(min: 2), phaseMs: 0)]
    return scenario
  }

  @Test("A node is named by its pool and number, a zone holds every so-maniest node")
  func targets() throws {
    var one = NodePool(name: "a", count: 3, cpuMilli: 1, memoryBytes: 1)
    one.zones = ["x", "y"]
    let pools = [one, NodePool(name: "b", count: 2, cpuMilli: 1, memoryBytes: 1)]
    #expect(NodeTarget(node: "b-1").candidates(among: pools) == [4])
    #expect(NodeTarget(index: 1).candidates(among: pools) == [1])
    #expect(NodeTarget(pool: "b").candidates(among: pools) == [3, 4])
    #expect(NodeTarget(zone: "x").candidates(among: pools) == [0, 2])
    #expect(NodeTarget(pool: "a", zone: "y").candidates(among: pools) == [1])
    #expect(NodeTarget(pool: "c").candidates(among: pools).isEmpty)
  }

  @Test("Nodes drawn are the same for every strategy and differ between seeds and incidents")
  func drawn() {
    let pools = [NodePool(name: "a", count: 100, cpuMilli: 1, memoryBytes: 1)]
    let target = NodeTarget(any: 3)
    let picked = target.pick(among: pools, seed: 1, incident: 0)
    #expect(picked.count == 3)
    #expect(Set(picked).count == 3)
    #expect(picked == target.pick(among: pools, seed: 1, incident: 0))
    #expect(picked != target.pick(among: pools, seed: 2, incident: 0))
    #expect(picked != target.pick(among: pools, seed: 1, incident: 1))
    #expect(NodeTarget(any: 200).pick(among: pools, seed: 1, incident: 0).count == 100)
  }

  @Test("An HPA neither decides nor counts a sync while the API server is down")
  func outage() throws {
    var scenario = try scenario(rate: 900)
    scenario.incidents = [Incident(atMs: 5_000, endMs: 605_000, name: "outage", kind: .apiServerDown)]
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let scaled = recording.decisions.filter { $0.from != $0.to }
    #expect(!scaled.isEmpty)
    #expect(scaled[0].timeMs >= 605_000)
    // Pods run on: nothing is lost for want of an API server but for want of capacity.
    let served = recording.workloads[0].timeline.served
    #expect(served[1] > 0)
  }

  @Test("A zone that is killed takes its pods with it, and the HPA sees the others")
  func zone() throws {
    var scenario = try scenario(zones: ["x", "y"])
    scenario.incidents = [Incident(atMs: 300_000, name: "zone", kind: .kill(NodeTarget(zone: "x")))]
    let recording = try ClosedLoop.run(scenario, seed: 1)
    // Last heartbeats 300 s, seen at 300 s, missed at 350 s.
    let silent = recording.nodeChanges.filter { $0.kind == .notReady }
    #expect(silent.map(\.timeMs) == [350_000, 350_000])
    #expect(silent.map(\.node) == ["general-0", "general-2"])
    #expect(silent.map(\.ready) == [3, 2])
    #expect(recording.incidents.map(\.nodes) == [["general-0", "general-2"]])
    let rows = recording.workloads[0].timeline
    #expect(rows.dropped[5] > 0)
    #expect(rows.ready[7] < 6)
    // 650 s: both evicted, 10 s apart; the ReplicaSet makes up for them on what is left of the nodes.
    let evicted = recording.nodeChanges.filter { $0.kind == .evicted }
    #expect(evicted.map(\.timeMs) == [650_000, 660_000])
    let last = rows.count - 1
    #expect(rows.ready[last] > 4)
    #expect(rows.dropped[last] == 0)
  }

  @Test("Every request is served, lost or waiting, whatever happens to the nodes", arguments: 0..<40)
  func conserves(seed: UInt64) throws {
    var scenario = try scenario(rate: 450, zones: ["x", "y"])
    scenario.incidents = RandomIncidents.make(seed: seed, scenario)
    let recording = try ClosedLoop.run(scenario, seed: seed)
    let rows = recording.workloads[0].timeline
    func sum(_ column: [Double]) -> Double { column.reduce(0, +) }
    let out =
      sum(rows.served) + sum(rows.dropped) + sum(rows.timedOut) + sum(rows.cut) + (rows.backlog.last ?? 0)
    #expect(abs(sum(rows.arrived) - 450 * 1_800) < 1e-6 * 450 * 1_800)
    #expect(abs(sum(rows.arrived) - out) < 1e-6)
  }
}
