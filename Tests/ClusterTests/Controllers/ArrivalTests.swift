import Controllers
import Testing

@testable import Cluster

@Suite("Pods that come one by one")
struct ArrivalTests {
  private func arrivals(_ pods: [(at: Int64, life: Int64)]) -> PodController {
    var run = JobRun(JobController.Specification(), duration: Delay(meanMs: 1))
    run.arrivals = pods.map { PodArrival(atMs: $0.at, lifeMs: $0.life) }
    return .job(run)
  }

  @Test("Each comes at its time and runs for its own")
  func comes() {
    var bench = Bench()
    let batch = bench.add("batch", arrivals([(1_000, 20_000), (1_000, 5_000), (30_000, 1_000)]))
    bench.run(to: 999)
    #expect(bench.state(batch).podCount == 0)
    // Bound 10 ms after, containers after another 490 ms, as in a Job.
    for (ms, pods) in [
      (1_000, 2), (6_499, 2), (6_500, 1), (21_499, 1), (21_500, 0), (30_000, 1), (31_500, 0),
    ]
      as [(Int64, Int32)]
    {
      bench.run(to: ms)
      #expect(bench.state(batch).podCount == pods, "at \(ms)")
    }
    #expect(bench.state(batch).job.progress.succeeded == 3)
    #expect(bench.cluster.nodes.allSatisfy { $0.pods == 0 })
  }

  @Test("One that is evicted before its end comes again, and runs for its whole time")
  func comesAgain() {
    var bench = Bench()
    let batch = bench.add("batch", arrivals([(1_000, 20_000)]))
    bench.run(to: 10_000)
    let node = Int(bench.state(batch).pods[0].node)
    #expect(bench.cluster.evictAll(fromNode: node, nowMs: 10_000) == 0)
    // Made at once, so that it ends at 10,500 + 20,000.
    bench.run(to: 30_499)
    #expect(bench.state(batch).job.progress.succeeded == 0)
    bench.run(to: 30_500)
    #expect(bench.state(batch).job.progress.succeeded == 1)
    #expect(bench.state(batch).job.progress.failed == 0)
  }
}
