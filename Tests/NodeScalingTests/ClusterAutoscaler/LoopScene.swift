import Kubernetes
import Scheduling
import Testing

@testable import NodeScaling

/// A small cluster that an autoscaler looks at, changed by hand.
struct LoopScene {
  var autoscaler: ClusterAutoscaler
  var snapshot = ClusterSnapshot()
  var view = ClusterView()
  private var names: [String] = []
  private var podCount: Int32 = 0

  /// Groups by name, with least and most nodes and cores of a node; each node has 4 GiB a core.
  init(
    _ groups: [(id: String, minimum: Int, maximum: Int, cores: Int64)],
    options: ClusterAutoscalerOptions = ClusterAutoscalerOptions()
  ) {
    autoscaler = ClusterAutoscaler(
      options,
      groups: groups.map {
        NodeGroup(id: $0.id, minimum: $0.minimum, maximum: $0.maximum, node: Self.node("", $0.cores))
      })
    view.groups = groups.map { _ in .init(target: 0) }
  }

  private static func node(_ name: String, _ cores: Int64) -> Node {
    let amounts = ["cpu": Quantity(cores), "memory": Quantity(cores * 4 << 30), "pods": Quantity(110)]
    return Node(
      metadata: ObjectMeta(name: name), status: NodeStatus(capacity: amounts, allocatable: amounts))
  }

  /// Adds a kind of pods and returns its number.
  mutating func kind(milliCPU: Int64, controller: Int32 = 0, _ change: (inout PodKind) -> Void = { _ in })
    -> Int32
  {
    let spec = PodSpec.asking(milliCPU: milliCPU, memory: 0)
    let podClass = snapshot.podClass(
      PodDescription(labels: ["kind": "\(autoscaler.kinds.count)"], spec: spec))
    var drain = DrainSubject()
    drain.setOwner(kind: controller < 0 ? "" : "ReplicaSet")
    var kind = PodKind(podClass: podClass, controller: controller, drain: drain)
    change(&kind)
    autoscaler.kinds.append(kind)
    return Int32(autoscaler.kinds.count - 1)
  }

  /// Adds a node to a group and counts it as asked for.
  @discardableResult
  mutating func addNode(_ group: Int, ready: Bool = true, createdMs: Int64 = 0, counts: Bool = true) throws
    -> Int32
  {
    let key = Int32(names.count)
    names.append("node-\(key)")
    let cores = autoscaler.groups[group].template.size.cores
    let added = snapshot.addNode(Self.node(names[Int(key)], cores))
    let id = try #require(added)
    view.nodes.append(
      .init(key: key, id: id, group: Int32(group), createdMs: createdMs, isReady: ready))
    if counts { view.groups[group].target += 1 }
    view.sortForSearches(in: snapshot)
    view.revision += 1
    return key
  }

  /// Adds pods, on a node or waiting.
  mutating func addPods(_ count: Int, of kind: Int32, on node: Int32? = nil, createdMs: Int64 = 0) {
    for _ in 0..<count {
      let place = node.flatMap { key in view.nodes.first { $0.key == key }?.id }
      let id = place.flatMap { snapshot.assign(autoscaler.kinds[Int(kind)].podClass, to: $0) }
      view.pods.append(.init(key: podCount, kind: kind, id: id, createdMs: createdMs))
      podCount += 1
    }
    view.revision += 1
  }

  /// Runs a loop and takes over what it says of targets.
  mutating func run(atS seconds: Int64) -> LoopDecision {
    let before = snapshot.nodeCount
    let decision = autoscaler.run(view, in: &snapshot, nowMs: seconds * 1000)
    #expect(snapshot.nodeCount == before, "a loop leaves the snapshot as it was")
    for change in decision.scaleUps { view.groups[change.group].target += change.nodes }
    for change in decision.targetDecreases + decision.removedMachines {
      view.groups[change.group].target -= change.nodes
    }
    if !decision.isEmpty { view.revision += 1 }
    return decision
  }
}
