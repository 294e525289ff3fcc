import Controllers
import Kubernetes
import Testing

@testable import Cluster

@Suite("A DaemonSet in the cluster")
struct DaemonSetTests {
  private func agents(
    tolerations: [Toleration] = [], nodeSelector: [String: String] = [:]
  ) -> PodController {
    var container = Container(name: "agent", image: "agent")
    container.resources = ResourceRequirements(requests: ["cpu": Quantity(milli: 1_000)])
    var spec = PodSpec(containers: [container])
    spec.tolerations = tolerations
    spec.nodeSelector = nodeSelector
    return .daemonSet(
      DaemonPods(
        namespace: "default",
        template: PodTemplateSpec(metadata: ObjectMeta(name: "", labels: ["app": "agent"]), spec: spec)))
  }

  private func pools() -> [NodePool] {
    var plain = NodePool(name: "plain", count: 2, cpuMilli: 4_000, memoryBytes: 16 << 30)
    plain.labels = ["disk": "ssd"]
    var tainted = NodePool(name: "gpu", count: 2, cpuMilli: 4_000, memoryBytes: 16 << 30)
    tainted.taints = [Taint(key: "gpu", effect: "NoSchedule")]
    return [plain, tainted]
  }

  @Test("There is a pod on every node that its selector and its tolerations allow")
  func placed() {
    var bench = Bench.nodes(pools())
    let all = bench.add("all", agents(tolerations: [Toleration(key: "", operator: "Exists")]))
    let some = bench.add("some", agents())
    let labelled = bench.add("labelled", agents(nodeSelector: ["disk": "hdd"]))
    #expect(bench.state(all).pods.map(\.node).sorted() == [0, 1, 2, 3])
    #expect(bench.state(some).pods.map(\.node).sorted() == [0, 1])
    #expect(bench.state(labelled).pods.isEmpty)
    #expect(bench.state(all).replicas == 4)
  }

  @Test("Its pods take room from those that are scheduled afterwards")
  func takesRoom() {
    var bench = Bench.nodes([NodePool(name: "n", count: 2, cpuMilli: 4_000, memoryBytes: 16 << 30)])
    _ = bench.add("agent", agents())
    let web = bench.add("web", .replicaSet, replicas: 8)
    #expect(bench.state(web).unscheduledCount == 2)
  }

  @Test("A pod that goes is made anew on the same node once it is gone; a drain leaves it alone")
  func replaced() {
    var bench = Bench.nodes(pools())
    let agent = bench.add("agent", agents())
    bench.run(to: 1_000)
    let index = bench.state(agent).pods.firstIndex { $0.node == 1 } ?? 0
    bench.cluster.evict(agent, [index], .evicted, nowMs: 1_000)
    #expect(bench.slots(agent) == [0])
    bench.run(to: 1_300)
    #expect(bench.slots(agent) == [0, 1])
    bench.run(to: 2_300)
    #expect(bench.state(agent).pods.first { $0.slot == 1 }?.node == 1)
    _ = bench.cluster.drain([1], nowMs: 3_000)
    bench.run(to: 60_000)
    #expect(bench.slots(agent) == [0, 1])
    #expect(bench.instants(of: .drained) == [[3, 1]])
  }

  @Test("Its pods stay on a node that is lost for ever, where others are deleted after 300 s")
  func stays() {
    var bench = Bench.nodes(3)
    let agent = bench.add("agent", agents(), toleratesMs: nil)
    let web = bench.add("web", .replicaSet, replicas: 3)
    bench.run(to: 1_000)
    bench.cluster.lose(node: 1, powerless: true, nowMs: 1_000)
    bench.run(to: 1_000_000)
    #expect(bench.slots(agent) == [0, 1, 2])
    #expect(bench.state(web).pods.filter { $0.node == 1 && !$0.isDeleted }.isEmpty)
  }
}
