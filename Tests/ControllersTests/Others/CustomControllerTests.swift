import Controllers
import Kubernetes
import Testing

/// A cluster of one Deployment.
private struct OneDeployment: ClusterReading {
  var nowMs: Int64
  var deployment: Deployment

  func object(_ key: ObjectKey) -> KubernetesObject? {
    key.name == deployment.metadata.name ? .deployment(deployment) : nil
  }

  func objects(_ kind: WatchedKind, selector: LabelSelector) -> [KubernetesObject] { [] }
}

@Suite("Controllers of the user's own")
struct CustomControllerTests {
  @Test("It comes to the same answer from the state alone, and does nothing where nothing is to be done")
  func levelTriggered() {
    let kind = WatchedKind(apiVersion: "apps/v1", kind: "Deployment")
    let key = ObjectKey(kind, name: "web")
    var cluster = OneDeployment(
      nowMs: 23 * 3_600_000 + 60_000,
      deployment: Deployment(
        metadata: ObjectMeta(name: "web", annotations: [NightShift.annotation: "10"]),
        spec: DeploymentSpec(replicas: 10)))
    let controller = NightShift()
    let answer = controller.reconcile(key, reading: cluster)
    #expect(answer.actions == [.scale(key, replicas: 5)])
    #expect(answer.requeueAfterMs == Int64(59 * 60_000))
    #expect(controller.reconcile(key, reading: cluster) == answer)
    cluster.deployment.spec.replicas = 5
    #expect(controller.reconcile(key, reading: cluster).actions.isEmpty)
    #expect(controller.reconcile(ObjectKey(kind, name: "gone"), reading: cluster) == .done)
  }
}
