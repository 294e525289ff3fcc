import Cluster
import Kubernetes
import NodeScaling
import Scheduling

/// How Karpenter sees a run's pods: names that stay, and what each asks for.
struct KarpenterSight {
  /// A workload's pods, as far as they are alike.
  private let demands: [PodDemand]
  /// The workloads' names.
  let names: [String]
  /// Whether the pods of a workload belong to a DaemonSet.
  let isDaemon: [Bool]
  /// Whether a workload's pods say that they are not to be disrupted.
  let isProtected: [Bool]
  /// By workload, the disruption budgets that pick its pods.
  let budgets: [[Int]]
  /// What evicting a pod of each workload costs.
  let costs: [Double]
  /// Whether some pods look at where others are.
  let looksAtPods: Bool

  init(_ scenario: Scenario) {
    let workloads = scenario.workloads
    demands = workloads.map { PodDemand(name: "", pod: PodDescription($0.deployment)) }
    names = workloads.map(\.deployment.metadata.name)
    isDaemon = workloads.map { if case .daemonSet = $0.controller { true } else { false } }
    isProtected = workloads.map {
      $0.deployment.spec.template.metadata.annotations["karpenter.sh/do-not-disrupt"] == "true"
    }
    let picked = scenario.budgets.map { scenario.workloads(pickedBy: $0) }
    budgets = workloads.indices.map { index in picked.indices.filter { picked[$0].contains(index) } }
    costs = workloads.map {
      let template = $0.deployment.spec.template
      return EvictionCost.of(
        deletionCost: template.metadata.annotations["controller.kubernetes.io/pod-deletion-cost"].flatMap(
          Double.init), priority: template.spec.priority)
    }
    looksAtPods = workloads.contains {
      let spec = $0.deployment.spec.template.spec
      return spec.affinity?.podAffinity != nil || spec.affinity?.podAntiAffinity != nil
        || !spec.topologySpreadConstraints.isEmpty
    }
  }

  /// What a pod asks for.
  func demand(of pod: PlacedPod, workload: Int) -> PodDemand {
    var demand = demands[workload]
    demand.name = "\(names[workload])-\(pod.uid)"
    demand.createdMs = pod.createdMs
    return demand
  }

  /// What a pod of a workload takes of a node.
  func resources(of workload: Int) -> NodeResources { demands[workload].resources }
}

extension Scenario {
  /// What the DaemonSets' pods take of each node of a pool.
  func daemonOverhead(of pool: NodeScaling.NodePool) -> NodeResources {
    let node = Node(
      metadata: ObjectMeta(name: pool.name, labels: [KarpenterLabels.nodePool: pool.name]),
      spec: NodeSpec(taints: pool.taints))
    return workloads.reduce(NodeResources()) { sum, workload in
      guard case .daemonSet(let daemon) = workload.controller, daemon.shouldRun(on: node) else { return sum }
      return sum + PodDemand(name: "", pod: daemon.description).resources
    }
  }
}
