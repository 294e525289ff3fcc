/// Scores nodes by what their pods really use, which the scheduler itself does not look at.
///
/// Before each pod is scored, the plugin is told what metrics-server shows of all nodes. ``TargetLoadPacking`` is one.
public protocol UsageScorePlugin: ScorePlugin {
  /// Takes note of what the nodes use.
  mutating func observe(_ usage: [NodeID: NodeUsage], in snapshot: ClusterSnapshot)
}

/// What the pods of a node use, as far as metrics-server shows it.
public struct NodeUsage: Sendable, Hashable {
  /// The CPU of the pods that have a sample, in thousandths of a core.
  public var milliCPU: Int64 = 0
  /// The classes of the pods that have none yet, one entry a pod.
  public var unmeasured: [PodClassID] = []

  /// Makes the usage of an empty node.
  public init() {}
}

extension SchedulerProfile {
  /// Whether some plugin wants to know what nodes use.
  public var watchesUsage: Bool { scores.contains { $0.plugin is any UsageScorePlugin } }

  /// Tells the plugins that want to know what the nodes use.
  public mutating func observe(_ usage: [NodeID: NodeUsage], in snapshot: ClusterSnapshot) {
    for index in scores.indices {
      guard var plugin = scores[index].plugin as? any UsageScorePlugin else { continue }
      plugin.observe(usage, in: snapshot)
      scores[index].plugin = plugin
    }
  }
}
