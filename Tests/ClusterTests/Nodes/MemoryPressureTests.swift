import Testing

@testable import Cluster

@Suite("Nodes that lack memory")
struct MemoryPressureTests {
  /// Two nodes of 4 GiB; pods request 256 MiB, begin with 512 and leak 6 MiB a second.
  private func bench(nodes: Int = 2, replicas: Int32 = 2, leakPerHour: Double = 21_600) -> (Bench, Int) {
    var bench = Bench.nodes([NodePool(name: "n", count: nodes, cpuMilli: 8_000, memoryBytes: 4 << 30)])
    let workload = bench.cluster.add(
      name: "web",
      template: PodTemplate(requestCPUMilli: 1_000, requestMemoryBytes: 256 << 20),
      service: {
        var model = ServiceModel(cpuPerRequest: 0.01, cv: 1)
        model.memoryBase = Double(512 << 20)
        model.memoryLeakPerMs = leakPerHour * 1_048_576 / 3_600_000
        return model
      }(), timing: Bench.quickTiming, replicas: replicas, settled: false)
    return (bench, workload)
  }

  @Test("A pod is evicted at the first look, every 10 s, that finds more used than there is")
  func evicted() {
    var (bench, web) = bench(nodes: 1)
    // Both start at 500: 2 x (512 + 6 t) MiB pass 4,096 MiB at t = 256 s; the look after 256.5 s is that at 260.
    bench.run(to: 259_999)
    #expect(bench.state(web).podLog.allSatisfy { $0.reason != .nodePressure })
    bench.run(to: 260_000)
    #expect(bench.story(web, pod: 0, from: 250_000) == ["260000 terminating nodePressure"])
    #expect(bench.instants(of: .memoryPressure) == [[260, 0]])
    #expect(bench.state(web).readyCount == 1)
  }

  @Test(
    "The node takes no pods until 5 min after the last look that found it short; others wait or go elsewhere")
  func tainted() {
    var (bench, web) = bench(nodes: 1)
    bench.run(to: 300_000)
    #expect(bench.state(web).unscheduledCount == 1)
    // The one that is left passes 4,096 MiB at 597.8 s: found at 600 s, it goes too, and nothing is left.
    bench.run(to: 600_000)
    #expect(bench.instants(of: .memoryPressureOver) == [[560, 0]])
    #expect(bench.state(web).podLog.count { $0.reason == .nodePressure } >= 1)
  }

  @Test("Where there is room elsewhere, another pod comes at once on another node")
  func elsewhere() {
    var (bench, web) = bench(nodes: 2, replicas: 4)
    bench.run(to: 262_000)
    #expect(bench.state(web).unscheduledCount <= 2)
    let short = bench.instants(of: .memoryPressure).map { Int($0[1]) }
    #expect(Set(short) == [0, 1])
  }

  @Test(
    "Pods above their request go before those below, then the less important ones, then those furthest above")
  func order() {
    var bench = Bench.nodes([NodePool(name: "n", count: 1, cpuMilli: 8_000, memoryBytes: 1 << 30)])
    var workloads: [Int] = []
    for (name, request, base) in [("below", 700, 500), ("little", 100, 200), ("much", 100, 600)] {
      var model = ServiceModel(cpuPerRequest: 0.01, cv: 1)
      model.memoryBase = Double(base << 20)
      workloads.append(
        bench.cluster.add(
          name: name, template: PodTemplate(requestCPUMilli: 100, requestMemoryBytes: Int64(request) << 20),
          service: model, timing: Bench.quickTiming, replicas: 1))
    }
    bench.run(to: 10_000)
    let evicted = workloads.map { bench.state($0).podLog.contains { $0.reason == .nodePressure } }
    #expect(evicted == [false, false, true])
  }

  @Test("Nobody looks where the pods of a node can never use more than it has")
  func calm() {
    let (bench, _) = bench(leakPerHour: 0)
    #expect(bench.cluster.isCalm(at: 0))
  }

  @Test("A pod that is evicted loses the requests in it, and what arrives until the proxies know")
  func lost() {
    var (bench, web) = bench(nodes: 1)
    bench.cluster.setLoad(web, microcores: 500_000, nowMs: 2_000)
    bench.run(to: 262_000)
    #expect(bench.state(web).totals.arrived > 0)
    let totals = bench.state(web).totals
    #expect(totals.arrived == totals.served + totals.lost.total + bench.state(web).backlog)
  }
}
