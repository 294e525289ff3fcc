import Scheduling

/// A pod as the Vertical Pod Autoscaler sees it: what the API server and metrics-server show of it.
public struct SizedPod: Sendable, Hashable {
  /// The pod's number in its workload, in order of creation.
  public var uid: Int32
  /// Its number in a StatefulSet; its node's index in a DaemonSet.
  public var slot: Int32
  /// Which template it was made of.
  public var revision: Int32
  /// Whether it has a node.
  public var isBound: Bool
  /// When it was bound: status.startTime.
  public var boundMs: Int64
  /// Whether its containers run, or are started again.
  public var isRunning: Bool
  /// Whether its Ready condition is true.
  public var isReady: Bool
  /// When that last changed.
  public var readyTransitionMs: Int64
  /// Whether its deletion timestamp is set.
  public var isDeleted: Bool
  /// The size in force.
  public var size: Int32
  /// The size that its specification asks for.
  public var wantedSize: Int32
  /// How far a resize is.
  public var resize: PodResize
  /// What metrics-server shows of it.
  public var sample: PodSample
  /// The work left in it at present over the time of the sample, in millicores: what it wanted beyond what it used.
  public var waitingMilli: Int64
}

extension Cluster {
  /// The pods of a workload, in the order of creation.
  ///
  /// `isFresh`: whether the samples of the last scrape can be asked for already.
  public mutating func sizedPods(of workload: Int, isFresh: Bool) -> [SizedPod] {
    workloads[workload].sizedPods(isFresh: isFresh)
  }

  /// Keeps how containers of a workload end from now on.
  public mutating func keepEnds(of workload: Int) { workloads[workload].keepsEnds = true }

  /// Takes how containers of a workload ended since it was last asked, in order of time.
  public mutating func takeEnds(of workload: Int) -> [ContainerEnd] {
    defer { workloads[workload].ends.removeAll(keepingCapacity: true) }
    return workloads[workload].ends
  }

  /// Notes how the containers of a group ended.
  mutating func noteEnd(_ workload: Int, group: Int, _ reason: PodChangeReason, nowMs: Int64) {
    for pod in workloads[workload].pods where pod.group == Int32(group) {
      workloads[workload].ends.append(
        ContainerEnd(
          pod: pod.uid, timeMs: nowMs, startedMs: pod.startedMs, reason: reason, size: pod.size))
    }
  }

  /// Notes that a pod goes since its node is short of memory.
  mutating func noteStarved(_ workload: Int, pod index: Int, nowMs: Int64) {
    guard workloads[workload].keepsEnds else { return }
    let pod = workloads[workload].pods[index]
    let bytes = workloads[workload].memory(of: pod, nowMs: nowMs)
    workloads[workload].ends.append(
      ContainerEnd(
        pod: pod.uid, timeMs: nowMs, startedMs: pod.startedMs, reason: .nodePressure, size: pod.size,
        starvedBytes: Int64(bytes)))
  }
}

extension WorkloadState {
  fileprivate mutating func sizedPods(isFresh: Bool) -> [SizedPod] {
    var result: [SizedPod] = []
    result.reserveCapacity(pods.count)
    for pod in pods {
      var one = SizedPod(
        uid: pod.uid, slot: pod.slot, revision: pod.revision, isBound: pod.isBound, boundMs: pod.boundMs,
        isRunning: pod.isRunning, isReady: pod.isReady, readyTransitionMs: pod.boundMs,
        isDeleted: pod.isDeleted, size: pod.size, wantedSize: pod.wantedSize, resize: pod.resize,
        sample: .none, waitingMilli: 0)
      if pod.isRunning {
        let group = groups[Int(pod.group)]
        one.readyTransitionMs = group.readyTransitionMs
        one.sample = isFresh ? group.sample : group.earlierSample
        if group.queue > 0, one.sample.windowMs > 0 {
          one.waitingMilli = group.queue / (Int64(group.count) * one.sample.windowMs * 1_000)
        }
      }
      result.append(one)
    }
    return result.sorted { $0.uid < $1.uid }
  }
}
