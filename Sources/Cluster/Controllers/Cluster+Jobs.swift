import Controllers

/// Jobs of one pod each that work off a queue, as a ScaledJob makes them. The replicas are the Jobs that have not ended.
extension Cluster {
  /// Makes so many Jobs.
  public mutating func createJobs(_ count: Int32, workload: Int, nowMs: Int64) {
    guard count > 0 else { return }
    workloads[workload].replicas += count
    createPods(count, workload: workload, .scaledUp, nowMs: nowMs)
    planScheduling(workload, nowMs: nowMs)
  }

  /// The Jobs that have not ended, and those of them whose pod has not begun.
  ///
  /// `needsReady`: whether a pod has begun when it is ready, instead of when its containers run. Changes nothing; as a
  /// plain method it would copy the whole cluster.
  public mutating func jobs(of workload: Int, needsReady: Bool) -> (running: Int32, pending: Int32) {
    let running = workloads[workload].replicas
    let begun =
      needsReady
      ? workloads[workload].readyCount
      : workloads[workload].pods.reduce(into: Int32(0)) { $0 += $1.isRunning && !$1.isDeleted ? 1 : 0 }
    return (running, max(0, running - begun))
  }

  /// Makes pods anew for Jobs whose pod somebody took away, once they have waited.
  mutating func replaceLost(_ workload: Int, nowMs: Int64) {
    let alive = workloads[workload].pods.reduce(into: Int32(0)) { $0 += $1.isDeleted ? 0 : 1 }
    let lacking = workloads[workload].replicas - alive
    guard lacking > 0 else { return }
    let progress = workloads[workload].job.progress
    guard nowMs >= progress.lastFailureMs + JobController.backOffMs(1) else { return }
    createPods(lacking, workload: workload, .scaledUp, nowMs: nowMs)
    planScheduling(workload, nowMs: nowMs)
  }

  /// Plans the ends of Jobs whose pods begin to take messages now: when they have had the time for theirs.
  mutating func planEnds(_ workload: Int, group position: Int, nowMs: Int64) {
    guard case .jobs(let batch) = workloads[workload].controller,
      workloads[workload].groups[position].receives, !workloads[workload].groups[position].refuses
    else { return }
    let work = batch.messagesPerJob * workloads[workload].service.workPerRequest
    let tookMs = Int64((work / Double(max(1, workloads[workload].ceiling))).rounded(.up))
    for pod in workloads[workload].pods.indices
    where workloads[workload].pods[pod].group == Int32(position)
      && workloads[workload].pods[pod].dueMs <= nowMs
    {
      workloads[workload].pods[pod].dueMs = nowMs + max(tookMs, 1)
      plan(
        .finish, at: nowMs + max(tookMs, 1), workload: workload, pod: workloads[workload].pods[pod].uid)
    }
  }
}
