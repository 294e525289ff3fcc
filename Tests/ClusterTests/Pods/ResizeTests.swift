import Kubernetes
import Scheduling
import Statistics
import Testing

@testable import Cluster

@Suite("Pods of several sizes")
struct ResizeTests {
  /// Adds a size to a bench's workload.
  private static func addSize(_ bench: inout Bench, _ workload: Int, milli: Int64, limitMilli: Int64?)
    -> Int32
  {
    let template = PodTemplate(
      requestCPUMilli: milli, requestMemoryBytes: 1 << 20, limitMicrocores: limitMilli.map { $0 * 1_000 })
    let size = PodSize(
      template, containers: [ResourceRequirements(requests: ["cpu": Quantity(milli: milli)])])
    return bench.cluster.addSize(
      size, of: workload, description: PodDescription(named: bench.cluster.workloads[workload].name, template)
    )
  }

  private static func resize(_ bench: inout Bench, _ workload: Int, pod: Int32, to size: Int32, nowMs: Int64)
    -> Bool
  {
    bench.cluster.resize(workload, pod: pod, to: size, reserving: size, restarts: false, nowMs: nowMs)
  }

  @Test("A resize is in force a second after the patch, without a restart, and changes what the pod can do")
  func resizes() {
    var bench = Bench()
    let web = bench.add(replicas: 2) { $0.timeoutMs = nil }
    let size = Self.addSize(&bench, web, milli: 500, limitMilli: 500)
    // 1.6 cores for two pods of one core.
    bench.cluster.setLoad(web, microcores: 1_600_000, nowMs: 0)
    bench.run(to: 10_000)
    #expect(Self.resize(&bench, web, pod: 0, to: size, nowMs: 10_000))
    bench.run(to: 10_999)
    #expect(bench.cluster.workloads[web].groups.map(\.count) == [2])
    bench.run(to: 11_000)
    #expect(bench.cluster.workloads[web].groups.map(\.capacity) == [1_000_000, 500_000])
    #expect(bench.cluster.workloads[web].podCount == 2)
    // 0.8 cores arrive where 0.5 can be done.
    bench.run(to: 21_000)
    #expect(bench.cluster.workloads[web].backlog == 300_000 * 10_000)
    bench.expectInvariants()
  }

  @Test("A resize that finds no room waits, and goes on a second after another pod left the node")
  func deferred() {
    var bench = Bench(nodes: 1, cpuMilli: 3_000)
    let web = bench.add(replicas: 1)
    let other = bench.add("other", replicas: 1)
    let size = Self.addSize(&bench, web, milli: 2_500, limitMilli: 2_500)
    #expect(Self.resize(&bench, web, pod: 0, to: size, nowMs: 0))
    bench.run(to: 100_000)
    #expect(bench.cluster.sizedPods(of: web, isFresh: true)[0].resize == .deferred)
    // SIGTERM at once, gone after 300 ms, tried again a second later.
    bench.cluster.scale(other, to: 0, nowMs: 100_000)
    bench.run(to: 101_299)
    #expect(bench.cluster.sizedPods(of: web, isFresh: true)[0].size == 0)
    bench.run(to: 101_300)
    let pod = bench.cluster.sizedPods(of: web, isFresh: true)[0]
    #expect(pod.size == size && pod.resize == .none)
    bench.expectInvariants()
  }

  @Test("A size that the empty node could not hold is infeasible, and the scheduler never counts it")
  func infeasible() {
    var bench = Bench(nodes: 1, cpuMilli: 3_000)
    let web = bench.add(replicas: 1)
    let size = Self.addSize(&bench, web, milli: 4_000, limitMilli: nil)
    #expect(Self.resize(&bench, web, pod: 0, to: size, nowMs: 0))
    bench.run(to: 999)
    #expect(bench.cluster.scheduling.snapshot.requestedMilliCPU(of: bench.cluster.nodeID(0)) == 1_000)
    bench.run(to: 1_000)
    #expect(bench.cluster.sizedPods(of: web, isFresh: true)[0].resize == .infeasible)
    #expect(bench.cluster.scheduling.snapshot.requestedMilliCPU(of: bench.cluster.nodeID(0)) == 1_000)
  }

