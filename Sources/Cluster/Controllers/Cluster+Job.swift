import Controllers
import Statistics

/// Jobs: pods that run to an end.
extension Cluster {
  /// A Job makes the pods it may run now, deletes those too many, or ends.
  ///
  /// Source: pkg/controller/job/job_controller.go, by way of `JobController`.
  mutating func syncJob(_ workload: Int, nowMs: Int64) {
    guard case .job(let run) = workloads[workload].controller else { return }
    guard run.arrivals.isEmpty else { return syncArrivals(workload, nowMs: nowMs) }
    guard nowMs >= run.startMs, workloads[workload].job.endMs == nil else { return }
    if workloads[workload].job.progress.startMs < run.startMs {
      workloads[workload].job.progress.startMs = run.startMs
    }
    while true {
      let pods = workloads[workload].pods.map { workloads[workload].controlled($0) }
      switch JobController.decide(
        run.specification, workloads[workload].job.progress, pods: pods, nowMs: nowMs)
      {
      case .nothing: return
      case .create(let count):
        createPods(Int32(count), workload: workload, .scaledUp, nowMs: nowMs)
        planScheduling(workload, nowMs: nowMs)
      case .delete(let victims): delete(workload, pods: victims, .scaledDown, nowMs: nowMs)
      case .wait(let untilMs):
        plan(.controller, at: untilMs, workload: workload)
        return
      case .complete:
        workloads[workload].job.endMs = nowMs
        workloads[workload].replicas = 0
        return
      case .fail(let failure, let victims):
        workloads[workload].job.endMs = nowMs
        workloads[workload].job.failure = failure
        workloads[workload].replicas = 0
        return delete(workload, pods: victims, .jobFailed, nowMs: nowMs)
      }
    }
  }

  /// Counts pods of a Job that somebody else deletes as failed, as its controller does.
  ///
  /// Source: pkg/controller/job/job_controller.go isPodFailed.
  mutating func noteLost(_ workload: Int, pods: [Int], nowMs: Int64) {
    switch workloads[workload].controller {
    case .job(let run) where !run.arrivals.isEmpty:
      workloads[workload].job.again += pods.map { workloads[workload].pods[$0].slot }
    case .job: for _ in pods { workloads[workload].job.progress.note(.failure, nowMs: nowMs) }
    case .jobs:
      for pod in pods { noteEnd(ofJobPod: workloads[workload].pods[pod], .failure, workload, nowMs: nowMs) }
      plan(.controller, at: nowMs, workload: workload)
    default: break
    }
  }

  /// Plans the end of a Job's pod whose containers run now.
  mutating func planFinish(_ workload: Int, pod index: Int, nowMs: Int64) {
    guard case .job(let run) = workloads[workload].controller else { return }
    let uid = workloads[workload].pods[index].uid
    let slot = Int(workloads[workload].pods[index].slot)
    let tookMs =
      run.arrivals.isEmpty
      ? delayMs(run.duration, "job-duration", workload, uid) : run.arrivals[slot].lifeMs
    workloads[workload].pods[index].dueMs = nowMs + max(tookMs, 1)
    plan(.finish, at: nowMs + max(tookMs, 1), workload: workload, pod: uid)
  }

  /// A kubelet that can report again tells of a Job's pod that ended meanwhile.
  mutating func reportFinish(_ workload: Int, pod index: Int, nowMs: Int64) {
    let pod = workloads[workload].pods[index]
    guard case .job = workloads[workload].controller, pod.isRunning, !pod.isDeleted, pod.dueMs < nowMs else {
      return
    }
    workloads[workload].pods[index].dueMs = nowMs
    plan(.finish, at: nowMs, workload: workload, pod: pod.uid)
  }

  /// The containers of a Job's pod end by themselves.
  mutating func finish(_ workload: Int, pod index: Int, nowMs: Int64) {
    let failureShare: Double
    switch workloads[workload].controller {
    case .job(let run): failureShare = run.failureShare
    case .jobs(let batch): failureShare = batch.failureShare
    default: return
    }
    let pod = workloads[workload].pods[index]
    // What was planned before the node failed does not hold any more.
    guard pod.isRunning, !pod.isDeleted, nowMs == pod.dueMs else { return }
    var luck = stream("job-failure", workload: workload, pod: pod.uid)
    let fails = luck.uniform() < failureShare
    if pod.isReady { workloads[workload].readyCount -= 1 }
    if case .jobs = workloads[workload].controller {
      noteEnd(ofJobPod: pod, fails ? .failure : .success, workload, nowMs: nowMs)
    } else {
      workloads[workload].job.progress.note(fails ? .failure : .success, nowMs: nowMs)
    }
    advance(workload, to: nowMs)
    let apart = workloads[workload].separate([index], from: Int(pod.group))
    retire(workload, group: apart, fails ? .failed : .completed, nowMs: nowMs)
    syncJob(ofPod: pod, workload: workload, nowMs: nowMs)
    syncJob(workload, nowMs: nowMs)
  }
}

extension JobController.Progress {
  /// How a pod ended.
  enum End {
    case success
    case failure
  }

  /// Counts the end of a pod.
  mutating func note(_ end: End, nowMs: Int64) {
    switch end {
    case .success:
      succeeded += 1
      failuresInARow = 0
    case .failure:
      failed += 1
      failuresInARow += 1
      lastFailureMs = nowMs
    }
  }
}
