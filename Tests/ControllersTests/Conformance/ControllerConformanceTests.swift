import Conformance
import Testing

@testable import Controllers

@Suite("Decisions of upstream's own controllers")
struct ControllerConformanceTests {
  @Test("A sample of recorded orders of victims and rolling updates comes out as recorded")
  func samples() throws {
    let orders = try ReplicaSetConformance.run(SharedFolder.sample("replicaset_rank.jsonl.gz"))
    #expect(orders.summary == "400 passed, 0 failed", "\(orders.text)")
    let updates = try DeploymentConformance.run(SharedFolder.sample("deployment_rolling.jsonl.gz"))
    #expect(updates.summary == "400 passed, 0 failed", "\(updates.text)")
  }

  @Test(
    "So do all of them",
    .enabled(if: SharedFolder.path("conformance/cluster") != nil, "the reference data is not on this machine")
  )
  func shared() throws {
    let orders = try #require(SharedFolder.path("conformance/cluster/replicaset_rank_fuzz.jsonl.gz"))
    #expect(try ReplicaSetConformance.run(orders).summary == "1600 passed, 0 failed")
    let updates = try #require(SharedFolder.path("conformance/cluster/deployment_rolling_fuzz.jsonl.gz"))
    #expect(try DeploymentConformance.run(updates).summary == "2400 passed, 0 failed")
  }
}
