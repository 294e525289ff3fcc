import Controllers
import Kubernetes
import Testing

/// Keeps a Deployment at half its size at night: the example of the documentation.
private struct NightShift: CustomController {
  var name: String { "night-shift" }
  var watches: [WatchedKind] { [WatchedKind(apiVersion: "apps/v1", kind: "Deployment")] }

  func reconcile(_ key: ObjectKey, reading cluster: some ClusterReading) -> Reconciliation {
    guard case .deployment(let deployment)? = cluster.object(key),
      let day = deployment.metadata.annotations["example.com/day-replicas"].flatMap({ Int32($0) })
    else { return .done }
    let hourMs: Int64 = 3_600_000
    let hour = cluster.nowMs / hourMs % 24
    let wanted = hour < 6 || hour >= 22 ? max(1, day / 2) : day
    let next = hourMs - cluster.nowMs % hourMs
    if deployment.spec.replicas == wanted { return Reconciliation(requeueAfterMs: next) }
    return Reconciliation([.scale(key, replicas: wanted)], requeueAfterMs: next)
  }
}

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
        metadata: ObjectMeta(name: "web", annotations: ["example.com/day-replicas": "10"]),
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
