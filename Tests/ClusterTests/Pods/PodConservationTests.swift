import Statistics
import Testing

@testable import Cluster

@Suite("Under restarts, flapping readiness, pulls, crashes, failing nodes and rollouts")
struct PodConservationTests {
  @Test("no work is lost without a reason, for 1,000 random scenarios", arguments: 0..<8)
  func conserves(part: UInt64) {
    for seed in part * 125..<(part + 1) * 125 {
      var luck = RandomStream(seed: seed, purpose: "pods")
      var bench = Self.random(seed, &luck)
      var now: Int64 = 0
      bench.cluster.events.push(.scrape, at: 5_000, subject: 0)
      for step in 0..<30 {
        now += Int64(luck.index(below: 9_000))
        bench.run(to: now)
        let workload = luck.index(below: bench.cluster.workloads.count)
        if seed % 2 == 1, luck.index(below: 3) == 0 {
          bench.meetIncident(workload, &luck, nowMs: now)
        } else if luck.index(below: 4) == 0, !bench.cluster.isOut(at: now) {
          bench.cluster.scale(workload, to: Int32(luck.index(below: 7)), nowMs: now)
        } else {
          bench.cluster.setLoad(workload, microcores: Int64(luck.index(below: 6_000_000)), nowMs: now)
        }
        if step % 4 == 0 { bench.cluster.events.push(.scrape, at: now + 1_000, subject: 0) }
      }
      bench.expectInvariants()
      if seed % 2 == 1 {
        for node in bench.cluster.nodes.indices { bench.cluster.restore(node: node, nowMs: now) }
        now += 60_000
        bench.run(to: now)
        bench.expectInvariants()
      }
      // Nobody is forgotten: who is down comes up, and who is deleted ends.
      for workload in bench.cluster.workloads.indices {
        let state = bench.cluster.workloads[workload]
        #expect(state.planned > 0 || state.groups.allSatisfy { !$0.isDown && $0.stopReason == .none })
        bench.cluster.scale(workload, to: 0, nowMs: now)
      }
      bench.run(to: now + 20_000)
      for state in bench.cluster.workloads { #expect(state.podCount == 0, "seed \(seed)") }
    }
  }

  @Test("the random scenarios do restart, run out of memory, crash, flap and wait for images")
  func covers() {
    var reasons: Set<PodChangeReason> = []
    var losses: Set<LossReason> = []
    for seed in 0..<100 as Range<UInt64> {
      var luck = RandomStream(seed: seed, purpose: "pods")
      var bench = Self.random(seed, &luck)
      for step in 0..<20 as Range<Int64> {
        bench.run(to: step * 9_000)
        for workload in bench.cluster.workloads.indices {
          bench.cluster.setLoad(
            workload, microcores: Int64(luck.index(below: 6_000_000)), nowMs: step * 9_000)
        }
      }
      for state in bench.cluster.workloads {
        reasons.formUnion(state.podLog.map(\.reason))
        losses.formUnion(LossReason.allCases.filter { state.totals.lost[$0] > 0 })
      }
    }
    #expect(
      reasons.isSuperset(of: [
        .livenessFailed, .startupFailed, .readinessFailed, .oomKilled, .crashed, .crashLoopBackOff,
        .imagePullBackOff,
      ]))
    #expect(losses.isSuperset(of: [.noEndpoint, .notUp, .restarting, .queueFull, .timedOut, .cutByRestart]))
  }

  private static func random(_ seed: UInt64, _ luck: inout RandomStream) -> Bench {
    let images = [
      RegistryImage(
        name: "big", layers: [.init(name: "big", bytes: 300 << 20)], refusals: [0..<25_000])
    ]
    var bench = Bench(
      nodes: 1 + luck.index(below: 3), cpuMilli: Int64(2_000 + luck.index(below: 6_000)), seed: seed,
      images: images)
    func probe(_ luck: inout RandomStream) -> PodTemplate.ProbeTicks? {
      guard luck.index(below: 3) > 0 else { return nil }
      let kinds: [PodTemplate.ProbeTicks.Kind] = [.request, .request, .connection, .command]
      return PodTemplate.ProbeTicks(
        initialDelayMs: Int64(luck.index(below: 3) * 2_000),
        periodMs: Int64(1 + luck.index(below: 5)) * 1_000,
        successes: Int64(1 + luck.index(below: 2)), failures: Int64(1 + luck.index(below: 3)),
        timeoutMs: Int64(1 + luck.index(below: 2)) * 1_000, kind: kinds[luck.index(below: 4)])
    }
    for index in 0..<(1 + luck.index(below: 2)) {
      var template = PodTemplate(
        requestCPUMilli: Int64(100 + luck.index(below: 900)), requestMemoryBytes: 1 << 20,
        limitMicrocores: luck.index(below: 3) == 0 ? nil : 1_000_000,
        graceMs: Int64(luck.index(below: 6_000)),
        preStopMs: Int64(luck.index(below: 2) * 3_000))
      template.readiness = probe(&luck)
      template.liveness = probe(&luck)
      template.startup = luck.index(below: 4) == 0 ? probe(&luck) : nil
      if luck.index(below: 3) == 0 { template.limitMemoryBytes = 3_000_000 }
      if luck.index(below: 3) == 0 { template.steps[0] = .pull(image: "big", policy: .ifNotPresent) }
      if luck.index(below: 4) == 0 { template.steps.insert(.initialize, at: 0) }
      var timing = PodTiming()
      timing.endpointPropagationMs = Int64(luck.index(below: 2_000))
      timing.imageCached = luck.index(below: 2) == 0
      if luck.index(below: 4) == 0 {
        timing.crash = PodTiming.Crash(after: Delay(meanMs: 20_000, cv: 0.5), share: 0.5)
      }
      var service = ServiceModel(cpuPerRequest: 0.01, cv: 1)
      service.queueLimit = luck.index(below: 3) == 0 ? 150 : nil
      service.timeoutMs = luck.index(below: 3) == 0 ? nil : 4_000
      service.memoryBase = 1_000_000
      service.memoryPerInFlight = luck.index(below: 2) == 0 ? 8_000 : 0
      service.memoryLeakPerMs = luck.index(below: 3) == 0 ? 40 : 0
      service.idleMicrocores = 20_000
      service.isPooled = luck.index(below: 5) == 0
      _ = bench.cluster.add(
        name: "w\(index)", template: template, service: service, timing: timing,
        replicas: Int32(luck.index(below: 6)), settled: luck.index(below: 2) == 0)
    }
    return bench
  }
}

extension Bench {
  /// A node fails, comes back, slows down or is drained, the API server goes away, or a new template rolls out.
  fileprivate mutating func meetIncident(_ workload: Int, _ luck: inout RandomStream, nowMs: Int64) {
    let node = luck.index(below: cluster.nodes.count)
    switch luck.index(below: 9) {
    case 0: cluster.lose(node: node, powerless: true, nowMs: nowMs)
    case 1, 2: cluster.lose(node: node, powerless: false, nowMs: nowMs)
    case 3, 4: cluster.restore(node: node, nowMs: nowMs)
    case 5: cluster.setSpeed([250, 500, 1_000][luck.index(below: 3)], ofNode: node, nowMs: nowMs)
    case 6: _ = cluster.drain([node], nowMs: nowMs)
    case 7: cluster.startOutage(untilMs: nowMs + Int64(luck.index(below: 30_000)), nowMs: nowMs)
    default:
      if !cluster.isOut(at: nowMs) { cluster.rollOut(workload, nowMs: nowMs) }
    }
  }
}
