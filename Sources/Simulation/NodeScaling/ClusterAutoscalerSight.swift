import Cluster
import Kubernetes
import NodeScaling
import Scheduling

/// How Cluster Autoscaler sees a run's cluster: numbers of nodes, pods and kinds that stay.
struct ClusterAutoscalerSight {
  /// The cluster's count of what it has seen.
  private(set) var placements = UInt64.max
  private let groupOfPool: [Int32]
  /// The workloads in the order of their names, which pods go by.
  private let order: [Int]
  private let subjects: [PodKind.Subject]
  /// By workload, the kind of each class of its pods.
  private var kindOfClass: [[PodClassID: Int32]]
  /// By workload and number, the key of each pod.
  private var keys: [[Int32]]
  /// By key, the workload and the number of the pod.
  private(set) var pods: [(workload: Int32, uid: Int32)] = []
  /// The workloads' names.
  let names: [String]
  private var nodeNames: [String] = []
  /// The nodes there are, by name.
  private var nodes: [Int] = []
  /// Where each node stands in the view, -1 for nowhere.
  private var places: [Int] = []

  init(_ described: ScenarioClusterAutoscaler, scenario: Scenario, pools: Int) {
    var groupOfPool = Array(repeating: Int32(-1), count: pools)
    for (index, group) in described.groups.enumerated() { groupOfPool[group.pool] = Int32(index) }
    self.groupOfPool = groupOfPool
    let workloads = scenario.workloads
    names = workloads.map(\.deployment.metadata.name)
    order = workloads.indices.sorted {
      let (a, b) = (workloads[$0].deployment.metadata, workloads[$1].deployment.metadata)
      return (a.namespace, a.name) < (b.namespace, b.name)
    }
    let picked = scenario.budgets.map { scenario.workloads(pickedBy: $0) }
    subjects = workloads.indices.map { index in
      PodKind.Subject(
        workloads[index], budgets: picked.indices.filter { picked[$0].contains(index) }.map { Int32($0) })
    }
    kindOfClass = workloads.map { _ in [:] }
    keys = workloads.map { _ in [] }
  }

  /// Where a node stands in the view.
  func index(ofNode node: Int, in view: NodeScaling.ClusterView) -> Int? {
    places.indices.contains(node) && places[node] >= 0 ? places[node] : nil
  }

  /// Enters nodes and pods as they are now.
  mutating func update(
    _ view: inout NodeScaling.ClusterView, kinds: inout [PodKind], _ cluster: inout Cluster
  ) {
    placements = cluster.placements
    updateNodes(&view, &cluster)
    view.pods.removeAll(keepingCapacity: true)
    for workload in order {
      for pod in cluster.placedPods(of: workload) {
        let kind = kind(of: pod.podClass, workload: workload, &kinds)
        var seen = NodeScaling.ClusterView.Pod(
          key: key(of: pod.uid, workload: workload), kind: kind, id: pod.id,
          on: pod.id == nil ? nil : cluster.nodeID(Int(pod.node)), createdMs: pod.createdMs)
        if pod.deletedMs < .max { seen.deletionMs = pod.deletedMs + kinds[Int(kind)].drain.graceMs }
        view.pods.append(seen)
      }
    }
  }

  private mutating func updateNodes(_ view: inout NodeScaling.ClusterView, _ cluster: inout Cluster) {
    var changed = false
    for node in nodeNames.count..<max(nodeNames.count, cluster.nodes.count) {
      nodeNames.append(cluster.nodeName(node))
      places.append(-1)
      nodes.append(node)
      changed = true
    }
    if nodes.contains(where: { cluster.nodes[$0].isGone }) {
      nodes.removeAll { cluster.nodes[$0].isGone }
      changed = true
    }
    if changed {
      nodes.sort { nodeNames[$0] < nodeNames[$1] }
      for index in places.indices { places[index] = -1 }
      for (place, node) in nodes.enumerated() { places[node] = place }
    }
    view.nodes.removeAll(keepingCapacity: true)
    for node in nodes {
      let state = cluster.nodes[node]
      let health = state.health
      let pool = Int(state.pool)
      var seen = NodeScaling.ClusterView.Node(
        key: Int32(node), id: cluster.nodeID(node),
        group: groupOfPool.indices.contains(pool) ? groupOfPool[pool] : -1, createdMs: state.createdMs,
        isReady: health.isReady && !health.isStarting && !health.hasMemoryPressure)
      seen.isCordoned = health.isCordoned || health.isStarting || health.leaving != .no
      seen.isCandidate = health.isCandidate
      view.nodes.append(seen)
    }
    if changed { cluster.withSnapshot { view.sortForSearches(in: $0) } }
  }

  private mutating func kind(of podClass: PodClassID, workload: Int, _ kinds: inout [PodKind]) -> Int32 {
    if let known = kindOfClass[workload][podClass] { return known }
    let number = Int32(kinds.count)
    kinds.append(subjects[workload].kind(podClass, controller: Int32(workload)))
    kindOfClass[workload][podClass] = number
    return number
  }

  private mutating func key(of uid: Int32, workload: Int) -> Int32 {
    while keys[workload].count <= Int(uid) {
      pods.append((Int32(workload), Int32(keys[workload].count)))
      keys[workload].append(Int32(pods.count - 1))
    }
    return keys[workload][Int(uid)]
  }
}

extension PodKind {
  /// What the pods of a workload have in common.
  struct Subject {
    let drain: DrainSubject
    let budgets: [Int32]
    let scaleUpDelayMs: Int64
    let gpus: Int64

    /// The annotation that keeps the cluster from growing for young pods.
    private static let delay = "cluster-autoscaler.kubernetes.io/pod-scale-up-delay"

    init(_ workload: ScenarioWorkload, budgets: [Int32]) {
      let template = workload.deployment.spec.template
      var pod = Pod(metadata: template.metadata, spec: template.spec)
      pod.metadata.namespace = workload.deployment.metadata.namespace
      var drain = DrainSubject(pod)
      let kind = workload.controller.kind
      let owners = ["Deployment": "ReplicaSet", "ScaledJob": "Job"]
      drain.setOwner(kind: owners[kind] ?? kind)
      self.drain = drain
      self.budgets = budgets
      scaleUpDelayMs = KubernetesDuration.milliseconds(template.metadata.annotations[Self.delay] ?? "") ?? 0
      gpus = PodRequest(template.spec).scalars.first { $0.name == NodeTemplate.gpuResource }?.amount ?? 0
    }

    func kind(_ podClass: PodClassID, controller: Int32) -> PodKind {
      PodKind(
        podClass: podClass, controller: controller, drain: drain, budgets: budgets,
        scaleUpDelayMs: scaleUpDelayMs, gpus: gpus)
    }
  }
}
