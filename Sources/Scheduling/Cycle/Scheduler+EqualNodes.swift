import Statistics

/// What a caller needs to know to choose among equal nodes itself, as often as it likes.
extension Scheduler {
  /// Whether the best node for a pod is known once it is known how many pods like it each node has.
  ///
  /// So it is if nodes differ in nothing but their names, no other pods are around, and nothing counts for a node but
  /// its own pods. Nodes are then looked at in their order, all of them.
  package func looksAtCountsOnly(_ pod: PodClassID, nodes: Int, in snapshot: ClusterSnapshot) -> Bool {
    let podClass = snapshot.classes[Int(pod.index)]
    return podClass.isPlain && podClass.nodePreference < 0 && podClass.preferredAffinity.isEmpty
      && podClass.drawnBy.isEmpty && nominations.isEmpty && profile.filters.isEmpty && profile.scores.isEmpty
      && profile.disabledFilters.isEmpty && nodesToFind(of: nodes) == nodes
      && podClass.softSpread.allSatisfy { term in
        term.isHostname || snapshot.labelColumns[Int(term.key)].allSatisfy { $0 < 0 }
      }
  }

  /// The weighted scores of all nodes in their order; nil if one of them may not take the pod.
  package mutating func totals(of pod: PodClassID, nodes: Int, in snapshot: inout ClusterSnapshot) -> [Int64]?
  {
    _ = schedule(pod, key: 0, in: &snapshot)
    guard feasible.count == nodes, feasible.elementsEqual(0..<Int32(nodes)) else { return nil }
    scoreTotals(pod, in: snapshot)
    return totals
  }
}

extension SchedulerProfile {
  /// The stream that ties are broken by, nil where the first of the best is taken.
  package var ties: RandomStream? {
    guard case .random(let seed) = tieBreaking else { return nil }
    return RandomStream(seed: seed, purpose: "scheduler ties")
  }
}
