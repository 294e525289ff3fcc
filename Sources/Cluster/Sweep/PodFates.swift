import Statistics
import Synchronization

/// The luck of a workload's pods by number, drawn once for all policies of a sweep.
final class PodFates: Sendable {
  /// What is decided of a pod before it exists.
  struct Fate: Sendable {
    /// A random number standing for the UID's text order.
    var tieBreaker: UInt64
    /// From its binding to running containers.
    var startMs: Int64
    /// From there to an application that can serve.
    var appStartMs: Int64
    /// From the creation of pods of which this is the next to their scheduling.
    var scheduleMs: Int64
  }

  private let known: Mutex<(cluster: Cluster, fates: [Fate])>

  /// Makes the luck of a cluster's first workload.
  init(_ cluster: Cluster) { known = Mutex((cluster, [])) }

  /// The fates of at least so many pods.
  func first(_ count: Int) -> [Fate] {
    known.withLock { known in
      while known.fates.count < count {
        for _ in 0..<512 { known.fates.append(Self.fate(Int32(known.fates.count), &known.cluster)) }
      }
      return known.fates
    }
  }

  private static func fate(_ uid: Int32, _ cluster: inout Cluster) -> Fate {
    let timing = cluster.workloads[0].timing
    var luck = cluster.stream("pod-uid", workload: 0, pod: uid)
    let startMs =
      cluster.delayMs(timing.kubelet, "pod-kubelet", 0, uid)
      + cluster.delayMs(timing.sandbox, "pod-sandbox", 0, uid)
      + cluster.delayMs(timing.start, "pod-start", 0, uid)
    return Fate(
      tieBreaker: luck.next(), startMs: startMs,
      appStartMs: cluster.delayMs(timing.appStart, "pod-app-start", 0, uid),
      scheduleMs: cluster.delayMs(timing.schedule, "pod-schedule", 0, uid))
  }
}
