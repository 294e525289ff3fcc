import Statistics
import Testing

@testable import Cluster

/// Drives a cluster without autoscalers.
struct Bench {
  var cluster: Cluster
  var totals: [FlowTotals] = []

  init(
    nodes: Int = 4, cpuMilli: Int64 = 8_000, seed: UInt64 = 1, pipeline: MetricsPipeline = MetricsPipeline(),
    images: [RegistryImage] = []
  ) {
    cluster = Cluster(
      pools: [NodePool(name: "n", count: nodes, cpuMilli: cpuMilli, memoryBytes: 64 << 30)],
      pipeline: pipeline,
      matureMs: 300_000, seed: seed, images: images)
  }

  /// Adds a workload of one core a pod, 10 ms a request.
  mutating func add(
    _ name: String = "web", replicas: Int32, limitMilli: Int64? = 1_000, requestMilli: Int64 = 1_000,
    timing: PodTiming = constantTiming, graceMs: Int64 = 30_000, preStopMs: Int64 = 0,
    readiness: PodTemplate.ProbeTicks? = nil, settled: Bool = true,
    toleratesMs: Int64? = 300_000,
    service: (inout ServiceModel) -> Void = { _ in }
  ) -> Int {
    var model = ServiceModel(cpuPerRequest: 0.01, cv: 1)
    service(&model)
    var template = PodTemplate(
      requestCPUMilli: requestMilli, requestMemoryBytes: 1 << 20,
      limitMicrocores: limitMilli.map { $0 * 1_000 },
      readiness: readiness, graceMs: graceMs, preStopMs: preStopMs)
    template.unreachableTolerationMs = toleratesMs
    return cluster.add(
      name: name, template: template, service: model, timing: timing, replicas: replicas, settled: settled)
  }

  /// Bound after 10 ms, running 500 ms later, serving 2 s later; endpoints know 100 ms later.
  static var constantTiming: PodTiming {
    var timing = PodTiming()
    timing.appStart = Delay(meanMs: 2_000)
    return timing
  }

  /// Handles all that is due up to an instant and accounts for all flows.
  mutating func run(to nowMs: Int64) {
    while let next = cluster.events.nextTimeMs, next <= nowMs, let event = cluster.events.pop() {
      if event.kind == .scrape {
        cluster.scrape(nowMs: event.timeMs)
      } else {
        cluster.handle(event)
      }
    }
    for workload in cluster.workloads.indices { cluster.advance(workload, to: nowMs) }
  }
}

@Suite("The cluster")
struct ClusterTests {
  @Test("makes a pod ready step by step: binding, start, application, probe, endpoints")
  func creation() {
    var bench = Bench()
    let probe = PodTemplate.ProbeTicks(initialDelayMs: 1_000, periodMs: 5_000, successes: 1)
    let web = bench.add(replicas: 1, readiness: probe)
    bench.cluster.setLoad(web, microcores: 600_000, nowMs: 0)
    bench.run(to: 1_000)
    bench.cluster.scale(web, to: 2, nowMs: 1_000)
    // Created 1,000; bound 1,010; running 1,510; serving 3,510; probes at 1,510 + 0, 5,000: ready 6,510; traffic 6,610.
    bench.run(to: 1_009)
    #expect(bench.cluster.workloads[web].unscheduledCount == 1)
    bench.run(to: 1_010)
    #expect(bench.cluster.workloads[web].unscheduledCount == 0)
    #expect(bench.cluster.workloads[web].pendingCount == 1)
    bench.run(to: 1_510)
    #expect(bench.cluster.workloads[web].pendingCount == 0)
    bench.run(to: 6_509)
    #expect(bench.cluster.workloads[web].readyCount == 1)
    bench.run(to: 6_510)
    #expect(bench.cluster.workloads[web].readyCount == 2)
    #expect(bench.cluster.workloads[web].receiving == 1)
    bench.run(to: 6_610)
    #expect(bench.cluster.workloads[web].receiving == 2)
    #expect(bench.cluster.workloads[web].groups.map(\.inflow) == [300_000, 300_000])
  }

  @Test("sends requests to a pod without a probe before its application is up, and they fail")
  func noProbe() {
    var bench = Bench()
    let web = bench.add(replicas: 1)
    bench.cluster.setLoad(web, microcores: 600_000, nowMs: 0)
    bench.cluster.scale(web, to: 2, nowMs: 0)
    // Running and ready at 510, traffic from 610, serving from 2,510: half of 0.6 cores for 1,900 ms fails.
    bench.run(to: 10_000)
    #expect(bench.cluster.workloads[web].totals.dropped == 300_000 * 1_900)
  }

