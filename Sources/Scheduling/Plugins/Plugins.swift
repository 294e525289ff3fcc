/// Keeps pods off nodes, for reasons the default filters do not know.
///
/// A filter is asked about each node that the default filters let through. It reads the pod and the node from the
/// snapshot, which it must not hold on to. State of its own, such as what a metrics server said, is a field of the
/// plugin, set before the scheduler is handed the profile.
///
/// ```swift
/// import Scheduling
///
/// /// Keeps batch pods off nodes that are busy with anything else.
/// struct QuietNodesForBatch: FilterPlugin {
///   var name: String { "QuietNodesForBatch" }
///   var mostPods = 20
///
///   func admits(_ pod: PodClassID, on node: NodeID, in snapshot: ClusterSnapshot) -> Bool {
///     let labels = snapshot.description(of: pod).labels
///     guard labels["tier"] == "batch" else { return true }
///     return snapshot.podCount(of: node) < mostPods
///   }
/// }
///
/// /// Prefers nodes that cost less, as a label says.
/// struct CheaperNodes: ScorePlugin {
///   var name: String { "CheaperNodes" }
///
///   func score(_ pod: PodClassID, on node: NodeID, in snapshot: ClusterSnapshot) -> Int64 {
///     snapshot.label("example.com/cents-per-hour", of: node).flatMap { Int64($0) } ?? 0
///   }
///
///   /// The dearest node gets 0, a free one 100.
///   func normalize(_ scores: inout [Int64], of pod: PodClassID, in snapshot: ClusterSnapshot) {
///     let dearest = scores.max() ?? 0
///     for index in scores.indices {
///       scores[index] = dearest == 0 ? 100 : 100 - 100 * scores[index] / dearest
///     }
///   }
/// }
///
/// var profile = SchedulerProfile()
/// profile.filters = [QuietNodesForBatch()]
/// profile.scores = [WeightedScorePlugin(CheaperNodes(), weight: 2)]
/// var scheduler = Scheduler(profile)
/// let result = scheduler.schedule(pod, key: 1, in: &snapshot)
/// ```
///
/// Source of the extension point: pkg/scheduler/framework/interface.go, FilterPlugin.
public protocol FilterPlugin: Sendable {
  /// The name, for messages.
  var name: String { get }

  /// Tells whether pods of a class may be on a node.
  func admits(_ pod: PodClassID, on node: NodeID, in snapshot: ClusterSnapshot) -> Bool
}

/// Scores nodes that may take a pod, for reasons the default scores do not know.
///
/// The scores of all nodes, once normalized, go from 0 to 100; those outside are held there. They are added to those of
/// the default plugins, times the plugin's weight. See ``FilterPlugin`` for an example.
///
/// Source of the extension point: pkg/scheduler/framework/interface.go, ScorePlugin.
public protocol ScorePlugin: Sendable {
  /// The name, for messages.
  var name: String { get }

  /// Tells whether pods of a class are scored at all.
  func applies(to pod: PodClassID, in snapshot: ClusterSnapshot) -> Bool

  /// Scores one node.
  func score(_ pod: PodClassID, on node: NodeID, in snapshot: ClusterSnapshot) -> Int64

  /// Brings the scores of all nodes into 0...100.
  func normalize(_ scores: inout [Int64], of pod: PodClassID, in snapshot: ClusterSnapshot)
}

extension ScorePlugin {
  /// Scores all pods.
  public func applies(to pod: PodClassID, in snapshot: ClusterSnapshot) -> Bool { true }

  /// Leaves the scores as they are.
  public func normalize(_ scores: inout [Int64], of pod: PodClassID, in snapshot: ClusterSnapshot) {}
}
