/// The order in which a ReplicaSet gives up pods.
///
/// Source: kubernetes/kubernetes pkg/controller/controller_utils.go, ActivePodsWithRanks.Less, 1.36: unassigned,
/// pending, not ready, more active pods on the same node, ready more recently, created more recently. Times compare
/// by the binary logarithm of their age in nanoseconds; within one such bucket the lower UID goes first.
enum VictimOrder {
  /// The indices of the first `count` pods that are not deleted, in order; of one revision if that is given.
  static func first(
    _ count: Int, of pods: [PodRecord], revision: Int32? = nil, ranks: [Int32], nowMs: Int64
  ) -> [Int] {
    var candidates = pods.indices.filter {
      !pods[$0].isDeleted && (revision == nil || pods[$0].revision == revision)
    }
    guard count <= 4 else {
      candidates.sort { precedes(pods[$0], pods[$1], ranks: ranks, nowMs: nowMs) }
      return Array(candidates.prefix(count))
    }
    // A few victims of many pods: looking for the first again is cheaper than sorting all.
    var victims: [Int] = []
    for _ in 0..<min(count, candidates.count) {
      var best = 0
      for other in 1..<max(candidates.count, 1)
      where precedes(pods[candidates[other]], pods[candidates[best]], ranks: ranks, nowMs: nowMs) {
        best = other
      }
      victims.append(candidates.remove(at: best))
    }
    return victims
  }

  /// Whether `a` goes before `b`. `ranks` is the number of active pods of the workload on each node.
  static func precedes(_ a: PodRecord, _ b: PodRecord, ranks: [Int32], nowMs: Int64) -> Bool {
    if a.isBound != b.isBound { return !a.isBound }
    if a.isRunning != b.isRunning { return !a.isRunning }
    if a.isReady != b.isReady { return !a.isReady }
    if a.isBound {
      let rankA = ranks[Int(a.node)]
      let rankB = ranks[Int(b.node)]
      if rankA != rankB { return rankA > rankB }
    }
    if a.isReady, a.readyMs != b.readyMs {
      return isYounger(a.readyMs, b.readyMs, nowMs: nowMs) ?? (a.tieBreaker < b.tieBreaker)
    }
    if a.createdMs != b.createdMs {
      return isYounger(a.createdMs, b.createdMs, nowMs: nowMs) ?? (a.tieBreaker < b.tieBreaker)
    }
    return a.tieBreaker < b.tieBreaker
  }

  /// Whether the first instant's age is in a lower bucket than the second's; nil if they share one.
  private static func isYounger(_ a: Int64, _ b: Int64, nowMs: Int64) -> Bool? {
    let bucketA = ageBucket(nowMs - a)
    let bucketB = ageBucket(nowMs - b)
    return bucketA == bucketB ? nil : bucketA < bucketB
  }

  /// The integer part of log2 of an age in nanoseconds, -1 for none.
  static func ageBucket(_ ageMs: Int64) -> Int {
    let (ageNs, overflow) = ageMs.multipliedReportingOverflow(by: 1_000_000)
    if overflow { return 63 }
    return ageNs <= 0 ? -1 : 63 - ageNs.leadingZeroBitCount
  }
}
