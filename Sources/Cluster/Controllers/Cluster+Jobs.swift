import Controllers

/// Jobs that work off a queue, as a ScaledJob makes them. The replicas are the Jobs that have not ended.
extension Cluster {
  /// Makes so many Jobs.
  public mutating func createJobs(_ count: Int32, workload: Int, nowMs: Int64) {
    guard count > 0, case .jobs(let batch) = workloads[workload].controller else { return }
    workloads[workload].replicas += count
    var makesPods = false
    for _ in 0..<count {
      workloads[workload].job.made += 1
      let number = workloads[workload].job.made
      workloads[workload].ownedJobs.append(
        OwnedJob(number: number, progress: JobController.Progress(startMs: nowMs)))
      makesPods = sync(job: number, batch, workload: workload, nowMs: nowMs) || makesPods
    }
    if makesPods { planScheduling(workload, nowMs: nowMs) }
    guard let seconds = batch.specification.activeDeadlineSeconds else { return }
    plan(.controller, at: nowMs + seconds * 1_000, workload: workload)
  }

  /// The Jobs that have not ended, and those of them of which no pod has begun.
  ///
  /// `needsReady`: whether a pod has begun when it is ready, instead of when its containers run. Changes nothing; as a
  /// plain method it would copy the whole cluster.
  public mutating func jobs(of workload: Int, needsReady: Bool) -> (running: Int32, pending: Int32) {
    // A pod that succeeded has begun, too, but is not ready any more.
    var begun = workloads[workload].ownedJobs.map { !needsReady && $0.progress.succeeded > 0 }
    for pod in workloads[workload].pods where !pod.isDeleted && (needsReady ? pod.isReady : pod.isRunning) {
      if let place = workloads[workload].place(ofJob: pod.slot) { begun[place] = true }
    }
    return (workloads[workload].replicas, begun.reduce(into: Int32(0)) { $0 += $1 ? 0 : 1 })
  }

  /// Lets every Job look at its pods that may have to: some may have been taken away, some Jobs may have waited or run
  /// for long enough.
  mutating func syncJobs(_ workload: Int, nowMs: Int64) {
    guard case .jobs(let batch) = workloads[workload].controller else { return }
    var alive = workloads[workload].ownedJobs.map { _ in Int32(0) }
    for pod in workloads[workload].pods where !pod.isDeleted {
      if let place = workloads[workload].place(ofJob: pod.slot) { alive[place] += 1 }
    }
    var makesPods = false
    for (job, alive) in zip(workloads[workload].ownedJobs, alive)
    where batch.specification.asksForALook(at: job.progress, alive: alive, nowMs: nowMs) {
      makesPods = sync(job: job.number, batch, workload: workload, nowMs: nowMs) || makesPods
    }
    if makesPods { planScheduling(workload, nowMs: nowMs) }
  }

  /// Lets the Job of a pod look at its pods.
  mutating func syncJob(ofPod pod: PodRecord, workload: Int, nowMs: Int64) {
    guard case .jobs(let batch) = workloads[workload].controller else { return }
    if sync(job: pod.slot, batch, workload: workload, nowMs: nowMs) {
      planScheduling(workload, nowMs: nowMs)
    }
  }

  /// A Job makes the pods it may run now, deletes those too many, or ends; returns whether it made any.
  private mutating func sync(job number: Int32, _ batch: JobBatch, workload: Int, nowMs: Int64) -> Bool {
    var makesPods = false
    while let place = workloads[workload].place(ofJob: number) {
      let members = workloads[workload].pods.indices.filter { workloads[workload].pods[$0].slot == number }
      let pods = members.map { workloads[workload].controlled(workloads[workload].pods[$0]) }
      switch JobController.decide(
        batch.specification, workloads[workload].ownedJobs[place].progress, pods: pods, nowMs: nowMs)
      {
      case .nothing: return makesPods
      case .create(let count):
        createPods(Int32(count), workload: workload, .scaledUp, nowMs: nowMs)
        for pod in workloads[workload].pods.indices.suffix(count) {
          workloads[workload].pods[pod].slot = number
        }
        makesPods = true
      case .delete(let victims):
        delete(workload, pods: victims.map { members[$0] }, .scaledDown, nowMs: nowMs)
      case .wait(let untilMs):
        if workloads[workload].ownedJobs[place].waitsUntilMs != untilMs {
          workloads[workload].ownedJobs[place].waitsUntilMs = untilMs
          plan(.controller, at: untilMs, workload: workload)
        }
        return makesPods
      case .complete:
        workloads[workload].ownedJobs.remove(at: place)
        workloads[workload].replicas -= 1
      case .fail(_, let victims):
        workloads[workload].ownedJobs.remove(at: place)
        workloads[workload].replicas -= 1
        delete(workload, pods: victims.map { members[$0] }, .jobFailed, nowMs: nowMs)
      }
    }
    return makesPods
  }

  /// Notes the end of a pod in its Job's progress.
  mutating func noteEnd(
    ofJobPod pod: PodRecord, _ end: JobController.Progress.End, _ workload: Int, nowMs: Int64
  ) {
    guard let place = workloads[workload].place(ofJob: pod.slot) else { return }
    workloads[workload].ownedJobs[place].progress.note(end, nowMs: nowMs)
  }

  /// Plans the ends of Jobs' pods that begin to take messages now: when they have had the time for theirs.
  mutating func planEnds(_ workload: Int, group position: Int, nowMs: Int64) {
    guard case .jobs(let batch) = workloads[workload].controller,
      workloads[workload].groups[position].receives, !workloads[workload].groups[position].refuses
    else { return }
    let work = batch.messagesPerPod * workloads[workload].service.workPerRequest
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

extension JobController.Specification {
  /// Whether a Job may have something to do: it has not as many pods as it wants, or it may have failed.
  fileprivate func asksForALook(at progress: JobController.Progress, alive: Int32, nowMs: Int64) -> Bool {
    if alive != min(parallelism, (completions ?? .max) - progress.succeeded) { return true }
    if progress.failed > backoffLimit { return true }
    return activeDeadlineSeconds.map { nowMs - progress.startMs >= $0 * 1_000 } ?? false
  }
}
