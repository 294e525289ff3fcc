import Kubernetes
import Testing

@testable import NodeScaling

@Suite("Which nodes Karpenter takes away")
struct DisruptionTests {
  private typealias Scene = KarpenterScene

  private static func candidate(
    _ name: String, type: Int, pods: [PodDemand] = [], capacityType: CapacityType = .onDemand,
    types: [InstanceType] = KarpenterScene.types
  ) -> DisruptionCandidate {
    DisruptionCandidate(
      name: name, pool: "default", type: types[type], zone: "a", capacityType: capacityType, createdMs: 0,
      initializedMs: 0, pods: pods)
  }

  private static func view(
    _ candidates: [DisruptionCandidate], pool: NodePool = KarpenterScene.pool(), revision: UInt64 = 1,
    types: [InstanceType] = KarpenterScene.types
  ) -> DisruptionController.View {
    let nodes = candidates.map { candidate in
      let used = candidate.pods.reduce(NodeResources()) { $0 + $1.resources }
      return ExistingNode(
        name: candidate.name, labels: candidate.labels, available: candidate.type.allocatable - used)
    }
    return .init(
      candidates: candidates,
      surroundings: .init(provisioner: Provisioner(pools: [pool], types: types), nodes: nodes),
      revision: revision)
  }

  private static func pool(_ nodes: DisruptionBudget.Nodes = .percent(100)) -> NodePool {
    var pool = KarpenterScene.pool()
    pool.disruption.budgets = [DisruptionBudget(nodes: nodes)]
    return pool
  }

  @Test("Empty nodes go together, as many as the budget lets, after 15 s")
  func emptiness() {
    let nodes = (0..<4).map { Self.candidate("n\($0)", type: 0) }
    var controller = DisruptionController()
    // 50 % of four nodes.
    let view = Self.view(nodes, pool: Self.pool(.percent(50)))
    #expect(controller.run(view, nowMs: 0) == nil)
    #expect(controller.run(view, nowMs: 10_000) == nil)
    let command = controller.run(view, nowMs: 15_000)
    #expect(command?.method == .emptiness && command?.names == ["n0", "n1"])
  }

  @Test("A node that got a pod in the meantime stays")
  func revalidation() {
    var controller = DisruptionController()
    #expect(controller.run(Self.view([Self.candidate("n", type: 0)], pool: Self.pool()), nowMs: 0) == nil)
    let taken = Self.candidate("n", type: 0, pods: [Scene.pod("p", milliCPU: 1900)])
    #expect(controller.run(Self.view([taken], pool: Self.pool(), revision: 2), nowMs: 15_000) == nil)
  }

  @Test("Two half-used nodes become one, of a type cheaper than both")
  func multiNode() {
    let nodes = ["m0", "m1"].map { Self.candidate($0, type: 2, pods: [Scene.pod("p-\($0)", milliCPU: 1500)]) }
    let found = Consolidation().multiNode(nodes, in: Self.view(nodes).surroundings)
    // 3 cores need a medium machine: 0.2 instead of 2 * 0.4.
    #expect(found?.names == ["m0", "m1"])
    #expect(found?.replacements.first?.types.map(\.name) == ["medium"])
    #expect(abs((found?.savings ?? 0) - 0.6) < 1e-9)
  }

