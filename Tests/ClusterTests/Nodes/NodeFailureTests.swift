import Testing

@testable import Cluster

/// Two pods on two nodes, 0.4 cores of requests each, unless said otherwise.
@Suite("A node that fails")
struct NodeFailureTests {
  private func twoPods() -> (Bench, Int) {
    var bench = Bench.nodes(2)
    let web = bench.add(replicas: 2)
    bench.cluster.setLoad(web, microcores: 800_000, nowMs: 0)
    return (bench, web)
  }

  @Test(
    "is found out 50 s after its last heartbeat was seen; until the proxies know, what is sent there is lost")
  func silence() {
    var (bench, web) = twoPods()
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    // Last heartbeat 30 s, seen by the look at 32 s, missed by the look at 82 s; endpoints 100 ms later.
    bench.run(to: 81_999)
    #expect(bench.state(web).readyCount == 2)
    #expect(bench.cluster.nodes[0].health.isReady)
    bench.run(to: 82_000)
    #expect(bench.state(web).readyCount == 1)
    #expect(!bench.cluster.nodes[0].health.isReady)
    #expect(bench.state(web).receiving == 2)
    bench.run(to: 90_000)
    #expect(bench.state(web).receiving == 1)
    #expect(bench.state(web).totals.dropped == 400_000 * (82_100 - 33_000))
    #expect(bench.state(web).totals.served == 800_000 * 90_000 - 400_000 * (82_100 - 33_000))
  }

  @Test("loses the work that waits in its pods")
  func queue() {
    var (bench, web) = twoPods()
    bench.cluster.setLoad(web, microcores: 2_400_000, nowMs: 0)
    // 1.2 cores arrive at each pod of one core: 0.2 cores wait for 10 s when the power goes.
    bench.run(to: 10_000)
    bench.cluster.lose(node: 1, powerless: true, nowMs: 10_000)
    #expect(bench.state(web).totals.cut == 200_000 * 10_000)
  }

  @Test("keeps its pods until their 300 s of toleration are over; then the ReplicaSet makes others")
  func eviction() {
    var (bench, web) = twoPods()
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    // Unknown and tainted at 82 s (the zone's first taint need not wait), evicted at 382 s.
    bench.run(to: 381_999)
    #expect(bench.state(web).podCount == 2)
    bench.run(to: 382_000)
    #expect(bench.instants(of: .tainted) == [[82, 0]])
    #expect(bench.instants(of: .evicted) == [[382, 0]])
    #expect(bench.state(web).podCount == 3)
    #expect(bench.state(web).pendingCount == 1)
    // The other: bound 382,010, running and ready 382,510, traffic 382,610. The first stays Terminating for ever.
    bench.run(to: 382_510)
    #expect(bench.state(web).readyCount == 2)
    bench.run(to: 1_000_000)
    #expect(bench.state(web).receiving == 2)
    #expect(bench.state(web).podCount == 3)
    let deleted = bench.state(web).pods.filter(\.isDeleted)
    #expect(deleted.count == 1)
  }

  @Test("is not left by pods that tolerate it for ever, and at once by those that do not tolerate it at all")
  func tolerations() {
    var bench = Bench.nodes(2)
    let loyal = bench.add("loyal", replicas: 2, toleratesMs: nil)
    let timid = bench.add("timid", replicas: 2, toleratesMs: 0)
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    bench.run(to: 82_000)
    #expect(bench.state(timid).podCount == 3)
    bench.run(to: 2_000_000)
    #expect(bench.state(loyal).podCount == 2)
    #expect(bench.state(loyal).readyCount == 1)
  }

