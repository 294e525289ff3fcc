import Controllers
public import Kubernetes
public import Scheduling

extension DaemonPods {
  /// Whether a node gets one.
  public func shouldRun(on node: Node) -> Bool {
    DaemonSetController.placement(template.spec, on: node).shouldRun
  }

  /// What the scheduler sees in one that is bound to no node yet.
  public var description: PodDescription {
    PodDescription(
      namespace: namespace, labels: template.metadata.labels, spec: DaemonSetController.podSpec(template.spec)
    )
  }
}

/// DaemonSets: a pod on every node that takes one.
extension Cluster {
  /// A DaemonSet makes the pods that nodes lack and deletes those that may not stay.
  ///
  /// Each pod is bound to its node by a node affinity, and waits for the scheduler like any other. Source:
  /// pkg/controller/daemon/daemon_controller.go, by way of `DaemonSetController`.
  mutating func syncDaemons(_ workload: Int, nowMs: Int64) {
    guard case .daemonSet(let daemon) = workloads[workload].controller else { return }
    let found = Dictionary(grouping: workloads[workload].pods, by: \.slot)
    var missing: [Int] = []
    var unwanted: [Int32] = []
    var wanted: Int32 = 0
    for node in nodes.indices where !nodes[node].isGone {
      let placement = DaemonSetController.placement(
        daemon.template.spec, on: scheduling.snapshot.node(scheduling.ids[node]))
      if placement.shouldRun { wanted += 1 }
      // One that is going has to be gone before another comes.
      let pod = found[Int32(node)]?.first.map { workloads[workload].controlled($0) }
      switch DaemonSetController.action(placement, pod: pod) {
      case .create: missing.append(node)
      case .delete: unwanted.append(Int32(node))
      case .nothing: break
      }
    }
    workloads[workload].replicas = wanted
    let victims = workloads[workload].pods.indices.filter {
      unwanted.contains(workloads[workload].pods[$0].slot)
    }
    if !victims.isEmpty { delete(workload, pods: victims, .tainted, nowMs: nowMs) }
    for node in missing { createDaemon(daemon, onNode: node, workload: workload, nowMs: nowMs) }
    if !missing.isEmpty { planScheduling(workload, nowMs: nowMs) }
  }

  private mutating func createDaemon(_ daemon: DaemonPods, onNode node: Int, workload: Int, nowMs: Int64) {
    createPods(1, workload: workload, nowMs <= 0 ? .found : .scaledUp, nowMs: nowMs)
    let last = workloads[workload].pods.count - 1
    workloads[workload].pods[last].slot = Int32(node)
    let size = workloads[workload].pods[last].size
    workloads[workload].pods[last].podClass = daemonClass(daemon, size: size, of: workload, onNode: node)
  }

  /// What the scheduler sees in a pod of a DaemonSet.
  mutating func daemonClass(
    _ daemon: DaemonPods, size: Int32, of workload: Int, onNode node: Int
  ) -> PodClassID {
    let name = scheduling.snapshot.node(scheduling.ids[node]).metadata.name
    var spec = DaemonSetController.podSpec(daemon.template.spec, onNode: name)
    if size != 0 { spec.resize(to: workloads[workload].sizes[Int(size) - 1].size.containers) }
    return scheduling.snapshot.podClass(
      PodDescription(
        namespace: daemon.namespace, labels: daemon.template.metadata.labels, spec: spec))
  }

  /// Whether drains leave the pods of a workload alone (`kubectl drain --ignore-daemonsets`).
  func isDaemon(_ workload: Int) -> Bool {
    if case .daemonSet = workloads[workload].controller { return true }
    return false
  }
}