  @Test("Smaller pods leave room for one that found none before")
  func makesRoom() {
    var bench = Bench(nodes: 1, cpuMilli: 2_000)
    let web = bench.add(replicas: 2)
    let other = bench.add("other", replicas: 1)
    #expect(bench.cluster.workloads[other].unscheduledCount == 1)
    let size = Self.addSize(&bench, web, milli: 200, limitMilli: 200)
    #expect(Self.resize(&bench, web, pod: 0, to: size, nowMs: 1_000))
    #expect(Self.resize(&bench, web, pod: 1, to: size, nowMs: 1_000))
    bench.run(to: 20_000)
    #expect(bench.cluster.workloads[other].unscheduledCount == 0)
  }

  @Test("New pods have the admitted size, and what they request beyond the template is counted")
  func admitted() {
    var bench = Bench()
    let web = bench.add(replicas: 1)
    let size = Self.addSize(&bench, web, milli: 1_500, limitMilli: 1_500)
    bench.cluster.admit(size, of: web)
    bench.cluster.scale(web, to: 2, nowMs: 1_000)
    bench.run(to: 11_010)
    // Bound 10 ms after its creation, 10 s ago: 500 millicores more than the template.
    #expect(bench.cluster.workloads[web].beyond.milliMs == 500.0 * 10_000)
    #expect(bench.cluster.workloads[web].groups.map(\.size).sorted() == [0, size])
    bench.expectInvariants()
  }

  @Test(
    "Whatever is resized, no work is lost without a reason and nodes know what their pods may use",
    arguments: 0..<100)
  func conserves(seed: UInt64) {
    var luck = RandomStream(seed: seed, purpose: "resizes")
    var bench = Bench(
      nodes: 1 + luck.index(below: 3), cpuMilli: Int64(2_000 + luck.index(below: 5_000)), seed: seed)
    var sizes: [Int32] = []
    for index in 0..<2 {
      let pooled = luck.index(below: 4) == 0
      let memory = Double(luck.index(below: 2)) * 4_096
      let web = bench.add(
        "w\(index)", replicas: Int32(1 + luck.index(below: 5)),
        limitMilli: luck.index(below: 2) == 0 ? nil : 800,
        requestMilli: 400
      ) { service in
        service.timeoutMs = 3_000
        service.isPooled = pooled
        service.memoryPerInFlight = memory
      }
      for milli in [100, 300, 900, 2_500] as [Int64] {
        let limit = luck.index(below: 2) == 0 ? nil : milli * 2
        sizes.append(Self.addSize(&bench, web, milli: milli, limitMilli: limit))
      }
    }
    var now: Int64 = 0
    for step in 0..<60 {
      now += Int64(luck.index(below: 4_000))
      bench.run(to: now)
      let workload = luck.index(below: 2)
      switch luck.index(below: 5) {
      case 0: bench.cluster.scale(workload, to: Int32(luck.index(below: 8)), nowMs: now)
      case 1, 2:
        let pods = bench.cluster.sizedPods(of: workload, isFresh: true)
        guard !pods.isEmpty else { continue }
        _ = Self.resize(
          &bench, workload, pod: pods[luck.index(below: pods.count)].uid, to: Int32(luck.index(below: 5)),
          nowMs: now)
      case 3: bench.cluster.admit(Int32(luck.index(below: 5)), of: workload)
      default: bench.cluster.setLoad(workload, microcores: Int64(luck.index(below: 5_000_000)), nowMs: now)
      }
      if step % 4 == 0 { bench.cluster.events.push(.scrape, at: now + 1_000, subject: 0) }
      bench.expectInvariants()
      bench.expectSizes()
    }
  }
}

extension Bench {
  /// What must hold of sizes at any instant: nodes and the scheduler know what their pods request and may use.
  fileprivate func expectSizes() {
    for (index, node) in cluster.nodes.enumerated() {
      var ceilings: Int64 = 0
      for state in cluster.workloads {
        for pod in state.pods where pod.node == Int32(index) { ceilings += state.ceiling(of: pod.size) }
      }
      #expect(node.ceilings == ceilings)
    }
    for state in cluster.workloads {
      var beyond: Int64 = 0
      for pod in state.pods {
        if pod.isRunning { #expect(state.groups[Int(pod.group)].size == pod.size) }
        if pod.isBound { beyond += state.requests(of: pod.size).milli - state.template.requestCPUMilli }
      }
      #expect(state.beyondMilli == beyond)
    }
  }
}
