import Controllers

/// A pod that its ReplicaSet may give up, with what `VictimOrder` asks about it.
struct Victim: VictimCandidate {
  /// The index of its record.
  let pod: Int
  let uid: UInt64
  let isAssigned: Bool
  let stage: UInt8
  let readyMs: Int64?
  let rank: Int32
  let restarts: Int32
  let createdMs: Int64

  /// All pods are of one template, and so of one cost.
  var deletionCost: Int32 { 0 }

  /// Describes a pod by its record. `rank` is the number of active pods of the workload on its node.
  @inline(__always)
  init(_ record: borrowing PodRecord, pod: Int, rank: Int32) {
    typealias Phase = ControlledPod.Phase
    self.pod = pod
    uid = record.tieBreaker
    isAssigned = record.isBound
    stage = (record.isRunning ? Phase.running : .pending).rawValue
    readyMs = record.isReady ? record.readyMs : nil
    self.rank = rank
    restarts = record.restarts
    createdMs = record.createdMs
  }
}

extension WorkloadState {
  /// The indices of the first `count` pods to give up; of one revision if that is given.
  ///
  /// Changes nothing, but as a plain method it would copy the whole state.
  mutating func victims(_ count: Int, revision: Int32?, nodes: Int, nowMs: Int64) -> [Int] {
    var ranks: [Int32] = Array(repeating: 0, count: nodes)
    var left = 0
    for index in pods.indices where !pods[index].isDeleted {
      if pods[index].isBound { ranks[Int(pods[index].node)] += 1 }
      if revision == nil || pods[index].revision == revision { left += 1 }
    }
    if count == 1, left > VictimOrder.fewPods,
      let first = firstVictim(ranks, revision: revision, nowMs: nowMs)
    {
      return [first]
    }
    var candidates: [Victim] = []
    candidates.reserveCapacity(left)
    for index in pods.indices where !pods[index].isDeleted {
      guard revision == nil || pods[index].revision == revision else { continue }
      candidates.append(
        Victim(pods[index], pod: index, rank: pods[index].isBound ? ranks[Int(pods[index].node)] : 0))
    }
    return VictimOrder.first(count, of: candidates, nowMs: nowMs).map { candidates[$0].pod }
  }

  /// The one pod that goes first, found as `VictimOrder` finds a few of many, but in place.
  private mutating func firstVictim(_ ranks: [Int32], revision: Int32?, nowMs: Int64) -> Int? {
    var first: Victim?
    for index in pods.indices where !pods[index].isDeleted {
      guard revision == nil || pods[index].revision == revision else { continue }
      let other = Victim(
        pods[index], pod: index, rank: pods[index].isBound ? ranks[Int(pods[index].node)] : 0)
      if let first, !VictimOrder.precedes(other, first, nowMs: nowMs) { continue }
      first = other
    }
    return first?.pod
  }
}
