import Statistics
import Testing

@testable import Cluster

@Suite("Ways to the pods")
struct RoutesTests {
  /// A bench whose workload 0 gets a load by a route.
  private func bench(
    _ route: TrafficRoute, from origin: TrafficStream.Origin = .outside, nodes: Int = 2, replicas: Int32 = 3,
    load: Int64 = 1_200_000, preStopMs: Int64 = 0
  ) -> Bench {
    var bench = Bench(nodes: nodes)
    _ = bench.add(
      replicas: replicas, preStopMs: preStopMs,
      readiness: PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 1_000, successes: 1))
    bench.cluster.connect(
      TrafficPlan(streams: [TrafficStream(target: 0, origin: origin, route: route)]))
    bench.cluster.setLoad(0, microcores: load, nowMs: 0)
    return bench
  }

  /// What one pod gets, by uid, in microcores.
  private func perPod(_ bench: Bench, _ workload: Int = 0) -> [Int32: Int64] {
    let state = bench.cluster.workloads[workload]
    var shares: [Int32: Int64] = [:]
    for pod in state.pods where pod.group >= 0 {
      let group = state.groups[Int(pod.group)]
      shares[pod.uid] = group.inflow / Int64(group.count)
    }
    return shares
  }

  private func lost(_ bench: Bench, _ reason: LossReason) -> Int64 {
    bench.cluster.workloads[0].lostInAll[reason]
  }

  @Test("kube-proxy gives every ready pod the same in the mean, whichever node a connection enters at")
  func everywhere() {
    let bench = bench(TrafficRoute())
    #expect(perPod(bench).values.allSatisfy { $0 == 400_000 })
    #expect(bench.cluster.workloads[0].groups.count == 1)
  }

  @Test(
    "externalTrafficPolicy Local: a balancer serves nodes alike, so the pod alone on its node gets twice as much"
  )
  func localBalanced() {
    var route = TrafficRoute()
    route.reach = .entryNode(isBalanced: true)
    let bench = bench(route)
    // Two pods share a node, one is alone: 1.2 cores / 2 nodes = 0.6 cores; 0.3 for each of two.
    #expect(perPod(bench).values.sorted() == [300_000, 300_000, 600_000])
  }

  @Test(
    "A NodePort with Local loses what enters at nodes without a pod; a balancer asks them and sends nothing there"
  )
  func localUnbalanced() {
    var route = TrafficRoute()
    route.reach = .entryNode(isBalanced: false)
    var open = bench(route, nodes: 3, replicas: 2)
    // A third of 1.2 cores enters at each of three nodes, one of which has no pod.
    #expect(perPod(open).values.allSatisfy { $0 == 400_000 })
    open.run(to: 1_000)
    #expect(abs(lost(open, .noEndpoint) - 400_000 * 1_000) <= 1_000)
    route.reach = .entryNode(isBalanced: true)
    let balanced = bench(route, nodes: 3, replicas: 2)
    #expect(perPod(balanced).values.allSatisfy { $0 == 600_000 })
  }

  @Test("internalTrafficPolicy Local: clients reach the pods of their own node, or none")
  func clientNode() {
    var bench = Bench(nodes: 3)
    let web = bench.add("web", replicas: 3)
    let api = bench.add("api", replicas: 2)
    var call = TrafficStream(target: api, origin: .workload(web))
    call.route.reach = .clientNode
    bench.cluster.connect(
      TrafficPlan(streams: [TrafficStream(target: web, origin: .outside), call]))
    bench.cluster.setLoad(web, microcores: 900_000, nowMs: 0)
    // web has a pod on each node and calls api 0.3 cores' worth from each; api is on two of the three.
    let hosts = Set(bench.cluster.workloads[api].pods.map(\.node))
    #expect(hosts.count == 2)
    #expect(perPod(bench, api).values.allSatisfy { $0 == 300_000 })
    #expect(bench.cluster.workloads[api].routing?.stray ?? 0 >= 299_999)
  }

  @Test(
    "PreferClose keeps requests in their zone where it has pods, and spreads those of other zones over all")
  func zones() {
    var cluster = Cluster(
      pools: ["a", "b", "c"].map { zone in
        var pool = NodePool(
          name: zone, count: 1, cpuMilli: zone == "c" ? 1_000 : 8_000, memoryBytes: 64 << 30)
        pool.zones = [zone]
        return pool
      }, pipeline: MetricsPipeline(), matureMs: 300_000, seed: 1)
    let template = PodTemplate(
      requestCPUMilli: 2_000, requestMemoryBytes: 1 << 20, limitMicrocores: 1_000_000)
    _ = cluster.add(
      name: "api", template: template, service: ServiceModel(cpuPerRequest: 0.01, cv: 1), timing: PodTiming(),
      replicas: 3)
    var route = TrafficRoute()
    route.reach = .preferZone
    cluster.connect(
      TrafficPlan(streams: [TrafficStream(target: 0, origin: .inside, route: route)]))
    cluster.setLoad(0, microcores: 1_800_000, nowMs: 0)
    var bench = Bench()
    bench.cluster = cluster
    // 0.6 cores from each zone. One zone has two pods, another one, zone c none, so each pod gets 0.2 of its.
    let shares = perPod(bench).values.sorted()
    for (found, expected) in zip(shares, [500_000, 500_000, 800_000] as [Int64]) {
      #expect(abs(found - expected) <= 2)
    }
  }

  @Test("Pods on their way out that are still ready get requests only where no other is ready")
  func terminating() {
    var fallback = bench(TrafficRoute(), replicas: 1, load: 500_000, preStopMs: 10_000)
    fallback.cluster.scale(0, to: 0, nowMs: 1_000)
    fallback.run(to: 5_000)
    // Out of the endpoints at 1,100, SIGTERM at 11,000: served all the time between.
    #expect(lost(fallback, .noEndpoint) == 0)
    #expect(fallback.cluster.workloads[0].totals.served == 500_000 * 5_000)
    var strict = TrafficRoute()
    strict.fallsBackToTerminating = false
    var without = bench(strict, replicas: 1, load: 500_000, preStopMs: 10_000)
    without.cluster.scale(0, to: 0, nowMs: 1_000)
    without.run(to: 5_000)
    #expect(lost(without, .noEndpoint) == 500_000 * 3_900)
    var two = bench(TrafficRoute(), replicas: 2, load: 500_000, preStopMs: 10_000)
    two.cluster.scale(0, to: 1, nowMs: 1_000)
    two.run(to: 5_000)
    #expect(perPod(two).values.sorted() == [0, 500_000])
  }

  @Test(
    "A headless Service: clients find a new pod as they look up its name again, a tenth every three seconds")
  func names() {
    var route = TrafficRoute()
    route.namesKeptMs = 30_000
    route.fallsBackToTerminating = false
    var bench = bench(route, replicas: 1, load: 1_000_000)
    bench.cluster.scale(0, to: 2, nowMs: 1_000)
    // Ready at 3,510, in the DNS at 3,610. The first cohort asks at 6,000, and knows two pods: half of a tenth.
    bench.run(to: 5_999)
    #expect(perPod(bench)[1] == 0)
    bench.run(to: 6_000)
    #expect(abs((perPod(bench)[1] ?? 0) - 50_000) <= 1)
    bench.run(to: 18_000)
    // At 6, 9, 12, 15 and 18 s: five tenths, half of each.
    #expect(abs((perPod(bench)[1] ?? 0) - 250_000) <= 1)
    // The last of them asks at 33 s, the first time it learns of the pod, which was ready after it had asked at 3 s.
    bench.run(to: 32_999)
    #expect(abs((perPod(bench)[1] ?? 0) - 450_000) <= 1)
    bench.run(to: 33_000)
    #expect(abs((perPod(bench)[1] ?? 0) - 500_000) <= 1)
  }

  @Test("A pod that left keeps its share until the clients look up its name again, and what it gets is lost")
  func staleNames() {
    var route = TrafficRoute()
    route.namesKeptMs = 30_000
    route.fallsBackToTerminating = false
    var bench = bench(route, replicas: 2, load: 1_000_000)
    bench.cluster.scale(0, to: 1, nowMs: 10_000)
    bench.run(to: 60_000)
    // Gone from the DNS at 10,100 and from SIGTERM at 10,000 on it refuses. Cohorts ask at 12, 15, ... 39 s: a tenth
    // each of half a core, for 1.9 + 4.9 + ... + 28.9 s, and 0.1 s of all before.
    let seconds = (0..<10).reduce(0.0) { $0 + 2 + 3 * Double($1) }
    let expected = seconds * 50_000 * 1_000
    let state = bench.cluster.workloads[0]
    let refused = state.lostInAll[.noEndpoint] + state.lostInAll[.terminating]
    #expect(abs(Double(refused) - expected) < 1e-4 * expected)
    #expect(perPod(bench).values.reduce(0, +) == 1_000_000)
  }

  @Test("publishNotReadyAddresses: pods get requests as soon as their containers run")
  func notReady() {
    var route = TrafficRoute()
    route.publishesNotReady = true
    var bench = bench(route, replicas: 1, load: 1_000_000)
    bench.cluster.scale(0, to: 2, nowMs: 0)
    // Running at 510, serving at 2,510: half of a core is refused for 2 s.
    bench.run(to: 5_000)
    #expect(lost(bench, .notUp) == 500_000 * 2_000)
    #expect(perPod(bench)[1] == 500_000)
  }

  @Test("Session affinity: clients stay with their pods, a new pod gets only those whose session begins anew")
  func affinity() {
    var route = TrafficRoute()
    route.affinity = TrafficRoute.Affinity(clients: 100)
    var stays = bench(route, replicas: 2, load: 1_000_000)
    let before = perPod(stays)
    // Each of 100 clients drew a pod; a client is worth 10,000 microcores.
    #expect(before.values.allSatisfy { $0 % 10_000 == 0 } && before.values.reduce(0, +) == 1_000_000)
    #expect(before[0] != before[1] || stays.cluster.workloads[0].groups.count == 1)
    stays.cluster.scale(0, to: 3, nowMs: 0)
    stays.run(to: 60_000)
    #expect(perPod(stays)[2] == 0)
    #expect(perPod(stays)[0] == before[0])
    route.affinity = TrafficRoute.Affinity(clients: 100, sessionMs: 600_000)
    var goes = bench(route, replicas: 2, load: 1_000_000)
    goes.cluster.scale(0, to: 3, nowMs: 0)
    goes.run(to: 300_000)
    // Half of the clients were followed by others, a third of which meet the new pod: about 17.
    let new = (perPod(goes)[2] ?? 0) / 10_000
    #expect(new > 7 && new < 28)
  }

  @Test("Clients of a pod that leaves begin anew; clients quiet for longer than the timeout forget theirs")
  func affinityEnds() {
    var route = TrafficRoute()
    route.affinity = TrafficRoute.Affinity(clients: 50, timeoutMs: 60_000)
    var bench = bench(route, replicas: 3, load: 500_000)
    bench.cluster.scale(0, to: 2, nowMs: 1_000)
    bench.run(to: 5_000)
    #expect(perPod(bench).values.reduce(0, +) == 500_000)
    var seldom = self.bench(route, replicas: 2, load: 5_000)
    // Half a request a second from 50 clients: one in 100 s from each, who has forgotten by then.
    #expect(perPod(seldom).values.allSatisfy { $0 == 2_500 })
    seldom.cluster.setLoad(0, microcores: 500_000, nowMs: 10_000)
    #expect(perPod(seldom).values.allSatisfy { $0 % 10_000 == 0 })
  }

  @Test("Requests that a NetworkPolicy keeps out are denied, all of them")
  func denied() {
    var bench = Bench()
    let web = bench.add(replicas: 1)
    var stream = TrafficStream(target: web, origin: .outside)
    stream.isDenied = true
    bench.cluster.connect(TrafficPlan(streams: [stream]))
    bench.cluster.setLoad(web, microcores: 300_000, nowMs: 0)
    bench.run(to: 10_000)
    let totals = bench.cluster.workloads[web].totals
    #expect(totals.arrived == 300_000 * 10_000)
    #expect(totals.lost[.denied] == totals.arrived)
    #expect(totals.usage == 0)
  }
}
