import Testing

@testable import Cluster

@Suite("Calls, retries and clients that wait")
struct CallsTests {
  @Test("A service's calls follow what it serves, also while it drains a backlog")
  func drain() {
    var bench = Bench()
    let web = bench.add("web", replicas: 1)
    let api = bench.add("api", replicas: 4)
    var call = TrafficStream(target: api, origin: .workload(web))
    call.requests = 2
    bench.cluster.connect(
      TrafficPlan(streams: [TrafficStream(target: web, origin: .outside), call]))
    bench.cluster.setLoad(web, microcores: 1_500_000, nowMs: 0)
    // web serves one core of the 1.5 that come, and api is asked for two requests of the same work for each.
    #expect(bench.cluster.workloads[api].load == 2_000_000)
    bench.run(to: 10_000)
    bench.cluster.setLoad(web, microcores: 200_000, nowMs: 10_000)
    // 5 core-seconds wait; 0.8 cores are free: dry after 6.25 s. Until then api stays as busy.
    bench.run(to: 16_249)
    #expect(bench.cluster.workloads[api].load == 2_000_000)
    bench.run(to: 16_251)
    #expect(bench.cluster.workloads[api].load == 400_000)
    #expect(bench.cluster.workloads[api].totals.arrived == 2 * (10_000 + 6_250) * 1_000_000 + 400_000)
  }

  @Test("A service's response time holds that of its calls: in sequence their sum, in parallel the longest")
  func responseTimes() {
    func mean(_ calls: [(requests: Double, stage: Int, isParallel: Bool)]) -> Double {
      var bench = Bench()
      let web = bench.add("web", replicas: 1)
      let fast = bench.add("fast", replicas: 4) { $0.baseLatency = 0.1 }
      let slow = bench.add("slow", replicas: 4) { $0.baseLatency = 0.3 }
      var streams = [TrafficStream(target: web, origin: .outside)]
      for (target, call) in zip([fast, slow], calls) {
        var stream = TrafficStream(target: target, origin: .workload(web))
        stream.requests = call.requests
        stream.stage = call.stage
        stream.isParallel = call.isParallel
        streams.append(stream)
      }
      bench.cluster.connect(TrafficPlan(streams: streams))
      bench.cluster.setLoad(web, microcores: 1_000, nowMs: 0)
      bench.run(to: 60_000)
      bench.cluster.workloads[web].settleAccounts(at: 60_000)
      let totals = bench.cluster.workloads[web].totals
      return totals.responseSeconds / (Double(totals.served) / 1e7)
    }
    // A request takes 10 ms of CPU anywhere, in nearly empty pods: 10 + (110 + 310) ms, or 10 + 310.
    #expect(abs(mean([(1, 0, false), (1, 1, false)]) - 0.43) < 0.001)
    #expect(abs(mean([(1, 0, false), (1, 0, false)]) - 0.32) < 0.001)
    #expect(abs(mean([(3, 0, false), (1, 1, false)]) - 0.65) < 0.001)
    #expect(abs(mean([(3, 0, true), (1, 1, true)]) - 0.43) < 0.001)
  }

  @Test("A request whose call fails is answered with an error")
  func failingCalls() {
    var bench = Bench()
    let web = bench.add("web", replicas: 1)
    let api = bench.add("api", replicas: 0)
    let call = TrafficStream(target: api, origin: .workload(web))
    bench.cluster.connect(
      TrafficPlan(streams: [TrafficStream(target: web, origin: .outside), call]))
    bench.cluster.setLoad(web, microcores: 500_000, nowMs: 0)
    bench.run(to: 1_000)
    let totals = bench.cluster.workloads[web].totals
    #expect(totals.lost[.callFailed] == totals.arrived)
    #expect(totals.served == 0 && totals.usage == totals.arrived)
    #expect(bench.cluster.workloads[api].totals.lost[.noEndpoint] == totals.arrived)
  }

  @Test("Failures are tried again and come back as load: three tries of everything where nothing answers")
  func retryStorm() {
    var bench = Bench()
    let web = bench.add(replicas: 0)
    var stream = TrafficStream(target: web, origin: .outside)
    stream.retry = RetryPolicy(retries: 2, backoffMs: 1_000, factor: 1)
    bench.cluster.connect(TrafficPlan(streams: [stream]))
    bench.cluster.setLoad(web, microcores: 100_000, nowMs: 0)
    bench.run(to: 600_000)
    let state = bench.cluster.workloads[web]
    #expect(state.load == 300_000)
    #expect(state.totals.arrived == state.lostInAll.total)
    // Every first and second try that failed was tried again, or waits.
    let fresh = state.totals.arrived - state.totals.retried
    #expect(fresh == 100_000 * 600_000)
    let waiting = bench.cluster.waitingToRetry(web, nowMs: 600_000)
    #expect(waiting > 0 && waiting < 100_000 * 6_000)
  }

