import Cluster
import Kubernetes
import NodeScaling
import Scaling
import Testing
import Workload

@testable import Simulation

/// What clouds do to nodes in a run: they take spot machines back, make some in vain, and have too few of others.
@Suite("What clouds do to node groups in a run")
struct NodeSupplyRunTests {
  private static func scenario(
    _ load: [(Int64, Double)], end: Int64, initial: Int = 1, change: (inout ScenarioClusterAutoscaler) -> Void
  ) throws -> Scenario {
    var scenario = try ClusterAutoscalerRunTests.scenario(load, end: end, initial: initial)
    guard case .clusterAutoscaler(var scaler) = scenario.nodeAutoscaler else { return scenario }
    change(&scaler)
    scenario.nodeAutoscaler = .clusterAutoscaler(scaler)
    return scenario
  }

  @Test("a spot machine of a group is drained at the notice, gone after it, and its group asks for another")
  func spot() throws {
    let scenario = try Self.scenario([(0, 400)], end: 7_200, initial: 3) {
      $0.groups[0].capacityType = .spot
      $0.supply.spotInterruptionsPerHour = 1
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let interruptions = recording.nodes.decisions.filter { $0.kind == .interrupted }
    #expect(!interruptions.isEmpty)
    for interruption in interruptions where interruption.timeMs + 120_000 < 7_200_000 {
      let span = try #require(recording.nodes.spans.first { $0.node == interruption.subject })
      let untilMs = try #require(span.untilMs)
      // Two minutes later it is gone, earlier only if the autoscaler took it away.
      #expect(untilMs <= interruption.timeMs + 120_000)
      let isOwn = recording.nodes.decisions.contains {
        $0.kind == .scaleDown && $0.subject == interruption.subject
      }
      if !isOwn {
        #expect(untilMs == interruption.timeMs + 120_000)
        // The next machine registers a minute after that.
        #expect(recording.nodes.spans.contains { $0.fromMs == untilMs + 60_000 } || untilMs > 7_140_000)
      }
    }
    #expect((recording.workloads[0].timeline.ready.last ?? 0) > 4)
  }

  @Test("machines that never register are given up after 15 minutes, and the group is left alone for a while")
  func neverRegister() throws {
    let scenario = try Self.scenario([(0, 100), (600, 600)], end: 5_400) {
      $0.supply.neverRegisterShare = 1
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.nodes.spans.count == 1)
    let first = try #require(recording.nodes.decisions.first { $0.kind == .scaleUp })
    let given = try #require(recording.nodes.decisions.first { $0.kind == .targetLowered })
    // max-node-provision-time is 15 min; the loop looks every 10 s.
    #expect(given.timeMs > first.timeMs + 900_000 && given.timeMs <= first.timeMs + 920_000)
    // The back-off takes five minutes.
    let next = try #require(
      recording.nodes.decisions.first { $0.kind == .scaleUp && $0.timeMs > given.timeMs })
    #expect(next.timeMs >= first.timeMs + 900_000 + 300_000)
  }

  @Test("start-up taints keep pods off a node for as long as they stay after it is ready")
  func startupTaints() throws {
    func firstWait(_ startupMs: Int64) throws -> Int64 {
      var scenario = try Self.scenario([(0, 100), (600, 600)], end: 1_800) {
        $0.groups[0].startupMs = startupMs
      }
      scenario.nodePools[0].startupTaints = [Taint(key: "agent-missing", effect: "NoSchedule")]
      let recording = try ClosedLoop.run(scenario, seed: 1)
      return try #require(recording.nodes.waits.map { $0.untilMs - $0.fromMs }.min())
    }
    // A machine takes 60 + 20 s, and the agent another 45 s.
    #expect(try firstWait(45_000) == firstWait(0) + 45_000)
  }

  @Test("a group whose machines cannot be had is left, and the next best one grows")
  func shortage() throws {
    var scenario = try Self.scenario([(0, 100), (600, 600)], end: 1_800) {
      $0.groups[0].type = "small"
      $0.groups.append(
        ScenarioNodeGroup(
          pool: 1, minimum: 0, maximum: 10, type: "other", times: ClusterAutoscalerRunTests.times))
      $0.supply.shortages = [CloudSupply.Shortage(type: "small", fromMs: 0, untilMs: 10_000_000)]
    }
    scenario.nodePools.append(SimulationPools.pool("spare", count: 0, cores: 8))
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let denied = try #require(recording.nodes.decisions.first { $0.kind == .denied })
    #expect(denied.subject == "group" && denied.reason == "the cloud has no more machines of this type there")
    let next = try #require(
      recording.nodes.decisions.first { $0.kind == .scaleUp && $0.timeMs > denied.timeMs })
    #expect(next.subject == "spare" && next.reason.contains("group: left alone after a failure"))
    #expect(recording.nodes.spans.contains { $0.node.hasPrefix("spare-") })
  }

  @Test("an event meets nodes that came during the run, and not those that are gone")
  func incident() throws {
    var scenario = try Self.scenario([(0, 100), (600, 600)], end: 2_400) { _ in }
    scenario.incidents = [
      Incident(
        atMs: 1_500_000, endMs: 1_800_000, name: "power", kind: .kill(NodeTarget(pool: "group")))
    ]
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let met = try #require(recording.incidents.first).nodes
    let there = recording.nodes.spans.filter { $0.fromMs <= 1_500_000 && $0.untilMs ?? .max > 1_500_000 }
    #expect(met == there.map(\.node) && met.count > 1)
    let lost = recording.nodeChanges.filter { $0.kind == .powerLost }.map(\.node)
    #expect(lost == met)
  }
}
