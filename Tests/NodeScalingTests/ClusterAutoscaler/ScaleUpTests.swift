import Kubernetes
import Scheduling
import Testing

@testable import NodeScaling

@Suite("Growing for pods without a place")
struct ScaleUpTests {
  @Test("Pods of less than 2 s wait for others of their kind")
  func newPods() throws {
    var scene = LoopScene([("a", 0, 10, 2)])
    let kind = scene.kind(milliCPU: 1000)
    scene.addPods(3, of: kind, createdMs: 9_000)
    #expect(scene.run(atS: 10).scaleUps.isEmpty)
    // Three pods of a core on nodes of two: two nodes.
    #expect(scene.run(atS: 20).scaleUps == [.init(group: 0, nodes: 2)])
    // They are on their way: nothing more is asked for.
    #expect(scene.run(atS: 30).scaleUps.isEmpty)
    #expect(scene.autoscaler.upcomingNodes == [2])
  }

  @Test("Nodes that never come are given up, and the group is left alone for five minutes")
  func overdue() throws {
    var scene = LoopScene([("a", 0, 10, 2), ("b", 0, 10, 1)])
    let kind = scene.kind(milliCPU: 2000)
    scene.addPods(1, of: kind)
    #expect(scene.run(atS: 10).scaleUps == [.init(group: 0, nodes: 1)])
    #expect(scene.run(atS: 900).isEmpty)
    // 10 s + 15 min is over just after 910 s: the target goes down again.
    let late = scene.run(atS: 911)
    #expect(late.targetDecreases == [.init(group: 0, nodes: 1)])
    #expect(late.scaleUps.isEmpty)
    #expect(scene.autoscaler.groupVerdicts == [.backedOff, .noPodFits])
    #expect(scene.run(atS: 1211).scaleUps.isEmpty)
    #expect(scene.run(atS: 1212).scaleUps == [.init(group: 0, nodes: 1)])
  }

  @Test("Machines that the cloud cannot make send the pods to another group")
  func outOfCapacity() throws {
    var scene = LoopScene([("a", 0, 10, 2), ("b", 0, 10, 4)])
    let kind = scene.kind(milliCPU: 2000)
    scene.addPods(1, of: kind)
    #expect(scene.run(atS: 10).scaleUps == [.init(group: 0, nodes: 1)])
    scene.view.groups[0].failed = 1
    scene.view.revision += 1
    let next = scene.run(atS: 20)
    #expect(next.removedMachines == [.init(group: 0, nodes: 1)])
    #expect(next.scaleUps == [.init(group: 1, nodes: 1)])
  }

  @Test(
    "Limits of the cluster hold",
    arguments: [("cores-total", "0:5"), ("memory-total", "0:20"), ("max-nodes-total", "2")])
  func limits(_ flag: String, _ value: String) throws {
    var options = ClusterAutoscalerOptions()
    _ = try options.apply([(flag, value)])
    var scene = LoopScene([("a", 0, 10, 2)], options: options)
    let kind = scene.kind(milliCPU: 2000)
    scene.addPods(5, of: kind)
    // Five nodes are needed; two of 2 cores and 8 GiB are within 5 cores, within 20 GiB, and two nodes.
    #expect(scene.run(atS: 10).scaleUps == [.init(group: 0, nodes: 2)])
  }

  @Test("Similar groups share the new nodes")
  func balance() throws {
    var options = ClusterAutoscalerOptions()
    options.balancesSimilarGroups = true
    var scene = LoopScene([("a", 0, 10, 2), ("b", 0, 10, 2), ("c", 0, 10, 8)], options: options)
    let kind = scene.kind(milliCPU: 2000)
    for _ in 0..<2 { try scene.addNode(0) }
    for node in [Int32(0), 1] { scene.addPods(1, of: kind, on: node) }
    scene.addPods(5, of: kind)
    // a has 2, b none: 5 more make 4 and 3. Two nodes of c would leave more of 16 cores unused.
    let decision = scene.run(atS: 10)
    #expect(Set(decision.scaleUps.map(\.group)) == [0, 1])
    #expect(decision.scaleUps.reduce(0) { $0 + $1.nodes } == 5)
    #expect(scene.view.groups.map(\.target).sorted() == [0, 3, 4])
  }

  @Test("Expendable pods make nothing grow")
  func expendable() throws {
    var scene = LoopScene([("a", 0, 10, 2)])
    let spec = PodSpec.asking(milliCPU: 1000, memory: 0)
    let podClass = scene.snapshot.podClass(PodDescription(spec: spec, priority: -20))
    let kind = scene.kind(milliCPU: 1000) { $0.podClass = podClass }
    scene.addPods(1, of: kind)
    #expect(scene.run(atS: 10).scaleUps.isEmpty)
  }
}