  @Test("lets a deleted pod finish its work and refuses what still arrives after SIGTERM")
  func termination() {
    var bench = Bench()
    let web = bench.add(replicas: 2)
    bench.cluster.setLoad(web, microcores: 1_000_000, nowMs: 0)
    bench.cluster.scale(web, to: 1, nowMs: 10_000)
    bench.run(to: 10_000)
    #expect(bench.cluster.workloads[web].readyCount == 1)
    // SIGTERM at once, out of the endpoints after 100 ms: 0.5 cores for 100 ms are refused; gone after 300 ms.
    bench.run(to: 10_299)
    #expect(bench.cluster.workloads[web].totals.dropped == 500_000 * 100)
    #expect(bench.cluster.workloads[web].podCount == 2)
    bench.run(to: 10_300)
    #expect(bench.cluster.workloads[web].podCount == 1)
  }

  @Test("loses nothing to a termination whose preStop hook outlasts the endpoints")
  func preStop() {
    var bench = Bench()
    let web = bench.add(replicas: 2, preStopMs: 5_000)
    bench.cluster.setLoad(web, microcores: 1_000_000, nowMs: 0)
    bench.cluster.scale(web, to: 1, nowMs: 10_000)
    bench.run(to: 30_000)
    #expect(bench.cluster.workloads[web].totals.dropped == 0)
    #expect(bench.cluster.workloads[web].totals.cut == 0)
  }

  @Test("cuts off what a pod has not finished by the end of its grace period")
  func graceEnds() {
    var bench = Bench()
    let web = bench.add(replicas: 2, graceMs: 1_000) { $0.timeoutMs = nil }
    // 4 cores for two pods of one: each gains 1,000 µc·1,000 a ms of backlog; after 10 s 10 core-seconds.
    bench.cluster.setLoad(web, microcores: 4_000_000, nowMs: 0)
    bench.run(to: 10_000)
    bench.cluster.scale(web, to: 1, nowMs: 10_000)
    bench.run(to: 12_000)
    // 10 core-seconds less the two seconds that SIGTERM has at least, at one core.
    #expect(bench.cluster.workloads[web].totals.cut == 8_000 * 1_000_000)
  }

  @Test("keeps pods pending while no node has room, and binds them when one gets room")
  func pending() {
    var bench = Bench(nodes: 1, cpuMilli: 2_000)
    let web = bench.add(replicas: 2)
    let other = bench.add("other", replicas: 1)
    #expect(bench.cluster.workloads[other].unscheduledCount == 1)
    bench.cluster.scale(web, to: 1, nowMs: 1_000)
    bench.run(to: 1_299)
    #expect(bench.cluster.workloads[other].unscheduledCount == 1)
    bench.run(to: 1_300)
    #expect(bench.cluster.workloads[other].unscheduledCount == 0)
  }

  @Test("never lets a node's pods use more CPU than it has, and shares by request")
  func shortNode() {
    var bench = Bench(nodes: 1, cpuMilli: 4_000)
    let big = bench.add("big", replicas: 1, limitMilli: nil, requestMilli: 3_000) { $0.timeoutMs = nil }
    let small = bench.add("small", replicas: 1, limitMilli: nil, requestMilli: 1_000) { $0.timeoutMs = nil }
    bench.cluster.setLoad(big, microcores: 6_000_000, nowMs: 0)
    bench.cluster.setLoad(small, microcores: 6_000_000, nowMs: 0)
    bench.run(to: 10_000)
    #expect(bench.cluster.workloads[big].totals.usage == 3_000_000 * 10_000)
    #expect(bench.cluster.workloads[small].totals.usage == 1_000_000 * 10_000)
    // The big one stops: what is left goes to its backlog of 30 core-seconds first, then all to the small one.
    bench.cluster.setLoad(big, microcores: 0, nowMs: 10_000)
    bench.run(to: 20_000)
    #expect(bench.cluster.workloads[big].totals.usage == 2 * 3_000_000 * 10_000)
    bench.run(to: 30_000)
    #expect(bench.cluster.workloads[small].totals.usage == (2 * 1_000_000 + 4_000_000) * 10_000)
  }

