import Kubernetes

extension NodePool {
  /// The Node object of the pool's node of a number, as the scheduler sees it.
  func node(_ number: Int) -> Node {
    let name = nodeName(number)
    var labels = labels
    labels["kubernetes.io/hostname"] = name
    if !zones.isEmpty { labels["topology.kubernetes.io/zone"] = zone(of: number) }
    let amounts = [
      "cpu": Quantity(milli: cpuMilli), "memory": Quantity(memoryBytes), "pods": Quantity(Int64(maxPods)),
    ]
    return Node(
      metadata: ObjectMeta(name: name, labels: labels), spec: NodeSpec(taints: taints),
      status: NodeStatus(capacity: amounts, allocatable: amounts))
  }
}
