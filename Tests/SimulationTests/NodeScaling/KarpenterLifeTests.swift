import Cluster
import Kubernetes
import NodeScaling
import Testing
import Workload

@testable import Simulation

/// What becomes of Karpenter's machines, and what it says of those it leaves.
@Suite("Karpenter's machines in a run")
struct KarpenterLifeTests {
  @Test("a machine that does not register is given up after 15 minutes, and another is asked for")
  func neverRegisters() throws {
    let scenario = try KarpenterRunTests.scenario([(0, 100), (600, 600)], end: 3_600) { karpenter in
      karpenter.supply.neverRegisterShare = 1
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.nodes.spans.count == 1)
    let first = try #require(recording.nodes.decisions.first { $0.kind == .scaleUp })
    let given = try #require(recording.nodes.decisions.first { $0.kind == .aborted })
    #expect(given.timeMs == first.timeMs + 900_000)
    #expect(given.reason.hasSuffix("did not register within 15 minutes"))
    let next = try #require(
      recording.nodes.decisions.first { $0.kind == .scaleUp && $0.timeMs >= given.timeMs })
    #expect(next.timeMs <= given.timeMs + 10_000)
  }

  @Test("nodes that drifted are replaced one by one, the new one being ready before the old one goes")
  func drift() throws {
    let scenario = try KarpenterRunTests.scenario([(0, 600)], end: 5_400) { karpenter in
      karpenter.drifts = [ScenarioKarpenter.Drift(atMs: 1_800_000, pool: "general")]
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let old = recording.nodes.spans.filter {
      $0.fromMs > 0 && $0.fromMs < 1_800_000 && $0.untilMs ?? .max > 1_800_000
    }
    #expect(!old.isEmpty && old.allSatisfy { $0.untilMs != nil })
    let gone = recording.nodes.decisions.filter {
      $0.kind == .scaleDown && $0.reason == "it is no longer what its pool says"
    }
    #expect(!gone.isEmpty)
    // Registration and readiness of the replacement take 50 s.
    let asked = try #require(
      recording.nodes.decisions.first { $0.kind == .scaleUp && $0.reason.hasPrefix("in place of") })
    #expect(gone.contains { $0.timeMs == asked.timeMs + 50_000 })
    #expect((recording.workloads[0].timeline.ready.last ?? 0) > 9)
  }

  @Test("a node that stays has its reason: nothing that takes its pods is cheaper")
  func reasons() throws {
    let scenario = try KarpenterRunTests.scenario([(0, 600)], end: 3_600)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let kept = recording.nodes.decisions.filter { $0.kind == .kept }
    #expect(kept.contains { $0.reason == "no machine that takes its pods is cheaper" })
    #expect(kept.allSatisfy { $0.subject.hasPrefix("general-") })
  }

  @Test("a pool that takes away empty nodes alone says so")
  func emptyOnes() throws {
    let scenario = try KarpenterRunTests.scenario([(0, 600)], end: 3_600) { karpenter in
      karpenter.pools[0].disruption.consolidation = .whenEmpty
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let reasons = Set(recording.nodes.decisions.filter { $0.kind == .kept }.map(\.reason))
    #expect(reasons.contains("its pool takes away nodes without pods only"))
  }

  @Test("nodes older than their pool lets them be go whatever budgets say")
  func expires() throws {
    let scenario = try KarpenterRunTests.scenario([(0, 600)], end: 5_400) { karpenter in
      karpenter.pools[0].disruption.expireAfterMs = 1_800_000
      karpenter.pools[0].disruption.budgets = [NodeScaling.DisruptionBudget(nodes: .count(0))]
    }
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let gone = recording.nodes.decisions.filter { $0.reason == "it is older than its pool lets nodes be" }
    #expect(!gone.isEmpty)
    for span in recording.nodes.spans where span.fromMs > 0 && span.fromMs < 3_000_000 {
      #expect(span.untilMs != nil)
    }
  }
}
