import Cluster
import Controllers
import Kubernetes

/// Controllers of the user's own in the loop.
extension Loop {
  /// Lets every controller look at all objects it watches, as its informers do when it starts.
  mutating func startControllers() {
    controllers = scenario.controllers.map(HeldController.init)
    guard !controllers.isEmpty else { return }
    let view = view(nowMs: 0)
    for index in controllers.indices {
      for kind in controllers[index].controller.watches {
        for key in view.keys(kind) { controllers[index].add(key, dueMs: 0) }
      }
      planControllers(index, nowMs: 0)
    }
    podMarks = cluster.workloads.map(\.podCounts)
    nodeMarks = cluster.nodes.map(\.health)
  }

  /// Tells the controllers which objects changed at an instant.
  mutating func noteChanges(nowMs: Int64) {
    guard !controllers.isEmpty else { return }
    for workload in podMarks.indices {
      let counts = cluster.workloads[workload].podCounts
      guard counts != podMarks[workload] else { continue }
      podMarks[workload] = counts
      let metadata = scenario.workloads[workload].deployment.metadata
      let kind = scenario.workloads[workload].controller.kind
      noteChange(of: [(metadata.namespace, metadata.name)], kind, nowMs: nowMs)
      let pods = cluster.workloads[workload].podFacts.map { scenario.podName($0, of: workload) }
      noteChange(of: pods.map { (metadata.namespace, $0) }, "Pod", nowMs: nowMs)
    }
    for node in nodeMarks.count..<max(nodeMarks.count, cluster.nodes.count) {
      nodeMarks.append(cluster.nodes[node].health)
      noteChange(of: [("", scenario.nodeName(node, in: cluster))], "Node", nowMs: nowMs)
    }
    for node in nodeMarks.indices where cluster.nodes[node].health != nodeMarks[node] {
      nodeMarks[node] = cluster.nodes[node].health
      noteChange(of: [("", scenario.nodeName(node, in: cluster))], "Node", nowMs: nowMs)
    }
  }

  private mutating func noteChange(
    of names: [(namespace: String, name: String)], _ kind: String, nowMs: Int64
  ) {
    for index in controllers.indices {
      for watched in controllers[index].controller.watches where watched.kind == kind {
        for (namespace, name) in names {
          controllers[index].add(ObjectKey(watched, namespace: namespace, name: name), dueMs: nowMs)
        }
        planControllers(index, nowMs: nowMs)
      }
    }
  }

  /// A controller looks at the objects that are due.
  mutating func runController(_ index: Int, nowMs: Int64) {
    guard !cluster.isOut(at: nowMs) else {
      return cluster.events.push(.userController, at: cluster.outageEndMs, subject: Int32(index))
    }
    if let planned = controllers[index].plannedMs, planned <= nowMs { controllers[index].plannedMs = nil }
    while let key = controllers[index].take(nowMs: nowMs) {
      let answer = controllers[index].controller.reconcile(key, reading: view(nowMs: nowMs))
      let name = controllers[index].controller.name
      let succeeded = answer.actions.allSatisfy { apply($0, by: name, nowMs: nowMs) }
      controllers[index].note(key, succeeded: succeeded, nowMs: nowMs)
      // At least a millisecond later, or time would stand still.
      if let after = answer.requeueAfterMs { controllers[index].add(key, dueMs: nowMs + max(after, 1)) }
    }
    planControllers(index, nowMs: nowMs)
  }

  private mutating func planControllers(_ index: Int, nowMs: Int64) {
    guard let next = controllers[index].nextMs.map({ max($0, nowMs) }) else { return }
    if let planned = controllers[index].plannedMs, planned <= next { return }
    controllers[index].plannedMs = next
    cluster.events.push(.userController, at: next, subject: Int32(index))
  }

  /// Does what a controller wants done; returns false where the API server would refuse it.
  private mutating func apply(_ action: ControllerAction, by name: String, nowMs: Int64) -> Bool {
    switch action {
    case .scale(let key, let replicas):
      guard let workload = scenario.workload(key) else { return false }
      return scale(workload, to: replicas, by: name, nowMs: nowMs)
    case .apply(.deployment(let deployment)):
      return apply(
        deployment.metadata, "Deployment", replicas: deployment.spec.replicas, by: name, nowMs: nowMs)
    case .apply(.statefulSet(let set)):
      return apply(set.metadata, "StatefulSet", replicas: set.spec.replicas, by: name, nowMs: nowMs)
    case .apply(.node(let node)): return cordon(node.metadata.name, node.spec.unschedulable, nowMs: nowMs)
    case .apply: return false
    case .delete(let key):
      guard key.kind.kind == "Pod", let found = pod(key.name, in: key.namespace, nowMs: nowMs) else {
        return false
      }
      return cluster.delete(found.workload, pod: found.pod.uid, nowMs: nowMs)
    case .evict(let namespace, let name):
      guard let found = pod(name, in: namespace, nowMs: nowMs) else { return false }
      return cluster.evict(found.workload, pod: found.pod.uid, nowMs: nowMs)
    case .cordon(let node, let isCordoned): return cordon(node, isCordoned, nowMs: nowMs)
    }
  }

  private func pod(_ name: String, in namespace: String, nowMs: Int64) -> (workload: Int, pod: PodFacts)? {
    view(nowMs: nowMs).find(pod: name, in: namespace)
  }

  /// The cluster at an instant, by the clock that the load was recorded by.
  private func view(nowMs: Int64) -> ClusterView {
    ClusterView(nowMs: nowMs + scenario.epochMs, scenario: scenario, cluster: cluster)
  }

  private mutating func apply(
    _ metadata: ObjectMeta, _ kind: String, replicas: Int32, by name: String, nowMs: Int64
  ) -> Bool {
    let key = ObjectKey(
      WatchedKind(apiVersion: "apps/v1", kind: kind), namespace: metadata.namespace, name: metadata.name)
    guard let workload = scenario.workload(key) else { return false }
    return scale(workload, to: replicas, by: name, nowMs: nowMs)
  }

  private mutating func scale(_ workload: Int, to replicas: Int32, by name: String, nowMs: Int64) -> Bool {
    guard replicas >= 0, scenario.workloads[workload].controller.hasScale else { return false }
    let present = cluster.workloads[workload].replicas
    guard present != replicas else { return true }
    cluster.scale(workload, to: replicas, nowMs: nowMs)
    recorder.courses[workload].notes(desired: replicas)
    recorder.add(
      DecisionRecord(
        timeMs: nowMs, autoscaler: name, workload: recorder.name(of: workload), from: present, to: replicas,
        proposed: replicas, reason: "controller \(name)", limits: [], metric: ""))
    return true
  }

  private mutating func cordon(_ name: String, _ isCordoned: Bool, nowMs: Int64) -> Bool {
    let node = cluster.nodes.indices.first { scenario.nodeName($0, in: cluster) == name }
    guard let node else { return false }
    if isCordoned {
      cluster.cordon(node: node, nowMs: nowMs)
    } else {
      cluster.uncordon(node: node, nowMs: nowMs)
    }
    return true
  }
}
