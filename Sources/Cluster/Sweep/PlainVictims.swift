/// The ReplicaSet's order of victims where pods that became ready together were created together.
///
/// Times then compare alike in all pairs, so that the order is one of two numbers a pod, whatever algorithm sorts by it.
enum PlainVictims {
  /// Whether a workload's pods are so: nothing between creation and readiness differs among them.
  static func fit(_ state: WorkloadState) -> Bool {
    state.timing.schedule.cv == 0 && state.timing.start.cv == 0 && state.template.readiness == nil
      && state.template.startup == nil
  }

  /// A pod's place in the order.
  private struct Place {
    var rank: UInt64
    var tieBreaker: UInt64

    /// Unassigned, pending, not ready, more pods on the node, ready or created more recently.
    init(_ pod: PodRecord, ranks: UnsafeBufferPointer<Int32>, nowMs: Int64) {
      let sinceMs = pod.isReady ? pod.readyMs : pod.createdMs
      let bucket = UInt64(VictimOrder.ageBucket(nowMs - sinceMs) + 1)
      let crowd = pod.isBound ? UInt64(Int32.max - ranks[Int(pod.node)]) : 0
      rank =
        (pod.isBound ? 1 << 63 : 0) | (pod.isRunning ? 1 << 62 : 0) | (pod.isReady ? 1 << 61 : 0)
        | crowd << 8 | bucket
      tieBreaker = pod.tieBreaker
    }

    static func < (a: Place, b: Place) -> Bool {
      a.rank != b.rank ? a.rank < b.rank : a.tieBreaker < b.tieBreaker
    }
  }

  /// The indices of the first `count` pods that are not deleted, in order.
  static func first(_ count: Int, of pods: [PodRecord], nodes: Int, nowMs: Int64) -> [Int] {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: nodes) { ranks in
      ranks.initialize(repeating: 0)
      for pod in pods where pod.isBound && !pod.isDeleted { ranks[Int(pod.node)] += 1 }
      var victims: [Int] = []
      let last = min(count, pods.count)
      // Few go at a time, so looking for the first again is cheaper than sorting all.
      while victims.count < last {
        var best: (index: Int, place: Place)?
        for index in pods.indices where !pods[index].isDeleted {
          let place = Place(pods[index], ranks: UnsafeBufferPointer(ranks), nowMs: nowMs)
          if let best, !(place < best.place) { continue }
          if victims.contains(index) { continue }
          best = (index, place)
        }
        guard let best else { break }
        victims.append(best.index)
      }
      return victims
    }
  }
}
