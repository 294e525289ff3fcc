import Cluster
import Kubernetes

/// The node controller's flags, by upstream's names.
///
/// Source: cmd/kube-controller-manager/app/options/nodelifecyclecontroller.go.
enum NodeControllerFields {
  /// The flags that are lengths of time.
  static let spans: [(flag: String, path: any WritableKeyPath<NodeLifecycleSettings, Int64> & Sendable)] = [
    ("node-monitor-period", \.monitorPeriodMs), ("node-monitor-grace-period", \.monitorGraceMs),
  ]
  /// The flags that are ratios.
  static let ratios: [(flag: String, path: any WritableKeyPath<NodeLifecycleSettings, Double> & Sendable)] = [
    ("node-eviction-rate", \.evictionRate), ("secondary-node-eviction-rate", \.secondaryEvictionRate),
    ("unhealthy-zone-threshold", \.unhealthyZoneThreshold),
  ]
  /// The flag that is a count.
  static let count = "large-cluster-size-threshold"

  static func read(_ fields: Fields, into settings: inout NodeLifecycleSettings) {
    for (flag, path) in spans {
      if let found = fields.span(flag, 1_000...86_400_000) { settings[keyPath: path] = found }
    }
    for (flag, path) in ratios {
      if let found = fields.number(flag, 0...1_000, "a number of at least 0, such as 0.1") {
        settings[keyPath: path] = found
      }
    }
    if let found = fields.whole(count, 0...100_000) { settings.largeZoneSize = found }
  }
}
