import Testing

@testable import Cluster

/// One pod: bound at 10 ms, running at 510, serving from 2,510. Kubelets report at 0, 10, 20 s, ...
@Suite("On a node that cannot be reached")
struct CutOffTests {
  /// An application that ends 20 s after each start.
  private func crashing() -> (Bench, Int) {
    var bench = Bench.nodes(1)
    let web = bench.addNew(
      load: 500_000, timing: { $0.crash = PodTiming.Crash(after: Delay(meanMs: 20_000), share: 1) })
    bench.run(to: 15_000)
    return (bench, web)
  }

  @Test(
    "a crashed container is started again; nobody knows that it was not ready if it is when the network is back"
  )
  func unseenRestart() {
    var (bench, web) = crashing()
    bench.cluster.lose(node: 0, powerless: false, nowMs: 15_000)
    // It ends at 20,510 and runs again 1,200 ms later; ready at once, without a probe.
    bench.run(to: 21_000)
    #expect(bench.state(web).readyCount == 1)
    bench.run(to: 31_000)
    bench.cluster.restore(node: 0, nowMs: 31_000)
    bench.run(to: 41_000)
    #expect(bench.state(web).readyCount == 1)
    #expect(
      bench.story(web, from: 15_000) == [
        "15000 lost nodeLost", "20510 restarting crashed", "21710 restarted",
      ]
    )
    // What was sent meanwhile is lost for want of a network, not for the restart.
    #expect(bench.lost(.nodeDown, web) == 500_000 * (31_000 - 15_000))
    #expect(bench.lost(.restarting, web) == 0)
  }

  @Test("a container that is down when the network is back is reported as not ready with the next heartbeat")
  func lateReport() {
    var (bench, web) = crashing()
    bench.cluster.lose(node: 0, powerless: false, nowMs: 15_000)
    // Ends at 20,510, runs from 21,710, ends at 41,710, waits 10 s, runs again at 52,910. Heartbeat at 50 s.
    bench.run(to: 45_000)
    bench.cluster.restore(node: 0, nowMs: 45_000)
    bench.run(to: 49_999)
    #expect(bench.state(web).readyCount == 1)
    bench.run(to: 50_000)
    #expect(bench.state(web).readyCount == 0)
    #expect(bench.state(web).receiving == 1)
    bench.run(to: 50_100)
    #expect(bench.state(web).receiving == 0)
    bench.run(to: 52_909)
    #expect(bench.state(web).readyCount == 0)
    bench.run(to: 53_010)
    #expect(bench.state(web).readyCount == 1)
    #expect(bench.state(web).receiving == 1)
  }

  @Test("a pod deleted before gets its SIGTERM in time, and is gone with the first report")
  func toldBefore() {
    var bench = Bench.nodes(1)
    let web = bench.addNew(template: { $0.preStopMs = 5_000 })
    bench.run(to: 14_900)
    bench.cluster.scale(web, to: 0, nowMs: 14_900)
    bench.run(to: 15_000)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 15_000)
    bench.run(to: 31_000)
    bench.cluster.restore(node: 0, nowMs: 31_000)
    bench.run(to: 39_999)
    #expect(bench.state(web).podCount == 1)
    bench.run(to: 40_000)
    #expect(bench.state(web).podCount == 0)
  }

  @Test("images cannot be pulled; the pull is tried again with back-off")
  func pull() {
    var bench = Bench.nodes(1)
    let web = bench.addNew(timing: { $0.imageCached = false })
    bench.run(to: 200)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 200)
    bench.run(to: 25_000)
    bench.cluster.restore(node: 0, nowMs: 25_000)
    // Sandbox at 310, pulls at 310, 10,310 and 30,310; the last takes 2 s; running 200 ms later.
    bench.run(to: 32_509)
    #expect(bench.state(web).pendingCount == 1)
    bench.run(to: 32_510)
    #expect(bench.state(web).pendingCount == 0)
  }

  @Test("a pod bound after the cut begins to start when the kubelet hears of it")
  func boundLater() {
    var bench = Bench.nodes(1)
    let web = bench.addNew()
    bench.run(to: 12_000)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 12_000)
    bench.cluster.scale(web, to: 2, nowMs: 13_000)
    bench.run(to: 25_000)
    #expect(bench.state(web).unscheduledCount == 0)
    #expect(bench.state(web).pendingCount == 1)
    bench.cluster.restore(node: 0, nowMs: 25_000)
    // Heartbeat at 30 s, running 500 ms later.
    bench.run(to: 30_499)
    #expect(bench.state(web).pendingCount == 1)
    bench.run(to: 30_500)
    #expect(bench.state(web).pendingCount == 0)
  }

  @Test("a pull that the loss of power broke off begins again, after a new sandbox")
  func brokenPull() {
    var bench = Bench.nodes(1)
    let web = bench.addNew(timing: { $0.imageCached = false })
    bench.run(to: 1_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 1_000)
    bench.run(to: 5_000)
    bench.cluster.restore(node: 0, nowMs: 5_000)
    // Sandbox at 5,300, the image at 7,300, running at 7,500.
    bench.run(to: 7_499)
    #expect(bench.state(web).pendingCount == 1)
    bench.run(to: 7_500)
    #expect(bench.state(web).pendingCount == 0)
  }

  @Test("without an API server, a container that ended leaves the endpoints only when that is back")
  func outage() {
    var (bench, web) = crashing()
    bench.cluster.startOutage(untilMs: 21_000, nowMs: 15_000)
    // It ends at 20,510, which is known at 21,000 and to the proxies at 21,100; it runs again at 21,710.
    bench.run(to: 20_999)
    #expect(bench.state(web).readyCount == 1)
    bench.run(to: 21_000)
    #expect(bench.state(web).readyCount == 0)
    bench.run(to: 21_099)
    #expect(bench.state(web).receiving == 1)
    bench.run(to: 21_100)
    #expect(bench.state(web).receiving == 0)
    bench.run(to: 21_810)
    #expect(bench.state(web).receiving == 1)
    #expect(bench.lost(.restarting, web) == 500_000 * (21_100 - 20_510))
  }
}
