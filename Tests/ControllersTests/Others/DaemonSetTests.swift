import Kubernetes
import Testing

@testable import Controllers

@Suite("DaemonSets")
struct DaemonSetTests {
  private func node(_ taints: [Taint] = [], labels: [String: String] = [:], unschedulable: Bool = false)
    -> Node
  {
    Node(
      metadata: ObjectMeta(name: "n", labels: labels),
      spec: NodeSpec(unschedulable: unschedulable, taints: taints))
  }

  private let template = PodSpec(containers: [Container(name: "app", image: "i")])

  private func placement(_ template: PodSpec, _ node: Node) -> [Bool] {
    let placement = DaemonSetController.placement(template, on: node)
    return [placement.shouldRun, placement.shouldContinue]
  }

  @Test("Every node has a pod, also cordoned and unhealthy ones")
  func everywhere() {
    #expect(placement(template, node(unschedulable: true)) == [true, true])
    for key in ["not-ready", "unreachable"] {
      let taint = Taint(key: "node.kubernetes.io/\(key)", effect: "NoExecute")
      #expect(placement(template, node([taint])) == [true, true])
    }
  }

  @Test("A NoSchedule taint keeps pods off but lets those stay, a NoExecute taint does not")
  func taints() {
    #expect(placement(template, node([Taint(key: "x", effect: "NoSchedule")])) == [false, true])
    #expect(placement(template, node([Taint(key: "x", effect: "NoExecute")])) == [false, false])
    #expect(placement(template, node([Taint(key: "x", effect: "PreferNoSchedule")])) == [true, true])
  }

  @Test("Node selectors leave nodes out; pods there are deleted")
  func selector() {
    var wanted = template
    wanted.nodeSelector = ["disk": "ssd"]
    #expect(placement(wanted, node()) == [false, false])
    #expect(placement(wanted, node(labels: ["disk": "ssd"])) == [true, true])
    let pod = ControlledPod(uid: "p")
    let out = DaemonSetController.placement(wanted, on: node())
    #expect(DaemonSetController.action(out, pod: pod) == .delete)
    #expect(DaemonSetController.action(out, pod: nil) == .nothing)
    let on = DaemonSetController.placement(wanted, on: node(labels: ["disk": "ssd"]))
    #expect(DaemonSetController.action(on, pod: nil) == .create)
    #expect(DaemonSetController.action(on, pod: pod) == .nothing)
    #expect(DaemonSetController.action(on, pod: ControlledPod(uid: "p", phase: .failed)) == .delete)
  }

  @Test("The pod of a node is bound to it by name")
  func bound() {
    let spec = DaemonSetController.podSpec(template, onNode: "n")
    #expect(spec.selects(node()))
    var other = node()
    other.metadata.name = "m"
    #expect(!spec.selects(other))
  }
}
