import Kubernetes
import Statistics
import Testing

@testable import Cluster

/// Nodes of 8 cores; a pod asks for one core.
@Suite("Nodes that come and go")
struct NodeChangeTests {
  @Test("a pod without room is refused, waits, and goes to a node when that is ready, not when it registers")
  func comes() {
    var bench = Bench.nodes(1)
    let web = bench.add(replicas: 8)
    bench.cluster.scale(web, to: 9, nowMs: 1_000)
    bench.run(to: 20_000)
    #expect(bench.state(web).unscheduledCount == 1)
    // Seen by the scheduler 10 ms after its creation.
    #expect(bench.cluster.lastRefusalMs == 1_010)
    let node = bench.cluster.addNode(pool: 0, nowMs: 20_000)
    #expect(node == 1)
    bench.run(to: 29_999)
    #expect(bench.state(web).unscheduledCount == 1)
    bench.cluster.initialize(node: 1, nowMs: 30_000)
    bench.run(to: 60_000)
    #expect(bench.state(web).unscheduledCount == 0)
    #expect(bench.state(web).readyCount == 9)
    let wait = bench.cluster.podWaits.map { [$0.fromMs, Int64($0.node)] }
    #expect(wait == [[1_010, 1]])
    #expect(bench.instants(of: .registered) == [[20, 1]])
    #expect(bench.instants(of: .initialized) == [[30, 1]])
  }

  @Test(
    "a node keeps its start-up taints until it is ready, and the scheduler sees the deletion taint at once")
  func taints() {
    var pool = NodePool(name: "n", count: 1, cpuMilli: 8_000, memoryBytes: 64 << 30)
    pool.taints = [Taint(key: "own", effect: "NoSchedule")]
    pool.startupTaints = [Taint(key: "agent", effect: "NoSchedule")]
    var bench = Bench.nodes([pool])
    _ = bench.cluster.addNode(pool: 0, nowMs: 0)
    #expect(bench.cluster.node(1).spec.taints.map(\.key) == ["own", "node.kubernetes.io/not-ready", "agent"])
    bench.cluster.initialize(node: 1, nowMs: 1_000)
    #expect(bench.cluster.node(1).spec.taints.map(\.key) == ["own"])
    bench.cluster.mark(node: 1, leaving: .clusterAutoscaler, nowMs: 2_000)
    #expect(bench.cluster.node(1).spec.taints.map(\.key) == ["own", "ToBeDeletedByClusterAutoscaler"])
  }

  @Test("when a machine is taken away its pods are lost at once, and their controller makes others elsewhere")
  func goes() {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 8)
    bench.cluster.setLoad(web, microcores: 4_000_000, nowMs: 0)
    bench.run(to: 10_000)
    bench.cluster.removeNode(0, nowMs: 10_000)
    #expect(bench.state(web).readyCount == 4)
    bench.run(to: 10_100)
    // Proxies learn of it after 100 ms: until then half of the load is lost.
    #expect(bench.state(web).totals.lost[.nodeDown] == 2_000_000 * 100)
    bench.run(to: 60_000)
    #expect(bench.state(web).readyCount == 8)
    #expect(bench.state(web).pods.allSatisfy { $0.node == 1 })
    #expect(bench.cluster.nodes[0].isGone)
    #expect(bench.cluster.isCalm(at: 60_000))
    bench.expectInvariants()
    // What comes next does not take the place of what went.
    #expect(bench.cluster.addNode(pool: 0, isReady: true, nowMs: 60_000) == 2)
    #expect(bench.cluster.node(2).metadata.name == "n-2")
    // A node that is gone does not come back by itself.
    bench.cluster.restore(node: 0, nowMs: 61_000)
    bench.cluster.cordon(node: 0, nowMs: 61_000)
    bench.run(to: 100_000)
    #expect(bench.cluster.nodes[0].isGone)
    bench.expectInvariants()
  }

  @Test("additions and removals at random lose no pod and no work", arguments: 0..<120)
  func conservation(seed: UInt64) {
    let first = Self.run(seed: seed, expects: true)
    let second = Self.run(seed: seed, expects: false)
    #expect(first == second)
  }

  /// What is left of a random run.
  private static func run(seed: UInt64, expects: Bool) -> [Int64] {
    var luck = RandomStream(seed: seed, purpose: "nodes that come and go")
    let zones = [[], ["a", "b"]][luck.index(below: 2)]
    var pools: [NodePool] = []
    for number in 0..<2 {
      var pool = NodePool(
        name: "p\(number)", count: luck.index(below: 3) + 1,
        cpuMilli: Int64(2_000 + luck.index(below: 4_000)),
        memoryBytes: 64 << 30)
      pool.zones = zones
      pools.append(pool)
    }
    var bench = Bench.nodes(pools, seed: seed)
    for index in 0..<(1 + luck.index(below: 3)) {
      _ = bench.add(
        "w\(index)", replicas: Int32(luck.index(below: 8)), limitMilli: [nil, 1_000][luck.index(below: 2)],
        requestMilli: Int64(100 + luck.index(below: 900)), timing: PodTiming(),
        graceMs: Int64(luck.index(below: 8_000)))
    }
    var now: Int64 = 0
    for _ in 0..<120 {
      now += Int64(luck.index(below: 12_000))
      bench.run(to: now)
      let workload = luck.index(below: bench.cluster.workloads.count)
      let node = luck.index(below: bench.cluster.nodes.count)
      switch luck.index(below: 10) {
      case 0: _ = bench.cluster.addNode(pool: luck.index(below: 2), isReady: true, nowMs: now)
      case 1: _ = bench.cluster.addNode(pool: luck.index(below: 2), nowMs: now)
      case 2: bench.cluster.initialize(node: node, nowMs: now)
      case 3: bench.cluster.removeNode(node, nowMs: now)
      case 4: bench.cluster.lose(node: node, powerless: luck.index(below: 2) == 0, nowMs: now)
      case 5: bench.cluster.restore(node: node, nowMs: now)
      case 6: bench.cluster.mark(node: node, leaving: .karpenter, nowMs: now)
      case 7: _ = bench.cluster.drain([node], nowMs: now)
      case 8: bench.cluster.scale(workload, to: Int32(luck.index(below: 9)), nowMs: now)
      default: bench.cluster.setLoad(workload, microcores: Int64(luck.index(below: 5_000_000)), nowMs: now)
      }
      if expects { bench.expectInvariants() }
    }
    for node in bench.cluster.nodes.indices { bench.cluster.restore(node: node, nowMs: now) }
    let end = now + 1_000_000
    bench.run(to: end)
    if expects {
      bench.expectInvariants()
      for state in bench.cluster.workloads {
        #expect(state.readyCount + state.unscheduledCount == state.replicas)
        #expect(state.pods.allSatisfy { !$0.isBound || !bench.cluster.nodes[Int($0.node)].isGone })
        #expect(state.planned == 0)
      }
      for node in bench.cluster.nodes where node.isGone {
        #expect(node.pods == 0 && node.ceilings == 0 && node.memoryPeak == 0)
      }
    }
    return bench.cluster.workloads.flatMap {
      [$0.totals.served, Int64($0.created), Int64($0.readyCount), $0.podMs]
    }
  }
}