  @Test("What is tried again adds up: every failure was tried again, waits, or had been tried often enough")
  func retriesAddUp() {
    var bench = Bench()
    let web = bench.add(replicas: 1) { $0.timeoutMs = 2_000 }
    var stream = TrafficStream(target: web, origin: .outside)
    stream.retry = RetryPolicy(retries: 3, backoffMs: 500)
    bench.cluster.connect(TrafficPlan(streams: [stream]))
    bench.cluster.setLoad(web, microcores: 1_300_000, nowMs: 0)
    bench.run(to: 120_000)
    bench.cluster.setLoad(web, microcores: 200_000, nowMs: 120_000)
    bench.run(to: 240_000)
    let state = bench.cluster.workloads[web]
    let pool = bench.cluster.network!.streams[0].retries!
    #expect(
      state.totals.arrived == state.totals.served + state.lostInAll.total + state.backlog)
    #expect(
      state.lostInAll.total == state.totals.retried + pool.waiting(at: 240_000) + pool.exhausted)
    #expect(state.totals.retried > 0 && state.load == 200_000)
  }

  @Test("Clients that wait ask N / (Z + R) times a second, whatever R is")
  func closed() {
    var bench = Bench()
    let web = bench.add(replicas: 1)
    var stream = TrafficStream(target: web, origin: .outside)
    stream.thinkMs = 1_000
    bench.cluster.connect(TrafficPlan(streams: [stream]))
    bench.cluster.setLoad(web, microcores: 50_000, nowMs: 0)
    // 50 clients, 10 ms a request: X (1 + 0.01 / (1 - 0.01 X)) = 50 at X = 49.02 by hand: 1.0196 · 49.04 = 50.0.
    let rate = Double(bench.cluster.workloads[web].load) / 10_000
    #expect(abs(rate * (1 + 0.01 / (1 - 0.01 * rate)) - 50) < 0.01)
    // Many more than one core can serve: the rate falls to what is served, and those that wait make up the rest.
    bench.cluster.setLoad(web, microcores: 400_000, nowMs: 10_000)
    bench.run(to: 120_000)
    let state = bench.cluster.workloads[web]
    #expect(abs(Double(state.load) - 1e6) < 1e3)
    // 400 clients = 100/s · (1 s + sojourn) + backlog; the sojourn's bound at saturation is √(4 · 0.01 · 60 / π) = 0.87 s.
    let waiting = Double(state.backlog) / 1e7
    #expect(abs(waiting - (400 - 100 * (1 + 0.01 + 0.874))) < 3)
    #expect(state.totals.arrived == state.totals.served + state.backlog)
  }

  @Test("Clients that do not think at all do not make the rate swing")
  func noThinking() {
    var bench = Bench()
    let web = bench.add(replicas: 1)
    var stream = TrafficStream(target: web, origin: .outside)
    stream.thinkMs = 0
    bench.cluster.connect(TrafficPlan(streams: [stream]))
    bench.cluster.setLoad(web, microcores: 500_000, nowMs: 0)
    bench.run(to: 60_000)
    let state = bench.cluster.workloads[web]
    #expect(abs(Double(state.load) - 1e6) < 1e4)
    #expect(Double(state.backlog) / 1e7 < 500)
  }

  @Test("A slower service below slows the clients of the one above, and more pods of it let them ask more")
  func closedThroughCalls() {
    var bench = Bench()
    let web = bench.add("web", replicas: 4)
    let api = bench.add("api", replicas: 1)
    var clients = TrafficStream(target: web, origin: .outside)
    clients.thinkMs = 500
    let call = TrafficStream(target: api, origin: .workload(web))
    bench.cluster.connect(TrafficPlan(streams: [clients, call]))
    bench.cluster.setLoad(web, microcores: 400_000, nowMs: 0)
    bench.run(to: 120_000)
    // api's one core limits all to 100 requests a second.
    #expect(abs(Double(bench.cluster.workloads[web].load) - 1e6) < 2e4)
    bench.cluster.scale(api, to: 4, nowMs: 120_000)
    bench.run(to: 240_000)
    #expect(bench.cluster.workloads[web].load > 2_500_000)
  }

  @Test("A circle of calls is found and named in order")
  func circle() {
    let streams = [(0, 1), (1, 2), (2, 1)].map { TrafficStream(target: $0.1, origin: .workload($0.0)) }
    #expect(TrafficPlan(streams: streams).cycle == [1, 2, 1])
    #expect(TrafficPlan(streams: Array(streams.dropLast())).cycle == nil)
  }
}