  @Test("starts its containers anew when its power is back, and is Ready at the node controller's next look")
  func powerBack() {
    var (bench, web) = twoPods()
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 33_000)
    bench.run(to: 120_000)
    bench.cluster.restore(node: 0, nowMs: 120_000)
    // The kubelet reports at once; containers run and, without probes, are ready at 120.5 s; traffic at 120.6 s; the
    // application serves at 122.5 s; the node controller looks at 122 s.
    bench.run(to: 120_499)
    #expect(bench.state(web).readyCount == 1)
    bench.run(to: 120_500)
    #expect(bench.state(web).readyCount == 2)
    bench.run(to: 121_999)
    #expect(!bench.cluster.nodes[0].health.isReady)
    bench.run(to: 122_000)
    #expect(bench.cluster.nodes[0].health.isReady)
    bench.run(to: 1_000_000)
    // Nobody is evicted, and the pod refuses what reaches it before it serves.
    #expect(bench.state(web).podCount == 2)
    #expect(
      bench.state(web).totals.dropped == 400_000 * (82_100 - 33_000) + 400_000 * (122_500 - 120_600))
  }

  @Test("whose network is cut has ready pods again with the next heartbeat after it is back")
  func networkBack() {
    var (bench, web) = twoPods()
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 33_000)
    bench.run(to: 101_000)
    bench.cluster.restore(node: 0, nowMs: 101_000)
    // Heartbeat and report at 110 s, traffic at 110.1 s, Ready at 112 s.
    bench.run(to: 109_999)
    #expect(bench.state(web).readyCount == 1)
    bench.run(to: 110_000)
    #expect(bench.state(web).readyCount == 2)
    bench.run(to: 111_999)
    #expect(!bench.cluster.nodes[0].health.isReady)
    bench.run(to: 200_000)
    #expect(bench.cluster.nodes[0].health.isReady)
    #expect(bench.state(web).receiving == 2)
    #expect(bench.state(web).totals.dropped == 400_000 * (82_100 - 33_000))
  }

  @Test("that comes back before anybody notices loses only what was sent there meanwhile")
  func unnoticed() {
    var (bench, web) = twoPods()
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 33_000)
    bench.run(to: 40_000)
    bench.cluster.restore(node: 0, nowMs: 40_000)
    bench.run(to: 500_000)
    #expect(bench.state(web).totals.dropped == 400_000 * 7_000)
    #expect(bench.instants(of: .notReady).isEmpty)
    #expect(bench.cluster.isCalm(at: 500_000))
    #expect(bench.state(web).isSettled)
  }

  @Test("ends pods deleted meanwhile when it is back")
  func deletedMeanwhile() {
    var (bench, web) = twoPods()
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 33_000)
    bench.run(to: 400_000)
    #expect(bench.state(web).podCount == 3)
    bench.cluster.restore(node: 0, nowMs: 401_000)
    // Heartbeat at 410 s: the deleted pod gets SIGTERM and is gone 300 ms later.
    bench.run(to: 410_299)
    #expect(bench.state(web).podCount == 3)
    bench.run(to: 410_300)
    #expect(bench.state(web).podCount == 2)
  }

  @Test("has no samples in metrics-server, and again only once two points are known")
  func samples() {
    var (bench, web) = twoPods()
    for second in stride(from: Int64(10), through: 90, by: 15) {
      bench.cluster.events.push(.scrape, at: second * 1_000, subject: 0)
    }
    bench.run(to: 33_000)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 33_000)
    bench.run(to: 40_000)
    #expect(bench.sampled(web) == 1)
    bench.run(to: 41_000)
    bench.cluster.restore(node: 0, nowMs: 41_000)
    // Points at 55 s and 70 s.
    bench.run(to: 69_000)
    #expect(bench.sampled(web) == 1)
    bench.run(to: 70_000)
    #expect(bench.sampled(web) == 2)
  }

  @Test("does not start pods; they start when it is back")
  func starting() {
    var bench = Bench.nodes(1)
    let web = bench.add(replicas: 1)
    bench.cluster.scale(web, to: 2, nowMs: 1_000)
    bench.run(to: 1_100)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 1_100)
    bench.run(to: 60_000)
    #expect(bench.state(web).pendingCount == 1)
    bench.cluster.restore(node: 0, nowMs: 60_000)
    bench.run(to: 60_500)
    #expect(bench.state(web).pendingCount == 0)
    bench.run(to: 70_000)
    #expect(bench.state(web).readyCount == 2)
  }
}
