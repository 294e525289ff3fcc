import Testing

@testable import Cluster

@Suite("The pod log")
struct PodLogTests {
  @Test("tells a pod's life step by step, each with its instant and node")
  func life() {
    var bench = Bench(nodes: 1)
    let web = bench.add(replicas: 0)
    bench.cluster.scale(web, to: 1, nowMs: 1_000)
    bench.run(to: 20_000)
    bench.cluster.scale(web, to: 0, nowMs: 20_000)
    bench.run(to: 60_000)
    // Created 1,000; bound 10 ms later; running 500 ms later and ready at once, having no probe; no work left at
    // SIGTERM, which comes with the deletion: gone 300 ms later.
    #expect(
      bench.cluster.workloads[web].podLog == [
        PodEvent(timeMs: 1_000, pod: 0, node: -1, change: .created, reason: .scaledUp),
        PodEvent(timeMs: 1_010, pod: 0, node: 0, change: .scheduled),
        PodEvent(timeMs: 1_510, pod: 0, node: 0, change: .running),
        PodEvent(timeMs: 1_510, pod: 0, node: 0, change: .ready, reason: .readinessSucceeded),
        PodEvent(timeMs: 20_000, pod: 0, node: 0, change: .terminating, reason: .scaledDown),
        PodEvent(timeMs: 20_300, pod: 0, node: 0, change: .gone, reason: .ended),
      ])
  }

  @Test("tells pods that were there from the beginning, and those that end without ever having a node")
  func edges() {
    var bench = Bench(nodes: 1, cpuMilli: 1_000)
    let web = bench.add(replicas: 2)
    bench.cluster.scale(web, to: 1, nowMs: 5_000)
    let log = bench.cluster.workloads[web].podLog
    #expect(log.map(\.change) == [.created, .created, .ready, .terminating, .gone])
    #expect(log.map(\.reason) == [.found, .found, .found, .scaledDown, .none])
    #expect(log.map(\.pod) == [0, 1, 0, 1, 1])
  }
}

@Suite("Requests without an answer")
struct LossTests {
  @Test("are told apart: no endpoint, application not up, terminating, no room, too late, cut with their pod")
  func reasons() {
    var bench = Bench()
    let web = bench.add(replicas: 0, graceMs: 3_000) { $0.queueLimit = 100 }
    bench.cluster.setLoad(web, microcores: 2_000_000, nowMs: 0)
    bench.cluster.scale(web, to: 1, nowMs: 0)
    // Traffic from 610 on, served from 2,510 on.
    bench.run(to: 2_510)
    #expect(bench.cluster.workloads[web].totals.lost[.noEndpoint] == 2_000_000 * 610)
    #expect(bench.cluster.workloads[web].totals.lost[.notUp] == 2_000_000 * 1_900)
    // The pod gains a core-millisecond a millisecond until 100 requests of 10 ms wait: 1,000 ms, then overflows.
    bench.run(to: 5_000)
    #expect(bench.cluster.workloads[web].totals.lost[.queueFull] == 1_000_000 * 1_490)
    // SIGTERM at once; the proxies know 100 ms later; then there is no endpoint. The backlog of a second is done.
    bench.cluster.scale(web, to: 0, nowMs: 5_000)
    bench.run(to: 6_000)
    #expect(bench.cluster.workloads[web].totals.lost[.terminating] == 2_000_000 * 100)
    #expect(bench.cluster.workloads[web].totals.lost[.cutByTermination] == 0)
    #expect(bench.cluster.workloads[web].totals.lost[.noEndpoint] == 2_000_000 * (610 + 900))
    bench.expectInvariants()
  }
}