  @Test("shows a first sample after two scrapes, or one if the container is at least 10 s old")
  func firstSample() {
    var pipeline = MetricsPipeline()
    pipeline.resolutionMs = 15_000
    var bench = Bench(pipeline: pipeline)
    let web = bench.add(replicas: 1, settled: false)
    bench.cluster.setLoad(web, microcores: 500_000, nowMs: 0)
    // Containers run from 510 on: at 12,000 they are 11.49 s old and get a sample from their start.
    bench.cluster.events.push(.scrape, at: 12_000, subject: 0)
    bench.run(to: 12_000)
    #expect(bench.cluster.workloads[web].groups[0].sample.windowMs == 11_490)
    bench.cluster.scale(web, to: 2, nowMs: 20_000)
    bench.cluster.events.push(.scrape, at: 27_000, subject: 0)
    bench.cluster.events.push(.scrape, at: 42_000, subject: 0)
    // The second pod runs from 20,510: 6.49 s at the first scrape, which is too young; two points at the second.
    bench.run(to: 27_000)
    #expect(bench.cluster.workloads[web].groups.map(\.sample.exists) == [true, false])
    bench.run(to: 42_000)
    #expect(bench.cluster.workloads[web].groups.map(\.sample.windowMs) == [15_000, 15_000])
    #expect(bench.cluster.workloads[web].groups.map(\.sample.cpuMilli) == [250, 250])
  }

  @Test(
    "accounts for every microcore-millisecond under random scaling, loads and short nodes", arguments: 0..<200
  )
  func conservation(seed: UInt64) {
    var luck = RandomStream(seed: seed, purpose: "scenario")
    var bench = Bench(
      nodes: 1 + luck.index(below: 4), cpuMilli: Int64(2_000 + luck.index(below: 6_000)), seed: seed)
    let limits: [Int64?] = [nil, 500, 1_000]
    for index in 0..<(1 + luck.index(below: 3)) {
      var timing = PodTiming()
      timing.endpointPropagationMs = Int64(luck.index(below: 500))
      let queueLimit: Double? = luck.index(below: 2) == 0 ? nil : 50
      let startup = Int64(luck.index(below: 2) * 5_000)
      let pooled = luck.index(below: 4) == 0
      let preStop = Int64(luck.index(below: 2) * 2_000)
      _ = bench.add(
        "w\(index)", replicas: Int32(luck.index(below: 6)), limitMilli: limits[luck.index(below: 3)],
        requestMilli: Int64(100 + luck.index(below: 900)), timing: timing,
        graceMs: Int64(luck.index(below: 8_000)),
        preStopMs: preStop
      ) { service in
        service.idleMicrocores = 20_000
        service.startupMs = startup
        service.startupMicrocores = 300_000
        service.queueLimit = queueLimit
        service.timeoutMs = 3_000
        service.isPooled = pooled
      }
    }
    var now: Int64 = 0
    bench.cluster.events.push(.scrape, at: 5_000, subject: 0)
    for step in 0..<120 {
      now += Int64(luck.index(below: 4_000))
      bench.run(to: now)
      let workload = luck.index(below: bench.cluster.workloads.count)
      if luck.index(below: 3) == 0 {
        bench.cluster.scale(workload, to: Int32(luck.index(below: 9)), nowMs: now)
      } else {
        bench.cluster.setLoad(workload, microcores: Int64(luck.index(below: 5_000_000)), nowMs: now)
      }
      if step % 4 == 0 { bench.cluster.events.push(.scrape, at: now + 1_000, subject: 0) }
      bench.expectInvariants()
    }
  }
}

extension Bench {
  /// What must hold of any cluster at any instant.
  func expectInvariants() {
    for state in cluster.workloads {
      let totals = state.totals
      #expect(
        totals.arrived == totals.served + totals.dropped + totals.timedOut + totals.cut + state.backlog)
      let running = state.pods.filter(\.isRunning).count
      #expect(state.groups.reduce(0) { $0 + Int($1.count) } == running)
      for (index, group) in state.groups.enumerated() {
        #expect(state.pods.filter { $0.group == Int32(index) }.count == Int(group.count))
        #expect(group.queue >= 0 && group.inflow >= 0 && group.work >= 0)
      }
      #expect(Int(state.readyCount) == state.pods.filter { $0.isReady && !$0.isDeleted }.count)
      #expect(Int(state.pendingCount) == state.pods.filter { !$0.isRunning && !$0.isDeleted }.count)
      #expect(Int(state.unscheduledCount) == state.pods.filter { !$0.isBound && !$0.isDeleted }.count)
      if state.rollout == nil { #expect(Int(state.replicas) == state.pods.filter { !$0.isDeleted }.count) }
      if state.receiving > 0 { #expect(state.groups.reduce(0) { $0 + $1.inflow } == state.load) }
    }
    for (index, node) in cluster.nodes.enumerated() {
      var used: Int64 = 0
      var placed = 0
      for state in cluster.workloads {
        placed += state.pods.filter { $0.node == Int32(index) }.count
        for group in state.groups where group.node == Int32(index) {
          used += group.burning + min(group.capacity, group.queue > 0 ? group.capacity : group.inflow)
        }
      }
      #expect(placed == Int(node.pods))
      #expect(node.pods <= node.maxPods)
      if node.isShort { #expect(used <= node.microcores) }
    }
  }
}
