/// The order in which a ReplicaSet, or a Job, gives up pods.
///
/// Unassigned first; Pending, Unknown, Running; not ready; lower deletion cost; more pods of its kind on the same node;
/// ready more recently; more restarts; created more recently. Of two ages only their binary logarithms in nanoseconds
/// count, so that pods of one rollout are as good as equally old; of those the lower UID goes first.
///
/// The order of ages and UIDs together is not transitive, so that the outcome depends on how it is sorted: up to 12 pods
/// are sorted as upstream sorts them, more by merging, which is stable.
/// Source: pkg/controller/controller_utils.go ActivePodsWithRanks, 1.36.
public enum VictimOrder {
  /// The indices of all pods in the order in which they go.
  public static func sorted(_ pods: [ControlledPod], nowMs: Int64) -> [Int] {
    var order = Array(pods.indices)
    if order.count > 12 { return order.sorted { precedes(pods[$0], pods[$1], nowMs: nowMs) } }
    for start in order.indices.dropFirst() {
      var place = start
      while place > 0, precedes(pods[order[place]], pods[order[place - 1]], nowMs: nowMs) {
        order.swapAt(place, place - 1)
        place -= 1
      }
    }
    return order
  }

  /// The indices of the pods that go when so many have to; unsorted if all go.
  ///
  /// Source: pkg/controller/replicaset/replica_set.go getPodsToDelete.
  public static func first(_ count: Int, of pods: [ControlledPod], nowMs: Int64) -> [Int] {
    if count >= pods.count { return Array(pods.indices) }
    return Array(sorted(pods, nowMs: nowMs).prefix(max(count, 0)))
  }

  /// Tells whether `a` goes before `b`.
  public static func precedes(_ a: ControlledPod, _ b: ControlledPod, nowMs: Int64) -> Bool {
    if a.isAssigned != b.isAssigned { return !a.isAssigned }
    if a.phase != b.phase { return a.phase.rawValue < b.phase.rawValue }
    if (a.readyMs == nil) != (b.readyMs == nil) { return a.readyMs == nil }
    if a.deletionCost != b.deletionCost { return a.deletionCost < b.deletionCost }
    if a.rank != b.rank { return a.rank > b.rank }
    if let readyA = a.readyMs, let readyB = b.readyMs, readyA != readyB {
      return isYounger(nowMs &- readyA, nowMs &- readyB) ?? (a.uid < b.uid)
    }
    if a.restarts != b.restarts { return a.restarts > b.restarts }
    if a.createdMs != b.createdMs {
      return isYounger(nowMs &- a.createdMs, nowMs &- b.createdMs) ?? (a.uid < b.uid)
    }
    return false
  }

  /// Whether one age is in a lower bucket than another; nil if they share one.
  private static func isYounger(_ a: Int64, _ b: Int64) -> Bool? {
    let (bucketA, bucketB) = (bucket(a), bucket(b))
    return bucketA == bucketB ? nil : bucketA < bucketB
  }

  /// The whole part of log2 of an age in nanoseconds, -1 for none.
  static func bucket(_ ageMs: Int64) -> Int {
    let (nanoseconds, overflow) = ageMs.multipliedReportingOverflow(by: 1_000_000)
    if overflow { return ageMs > 0 ? 63 : -1 }
    return nanoseconds <= 0 ? -1 : 63 - nanoseconds.leadingZeroBitCount
  }

  /// Ranks the pods of a ReplicaSet: for each, how many active pods of all related ReplicaSets are on its node.
  ///
  /// `nodes` names the node of each pod, `relatedNodes` that of each active pod of the owner's ReplicaSets, -1 for
  /// none.
  public static func ranks<Node: Hashable>(of nodes: [Node], among relatedNodes: [Node]) -> [Int32] {
    var counts: [Node: Int32] = [:]
    for node in relatedNodes { counts[node, default: 0] += 1 }
    return nodes.map { counts[$0] ?? 0 }
  }
}
