/// Which kinds the built-in API groups serve, to tell a typo from an object that is only not looked into.
enum APIKinds {
  /// The kinds of each version that Kubernetes 1.37 serves of the groups in `builtIn`.
  private static let served: [String: Set<String>] = [
    "v1": [
      "Binding", "ConfigMap", "Endpoints", "Event", "LimitRange", "Namespace", "Node", "PersistentVolume",
      "PersistentVolumeClaim", "Pod", "PodTemplate", "ReplicationController", "ResourceQuota", "Secret",
      "Service",
      "ServiceAccount",
    ],
    "apps/v1": ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
    "batch/v1": ["CronJob", "Job"],
    "autoscaling/v1": ["HorizontalPodAutoscaler", "Scale"],
    "autoscaling/v2": ["HorizontalPodAutoscaler"],
    "autoscaling.k8s.io/v1": ["VerticalPodAutoscaler", "VerticalPodAutoscalerCheckpoint"],
    "networking.k8s.io/v1": ["IPAddress", "Ingress", "IngressClass", "NetworkPolicy", "ServiceCIDR"],
    "policy/v1": ["Eviction", "PodDisruptionBudget"],
    "scheduling.k8s.io/v1": ["PriorityClass"],
  ]

  /// The groups whose kinds are listed, and one that is gone.
  private static let builtIn: Set<String> = [
    "", "apps", "batch", "autoscaling", "autoscaling.k8s.io", "networking.k8s.io", "policy",
    "scheduling.k8s.io", "extensions",
  ]

  /// Why no server has a kind in a version, or nil if one may: other groups are open to anything.
  static func unknown(_ kind: String, in apiVersion: String) -> (message: String, hint: String?)? {
    let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false)
    let message = "no matches for kind \"\(kind)\" in version \"\(apiVersion)\""
    guard parts.count <= 2 else { return (message, "an apiVersion is a group and a version, as in apps/v1") }
    let group = parts.count == 2 ? String(parts[0]) : ""
    if !builtIn.contains(group) || served[apiVersion]?.contains(kind) ?? false { return nil }
    let versions = served.filter { $0.value.contains(kind) }.keys.sorted()
    if let newest = versions.last { return (message, "use \(newest)") }
    let near = Spelling.nearest(to: kind, in: served.values.joined())
    return (message, near.map { "did you mean `\($0)`?" })
  }
}
