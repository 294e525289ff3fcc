import Kubernetes
import Testing

@testable import Scheduling

@Suite("Which nodes a cycle looks at")
struct SamplingTests {
  @Test(
    "All below 100 nodes, then a falling share of at least 100 nodes and 5 %",
    arguments: [
      (10, 10), (99, 99), (100, 100),
      // 50 - 150/125 = 49 %, 73 nodes: too few.
      (150, 100),
      // 50 - 1000/125 = 42 %.
      (1_000, 420),
      // 50 - 5000/125 = 10 %.
      (5_000, 500),
      // 50 - 6000/125 = 2 %, at least 5 %.
      (6_000, 300),
    ])
  func nodesToFind(count: Int, expected: Int) {
    #expect(Scheduler().nodesToFind(of: count) == expected)
  }

  @Test("Nodes of the zones take turns, a zone that has run out is passed over")
  func zones() {
    var snapshot = ClusterSnapshot()
    for (name, zone) in [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("c1", "c"), ("c2", "c")] {
      snapshot.addNode(Scene.node(name, zone: zone))
    }
    #expect(snapshot.allNodes.map { snapshot.name(of: $0) } == ["a1", "b1", "c1", "a2", "c2", "a3"])
  }

  @Test("The next cycle starts where the last one ended")
  func rotation() {
    var snapshot = ClusterSnapshot()
    for index in 0..<300 { snapshot.addNode(Scene.node("n\(index)")) }
    let pod = snapshot.podClass(Scene.pod(cpu: 100))
    var scheduler = Scene.scheduler
    // 300 nodes: 50 - 300/125 = 48 %, 144 nodes.
    let first = scheduler.schedule(pod, key: 1, in: &snapshot)
    #expect(first.evaluatedNodes == 144)
    #expect(scheduler.nextStart == 144)
    _ = scheduler.schedule(pod, key: 2, in: &snapshot)
    #expect(scheduler.nextStart == 288)
    _ = scheduler.schedule(pod, key: 3, in: &snapshot)
    #expect(scheduler.nextStart == 132)  // 288 + 144 - 300
  }

  @Test("Ties are broken by the pod's own stream: alike for the same seed and pod, spread over all nodes")
  func ties() {
    var snapshot = ClusterSnapshot()
    for index in 0..<4 { snapshot.addNode(Scene.node("n\(index)")) }
    let pod = snapshot.podClass(Scene.pod(cpu: 100))
    var counts = [Int](repeating: 0, count: 4)
    for key in 0..<400 {
      var scheduler = Scheduler()
      let node = scheduler.schedule(pod, key: UInt64(key), in: &snapshot).node
      var again = Scheduler()
      #expect(again.schedule(pod, key: UInt64(key), in: &snapshot).node == node)
      if let node { counts[Int(node.index)] += 1 }
    }
    // 100 expected each, standard deviation below 9.
    for count in counts { #expect((60...140).contains(count)) }
  }

  @Test("A pod that fits nowhere is told why, as upstream words it")
  func diagnosis() {
    var snapshot = ClusterSnapshot()
    snapshot.addNode(Scene.node("small", cpu: 1_000))
    snapshot.addNode(Scene.node("small2", cpu: 1_000))
    snapshot.addNode(Scene.node("cordoned", unschedulable: true))
    let pod = snapshot.podClass(Scene.pod(cpu: 2_000))
    var scheduler = Scheduler()
    #expect(scheduler.schedule(pod, key: 1, in: &snapshot).node == nil)
    let diagnosis = scheduler.diagnose(pod, key: 1, in: &snapshot)
    let filters = scheduler.rejectingFilters(pod, key: 1, in: &snapshot)
    #expect(filters == diagnosis.rejectedBy)
    #expect(
      diagnosis.message == "0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.")
    #expect(diagnosis.rejectedBy == [.nodeUnschedulable, .nodeResourcesFit])
  }

  @Test("A pod nominated to a node keeps its room there from less important ones")
  func nominations() throws {
    var snapshot = ClusterSnapshot()
    let node = try snapshot.added(Scene.node("n", cpu: 1_000))
    let important = snapshot.podClass(Scene.pod(cpu: 800, priority: 10))
    let other = snapshot.podClass(Scene.pod(cpu: 800))
    let tiny = snapshot.podClass(Scene.pod(cpu: 100))
    var scheduler = Scene.scheduler
    scheduler.nominations.nominate(1, important, priority: 10, to: node)
    #expect(scheduler.schedule(other, key: 2, in: &snapshot).node == nil)
    #expect(scheduler.schedule(tiny, key: 3, in: &snapshot).node == node)
    #expect(scheduler.schedule(important, key: 1, in: &snapshot).node == node)
    #expect(snapshot.podCount == 0)
  }
}
