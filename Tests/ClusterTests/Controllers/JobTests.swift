import Controllers
import Testing

@testable import Cluster

@Suite("A Job in the cluster")
struct JobTests {
  private func job(
    parallelism: Int32 = 1, completions: Int32? = 1, startMs: Int64 = 5_000, failures: Double = 0,
    backoffLimit: Int32 = 6, deadline: Int64? = nil
  ) -> PodController {
    .job(
      JobRun(
        JobController.Specification(
          parallelism: parallelism, completions: completions, backoffLimit: backoffLimit,
          activeDeadlineSeconds: deadline),
        startMs: startMs, duration: Delay(meanMs: 60_000), failureShare: failures))
  }

  @Test("Its pods are made when it is created, run for their time, and leave their nodes")
  func runs() {
    var bench = Bench()
    let job = bench.add("report", job())
    bench.run(to: 4_999)
    #expect(bench.state(job).podCount == 0)
    bench.run(to: 5_000)
    #expect(bench.state(job).podCount == 1)
    // Bound at 5,010, containers at 5,500, 60 s of work.
    bench.run(to: 65_499)
    #expect(bench.state(job).podCount == 1)
    #expect(bench.state(job).job.endMs == nil)
    bench.run(to: 65_500)
    #expect(bench.state(job).podCount == 0)
    #expect(bench.state(job).job.endMs == 65_500)
    #expect(bench.state(job).job.failure == nil)
    #expect(bench.cluster.nodes.allSatisfy { $0.pods == 0 })
    #expect(bench.story(job).last == "65500 gone completed")
  }

  @Test("No more pods run at once than the parallelism says, and none once all completions are there")
  func parallel() {
    var bench = Bench()
    let job = bench.add("report", job(parallelism: 2, completions: 5, startMs: 0))
    for (ms, running, done) in [(60_499, 2, 0), (60_500, 2, 2), (121_000, 1, 4), (181_500, 0, 5)]
      as [(Int64, Int32, Int32)]
    {
      bench.run(to: ms)
      #expect(bench.state(job).podCount == running, "at \(ms)")
      #expect(bench.state(job).job.progress.succeeded == done, "at \(ms)")
    }
    #expect(bench.state(job).job.endMs == 181_500)
  }

  @Test("After a failure the next pod waits 10 s, then 20, and at the limit the Job fails")
  func fails() {
    var bench = Bench()
    let job = bench.add("report", job(startMs: 0, failures: 1, backoffLimit: 2))
    // Fails at 60,500; made anew at 70,500; fails at 131,000; made anew at 151,000; fails at 211,500.
    for (ms, pods, failed) in [
      (60_500, 0, 1), (70_499, 0, 1), (70_500, 1, 1), (131_000, 0, 2), (150_999, 0, 2), (151_000, 1, 2),
      (211_500, 0, 3),
    ] as [(Int64, Int32, Int32)] {
      bench.run(to: ms)
      #expect(bench.state(job).podCount == pods, "at \(ms)")
      #expect(bench.state(job).job.progress.failed == failed, "at \(ms)")
    }
    #expect(bench.state(job).job.failure == .backoffLimitExceeded)
  }

  @Test("It fails when it takes longer than its deadline, and its pods are deleted")
  func deadline() {
    var bench = Bench()
    let job = bench.add("report", job(startMs: 1_000, deadline: 30))
    bench.run(to: 30_999)
    #expect(bench.state(job).job.failure == nil)
    bench.run(to: 31_000)
    #expect(bench.state(job).job.failure == .deadlineExceeded)
    bench.run(to: 32_000)
    #expect(bench.state(job).podCount == 0)
  }

  @Test("A pod whose node loses its power begins anew when that is back, and ends its whole time later")
  func rebooted() {
    var bench = Bench.nodes(1)
    let job = bench.add("report", job(startMs: 0))
    bench.run(to: 30_000)
    bench.cluster.lose(node: 0, powerless: true, nowMs: 30_000)
    bench.run(to: 40_000)
    bench.cluster.restore(node: 0, nowMs: 40_000)
    // The sandbox takes no time here, the container 490 ms; then 60 s.
    bench.run(to: 100_489)
    #expect(bench.state(job).job.endMs == nil)
    bench.run(to: 100_490)
    #expect(bench.state(job).job.endMs == 100_490)
    #expect(bench.state(job).job.progress.failed == 0)
  }

  @Test("A pod that ends while its node's network is cut has ended once its kubelet reports again")
  func cut() {
    var bench = Bench.nodes(1)
    let job = bench.add("report", job(startMs: 0))
    bench.run(to: 50_000)
    bench.cluster.lose(node: 0, powerless: false, nowMs: 50_000)
    bench.run(to: 75_000)
    #expect(bench.state(job).job.endMs == nil)
    bench.cluster.restore(node: 0, nowMs: 75_000)
    // Kubelets report at 0, 10, 20 s, ...
    bench.run(to: 79_999)
    #expect(bench.state(job).job.endMs == nil)
    bench.run(to: 80_000)
    #expect(bench.state(job).job.endMs == 80_000)
  }

  @Test("A pod that is evicted counts as failed: another begins from the start after 10 s")
  func evicted() {
    var bench = Bench()
    let job = bench.add("report", job(startMs: 0))
    bench.run(to: 30_000)
    bench.cluster.evict(job, [0], .evicted, nowMs: 30_000)
    #expect(bench.state(job).job.progress.failed == 1)
    bench.run(to: 39_999)
    #expect(bench.state(job).podCount == 0)
    // Made at 40,000, its containers run from 40,500 on for 60 s.
    bench.run(to: 200_000)
    #expect(bench.state(job).job.endMs == 100_500)
  }
}
