import Scheduling
import Statistics

extension Cluster {
  /// Writes the scale subresource: the ReplicaSet creates the missing pods or deletes its least worthy ones.
  public mutating func scale(_ workload: Int, to replicas: Int32, nowMs: Int64) {
    workloads[workload].replicas = replicas
    reconcileReplicas(workload, nowMs: nowMs)
  }

  /// Creates the pods a workload lacks, or deletes those it has too many of.
  mutating func reconcileReplicas(_ workload: Int, nowMs: Int64) {
    guard workloads[workload].rollout == nil, case .replicaSet = workloads[workload].controller else {
      return lookAgain(workload, nowMs: nowMs)
    }
    let replicas = workloads[workload].replicas
    let alive = workloads[workload].pods.reduce(into: Int32(0)) { $0 += $1.isDeleted ? 0 : 1 }
    if replicas > alive {
      createNextBatch(of: replicas - alive, workload: workload, nowMs: nowMs)
    } else if replicas < alive {
      workloads[workload].batch = CreationBatch()
      deletePods(Int(alive - replicas), workload: workload, .scaledDown, nowMs: nowMs)
    }
  }

  /// Plans when the scheduler sees the pods created last.
  mutating func planScheduling(_ workload: Int, nowMs: Int64) {
    let delay = delayMs(
      workloads[workload].timing.schedule, "pod-schedule", workload, workloads[workload].created)
    plan(.schedule, at: nowMs + delay, workload: workload)
  }

  /// Creates pods that wait for the scheduler.
  ///
  /// They are of the newest template unless a revision is given.
  mutating func createPods(
    _ count: Int32, workload: Int, _ reason: PodChangeReason, revision: Int32? = nil, nowMs: Int64
  ) {
    for _ in 0..<count {
      let uid = workloads[workload].created
      var luck = stream("pod-uid", workload: workload, pod: uid)
      workloads[workload].pods.append(
        PodRecord(
          uid: uid, revision: revision ?? workloads[workload].revision, tieBreaker: luck.next(),
          createdMs: nowMs))
      if workloads[workload].admittedSize != 0 { admitSize(ofLastPodOf: workload) }
      workloads[workload].created += 1
      log(.created, reason, workload: workload, pod: workloads[workload].pods.count - 1, nowMs: nowMs)
    }
    placements &+= 1
    workloads[workload].pendingCount += count
    workloads[workload].unscheduledCount += count
  }

  /// Deletes the pods that come first in the ReplicaSet's order, of one revision if that is given.
  mutating func deletePods(
    _ count: Int, workload: Int, _ reason: PodChangeReason, revision: Int32? = nil, nowMs: Int64
  ) {
    advance(workload, to: nowMs)
    let victims = workloads[workload].victims(count, revision: revision, nodes: nodes.count, nowMs: nowMs)
    delete(workload, pods: victims, reason, nowMs: nowMs)
  }

  /// Deletes pods: those that run end gracefully, or are killed at once if forced.
  mutating func delete(
    _ workload: Int, pods victims: [Int], _ reason: PodChangeReason, isForced: Bool = false, nowMs: Int64
  ) {
    advance(workload, to: nowMs)
    placements &+= 1
    if reason != .scaledDown, reason != .jobFailed { noteLost(workload, pods: victims, nowMs: nowMs) }
    var running: [(group: Int32, pod: Int)] = []
    var unbound: [Int32] = []
    for victim in victims {
      let pod = workloads[workload].pods[victim]
      workloads[workload].pods[victim].deletedMs = nowMs
      log(.terminating, reason, workload: workload, pod: victim, nowMs: nowMs)
      if pod.isRunning {
        if pod.isReady { workloads[workload].readyCount -= 1 }
        running.append((pod.group, victim))
        continue
      }
      workloads[workload].pendingCount -= 1
      if pod.isBound {
        plan(.stop, at: nowMs + workloads[workload].timing.stopMs, workload: workload, pod: pod.uid)
        continue
      }
      workloads[workload].unscheduledCount -= 1
      endWait(workload, pod: victim, node: -1, nowMs: nowMs)
      log(.gone, workload: workload, pod: victim, nowMs: nowMs)
      unbound.append(pod.uid)
      if pod.isQueued { scheduling.queue.remove(PodScheduling.key(workload: workload, pod: pod.uid)) }
    }
    // In the order of the groups, from the last, so that no index moves before it is used.
    while let group = running.lazy.map(\.group).max() {
      let members = running.filter { $0.group == group }.map(\.pod)
      terminate(workload, members: members, group: Int(group), isForced: isForced, nowMs: nowMs)
      running.removeAll { $0.group == group }
    }
    if !unbound.isEmpty { workloads[workload].pods.removeAll { unbound.contains($0.uid) } }
    retarget(workload, nowMs: nowMs)
  }

  /// Sets the deletion timestamp of running pods and plans their end.
  private mutating func terminate(
    _ workload: Int, members: [Int], group: Int, isForced: Bool, nowMs: Int64
  ) {
    let timing = workloads[workload].timing
    let template = workloads[workload].template
    let apart = workloads[workload].separate(members, from: group)
    workloads[workload].groups[apart].isDeleted = true
    workloads[workload].groups[apart].stopReason = .none
    let isDown = workloads[workload].groups[apart].isDown
    let times = isDown || isForced ? (term: 0, kill: 0) : template.stopTimes(graceMs: template.graceMs)
    workloads[workload].groups[apart].graceEndMs = nowMs + times.kill
    if isForced { workloads[workload].groups[apart].isTerminated = true }
    // For each, as the group may be taken apart before they end.
    planForAll(.leaveEndpoints, at: nowMs + timing.endpointPropagationMs, workload: workload, group: apart)
    planForAll(.terminate, at: nowMs + times.term, workload: workload, group: apart)
    planForAll(.stop, at: nowMs + times.term + timing.stopMs, workload: workload, group: apart)
  }

  /// Draws how long a step of a pod's life takes, the first time or another.
  ///
  /// Changes nothing, but called from a mutating method as a plain one it would copy the whole cluster.
  mutating func delayMs(_ delay: Delay, _ purpose: String, _ workload: Int, _ pod: Int32, nth: Int32 = 0)
    -> Int64
  {
    guard delay.cv > 0 else { return Int64(delay.meanMs.rounded()) }
    var luck = stream(purpose, workload: workload, pod: pod, nth: nth)
    return Int64(luck.logNormal(mean: delay.meanMs, cv: delay.cv).rounded())
  }
}
