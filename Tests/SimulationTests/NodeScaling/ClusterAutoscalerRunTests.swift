import Cluster
import Kubernetes
import NodeScaling
import Scaling
import Testing
import Workload

@testable import Simulation

/// Nodes of 4 cores in one group; pods ask for a core. A machine registers after 60 s and is ready 20 s later.
@Suite("Cluster Autoscaler in a run")
struct ClusterAutoscalerRunTests {
  static let times = ProvisioningTimes(
    registration: .init(medianS: 60, cv: 0), readiness: .init(medianS: 20, cv: 0))

  /// A pod of a core does 100 requests a second; the HPA holds it at 60 %.
  static func scenario(
    _ load: [(Int64, Double)], end: Int64, initial: Int = 1, minimum: Int = 1, maximum: Int = 10,
    options: (inout ClusterAutoscalerOptions) -> Void = { _ in }
  ) throws -> Scenario {
    let workload = ScenarioWorkload(
      deployment: try Scenarios.deployment(replicas: 2), load: Scenarios.load(load, end: end))
    var scenario = Scenario(
      horizonMs: end * 1_000,
      nodePools: [SimulationPools.pool("group", count: initial, cores: 4)], workloads: [workload])
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa())]
    var flags = ClusterAutoscalerOptions()
    options(&flags)
    var scaler = ScenarioClusterAutoscaler(
      options: flags, groups: [ScenarioNodeGroup(pool: 0, minimum: minimum, maximum: maximum, times: times)])
    scaler.phaseMs = 0
    scenario.nodeAutoscaler = .clusterAutoscaler(scaler)
    return scenario
  }

  @Test("pods without room make the group grow, and are ready after the machines' time; the reason is told")
  func grows() throws {
    let scenario = try Self.scenario([(0, 100), (600, 600)], end: 1_800)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    // 600 requests a second at 60 requests a pod: 10 pods in the end, 3 nodes of 4; HPA overshoots by a node before.
    #expect(recording.workloads[0].timeline.replicas.last == 10)
    #expect(recording.nodes.spans.filter { $0.untilMs == nil }.count >= 3)
    let ups = recording.nodes.decisions.filter { $0.kind == .scaleUp }
    #expect(ups.reduce(0) { $0 + $1.nodes } == recording.nodes.spans.count - 1)
    #expect(ups.allSatisfy { $0.subject == "group" && $0.reason.hasPrefix("least-waste chose it") })
    for span in recording.nodes.spans.dropFirst() {
      #expect(ups.contains { $0.timeMs + 60_000 == span.fromMs })
    }
    #expect(!recording.nodes.waits.isEmpty)
    for wait in recording.nodes.waits {
      // The loop looks at pods that are 2 s old, at the latest 10 s later.
      #expect(wait.untilMs - wait.fromMs >= 82_000 - 10 && wait.untilMs - wait.fromMs <= 94_000)
      #expect((wait.readyMs ?? 0) > wait.untilMs)
    }
    // From when each came to when it went.
    let ms = recording.nodes.spans.reduce(0) { $0 + ($1.untilMs ?? 1_800_000) - $1.fromMs }
    #expect(recording.nodeMs == [ms])
  }

  @Test("nodes that are unneeded for ten minutes go after a drain, down to the minimum")
  func shrinks() throws {
    let scenario = try Self.scenario([(0, 100), (600, 600), (1_800, 50)], end: 5_400)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let downs = recording.nodes.decisions.filter { $0.kind == .scaleDown }
    #expect(downs.count == recording.nodes.spans.count - 1)
    #expect(downs.allSatisfy { $0.reason.hasPrefix("unneeded for 10m") })
    #expect(recording.nodes.spans.filter { $0.untilMs == nil }.count == 1)
    // Empty nodes are gone 5 s after the taint.
    for down in downs where down.reason.hasSuffix("no pods") {
      let span = try #require(recording.nodes.spans.first { $0.node == down.subject })
      #expect(span.untilMs == down.timeMs + 5_000)
    }
    #expect(recording.workloads[0].timeline.ready.last ?? 0 >= 1)
  }

  @Test("a group at its maximum leaves pods waiting, and says so")
  func maximum() throws {
    let scenario = try Self.scenario([(0, 100), (600, 600)], end: 1_800, maximum: 2)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.workloads[0].timeline.ready.last == 8)
    let kept = recording.nodes.decisions.filter { $0.kind == .noScaleUp }
    #expect(kept.last?.reason == "group: at its maximum")
    #expect(recording.nodes.waits.contains { $0.untilMs == 1_800_000 && $0.readyMs == nil })
  }

  @Test("a quota denies machines, and the group is left alone for a while")
  func quota() throws {
    var scenario = try Self.scenario([(0, 100), (600, 600)], end: 1_800)
    guard case .clusterAutoscaler(var scaler) = scenario.nodeAutoscaler else { return }
    scaler.supply.quotas = [CloudSupply.Quota(machines: 2)]
    scenario.nodeAutoscaler = .clusterAutoscaler(scaler)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.nodes.spans.count == 2)
    #expect(recording.nodes.decisions.contains { $0.kind == .denied })
    #expect(recording.workloads[0].timeline.ready.last == 8)
  }

  @Test("a disruption budget that lets nothing go keeps a node, and the reason names it")
  func budget() throws {
    var scenario = try Self.scenario([(0, 400), (900, 100)], end: 4_800, initial: 3) {
      $0.utilizationThreshold = 0.9
    }
    scenario.budgets = [
      PodDisruptionBudget(
        metadata: ObjectMeta(name: "all"), maxUnavailable: .int(0), selector: LabelSelector())
    ]
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let reasons = recording.nodes.decisions.filter { $0.kind == .kept }.map(\.reason)
    #expect(reasons.contains("NotEnoughPdb: a pod of web"))
  }

  @Test("equal seeds give equal recordings", arguments: 0..<5)
  func repeats(seed: UInt64) throws {
    var scenario = try Self.scenario([(0, 100), (300, 900), (1_500, 80)], end: 3_600)
    guard case .clusterAutoscaler(var scaler) = scenario.nodeAutoscaler else { return }
    scaler.groups[0].times = .usual
    scaler.phaseMs = nil
    scenario.nodeAutoscaler = .clusterAutoscaler(scaler)
    #expect(try ClosedLoop.run(scenario, seed: seed) == ClosedLoop.run(scenario, seed: seed))
  }
}
