import Kubernetes

/// The nodes and the pods on them as the scheduler sees them, in a form made for quick answers.
///
/// Pods with equal descriptions share one compiled class (``podClass(_:)``). Putting a pod on a node and taking it
/// away cost some additions: sums of each node, and the counts by domain that pods with affinity or spread
/// constraints read, are kept up as pods come and go; counts exist only once a pod uses them.
///
/// A snapshot is a value. For trying things out, ``checkpoint()`` and ``revert(to:)`` are cheaper than a copy: they
/// undo one change after the other.
///
/// Complexity: assigning or removing a pod O(counters that count it), adding a node O(counters + selectors).
public struct ClusterSnapshot: Sendable {
  // Nodes, by row.
  var records: [NodeRecord] = []
  var nodes: [Node] = []
  var hostPorts: [[HostPort]] = []
  var positions: [Int32] = []
  var freeNodes: [Int32] = []
  var nodeIDs: [String: NodeID] = [:]
  var zones = ZoneOrder()
  var taints = TaintTable()
  var images = NodeImages()

  // Labels that matter to pods: for each, the values that occur and the value of each node, -1 for none.
  var labelKeys = InternTable<String>()
  var labelValues: [InternTable<String>] = []
  var labelColumns: [[Int32]] = []

  // Resources beyond the built-in ones, by number, then by row of node.
  var scalarNames = InternTable<String>()
  var scalarAllocatable: [[Int64]] = []
  var scalarRequested: [[Int64]] = []

  // Node affinity, by number, then by row of node.
  var requirements = InternTable<NodeRequirement>()
  var requirementColumns: [[Bool]] = []
  var preferences = InternTable<[PreferredSchedulingTerm]>()
  var preferenceColumns: [[Int32]] = []

  // Pods and their classes.
  var pods: [PodRecord] = []
  var freePods: [Int32] = []
  var classIDs: [PodDescription: PodClassID] = [:]
  var classes: [PodClass] = []
  var namespaceLabels: [String: [String: String]] = [:]

  // Counts that pods with affinity or spread constraints read.
  var selectors = InternTable<PodSelector>()
  var columnNumbers: [Int32: Int32] = [:]
  var columnSelectors: [Int32] = []
  var columns: [[Int32]] = []
  var spreadNumbers: [SpreadCounter.Key: Int32] = [:]
  var spreadCounters: [SpreadCounter] = []
  var affinityNumbers: [AffinityCounter.Key: Int32] = [:]
  var affinityCounters: [AffinityCounter] = []

  /// How constraints are made up for pods that have none, see ``DefaultSpreading``.
  let defaultSpreading: DefaultSpreading
  /// Another number after each change of nodes, pods or namespaces.
  var version: UInt64 = 0
  var journal: [Change] = []
  var isRecording = false

  /// Makes a snapshot without nodes. `defaultSpreading` spreads pods that have no constraints of their own.
  public init(defaultSpreading: DefaultSpreading = .system) {
    self.defaultSpreading = defaultSpreading
  }

  /// A pod on a node.
  struct PodRecord: Sendable {
    var podClass: Int32
    var node: Int32
    var startMs: Int64
    var next: Int32
    var previous: Int32
    var isTerminating: Bool
  }
}

/// The spread constraints of pods that have none, which count only in the score.
///
/// Source: plugins/podtopologyspread/plugin.go systemDefaultConstraints.
public enum DefaultSpreading: Sendable, Hashable {
  /// Hostname with a skew of 3 and zone with a skew of 5; nodes may lack the labels.
  case system
  /// These, without selectors; nodes that lack a label get no score.
  case list([TopologySpreadConstraint])

  /// The constraints.
  var constraints: [TopologySpreadConstraint] {
    switch self {
    case .system:
      [(3, NodeLabels.hostname), (5, NodeLabels.zone)].map {
        TopologySpreadConstraint(
          maxSkew: $0, topologyKey: $1, whenUnsatisfiable: "ScheduleAnyway", labelSelector: nil)
      }
    case .list(let constraints): constraints
    }
  }
}

/// The labels of nodes that mean something to the scheduler itself.
enum NodeLabels {
  static let hostname = "kubernetes.io/hostname"
  static let zone = "topology.kubernetes.io/zone"
  static let region = "topology.kubernetes.io/region"
}
