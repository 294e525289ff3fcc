import Testing

@testable import Cluster

@Suite("Probes")
struct ProbeTests {
  @Test(
    "turn a pod unready whose backlog keeps an HTTP probe waiting beyond its timeout, and ready again after it"
  )
  func flap() {
    var bench = Bench()
    let web = bench.addNew(template: { $0.readiness = .everyFiveSeconds(.request) })
    bench.run(to: 10_000)
    bench.cluster.setLoad(web, microcores: 1_500_000, nowMs: 10_000)
    bench.run(to: 25_609)
    // The backlog grows by half a core and passes a second of the core after 2,000 ms: the ticks at 15,510 and 20,510
    // fail. Out of the endpoints at 20,610 with 0.5 · 10,610 core-ms, of which 1,000 are left at 24,915: the tick at
    // 25,510 succeeds.
    #expect(
      bench.story(web, from: 510) == [
        "510 running", "5510 ready readinessSucceeded", "20510 unready readinessFailed",
        "25510 ready readinessSucceeded",
      ])
    #expect(bench.lost(.noEndpoint, web) == 1_500_000 * (25_609 - 20_610))
    #expect(bench.cluster.workloads[web].readyCount == 1)
    #expect(bench.cluster.workloads[web].receiving == 0)
    bench.run(to: 25_610)
    #expect(bench.cluster.workloads[web].receiving == 1)
    bench.expectInvariants()
  }

  @Test(
    "by TCP or a command do not wait behind requests",
    arguments: [PodTemplate.ProbeTicks.Kind.connection, .command])
  func doNotWait(kind: PodTemplate.ProbeTicks.Kind) {
    var bench = Bench()
    let web = bench.addNew(
      load: 1_500_000,
      template: {
        $0.readiness = .everyFiveSeconds(kind)
        $0.liveness = .everyFiveSeconds(kind)
      })
    bench.run(to: 100_000)
    #expect(bench.story(web, from: 510) == ["510 running", "5510 ready readinessSucceeded"])
  }

  @Test("do not fail where the queue is too short to keep them waiting")
  func shortQueue() {
    var bench = Bench()
    // 99 requests of 10 ms: a probe behind them waits 990 ms.
    let web = bench.addNew(
      load: 5_000_000, template: { $0.liveness = .everyFiveSeconds(.request) },
      service: {
        $0.queueLimit = 99
      })
    bench.run(to: 100_000)
    #expect(bench.story(web, from: 510) == ["510 running", "510 ready readinessSucceeded"])
    #expect(bench.cluster.workloads[web].planned == 0)
  }

  @Test("of liveness restart an overloaded container: SIGTERM, SIGKILL after the grace, then a new start")
  func liveness() {
    var bench = Bench()
    let web = bench.addNew(
      template: {
        $0.liveness = .everyFiveSeconds(.request)
        $0.graceMs = 3_000
      })
    bench.run(to: 10_000)
    bench.cluster.setLoad(web, microcores: 1_500_000, nowMs: 10_000)
    bench.run(to: 27_000)
    // Slow from 12,001 on: the ticks at 15,510 and 20,510 fail. SIGTERM at once with 0.5 · 10,510 core-ms waiting, of
    // which 3,000 are done by SIGKILL. Running again 1,000 + 200 ms later, serving 2,000 ms after that.
    #expect(
      bench.story(web, from: 1_000) == [
        "20510 stopping livenessFailed", "23510 restarting livenessFailed", "24710 restarted",
        "24710 ready readinessSucceeded",
      ])
    #expect(bench.lost(.cutByRestart, web) == (5_255 - 3_000) * 1_000_000)
    // Refused from SIGTERM until the proxies know, 100 ms after the end; then no endpoint until 100 ms after the new
    // start; then refused until the application serves.
    #expect(bench.lost(.noEndpoint, web) == 1_500_000 * 1_200)
    #expect(bench.lost(.restarting, web) == 1_500_000 * (3_100 + 1_900))
    bench.expectInvariants()
  }

  @Test("of liveness may bring a grace period of their own, and preStop counts into it")
  func probeGrace() {
    var bench = Bench()
    let web = bench.addNew(
      template: {
        var probe = PodTemplate.ProbeTicks.everyFiveSeconds(.request)
        probe.graceMs = 4_000
        $0.liveness = probe
        $0.preStopMs = 3_000
      })
    bench.run(to: 10_000)
    bench.cluster.setLoad(web, microcores: 3_000_000, nowMs: 10_000)
    bench.run(to: 26_000)
    // Slow from 10,501 on: the ticks at 10,510 and 15,510 fail. SIGTERM 3 s later, for which at least 2 s remain:
    // SIGKILL at 20,510.
    #expect(
      bench.story(web, from: 1_000).prefix(2) == [
        "15510 stopping livenessFailed", "20510 restarting livenessFailed",
      ])
  }

  @Test(
    "of liveness kill an application that is slower to come up than they wait, again and again, with back-off"
  )
  func tooImpatient() {
    var bench = Bench()
    let web = bench.addNew(
      template: { $0.liveness = .everyFiveSeconds(.connection) },
      timing: { $0.appStart = Delay(meanMs: 8_000) })
    bench.run(to: 60_000)
    // Ticks 0 and 5,000 ms after each start fail. SIGTERM, ended 300 ms later; started again 1,200 ms later, then 10 s
    // and 20 s more.
    #expect(
      bench.story(web, from: 511) == [
        "5510 stopping livenessFailed", "5810 restarting livenessFailed", "7010 restarted",
        "7010 ready readinessSucceeded",
        "12010 stopping livenessFailed", "12310 restarting livenessFailed",
        "12310 restarting crashLoopBackOff",
        "23510 restarted", "23510 ready readinessSucceeded",
        "28510 stopping livenessFailed", "28810 restarting livenessFailed",
        "28810 restarting crashLoopBackOff",
        "50010 restarted", "50010 ready readinessSucceeded",
        "55010 stopping livenessFailed", "55310 restarting livenessFailed",
        "55310 restarting crashLoopBackOff",
      ])
  }

  @Test("of startup hold liveness and readiness back until they succeed, and kill when they give up")
  func startup() {
    var bench = Bench()
    let patient = PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 1_000, successes: 1, failures: 10)
    let hasty = PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 1_000, successes: 1, failures: 2)
    let slow = bench.addNew(
      "slow",
      template: {
        $0.startup = patient
        $0.liveness = PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 1_000, successes: 1, failures: 1)
        $0.readiness = PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 60_000, successes: 1)
      })
    let killed = bench.addNew("killed", template: { $0.startup = hasty })
    bench.run(to: 3_500)
    // Startup succeeds at the tick 2,000 ms after the start, when the application is up; readiness is probed at once.
    #expect(bench.story(slow, from: 510) == ["510 running", "2510 ready readinessSucceeded"])
    // Two ticks, at 510 and 1,510, fail.
    #expect(
      bench.story(killed, from: 510) == [
        "510 running", "1510 stopping startupFailed", "1810 restarting startupFailed", "3010 restarted",
      ])
  }

  @Test("of readiness go on during termination, those of liveness stop")
  func termination() {
    var bench = Bench()
    let web = bench.addNew(
      template: {
        $0.readiness = .everyFiveSeconds(.request)
        $0.liveness = .everyFiveSeconds(.request)
        $0.graceMs = 60_000
      })
    bench.run(to: 10_000)
    bench.cluster.setLoad(web, microcores: 4_000_000, nowMs: 10_000)
    bench.run(to: 14_000)
    bench.cluster.scale(web, to: 0, nowMs: 14_000)
    bench.run(to: 60_000)
    // Slow from 10,334 on: one failure at 10,510, another at 15,510, which turns readiness and would have killed.
    // SIGTERM came with the deletion; the 3 · 4,000 core-ms that waited are done by 26,000.
    #expect(
      bench.story(web, from: 6_000) == [
        "14000 terminating scaledDown", "15510 unready readinessFailed", "26000 gone ended",
      ])
    #expect(bench.lost(.terminating, web) == 4_000_000 * 100)
    bench.expectInvariants()
  }

  @Test("of pods that ran long before tick each at its own time, so that not all fail at once")
  func phases() {
    var bench = Bench()
    var template = PodTemplate(
      requestCPUMilli: 100, requestMemoryBytes: 1 << 20, limitMicrocores: 1_000_000)
    template.readiness = .everyFiveSeconds(.request)
    let web = bench.cluster.add(
      name: "web", template: template, service: ServiceModel(cpuPerRequest: 0.01, cv: 1),
      timing: Bench.constantTiming, replicas: 20)
    bench.cluster.setLoad(web, microcores: 22_000_000, nowMs: 0)
    bench.run(to: 60_000)
    let turns = bench.cluster.workloads[web].podLog.filter { $0.change == .unready }.map(\.timeMs)
    #expect(Set(turns).count > 10)
    #expect(bench.cluster.workloads[web].readyCount < 20)
    bench.cluster.setLoad(web, microcores: 2_000_000, nowMs: 60_000)
    bench.run(to: 120_000)
    // All is well again: one group, nothing planned.
    bench.cluster.scrape(nowMs: 120_000)
    bench.cluster.scrape(nowMs: 520_000)
    bench.cluster.scrape(nowMs: 535_000)
    #expect(bench.cluster.workloads[web].readyCount == 20)
    #expect(bench.cluster.workloads[web].isSettled)
    bench.expectInvariants()
  }
}
