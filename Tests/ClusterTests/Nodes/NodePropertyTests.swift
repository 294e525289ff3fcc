import Kubernetes
import Statistics
import Testing

@testable import Cluster

@Suite("Random incidents")
struct NodePropertyTests {
  @Test(
    "account for every microcore-millisecond, and leave no pod uncounted, whatever fails in between",
    arguments: 0..<150)
  func conservation(seed: UInt64) {
    var luck = RandomStream(seed: seed, purpose: "incidents")
    let zones = [[], ["a", "b"], ["a", "b", "c"]][luck.index(below: 3)]
    var pool = NodePool(
      name: "n", count: 1 + luck.index(below: 6), cpuMilli: Int64(2_000 + luck.index(below: 6_000)),
      memoryBytes: 64 << 30)
    pool.zones = zones
    var bench = Bench.nodes([pool], seed: seed)
    let limits: [Int64?] = [nil, 500, 1_000]
    let tolerations: [Int64?] = [nil, 0, 20_000, 300_000]
    for index in 0..<(1 + luck.index(below: 3)) {
      let startup = Int64(luck.index(below: 2) * 5_000)
      let pooled = luck.index(below: 4) == 0
      _ = bench.add(
        "w\(index)", replicas: Int32(luck.index(below: 8)), limitMilli: limits[luck.index(below: 3)],
        requestMilli: Int64(100 + luck.index(below: 900)), timing: PodTiming(),
        graceMs: Int64(luck.index(below: 8_000)), preStopMs: Int64(luck.index(below: 2) * 2_000),
        settled: luck.index(below: 3) > 0, toleratesMs: tolerations[luck.index(below: 4)]
      ) { service in
        service.idleMicrocores = 20_000
        service.startupMs = startup
        service.startupMicrocores = 300_000
        service.timeoutMs = 3_000
        service.isPooled = pooled
      }
    }
    if luck.index(below: 2) == 0 {
      bench.cluster.add(.budget(maxUnavailable: .int(1)), workloads: [0])
    }
    var now: Int64 = 0
    var drains: [Int] = []
    for step in 0..<150 {
      now += Int64(luck.index(below: 15_000))
      bench.run(to: now)
      let workload = luck.index(below: bench.cluster.workloads.count)
      let node = luck.index(below: bench.cluster.nodes.count)
      switch luck.index(below: 12) {
      case 0: bench.cluster.lose(node: node, powerless: true, nowMs: now)
      case 1: bench.cluster.lose(node: node, powerless: false, nowMs: now)
      case 2, 3: bench.cluster.restore(node: node, nowMs: now)
      case 4: bench.cluster.setSpeed([250, 500, 1_000][luck.index(below: 3)], ofNode: node, nowMs: now)
      case 5: drains.append(bench.cluster.drain([node], nowMs: now))
      case 6:
        if let drain = drains.popLast() { bench.cluster.endDrain(drain, nowMs: now) }
      case 7 where luck.index(below: 3) == 0:
        bench.cluster.startOutage(untilMs: now + Int64(luck.index(below: 60_000)), nowMs: now)
      case 8,
        9 where !bench.cluster.isOut(at: now):
        bench.cluster.scale(workload, to: Int32(luck.index(below: 9)), nowMs: now)
      default: bench.cluster.setLoad(workload, microcores: Int64(luck.index(below: 5_000_000)), nowMs: now)
      }
      if step % 4 == 0 { bench.cluster.events.push(.scrape, at: now + 1_000, subject: 0) }
      bench.expectInvariants()
    }
    // Once everything is back and time has passed, all pods that fit are ready again.
    for drain in drains { bench.cluster.endDrain(drain, nowMs: now) }
    for node in bench.cluster.nodes.indices {
      bench.cluster.restore(node: node, nowMs: now)
      bench.cluster.setSpeed(1_000, ofNode: node, nowMs: now)
      bench.cluster.uncordon(node: node, nowMs: now)
    }
    bench.run(to: now + 1_000_000)
    bench.expectInvariants()
    #expect(bench.cluster.isCalm(at: now + 1_000_000))
    for state in bench.cluster.workloads {
      #expect(state.readyCount + state.unscheduledCount == state.replicas)
      #expect(state.podCount == state.replicas)
      #expect(state.planned == 0)
      let pinned = state.groups.filter { $0.node >= 0 && !bench.cluster.nodes[Int($0.node)].isShort }
      #expect(pinned.isEmpty)
    }
  }
}
