import Kubernetes

/// On which nodes a DaemonSet has a pod.
///
/// Source: pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod, util/daemonset_util.go.
public enum DaemonSetController {
  /// What holds for a node.
  public struct Placement: Sendable, Hashable {
    /// A pod is to be there.
    public var shouldRun: Bool
    /// A pod that is there may stay.
    public var shouldContinue: Bool
  }

  /// What is to be done on a node.
  public enum Action: Sendable, Hashable {
    case nothing, create, delete
  }

  /// The template's specification as its pods have it: with the tolerations every daemon gets.
  public static func podSpec(_ template: PodSpec) -> PodSpec {
    var result = template
    var keys = [("not-ready", "NoExecute"), ("unreachable", "NoExecute")]
    keys += ["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"].map { ($0, "NoSchedule") }
    if template.hostNetwork { keys.append(("network-unavailable", "NoSchedule")) }
    for (key, effect) in keys {
      let toleration = Toleration(
        key: "node.kubernetes.io/\(key)", operator: "Exists", effect: effect)
      if !result.tolerations.contains(toleration) { result.tolerations.append(toleration) }
    }
    return result
  }

  /// The specification of the pod for one node, bound to it by its name as a required node affinity.
  public static func podSpec(_ template: PodSpec, onNode name: String) -> PodSpec {
    var result = podSpec(template)
    let field = LabelSelectorRequirement(key: "metadata.name", operator: "In", values: [name])
    let terms = result.affinity?.nodeAffinity?.required?.nodeSelectorTerms
    // The name goes in place of all fields a term may name.
    let bound = (terms ?? [NodeSelectorTerm()]).map {
      NodeSelectorTerm(matchExpressions: $0.matchExpressions, matchFields: [field])
    }
    var affinity = result.affinity ?? Affinity()
    var nodeAffinity = affinity.nodeAffinity ?? NodeAffinity()
    nodeAffinity.required = NodeSelector(nodeSelectorTerms: bound)
    affinity.nodeAffinity = nodeAffinity
    result.affinity = affinity
    return result
  }

  /// Tells whether a node gets a pod and may keep one.
  public static func placement(_ template: PodSpec, on node: Node) -> Placement {
    let spec = podSpec(template)
    if !spec.nodeName.isEmpty, spec.nodeName != node.metadata.name || !spec.selects(node) {
      return Placement(shouldRun: false, shouldContinue: false)
    }
    guard spec.selects(node) else { return Placement(shouldRun: false, shouldContinue: false) }
    func hasUntolerated(_ effects: [String]) -> Bool {
      node.spec.taints.contains { taint in
        effects.contains(taint.effect) && !spec.tolerations.contains { $0.tolerates(taint) }
      }
    }
    if hasUntolerated(["NoSchedule", "NoExecute"]) {
      return Placement(shouldRun: false, shouldContinue: !hasUntolerated(["NoExecute"]))
    }
    return Placement(shouldRun: true, shouldContinue: true)
  }

  /// What is to be done on a node that has a pod or has none; a pod that ended is replaced.
  public static func action(_ placement: Placement, pod: ControlledPod?) -> Action {
    guard let pod else { return placement.shouldRun ? .create : .nothing }
    if pod.isTerminating { return .nothing }
    if !placement.shouldContinue || pod.phase == .failed || pod.phase == .succeeded { return .delete }
    return .nothing
  }
}
