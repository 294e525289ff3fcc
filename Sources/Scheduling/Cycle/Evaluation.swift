/// All that a cycle finds, of every node: why one is refused, what each plugin gives one that is not.
///
/// Made for explanations and tests; a cycle itself looks at fewer nodes and keeps less.
public struct Evaluation: Sendable {
  /// What is found of one node.
  public struct Finding: Sendable {
    /// The node.
    public var node: NodeID
    /// Why it is refused, nil if it may take the pod.
    public var rejection: Rejection?
    /// The weighted score of each plugin that scores the pod, in the profile's order.
    public var scores: [(plugin: String, score: Int64)]
    /// Their sum.
    public var total: Int64 { scores.reduce(0) { $0 + $1.score } }
  }

  /// A finding for each node, in the order of the snapshot.
  public var findings: [Finding]
}

extension Scheduler {
  /// Looks at all nodes for a pod and tells everything.
  public func evaluate(
    _ pod: PodClassID, key: UInt64 = 0, in snapshot: inout ClusterSnapshot
  ) -> Evaluation {
    var copy = self
    copy.prepare(pod, in: &snapshot)
    var findings: [Evaluation.Finding] = []
    for node in snapshot.allNodes {
      let rejection = copy.rejection(pod, key: key, on: Int(node.index), in: &snapshot)
      findings.append(Evaluation.Finding(node: node, rejection: rejection, scores: []))
    }
    let feasible = findings.indices.filter { findings[$0].rejection == nil }
    if !feasible.isEmpty {
      for (name, scores) in copy.weightedScores(pod, of: feasible.map { findings[$0].node }, in: snapshot) {
        for (index, score) in zip(feasible, scores) { findings[index].scores.append((name, score)) }
      }
    }
    return Evaluation(findings: findings)
  }
}
