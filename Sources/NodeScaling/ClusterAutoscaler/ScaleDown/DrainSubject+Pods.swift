import Kubernetes

/// Reading what the drain rules look at from pods as users write them.
extension DrainSubject {
  /// The annotation by which pods say whether they may be evicted.
  public static let safeToEvictAnnotation = "cluster-autoscaler.kubernetes.io/safe-to-evict"

  /// Reads a pod. Local storage is told apart: volumes are no part of the pod's specification here.
  public init(_ pod: Pod) {
    self.init()
    let metadata = pod.metadata
    isMirror = metadata.annotations["kubernetes.io/config.mirror"] != nil
    setOwner(kind: metadata.ownerReferences.first(where: \.controller)?.kind ?? "")
    if metadata.annotations["cluster-autoscaler.kubernetes.io/daemonset-pod"] == "true" { isDaemonSet = true }
    safeToEvict = SafeToEvict(annotation: metadata.annotations[Self.safeToEvictAnnotation])
    isTerminal = Self.isTerminal(phase: pod.status?.phase ?? "", restartPolicy: pod.spec.restartPolicy)
    isSystem = metadata.namespace == "kube-system"
    deletionMs = metadata.deletionTimestampMs
    graceMs = pod.spec.terminationGracePeriodSeconds &* 1000
    createdMs = metadata.creationTimestampMs ?? .max / 2
  }

  /// Notes the kind of the object that controls the pod, empty for none.
  public mutating func setOwner(kind: String) {
    controller = kind.isEmpty ? .none : .unknown
    isDaemonSet = kind == "DaemonSet"
    isReplicated = ["ReplicationController", "Job", "ReplicaSet", "StatefulSet"].contains(kind)
  }

  /// Whether a pod of a phase has ended for good. Source: utils/drain/drain.go IsPodTerminal.
  public static func isTerminal(phase: String, restartPolicy: String) -> Bool {
    phase == "Failed" || phase == "Succeeded" && (restartPolicy == "Never" || restartPolicy == "OnFailure")
  }
}

extension DrainSubject.SafeToEvict {
  /// Reads the annotation's value.
  public init(annotation value: String?) {
    switch value {
    case "true": self = .yes
    case "false": self = .no
    case "on-completion": self = .onCompletion
    default: self = .unsaid
    }
  }
}
