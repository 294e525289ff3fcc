import Testing

@testable import Cluster

@Suite("A container's end")
struct RestartTests {
  @Test("by memory over its limit comes at the instant it is passed, with back-off before later restarts")
  func leak() {
    var bench = Bench()
    let web = bench.addNew(
      template: { $0.limitMemoryBytes = 2_000_000 },
      service: {
        $0.memoryBase = 1_000_000
        $0.memoryLeakPerMs = 100
      })
    bench.run(to: 70_000)
    // 100 bytes a millisecond: above the limit 10,001 ms after each start. Restarts after 1,200 ms, then 10 and 20 s more.
    #expect(
      bench.story(web, from: 511) == [
        "10511 restarting oomKilled", "11711 restarted", "11711 ready readinessSucceeded",
        "21712 restarting oomKilled", "21712 restarting crashLoopBackOff", "32912 restarted",
        "32912 ready readinessSucceeded",
        "42913 restarting oomKilled", "42913 restarting crashLoopBackOff", "64113 restarted",
        "64113 ready readinessSucceeded",
      ])
    #expect(bench.cluster.workloads[web].pods[0].restarts == 3)
  }

  @Test("by memory of requests that wait comes when the backlog is that long, and cuts them off")
  func backlog() {
    var bench = Bench()
    let web = bench.addNew(
      load: 0, template: { $0.limitMemoryBytes = 2_000_000 },
      service: {
        $0.memoryBase = 1_000_000
        $0.memoryPerInFlight = 10_000
      })
    bench.run(to: 10_000)
    bench.cluster.setLoad(web, microcores: 1_500_000, nowMs: 10_000)
    bench.run(to: 13_000)
    let restart = bench.cluster.workloads[web].podLog.first { $0.reason == .oomKilled }
    // At most 100 requests, some of them in service; half a core of 10 ms requests adds 50 a second: below 2 s.
    let time = restart?.timeMs ?? 0
    #expect(time > 10_000 && time <= 12_000)
    #expect(bench.lost(.cutByRestart, web) == (time - 10_000) * 500_000)
    bench.expectInvariants()
  }

  @Test("is told from a pod's end, and nothing is left of the back-off after ten minutes without one")
  func crash() {
    var bench = Bench()
    let web = bench.addNew(timing: { $0.crash = PodTiming.Crash(after: Delay(meanMs: 601_000)) })
    bench.run(to: 1_300_000)
    // Ten minutes and more between restarts: each comes after 1,200 ms.
    #expect(
      bench.story(web, from: 511) == [
        "601510 restarting crashed", "602710 restarted", "602710 ready readinessSucceeded",
        "1203710 restarting crashed", "1204910 restarted", "1204910 ready readinessSucceeded",
      ])
  }

  @Test("lets the metrics pipeline forget the container: no sample until two points of the new one")
  func samples() {
    var bench = Bench()
    let web = bench.addNew(
      load: 500_000, timing: { $0.crash = PodTiming.Crash(after: Delay(meanMs: 35_000)) })
    for time in [15_000, 30_000, 45_000] as [Int64] {
      bench.cluster.events.push(.scrape, at: time, subject: 0)
    }
    bench.run(to: 30_000)
    #expect(bench.cluster.workloads[web].groups[0].sample.cpuMilli == 500)
    bench.run(to: 45_000)
    // Crashed at 35,510, running again at 36,710: 8,290 ms old at the scrape, too young for a sample.
    #expect(bench.cluster.workloads[web].groups[0].sample.exists == false)
  }
}
