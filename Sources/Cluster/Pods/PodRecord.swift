import Scheduling

/// One pod as the API server knows it. Touched only when something happens to the pod, never by time alone.
struct PodRecord: Sendable {
  /// The pod's number in its workload, in order of creation.
  var uid: Int32
  /// Which template it was made of: the larger, the newer.
  var revision: Int32 = 0
  /// What tells it from the others of its controller: its number in a StatefulSet, its node's index in a DaemonSet.
  var slot: Int32 = 0
  /// What the scheduler sees of it, nil for what the workload's pods all look like.
  var podClass: PodClassID?
  /// What it requests and may use: an index of its workload's sizes.
  var size: Int32 = 0
  /// What its specification says of that, where a resize is under way; else the same.
  var wantedSize: Int32 = 0
  /// How far a resize is.
  var resize = PodResize.none
  /// Whether that resize starts its serving container again.
  var restartsToResize = false
  /// A random number standing for the UID's text order.
  var tieBreaker: UInt64
  /// The node's index, -1 while unscheduled.
  var node: Int32 = -1
  /// Its name in the scheduler's snapshot, nil while unscheduled.
  var scheduled: PodID?
  /// Whether the scheduler has seen it.
  var isQueued = false
  /// The index of the group it is in while its containers run, else -1.
  var group: Int32 = -1
  var createdMs: Int64
  /// When it was bound: status.startTime.
  var boundMs: Int64 = .max
  /// Since when the scheduler knows no node for it, `.max` if it never failed to find one.
  var unschedulableMs: Int64 = .max
  /// When its readiness last changed to true; `.max` while not ready.
  var readyMs: Int64 = .max
  /// When it was deleted; `.max` while it is not.
  var deletedMs: Int64 = .max

  /// How many of its start steps are done.
  var step: Int32 = 0
  /// When its next start step is due.
  var dueMs: Int64 = .max
  /// How many pulls failed in a row.
  var pullFailures: Int32 = 0
  /// When its serving container started, which its probes tick from; `.max` before.
  var startedMs: Int64 = .max
  /// How often its serving container was started again.
  var restarts: Int32 = 0
  /// How long the kubelet waits with the next restart, in milliseconds; 0 before the first.
  var backOffMs: Int64 = 0
  /// When its container was last started again.
  var restartedMs: Int64 = 0

  var isBound: Bool { node >= 0 }
  var isRunning: Bool { group >= 0 }
  var isReady: Bool { readyMs != .max }
  var isDeleted: Bool { deletedMs != .max }
}
