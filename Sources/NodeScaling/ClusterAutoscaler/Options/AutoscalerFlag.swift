/// A command-line flag of Cluster Autoscaler.
public struct AutoscalerFlag: Sendable, Hashable {
  /// What a flag's value is.
  public enum Kind: Sendable, Hashable {
    case text, integer, number, bool, duration, list
  }

  /// What is done with a flag here.
  public enum Use: Sendable, Hashable {
    /// It is followed.
    case read
    /// Upstream parses it and no code of upstream's reads it.
    case unread
    /// It bounds or spreads time spent on computing, of which a simulation takes none.
    case computing
    /// What it says is said by the description of the cluster.
    case declared
    /// It is about something that is not modeled.
    case unmodeled
    /// It is about the API server, a cloud's interface, logs or metrics.
    case outside

    /// Why the flag changes nothing; nil if it does.
    public var note: String? {
      switch self {
      case .read: nil
      case .unread: "is parsed by Cluster Autoscaler, but none of its code reads it"
      case .computing: "bounds time spent on computing, of which a simulation takes none"
      case .declared: "is left out: the description of the cluster says it"
      case .unmodeled: "is about something that is not modeled, so it changes nothing"
      case .outside: "is about the API server, a cloud, logs or metrics, so it changes nothing here"
      }
    }
  }

  /// Without dashes.
  public let name: String
  /// What its value is.
  public let kind: Kind
  /// Its value where it is not given, in release 1.37.
  public let defaultValue: String
  /// What is done with it.
  public let use: Use

