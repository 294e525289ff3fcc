/// A pod as the order of victims looks at it. Times are milliseconds on the caller's clock.
public protocol VictimCandidate {
  /// What tells pods apart, in an order.
  associatedtype UID: Comparable

  /// The server's identifier.
  var uid: UID { get }
  /// Whether it has a node.
  var isAssigned: Bool { get }
  /// How far it has come: less goes first.
  var stage: UInt8 { get }
  /// Since when it is ready, nil if it is not.
  var readyMs: Int64? { get }
  /// The annotation controller.kubernetes.io/pod-deletion-cost: lower goes first.
  var deletionCost: Int32 { get }
  /// How many active pods of ReplicaSets of the same owner are on its node.
  var rank: Int32 { get }
  /// The most restarts of one of its containers.
  var restarts: Int32 { get }
  /// When it was created.
  var createdMs: Int64 { get }
}

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
  /// Up to so many pods are sorted by insertion.
  public static let fewPods = 12
  /// Up to so many victims are looked for one after the other.
  public static let fewVictims = 4

  /// The indices of all pods in the order in which they go.
  @inlinable
  public static func sorted<Pod: VictimCandidate>(_ pods: [Pod], nowMs: Int64) -> [Int] {
    sorted(pods.count) { precedes(pods[$0], pods[$1], nowMs: nowMs) }
  }

  /// The indices of so many pods in the order in which they go, told which of two goes first.
  @inlinable
  static func sorted(_ pods: Int, precedes: (Int, Int) -> Bool) -> [Int] {
    var order = Array(0..<pods)
    if order.count > fewPods { return order.sorted(by: precedes) }
    for start in order.indices.dropFirst() {
      var place = start
      while place > 0, precedes(order[place], order[place - 1]) {
        order.swapAt(place, place - 1)
        place -= 1
      }
    }
    return order
  }

  /// The indices of the pods that go when so many have to; unsorted if all go.
  ///
  /// Source: pkg/controller/replicaset/replica_set.go getPodsToDelete.
  @inlinable
  public static func first<Pod: VictimCandidate>(_ count: Int, of pods: [Pod], nowMs: Int64) -> [Int] {
    first(count, of: pods.count) { precedes(pods[$0], pods[$1], nowMs: nowMs) }
  }

  /// The same of so many pods, told which of two goes first.
  @inlinable
  public static func first(_ count: Int, of pods: Int, precedes: (Int, Int) -> Bool) -> [Int] {
    if count >= pods { return Array(0..<pods) }
    if count <= fewVictims, pods > fewPods { return few(count, of: pods, precedes: precedes) }
    return Array(sorted(pods, precedes: precedes).prefix(max(count, 0)))
  }

  /// A few victims of many pods: looking for the first again is cheaper than sorting all.
  @inlinable
  static func few(_ count: Int, of pods: Int, precedes: (Int, Int) -> Bool) -> [Int] {
    var left = Array(0..<pods)
    var victims: [Int] = []
    for _ in 0..<count {
      var best = 0
      for other in left.indices.dropFirst() where precedes(left[other], left[best]) { best = other }
      victims.append(left.remove(at: best))
    }
    return victims
  }

  /// Tells whether `a` goes before `b`.
  @inlinable
  public static func precedes<Pod: VictimCandidate>(_ a: Pod, _ b: Pod, nowMs: Int64) -> Bool {
    if a.isAssigned != b.isAssigned { return !a.isAssigned }
    if a.stage != b.stage { return a.stage < b.stage }
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
  @inlinable
  public static func isYounger(_ a: Int64, _ b: Int64) -> Bool? {
    let (bucketA, bucketB) = (bucket(a), bucket(b))
    return bucketA == bucketB ? nil : bucketA < bucketB
  }

  /// The whole part of log2 of an age in nanoseconds, -1 for none.
  @inlinable
  public static func bucket(_ ageMs: Int64) -> Int {
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
