import Testing

@testable import Controllers

@Suite("Jobs")
struct JobTests {
  private func pods(_ count: Int) -> [ControlledPod] { (0..<count).map { ControlledPod(uid: "\($0)") } }

  @Test("As many pods run as are still missing, never more than the parallelism")
  func parallelism() {
    let spec = JobController.Specification(parallelism: 3, completions: 5)
    #expect(JobController.decide(spec, .init(), pods: [], nowMs: 0) == .create(3))
    #expect(JobController.decide(spec, .init(succeeded: 1), pods: pods(3), nowMs: 0) == .nothing)
    #expect(JobController.decide(spec, .init(succeeded: 3), pods: pods(1), nowMs: 0) == .create(1))
    #expect(JobController.decide(spec, .init(succeeded: 5), pods: [], nowMs: 0) == .complete)
  }

  @Test("A queue of work makes no more pods once one has succeeded, and is done when all have ended")
  func workQueue() {
    let spec = JobController.Specification(parallelism: 4, completions: nil)
    #expect(JobController.decide(spec, .init(), pods: pods(1), nowMs: 0) == .create(3))
    #expect(JobController.decide(spec, .init(succeeded: 1), pods: pods(2), nowMs: 0) == .nothing)
    #expect(JobController.decide(spec, .init(succeeded: 1), pods: [], nowMs: 0) == .complete)
  }

  @Test(
    "After failures new pods wait 10 s, doubled, at most 10 min",
    arguments: [(0, 0), (1, 10), (2, 20), (6, 320), (7, 600), (40, 600)])
  func backOff(failures: Int32, seconds: Int64) {
    #expect(JobController.backOffMs(failures) == seconds * 1000)
  }

  @Test("A failure holds the next pod up, too many end the Job")
  func failures() {
    let spec = JobController.Specification(backoffLimit: 1)
    let once = JobController.Progress(failed: 1, failuresInARow: 1, lastFailureMs: 5_000)
    #expect(JobController.decide(spec, once, pods: [], nowMs: 6_000) == .wait(untilMs: 15_000))
    #expect(JobController.decide(spec, once, pods: [], nowMs: 15_000) == .create(1))
    let twice = JobController.Progress(failed: 2, failuresInARow: 2, lastFailureMs: 20_000)
    #expect(
      JobController.decide(spec, twice, pods: pods(1), nowMs: 20_000)
        == .fail(.backoffLimitExceeded, delete: [0]))
  }

  @Test("A deadline ends the Job, suspending it deletes its pods")
  func deadlineAndSuspension() {
    let late = JobController.Specification(activeDeadlineSeconds: 60)
    #expect(
      JobController.decide(late, .init(startMs: 1_000), pods: pods(1), nowMs: 61_000)
        == .fail(.deadlineExceeded, delete: [0]))
    let suspended = JobController.Specification(isSuspended: true)
    #expect(JobController.decide(suspended, .init(), pods: pods(1), nowMs: 0) == .delete([0]))
  }
}
