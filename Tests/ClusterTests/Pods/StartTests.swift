import Testing

@testable import Cluster

@Suite("A pod's start")
struct StartTests {
  @Test("pulls one image at a time on a node, the next pod's for nothing once it is there")
  func serial() {
    var bench = Bench(nodes: 1)
    let images = [PodTiming.withoutImages, PodTiming.withoutImages]
    let one = bench.addNew("one", timing: images[0])
    let two = bench.addNew("two", timing: images[1])
    bench.run(to: 10_000)
    bench.cluster.scale(one, to: 2, nowMs: 10_000)
    bench.run(to: 20_000)
    // Sandbox at 310; the first pull takes 2 s, the other waits for it; then 200 ms to running.
    #expect(
      bench.story(one).prefix(5) == [
        "0 created found", "10 scheduled", "310 pulling", "2310 starting", "2510 running",
      ])
    #expect(
      bench.story(two).prefix(5) == [
        "0 created found", "10 scheduled", "310 pulling", "4310 starting", "4510 running",
      ])
    #expect(
      bench.story(one, pod: 1).prefix(4) == [
        "10000 created scaledUp", "10010 scheduled", "10510 running", "10510 ready readinessSucceeded",
      ])
  }

  @Test("transfers only the layers a node lacks, at the node's bandwidth")
  func layers() {
    let base = RegistryImage.Layer(name: "base", bytes: 100 << 20)
    let images = [
      RegistryImage(name: "a", layers: [base, .init(name: "a", bytes: 100 << 20)]),
      RegistryImage(name: "b", layers: [base, .init(name: "b", bytes: 50 << 20)]),
    ]
    var bench = Bench(nodes: 1, images: images)
    for name in ["a", "b"] {
      _ = bench.addNew(
        name, template: { $0.steps[0] = .pull(image: name, policy: .ifNotPresent) },
        timing: {
          $0.imageCached = false
          $0.pull = Delay(meanMs: 500)
        })
    }
    bench.run(to: 10_000)
    // 100 MiB a second: 500 + 2,000 ms for all of a from 310 on, then 500 + 500 ms for what b has more.
    #expect(bench.story(0).contains("3010 running"))
    #expect(bench.story(1).contains("4010 running"))
  }

  @Test("waits after a failed pull 10 s, 20 s and so on up to 5 min, and goes on when the registry answers")
  func backOff() {
    let images = [RegistryImage(name: "a*", refusals: [0..<650_000])]
    var bench = Bench(nodes: 1, images: images)
    let web = bench.addNew(
      template: { $0.steps[0] = .pull(image: "a/web:1", policy: .ifNotPresent) },
      timing: PodTiming.withoutImages)
    bench.run(to: 2_000_000)
    let failed = bench.cluster.workloads[web].podLog.filter { $0.reason == .imagePullFailed }.map(\.timeMs)
    // 310, then 10, 20, 40, 80, 160, 300 s later: 310 + 610,000 is the last within 650 s; the next try succeeds.
    #expect(failed == [310, 10_310, 30_310, 70_310, 150_310, 310_310, 610_310])
    #expect(bench.story(web).contains("912310 starting"))
  }

  @Test("runs init containers in turn, waits for sidecars and for postStart, then probes")
  func order() {
    var bench = Bench()
    let web = bench.addNew(
      template: {
        $0.steps = [
          .initialize, .sidecar(startedMs: 3_000), .initialize, .container(postStartMs: 4_000),
          .container(postStartMs: 0),
        ]
        $0.readiness = .everyFiveSeconds(.connection)
      })
    bench.run(to: 30_000)
    // Sandbox 310; init to 1,310; sidecar 200 + 3,000 to 4,510; init to 5,510; container from 5,710 on, its hook until
    // 9,710, the other container 200 ms later. Probes tick from 5,710 on; that at 10,710 is the first to count.
    #expect(
      bench.story(web) == [
        "0 created found", "10 scheduled", "310 initializing", "4510 initializing", "5510 starting",
        "9910 running",
        "10710 ready readinessSucceeded",
      ])
  }
}

extension PodTiming {
  /// Nodes lack all images.
  static func withoutImages(_ timing: inout PodTiming) { timing.imageCached = false }
}
