import Testing

@testable import Cluster

@Suite("Without an API server")
struct OutageTests {
  @Test("pods are neither bound nor seen to be ready, and those that run serve on")
  func standstill() {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 1)
    bench.cluster.setLoad(web, microcores: 500_000, nowMs: 0)
    // Created at 10 s, bound at 10.01 s, running at 10.51 s: after the API server went at 10.2 s.
    bench.cluster.scale(web, to: 2, nowMs: 10_000)
    bench.run(to: 10_200)
    bench.cluster.startOutage(untilMs: 70_200, nowMs: 10_200)
    bench.cluster.scale(web, to: 3, nowMs: 10_200)
    bench.run(to: 70_199)
    #expect(bench.state(web).unscheduledCount == 1)
    #expect(bench.state(web).pendingCount == 1)
    #expect(bench.state(web).readyCount == 1)
    #expect(bench.state(web).totals.served == 500_000 * 70_199)
    bench.run(to: 70_200)
    #expect(bench.state(web).unscheduledCount == 0)
    #expect(bench.state(web).readyCount == 2)
  }

  @Test("silent nodes are not found out, and get the whole grace period when it is back")
  func silence() {
    var bench = Bench.nodes(3)
    _ = bench.add(replicas: 3)
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    bench.cluster.startOutage(untilMs: 120_000, nowMs: 40_000)
    bench.cluster.lose(node: 1, powerless: true, nowMs: 50_000)
    // The controller manager lost its lease and starts afresh: first look 122 s, grace over at 172 s.
    bench.run(to: 300_000)
    #expect(bench.instants(of: .notReady) == [[172, 0], [172, 1]])
  }

  @Test("the time that pods tolerate a taint begins anew")
  func toleration() {
    var bench = Bench.nodes(3)
    _ = bench.add(replicas: 3)
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    bench.run(to: 100_000)
    bench.cluster.startOutage(untilMs: 200_000, nowMs: 100_000)
    bench.run(to: 1_000_000)
    #expect(bench.instants(of: .tainted) == [[82, 0]])
    #expect(bench.instants(of: .evicted) == [[500, 0]])
  }

  @Test("a short outage only puts things off")
  func short() {
    var bench = Bench.nodes(3)
    _ = bench.add(replicas: 3)
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    bench.run(to: 80_000)
    bench.cluster.startOutage(untilMs: 88_000, nowMs: 80_000)
    bench.run(to: 1_000_000)
    #expect(bench.instants(of: .notReady) == [[88, 0]])
    #expect(bench.instants(of: .evicted) == [[388, 0]])
  }
}
