import Kubernetes
import Scheduling
import Testing

/// Keeps batch pods off nodes that are busy with anything else: the example of the documentation.
private struct QuietNodesForBatch: FilterPlugin {
  var name: String { "QuietNodesForBatch" }
  var mostPods = 20

  func admits(_ pod: PodClassID, on node: NodeID, in snapshot: ClusterSnapshot) -> Bool {
    let labels = snapshot.description(of: pod).labels
    guard labels["tier"] == "batch" else { return true }
    return snapshot.podCount(of: node) < mostPods
  }
}

/// Prefers nodes that cost less, as a label says: the example of the documentation.
private struct CheaperNodes: ScorePlugin {
  var name: String { "CheaperNodes" }

  func score(_ pod: PodClassID, on node: NodeID, in snapshot: ClusterSnapshot) -> Int64 {
    snapshot.label("example.com/cents-per-hour", of: node).flatMap { Int64($0) } ?? 0
  }

  func normalize(_ scores: inout [Int64], of pod: PodClassID, in snapshot: ClusterSnapshot) {
    let dearest = scores.max() ?? 0
    for index in scores.indices {
      scores[index] = dearest == 0 ? 100 : 100 - 100 * scores[index] / dearest
    }
  }
}

@Suite("Plugins of the user's own")
struct PluginTests {
  @Test("A filter keeps pods off, a score draws them, both through the public interface")
  func example() throws {
    var snapshot = ClusterSnapshot()
    func add(_ name: String, cents: Int) throws -> NodeID {
      try snapshot.added(
        Node(
          metadata: ObjectMeta(name: name, labels: ["example.com/cents-per-hour": "\(cents)"]),
          status: NodeStatus(allocatable: [
            "cpu": Quantity(8), "memory": Quantity(8 << 30), "pods": Quantity(110),
          ])))
    }
    let dear = try add("dear", cents: 40)
    let cheap = try add("cheap", cents: 10)
    let spec = PodSpec(containers: [Container(name: "app", image: "app:1")])
    let web = snapshot.podClass(PodDescription(labels: ["tier": "web"], spec: spec))
    let batch = snapshot.podClass(PodDescription(labels: ["tier": "batch"], spec: spec))
    var profile = SchedulerProfile()
    profile.tieBreaking = .first
    profile.filters = [QuietNodesForBatch(mostPods: 1)]
    profile.scores = [WeightedScorePlugin(CheaperNodes(), weight: 2)]
    var scheduler = Scheduler(profile)
    #expect(scheduler.schedule(web, key: 1, in: &snapshot).node == cheap)
    snapshot.assign(web, to: cheap)
    #expect(scheduler.schedule(batch, key: 2, in: &snapshot).node == dear)
    snapshot.assign(web, to: dear)
    #expect(scheduler.schedule(batch, key: 3, in: &snapshot).node == nil)
    let filters = scheduler.rejectingFilters(batch, key: 3, in: &snapshot)
    #expect(filters == [.plugin])
    let message = scheduler.diagnose(batch, key: 3, in: &snapshot).message
    #expect(message == "0/2 nodes are available: 2 node(s) were refused by QuietNodesForBatch.")
    let scores = scheduler.evaluate(web, in: &snapshot).findings.map { finding in
      finding.scores.first { $0.plugin == "CheaperNodes" }?.score
    }
    // 100 - 100*40/40 = 0 and 100 - 100*10/40 = 75, times 2.
    #expect(scores == [0, 150])
  }

  @Test(
    "TargetLoadPacking fills nodes up to its target and then spreads",
    arguments: [
      // 1 core expected of 10: from 0 to 10 %: 60 * 10/40 + 40.
      (0.0, 55), (1_000, 70), (3_000, 100),
      // 70 %: 40 * 30/60.
      (6_000, 20), (9_500, 0),
    ])
  func targetLoadPacking(usedMilliCPU: Double, expected: Int64) throws {
    var snapshot = ClusterSnapshot()
    let node = try snapshot.added(
      Node(
        metadata: ObjectMeta(name: "n"),
        status: NodeStatus(allocatable: ["cpu": Quantity(10), "pods": Quantity(10)])))
    let spec = PodSpec(containers: [Container(name: "app", image: "app:1")])
    let pod = snapshot.podClass(PodDescription(spec: spec))
    let plugin = TargetLoadPacking(usage: [node: usedMilliCPU])
    #expect(plugin.score(pod, on: node, in: snapshot) == expected)
    #expect(TargetLoadPacking().score(pod, on: node, in: snapshot) == 0)
  }
}
