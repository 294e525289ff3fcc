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
  init(_ record: PodRecord, pod: Int, rank: Int32) {
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
    for pod in pods where pod.isBound && !pod.isDeleted { ranks[Int(pod.node)] += 1 }
    var candidates: [Victim] = []
    candidates.reserveCapacity(pods.count)
    for (index, pod) in pods.enumerated()
    where !pod.isDeleted && (revision == nil || pod.revision == revision) {
      candidates.append(Victim(pod, pod: index, rank: pod.isBound ? ranks[Int(pod.node)] : 0))
    }
    return VictimOrder.first(count, of: candidates, nowMs: nowMs).map { candidates[$0].pod }
  }
}
