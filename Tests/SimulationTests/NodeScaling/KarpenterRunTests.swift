import Cluster
import Kubernetes
import NodeScaling
import Scaling
import Testing
import Workload

@testable import Simulation

/// Machines of 4 and 16 cores; pods ask for a core. A machine registers after 40 s and is ready 10 s later.
@Suite("Karpenter in a run")
struct KarpenterRunTests {
  static func type(_ name: String, cores: Int64, price: Double, spot: Double? = nil) -> InstanceType {
    let amounts = NodeResources(milliCPU: cores * 1_000, memory: cores << 32, pods: 110)
    var offerings = [Offering(zone: "a", capacityType: .onDemand, price: price)]
    if let spot { offerings.append(Offering(zone: "a", capacityType: .spot, price: spot)) }
    return InstanceType(name: name, capacity: amounts, allocatable: amounts, offerings: offerings)
  }

  static func scenario(
    _ load: [(Int64, Double)], end: Int64, change: (inout ScenarioKarpenter) -> Void = { _ in }
  ) throws -> Scenario {
    let workload = ScenarioWorkload(
      deployment: try Scenarios.deployment(replicas: 2), load: Scenarios.load(load, end: end))
    var scenario = Scenario(
      horizonMs: end * 1_000, nodePools: [SimulationPools.pool("static", count: 1, cores: 2)],
      workloads: [workload])
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa())]
    var pool = NodeScaling.NodePool(name: "general")
    pool.disruption.consolidateAfterMs = 60_000
    pool.disruption.budgets = [NodeScaling.DisruptionBudget(nodes: .percent(100))]
    var karpenter = ScenarioKarpenter(
      pools: [pool],
      types: [Self.type("small", cores: 4, price: 0.2), Self.type("large", cores: 16, price: 0.7)],
      times: ProvisioningTimes(
        registration: .init(medianS: 40, cv: 0), readiness: .init(medianS: 10, cv: 0)))
    karpenter.phaseMs = 0
    change(&karpenter)
    scenario.nodeAutoscaler = .karpenter(karpenter)
    return scenario
  }

  @Test("gathers pods, makes the cheapest machine that takes them, and tells why")
  func provisions() throws {
    let scenario = try Self.scenario([(0, 100), (600, 600)], end: 1_800)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.workloads[0].timeline.replicas.last == 10)
    #expect((recording.workloads[0].timeline.ready.last ?? 0) > 9)
    let ups = recording.nodes.decisions.filter { $0.kind == .scaleUp }
    let first = try #require(ups.first)
    #expect(first.subject == "general" && first.reason.contains("an hour"))
    // A second after the last pod that waits, or ten after the first.
    let wait = try #require(recording.nodes.waits.map(\.fromMs).min())
    #expect(first.timeMs >= wait + 1_000 && first.timeMs <= wait + 10_000)
    #expect(recording.nodes.spans.dropFirst().allSatisfy { $0.node.hasPrefix("general-") })
    #expect(recording.nodes.spans.dropFirst().first?.fromMs == first.timeMs + 40_000)
  }

  @Test("takes empty nodes away, and replaces a node by a cheaper one")
  func consolidates() throws {
    let scenario = try Self.scenario([(0, 100), (600, 1_200), (1_800, 50)], end: 5_400)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let downs = recording.nodes.decisions.filter { $0.kind == .scaleDown }
    #expect(!downs.isEmpty)
    // Two cores of the static node are enough for one pod.
    #expect(recording.nodes.spans.dropFirst().allSatisfy { $0.untilMs != nil })
    #expect((recording.workloads[0].timeline.ready.last ?? 0) >= 1)
  }

  @Test("a spot machine that is taken back is drained, and another is made")
  func interrupted() throws {
    let scenario = try Self.scenario([(0, 600)], end: 7_200) { karpenter in
      karpenter.types = [Self.type("small", cores: 4, price: 0.2, spot: 0.06)]
      karpenter.supply.spotInterruptionsPerHour = 1
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let interruptions = recording.nodes.decisions.filter { $0.kind == .interrupted }
    #expect(!interruptions.isEmpty)
    for interruption in interruptions {
      let span = try #require(recording.nodes.spans.first { $0.node == interruption.subject })
      #expect((span.untilMs ?? .max) <= interruption.timeMs + 120_000 || span.untilMs == nil)
    }
    #expect(
      recording.nodes.spans.dropFirst().allSatisfy { $0.node.hasSuffix("spot") || $0.node.contains("-spot-") }
    )
    #expect((recording.workloads[0].timeline.ready.last ?? 0) > 5)
  }

  @Test("what the cloud has not is not asked for again for a while; another machine is made")
  func shortage() throws {
    let scenario = try Self.scenario([(0, 100), (600, 600)], end: 1_800) { karpenter in
      karpenter.supply.shortages = [
        CloudSupply.Shortage(type: "large", fromMs: 0, untilMs: 10_000_000),
        CloudSupply.Shortage(type: "small", fromMs: 0, untilMs: 700_000),
      ]
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.nodes.decisions.contains { $0.kind == .denied })
    #expect(recording.nodes.spans.dropFirst().allSatisfy { $0.node.hasPrefix("general-small") })
    #expect((recording.workloads[0].timeline.ready.last ?? 0) > 9)
  }

  @Test("pods of a cluster without any node go to the first one as soon as it is ready")
  func firstNode() throws {
    var scenario = try Self.scenario([(0, 100)], end: 900)
    scenario.nodePools = []
    scenario.workloads[0].startsSettled = false
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let ready = try #require(recording.nodeChanges.first { $0.kind == .initialized }).timeMs
    #expect(ready < 70_000)
    // Their back-off is a second by then.
    let first = recording.nodes.waits.filter { $0.fromMs < 10_000 }
    #expect(!first.isEmpty && first.allSatisfy { $0.untilMs >= ready && $0.untilMs <= ready + 2_000 })
  }

  @Test("equal seeds give equal recordings", arguments: 0..<4)
  func repeats(seed: UInt64) throws {
    let scenario = try Self.scenario([(0, 100), (300, 900), (1_500, 80)], end: 3_600) { karpenter in
      karpenter.types = [Self.type("small", cores: 4, price: 0.2, spot: 0.06)]
      karpenter.supply.spotInterruptionsPerHour = 2
      karpenter.times = .usual
      karpenter.phaseMs = nil
    }
    #expect(try ClosedLoop.run(scenario, seed: seed) == ClosedLoop.run(scenario, seed: seed))
  }
}