  private init(_ name: String, _ kind: Kind, _ defaultValue: String, _ use: Use) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.use = use
  }

  /// The flag of a name.
  public static func named(_ name: String) -> AutoscalerFlag? { all.first { $0.name == name } }

  /// All flags. Source: config/flags/flags.go (Cluster Autoscaler 1.37).
  public static let all: [AutoscalerFlag] = [
    .init("cluster-name", .text, "", .outside),
    .init("address", .text, ":8085", .outside),
    .init("kubernetes", .text, "", .outside),
    .init("kubeconfig", .text, "", .outside),
    .init("kube-api-content-type", .text, "application/vnd.kubernetes.protobuf", .outside),
    .init("kube-client-burst", .integer, "10", .outside),
    .init("kube-client-qps", .number, "5", .outside),
    .init("cloud-config", .text, "", .outside),
    .init("namespace", .text, "kube-system", .outside),
    .init("enforce-node-group-min-size", .bool, "false", .read),
    .init("scale-down-unready-enabled", .bool, "true", .read),
    .init("scale-down-delay-after-add", .duration, "10m", .read),
    .init("scale-down-delay-type-local", .bool, "false", .read),
    .init("scale-down-delay-after-delete", .duration, "0", .read),
    .init("scale-down-delay-after-failure", .duration, "3m", .read),
    .init("scale-down-unneeded-time", .duration, "10m", .read),
    .init("scale-down-unready-time", .duration, "20m", .read),
    .init("scale-down-utilization-threshold", .number, "0.5", .read),
    .init("scale-down-gpu-utilization-threshold", .number, "0.5", .read),
    .init("scale-down-non-empty-candidates-count", .integer, "30", .unread),
    .init("scale-down-candidates-pool-ratio", .number, "0.1", .unread),
    .init("scale-down-candidates-pool-min-count", .integer, "50", .unread),
    .init("scheduler-config-file", .text, "", .unmodeled),
    .init("node-deletion-delay-timeout", .duration, "2m", .unmodeled),
    .init("node-deletion-batcher-interval", .duration, "0s", .unmodeled),
    .init("scan-interval", .duration, "10s", .read),
    .init("max-nodes-total", .integer, "0", .read),
    .init("cores-total", .text, "0:320000", .read),
    .init("memory-total", .text, "0:6400000", .read),
    .init("gpu-total", .list, "", .read),
    .init("cloud-provider", .text, "", .outside),
    .init("max-bulk-soft-taint-count", .integer, "10", .read),
    .init("max-bulk-soft-taint-time", .duration, "3s", .computing),
    .init("max-graceful-termination-sec", .integer, "600", .read),
    .init("max-total-unready-percentage", .number, "45", .read),
    .init("ok-total-unready-count", .integer, "3", .read),
    .init("scale-up-from-zero", .bool, "true", .read),
    .init("parallel-scale-up", .bool, "false", .computing),
    .init("salvo-scale-up", .bool, "false", .unmodeled),
    .init("salvo-scale-up-budget", .duration, "1m", .computing),
    .init("max-node-provision-time", .duration, "15m", .read),
    .init("max-node-startup-time", .duration, "15m", .read),
    .init("max-pod-eviction-time", .duration, "2m", .read),
    .init("nodes", .list, "", .declared),
    .init("node-group-auto-discovery", .list, "", .declared),
    .init("estimator", .text, "binpacking", .unmodeled),
    .init("expander", .text, "least-waste", .read),
    .init("grpc-expander-cert", .text, "", .outside),
    .init("grpc-expander-url", .text, "", .outside),
    .init("ignore-daemonsets-utilization", .bool, "false", .read),
    .init("ignore-mirror-pods-utilization", .bool, "false", .read),
    .init("write-status-configmap", .bool, "true", .outside),
    .init("status-config-map-name", .text, "cluster-autoscaler-status", .outside),
    .init("max-inactivity", .duration, "10m", .outside),
    .init("max-binpacking-time", .duration, "5m", .computing),
    .init("max-failing-time", .duration, "15m", .outside),
    .init("max-startup-time", .duration, "20m", .outside),
    .init("balance-similar-node-groups", .bool, "false", .read),
    .init("unremovable-node-recheck-timeout", .duration, "5m", .read),
    .init("expendable-pods-priority-cutoff", .integer, "-10", .read),
    .init("regional", .bool, "false", .outside),
    .init("new-pod-scale-up-delay", .duration, "0s", .read),
    .init("startup-taint", .list, "", .declared),
    .init("startup-taint-prefix", .list, "", .declared),
    .init("status-taint", .list, "", .declared),
    .init("balancing-ignore-label", .list, "", .read),
    .init("balancing-label", .list, "", .read),
    .init("aws-use-static-instance-list", .bool, "false", .outside),
    .init("scale-from-unschedulable", .bool, "false", .unmodeled),
    .init("scheduler-verbosity", .integer, "0", .outside),
    .init("gce-concurrent-refreshes", .integer, "1", .outside),
    .init("gce-mig-instances-min-refresh-wait-time", .duration, "5s", .outside),
    .init("bulk-mig-instances-listing-enabled", .bool, "false", .outside),
    .init("profiling", .bool, "false", .outside),
    .init("clusterapi-cloud-config-authoritative", .bool, "false", .outside),
    .init("cordon-node-before-terminating", .bool, "true", .read),
    .init("daemonset-eviction-for-empty-nodes", .bool, "false", .read),
    .init("daemonset-eviction-for-occupied-nodes", .bool, "true", .read),
    .init("user-agent", .text, "cluster-autoscaler", .outside),
    .init("emit-per-nodegroup-metrics", .bool, "false", .outside),
    .init("debugging-snapshot-enabled", .bool, "false", .outside),
    .init("node-info-cache-expire-time", .duration, "87600h", .unmodeled),
    .init("initial-node-group-backoff-duration", .duration, "5m", .read),
    .init("max-node-group-backoff-duration", .duration, "30m", .read),
    .init("node-group-backoff-reset-timeout", .duration, "3h", .read),
    .init("max-scale-down-parallelism", .integer, "10", .read),
    .init("max-drain-parallelism", .integer, "1", .read),
    .init("record-duplicated-events", .bool, "false", .outside),
    .init("max-nodes-per-scaleup", .integer, "1000", .read),
    .init("max-nodegroup-binpacking-duration", .duration, "10s", .computing),
    .init("fastpath-binpacking-enabled", .bool, "false", .read),
    .init("skip-nodes-with-system-pods", .bool, "true", .read),
    .init("skip-nodes-with-local-storage", .bool, "true", .read),
    .init("skip-nodes-with-custom-controller-pods", .bool, "true", .read),
    .init("min-replica-count", .integer, "0", .read),
    .init("blocking-system-pod-distruption-timeout", .duration, "1h", .read),
    .init("node-delete-delay-after-taint", .duration, "5s", .read),
    .init("scale-down-simulation-timeout", .duration, "30s", .computing),
    .init("memory-difference-ratio", .number, "0.015", .read),
    .init("max-free-difference-ratio", .number, "0.05", .read),
    .init("max-allocatable-difference-ratio", .number, "0.05", .read),
    .init("force-ds", .bool, "false", .unmodeled),
    .init("dynamic-node-delete-delay-after-taint-enabled", .bool, "false", .unmodeled),
    .init("bypassed-scheduler-names", .list, "", .unmodeled),
    .init("allowed-scheduler-names", .list, "", .unmodeled),
    .init("drain-priority-config", .text, "", .unmodeled),
    .init("enable-provisioning-requests", .bool, "false", .unmodeled),
    .init("provisioning-request-initial-backoff-time", .duration, "1m", .unmodeled),
    .init("provisioning-request-max-backoff-time", .duration, "10m", .unmodeled),
    .init("provisioning-request-max-backoff-cache-size", .integer, "1000", .unmodeled),
    .init("frequent-loops-enabled", .bool, "true", .read),
    .init("async-node-groups", .bool, "false", .unmodeled),
    .init("enable-proactive-scaleup", .bool, "false", .unmodeled),
    .init("pod-injection-limit", .integer, "5000", .unmodeled),
    .init("check-capacity-batch-processing", .bool, "false", .unmodeled),
    .init("check-capacity-provisioning-request-max-batch-size", .integer, "10", .unmodeled),
    .init("check-capacity-provisioning-request-batch-timebox", .duration, "10s", .unmodeled),
    .init("force-delete-unregistered-nodes", .bool, "false", .unmodeled),
    .init("force-delete-failed-nodes", .bool, "false", .unmodeled),
    .init("enable-dynamic-resource-allocation", .bool, "true", .unmodeled),
    .init("enable-csi-node-aware-scheduling", .bool, "false", .unmodeled),
    .init("predicate-parallelism", .integer, "4", .computing),
    .init("check-capacity-processor-instance", .text, "", .unmodeled),
    .init("node-deletion-candidate-ttl", .duration, "0", .unmodeled),
    .init("capacity-buffer-controller-enabled", .bool, "false", .unmodeled),
    .init("capacity-buffer-pod-injection-enabled", .bool, "false", .unmodeled),
    .init("capacity-buffer-pod-dry-run-enabled", .bool, "true", .unmodeled),
    .init("node-removal-latency-tracking-enabled", .bool, "false", .outside),
    .init("max-node-skip-eval-time-tracker-enabled", .bool, "false", .outside),
    .init("capacity-quotas-enabled", .bool, "false", .unmodeled),
    .init("scaleup-simulation-for-skipped-node-groups-enabled", .bool, "false", .unmodeled),
    .init("pending-pods-batching-timeout", .duration, "4m", .unmodeled),
    .init("enable-graceful-degradation", .bool, "false", .unmodeled),
    .init("ignore-taint", .list, "", .declared),
    .init("cluster-snapshot-parallelism", .integer, "16", .computing),
    .init("scale-down-enabled", .bool, "true", .read),
  ]
}