  @Test("A node is replaced only by a cheaper one, and one that may be spot is pinned to it")
  func singleNode() throws {
    let mixed = Scene.pool("default", [.onDemand, .spot])
    let large = Self.candidate("n", type: 2, pods: [Scene.pod("p", milliCPU: 7000)])
    let consolidation = Consolidation()
    #expect(
      consolidation.command(for: [large], method: .singleNode, in: Self.view([large]).surroundings) == nil)
    let found = try #require(
      consolidation.command(
        for: [large], method: .singleNode, in: Self.view([large], pool: mixed).surroundings))
    let plan = try #require(found.replacements.first)
    #expect(plan.types.map(\.name) == ["large"])
    #expect(plan.requirements[KarpenterLabels.capacityType].values == ["spot"])
  }

  @Test("Spot nodes are replaced by spot nodes only with the gate and 15 cheaper types")
  func spotToSpot() {
    let many = (0..<20).map { Scene.type("t\($0)", cores: 2, price: 0.1 + Double($0) * 0.01) }
    let pool = Scene.pool("default", [.spot])
    let node = { (type: Int) in
      Self.candidate(
        "n", type: type, pods: [Scene.pod("p", milliCPU: 1000)], capacityType: .spot, types: many)
    }
    let find = { (consolidation: Consolidation, type: Int) in
      consolidation.command(
        for: [node(type)], method: .singleNode,
        in: Self.view([node(type)], pool: pool, types: many).surroundings)
    }
    #expect(find(Consolidation(), 19) == nil)
    var gated = Consolidation()
    gated.allowsSpotToSpot = true
    #expect(find(gated, 14) == nil)
    #expect(find(gated, 19)?.replacements.first?.types.count == 15)
  }

  @Test("Balanced takes what saves enough for the disruption")
  func balanced() throws {
    var pool = Scene.pool()
    pool.disruption.consolidation = .balanced(threshold: 2)
    let busy = Self.candidate("busy", type: 0, pods: (0..<9).map { Scene.pod("b\($0)", milliCPU: 100) })
    let rest = (0..<3).map { Self.candidate("n\($0)", type: 2, pods: [Scene.pod("p\($0)", milliCPU: 4000)]) }
    let all = [busy] + rest
    let approves = { (candidate: DisruptionCandidate) in
      Consolidation.isBalanced(
        .init(method: .singleNode, candidates: [candidate], replacements: []), pools: [pool], all: all)
    }
    // The pool costs 0.1 + 3 * 0.4 = 1.3, its disruption 10 + 3 * 2 = 16.
    // busy: (0.1 / 1.3) / (10 / 16) = 0.12 < 0.5; n0: (0.4 / 1.3) / (2 / 16) = 2.46.
    #expect(!approves(busy))
    #expect(approves(rest[0]))
  }

  @Test("Drifted nodes go one at a time, their replacements first; old ones go whatever the budget")
  func driftAndExpiration() {
    var nodes = (0..<2).map { Self.candidate("n\($0)", type: 0, pods: [Scene.pod("p\($0)", milliCPU: 1500)]) }
    nodes[1].driftedMs = 5
    nodes[0].driftedMs = 9
    var controller = DisruptionController()
    let command = controller.run(Self.view(nodes, pool: Self.pool()), nowMs: 10)
    #expect(command?.method == .drift && command?.names == ["n1"] && command?.replacements.count == 1)
    var held = controller
    #expect(held.run(Self.view(nodes, pool: Self.pool(.count(0))), nowMs: 10) == nil)
    let life = Int64(720) * 3_600_000
    #expect(controller.expired(Self.view(nodes), nowMs: life - 1).isEmpty)
    #expect(controller.expired(Self.view(nodes), nowMs: life) == ["n0", "n1"])
  }

  @Test("Empty nodes go before drifted ones")
  func emptyFirst() {
    var drifted = Self.candidate("old", type: 0, pods: [Scene.pod("p", milliCPU: 1500)])
    drifted.driftedMs = 0
    let view = Self.view([Self.candidate("empty", type: 0), drifted], pool: Self.pool())
    var controller = DisruptionController()
    #expect(controller.run(view, nowMs: 0) == nil)
    #expect(controller.run(view, nowMs: 15_000)?.names == ["empty"])
  }

  @Test("What found nothing is tried again when the cluster changes, or after five minutes")
  func quiet() {
    let node = Self.candidate("n", type: 0, pods: [Scene.pod("p", milliCPU: 1900)])
    var controller = DisruptionController()
    #expect(controller.run(Self.view([node], pool: Self.pool()), nowMs: 0) == nil)
    let empty = Self.view([Self.candidate("n", type: 0)], pool: Self.pool(), revision: 1)
    _ = controller.run(empty, nowMs: 10_000)
    #expect(controller.run(empty, nowMs: 25_000) == nil)
    let changed = Self.view([Self.candidate("n", type: 0)], pool: Self.pool(), revision: 2)
    _ = controller.run(changed, nowMs: 30_000)
    #expect(controller.run(changed, nowMs: 45_000)?.names == ["n"])
  }

  @Test("A nightly budget holds in its hours")
  func schedule() throws {
    let nightly = DisruptionBudget(
      nodes: .count(0), schedule: try CronCalendar("0 22 * * *", as: .utc), durationMs: 8 * 3_600_000)
    let hour = { (hour: Int64) in hour * 3_600_000 }
    // 1970-01-02 05:59 is within eight hours of 22:00, 06:01 is not.
    #expect(nightly.isActive(atMs: hour(29) + 59 * 60_000))
    #expect(!nightly.isActive(atMs: hour(30) + 60_000))
  }
}
