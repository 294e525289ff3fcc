import Conformance
import Testing

@testable import Scheduling

@Suite("Filters and scores of upstream's own framework")
struct SchedulerConformanceTests {
  @Test("A sample of recorded cycles is found as upstream found it")
  func sample() throws {
    let report = try SchedulerConformance.run(SharedFolder.sample("scheduler.jsonl.gz"))
    #expect(report.summary == "400 passed, 0 failed", "\(report.text)")
  }

  @Test(
    "So are all of them",
    .enabled(if: SharedFolder.path("conformance/cluster") != nil, "the reference data is not on this machine")
  )
  func shared() throws {
    let path = try #require(SharedFolder.path("conformance/cluster/scheduler_fuzz.jsonl.gz"))
    let report = try SchedulerConformance.run(path)
    #expect(report.summary == "2000 passed, 0 failed", "\(report.text)")
  }
}
