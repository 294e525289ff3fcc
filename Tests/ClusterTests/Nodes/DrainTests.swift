import Controllers
import Kubernetes
import Testing

@testable import Cluster

@Suite("Nodes that are slowed, cordoned and drained")
struct DrainTests {
  @Test("A slow node's pods do less work for the same CPU")
  func slow() {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 2)
    bench.cluster.setLoad(web, microcores: 1_600_000, nowMs: 0)
    bench.cluster.setSpeed(500, ofNode: 0, nowMs: 0)
    // 0.8 cores of requests arrive at each pod. The slow one does 0.5 of them with its whole core and falls behind by
    // 0.3; the other needs 0.8 of its core.
    bench.run(to: 10_000)
    #expect(bench.state(web).totals.served == (500_000 + 800_000) * 10_000)
    #expect(bench.state(web).backlog == 300_000 * 10_000)
    #expect(bench.state(web).totals.usage == (1_000_000 + 800_000) * 10_000)
    bench.cluster.setSpeed(1_000, ofNode: 0, nowMs: 10_000)
    // The backlog of 3,000 core-ms goes at 0.2 cores: in 15 s.
    bench.run(to: 24_999)
    #expect(bench.state(web).backlog > 0)
    bench.run(to: 25_000)
    #expect(bench.state(web).backlog == 0)
  }

  @Test("A cordoned node takes no new pods and keeps those it has")
  func cordon() {
    var bench = Bench.nodes(1)
    let web = bench.add(replicas: 1)
    bench.cluster.cordon(node: 0, nowMs: 0)
    bench.cluster.scale(web, to: 2, nowMs: 1_000)
    bench.run(to: 60_000)
    #expect(bench.state(web).unscheduledCount == 1)
    #expect(bench.state(web).readyCount == 1)
    bench.cluster.uncordon(node: 0, nowMs: 60_000)
    bench.run(to: 60_000)
    #expect(bench.state(web).unscheduledCount == 0)
  }

  @Test("A drain evicts all at once without a budget, and is done when the pods are gone")
  func drain() {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 4)
    bench.run(to: 10_000)
    _ = bench.cluster.drain([0], nowMs: 10_000)
    bench.run(to: 10_000)
    #expect(bench.state(web).readyCount == 2)
    #expect(bench.cluster.nodes[0].health.isCordoned)
    // The pods end 300 ms after their eviction; kubectl looks once a second.
    bench.run(to: 60_000)
    #expect(bench.instants(of: .evicted) == [[10, 0]])
    #expect(bench.instants(of: .drained) == [[11, 0]])
    #expect(bench.cluster.nodes[1].pods == 4)
    #expect(bench.cluster.isCalm(at: 60_000))
  }

  @Test("A drain asks again every 5 s for what a disruption budget refuses")
  func budget() {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 4)
    bench.cluster.add(.budget(maxUnavailable: .int(1)), workloads: [web])
    bench.run(to: 10_000)
    _ = bench.cluster.drain([0], nowMs: 10_000)
    // One of two may go at 10 s; its replacement is ready at 10.51 s; the other goes at 15 s and is gone at 15.3 s.
    bench.run(to: 14_999)
    #expect(bench.cluster.nodes[0].pods == 1)
    bench.run(to: 60_000)
    #expect(bench.instants(of: .evicted) == [[10, 0], [15, 0]])
    #expect(bench.instants(of: .refused) == [[10, 0]])
    #expect(bench.instants(of: .drained) == [[16, 0]])
  }

  @Test("A budget's share is rounded up, and one that allows nothing holds a drain up for ever")
  func share() {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 3)
    // 60 % of 3 pods are 1.8, rounded up 2: one may be missing. 67 % are 2.01, rounded up 3: none may.
    bench.cluster.add(.budget(minAvailable: .string("60%")), workloads: [web])
    #expect(bench.cluster.disruptionBudgets()[0].disruptionsAllowed == 1)
    bench.cluster.lifecycle.budgets.removeAll()
    bench.cluster.add(.budget(minAvailable: .string("67%")), workloads: [web])
    #expect(bench.cluster.disruptionBudgets()[0].disruptionsAllowed == 0)
    _ = bench.cluster.drain([0], nowMs: 0)
    bench.run(to: 100_000)
    #expect(bench.instants(of: .evicted).isEmpty)
    #expect(bench.instants(of: .refused).count == 21)
  }

  @Test("Two budgets for one pod refuse its eviction; a taint's eviction asks no budget")
  func severalBudgets() {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 2)
    bench.cluster.add(.budget(minAvailable: .int(0)), workloads: [web])
    bench.cluster.add(.budget(minAvailable: .int(0)), workloads: [web])
    #expect(bench.cluster.evictAll(fromNode: 0, nowMs: 0) == 1)
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    bench.run(to: 382_000)
    #expect(bench.instants(of: .evicted) == [[382, 0]])
  }

  @Test("Several nodes are cordoned at once and drained one after the other")
  func inTurn() {
    var bench = Bench.nodes(3)
    let web = bench.add(replicas: 3)
    bench.run(to: 10_000)
    let drain = bench.cluster.drain([0, 1], nowMs: 10_000)
    #expect(bench.instants(of: .cordoned) == [[10, 0], [10, 1]])
    bench.run(to: 60_000)
    #expect(bench.instants(of: .drained) == [[11, 0], [12, 1]])
    #expect(bench.state(web).readyCount == 3)
    bench.cluster.endDrain(drain, nowMs: 60_000)
    #expect(bench.instants(of: .uncordoned) == [[60, 0], [60, 1]])
  }
}
