/// The score plugins of the default profile.
public enum ScorePluginName: String, Sendable, Hashable, CaseIterable {
  case taintToleration = "TaintToleration"
  case nodeAffinity = "NodeAffinity"
  case nodeResourcesFit = "NodeResourcesFit"
  case podTopologySpread = "PodTopologySpread"
  case interPodAffinity = "InterPodAffinity"
  case balancedAllocation = "NodeResourcesBalancedAllocation"
  case imageLocality = "ImageLocality"

  /// What the plugin's score counts times in the default profile.
  ///
  /// Source: pkg/scheduler/apis/config/v1/default_plugins.go.
  public var defaultWeight: Int64 {
    switch self {
    case .taintToleration: 3
    case .nodeAffinity, .podTopologySpread, .interPodAffinity: 2
    case .nodeResourcesFit, .balancedAllocation, .imageLocality: 1
    }
  }
}
