import Cluster
import Kubernetes
import Testing

@testable import Simulation

@Suite("How long pods stay on a node that is not heard of")
struct TolerationTests {
  static let cases: [([Toleration], Int64?)] = [
    ([], 300_000),
    ([Toleration(key: "other", operator: "Exists", effect: "NoExecute")], 300_000),
    ([Toleration(key: NodeHealth.unreachable, operator: "Exists", effect: "NoSchedule")], 300_000),
    (
      [
        Toleration(
          key: NodeHealth.unreachable, operator: "Exists", effect: "NoExecute", tolerationSeconds: 20)
      ], 20_000
    ),
    ([Toleration(key: NodeHealth.unreachable, operator: "Exists", effect: "NoExecute")], nil),
    ([Toleration(operator: "Exists")], nil),
    ([Toleration(key: NodeHealth.unreachable, value: "x", effect: "NoExecute")], 0),
    (
      [
        Toleration(operator: "Exists"),
        Toleration(
          key: NodeHealth.unreachable, operator: "Exists", effect: "NoExecute", tolerationSeconds: 5),
      ], 5_000
    ),
  ]

  @Test("follows from the tolerations of their template, and is 300 s without any", arguments: cases)
  func times(tolerations: [Toleration], expected: Int64?) throws {
    var deployment = try Scenarios.deployment(replicas: 1)
    deployment.spec.template.spec.tolerations = tolerations
    #expect(PodTemplate(deployment).unreachableTolerationMs == expected)
  }
}
