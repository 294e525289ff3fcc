/// How long a pod waited for a node after the scheduler had found none for it.
public struct PodWait: Sendable, Hashable {
  /// The index of its workload.
  public var workload: Int32
  /// The pod's number in its workload.
  public var pod: Int32
  /// When the scheduler first found no node, in milliseconds.
  public var fromMs: Int64
  /// When it got one, or was deleted without.
  public var untilMs: Int64
  /// The index of the node it got, -1 for none.
  public var node: Int32
}

extension Cluster {
  /// Notes that the scheduler found no node for a pod.
  mutating func noteRefusal(of key: UInt64, nowMs: Int64) {
    let (workload, uid) = PodScheduling.pod(of: key)
    guard let index = workloads[workload].index(ofPod: uid),
      workloads[workload].pods[index].unschedulableMs == .max
    else { return }
    workloads[workload].pods[index].unschedulableMs = nowMs
    lastRefusalMs = nowMs
    placements &+= 1
  }

  /// Notes that a pod waits no longer, if it did.
  mutating func endWait(_ workload: Int, pod: Int, node: Int, nowMs: Int64) {
    let fromMs = workloads[workload].pods[pod].unschedulableMs
    guard fromMs < .max else { return }
    podWaits.append(
      PodWait(
        workload: Int32(workload), pod: workloads[workload].pods[pod].uid, fromMs: fromMs, untilMs: nowMs,
        node: Int32(node)))
  }

  /// All waits, those that have not ended up to an instant.
  public func podWaits(untilMs nowMs: Int64) -> [PodWait] {
    podWaits
      + workloads.enumerated().flatMap { workload, state in
        state.pods.filter { !$0.isBound && $0.unschedulableMs < nowMs }.map {
          PodWait(
            workload: Int32(workload), pod: $0.uid, fromMs: $0.unschedulableMs, untilMs: nowMs, node: -1)
        }
      }
  }
}
