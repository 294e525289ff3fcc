/// Why no node may take a pod: how many nodes each filter refused, for which reason.
public struct Diagnosis: Sendable, Hashable {
  /// The filters that refused any node; changes they care about make the pod worth another try.
  public var rejectedBy: Set<Rejection.Filter> = []
  /// How many nodes there are.
  public var nodeCount = 0
  /// How many nodes have each reason, sorted by the text.
  public var reasons: [Reason] = []

  /// A reason and its nodes.
  public struct Reason: Sendable, Hashable {
    /// The reason in upstream's words.
    public var text: String
    /// How many nodes have it.
    public var nodes: Int
  }

  /// The message of the pod's condition and event: `0/3 nodes are available: 2 Insufficient cpu, ...`.
  ///
  /// Source: pkg/scheduler/framework/types.go FitError.
  public var message: String {
    let list = reasons.map { "\($0.nodes) \($0.text)" }.sorted().joined(separator: ", ")
    return "0/\(nodeCount) nodes are available" + (list.isEmpty ? "" : ": \(list).")
  }
}

extension Scheduler {
  /// Tells why no node may take a pod. Looks at all nodes.
  public func diagnose(_ pod: PodClassID, key: UInt64, in snapshot: inout ClusterSnapshot) -> Diagnosis {
    var copy = self
    copy.prepare(pod, in: &snapshot)
    var result = Diagnosis()
    var counts: [String: Int] = [:]
    for row in snapshot.zones.current() {
      result.nodeCount += 1
      guard let rejection = copy.rejection(pod, key: key, on: Int(row), in: &snapshot) else { continue }
      result.rejectedBy.insert(rejection.filter)
      if rejection.filter == .plugin {
        let name = profile.filters[Int(rejection.plugin)].name
        counts["node(s) were refused by \(name)", default: 0] += 1
      } else {
        for reason in snapshot.reasons(of: rejection, for: pod) { counts[reason, default: 0] += 1 }
      }
    }
    result.reasons = counts.sorted { $0.key < $1.key }.map { Diagnosis.Reason(text: $0.key, nodes: $0.value) }
    return result
  }
}
