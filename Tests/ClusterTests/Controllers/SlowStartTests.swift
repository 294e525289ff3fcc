import Testing

@testable import Cluster

@Suite("A ReplicaSet that creates pods")
struct SlowStartTests {
  private func bench(createMs: Int64) -> (Bench, Int) {
    var bench = Bench()
    var timing = Bench.constantTiming
    timing.createMs = createMs
    let web = bench.add(replicas: 1, timing: timing)
    return (bench, web)
  }

  @Test("It does so in batches of 1, 2, 4, ..., each when the one before is answered")
  func batches() {
    var (bench, web) = bench(createMs: 20)
    bench.cluster.scale(web, to: 13, nowMs: 1_000)
    for (ms, pods) in [(1_000, 2), (1_019, 2), (1_020, 4), (1_040, 8), (1_060, 13), (2_000, 13)]
      as [(Int64, Int32)]
    {
      bench.run(to: ms)
      #expect(bench.state(web).podCount == pods, "at \(ms)")
    }
    bench.run(to: 10_000)
    #expect(bench.state(web).readyCount == 13)
    #expect(bench.state(web).isSettled)
  }

  @Test("Scaled down on the way, it stops; scaled up again, it begins with 1")
  func interrupted() {
    var (bench, web) = bench(createMs: 20)
    bench.cluster.scale(web, to: 20, nowMs: 1_000)
    bench.run(to: 1_040)
    #expect(bench.state(web).podCount == 8)
    bench.cluster.scale(web, to: 3, nowMs: 1_045)
    bench.run(to: 5_000)
    #expect(bench.state(web).podCount == 3)
    bench.cluster.scale(web, to: 6, nowMs: 5_000)
    #expect(bench.state(web).podCount == 4)
    bench.run(to: 5_040)
    #expect(bench.state(web).podCount == 6)
  }

  @Test("Without the API server it stands still, and goes on where it was when that is back")
  func outage() {
    var (bench, web) = bench(createMs: 20)
    bench.cluster.scale(web, to: 13, nowMs: 1_000)
    bench.cluster.startOutage(untilMs: 6_000, nowMs: 1_010)
    bench.run(to: 5_999)
    #expect(bench.state(web).podCount == 2)
    bench.run(to: 6_040)
    #expect(bench.state(web).podCount == 13)
  }

  @Test("Without a time for that, all come at once")
  func atOnce() {
    var (bench, web) = bench(createMs: 0)
    bench.cluster.scale(web, to: 13, nowMs: 1_000)
    #expect(bench.state(web).podCount == 13)
  }
}
