import Controllers

/// Where a ReplicaSet is in creating the pods it lacks.
struct CreationBatch: Sendable {
  /// How many pods the next batch has at most.
  var size: Int32 = 1
  /// When the API server has answered the batch before, nil without one.
  var dueMs: Int64?
}

extension Cluster {
  /// Creates the next batch of the pods that a ReplicaSet lacks: twice as many as in the one before, once that is
  /// answered.
  ///
  /// Source: pkg/controller/replicaset/replica_set.go slowStartBatch, manageReplicas.
  mutating func createNextBatch(of missing: Int32, workload: Int, nowMs: Int64) {
    let callMs = workloads[workload].timing.createMs
    if let dueMs = workloads[workload].batch.dueMs, nowMs < dueMs { return }
    let most = min(workloads[workload].batch.size, Int32(ReplicaSetController.burst))
    let count = callMs > 0 ? min(missing, most) : missing
    workloads[workload].batch = CreationBatch()
    createPods(count, workload: workload, .scaledUp, nowMs: nowMs)
    planScheduling(workload, nowMs: nowMs)
    guard callMs > 0 else { return }
    let dueMs = nowMs + callMs
    workloads[workload].batch = CreationBatch(size: count < missing ? 2 * count : 1, dueMs: dueMs)
    plan(.controller, at: dueMs, workload: workload)
  }
}
