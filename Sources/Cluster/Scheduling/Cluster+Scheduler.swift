import Controllers
import Kubernetes
import Scheduling

/// kube-scheduler at work: pods wait in its queue, and go to the node its profile scores best.
///
/// Its own time is in the pods' step from creation to binding; a cycle itself takes none here.
extension Cluster {
  /// The scheduler sees the new pods of a workload and finds nodes for all that wait.
  mutating func schedulePending(_ workload: Int, nowMs: Int64) {
    for index in workloads[workload].pods.indices {
      let pod = workloads[workload].pods[index]
      guard !pod.isQueued, !pod.isBound, !pod.isDeleted else { continue }
      workloads[workload].pods[index].isQueued = true
      scheduling.queue.add(
        QueuedPod(
          key: PodScheduling.key(workload: workload, pod: pod.uid),
          podClass: pod.podClass ?? workloads[workload].podClass,
          priority: workloads[workload].priority, timestampMs: nowMs))
    }
    runScheduler(nowMs: nowMs)
  }

  /// Tries the pods of the queue until none is left that is worth a try, and plans when to look again.
  mutating func runScheduler(nowMs: Int64) {
    scheduling.queue.flush(nowMs: nowMs)
    while var waiting = scheduling.queue.pop(nowMs: nowMs) {
      let (workload, uid) = PodScheduling.pod(of: waiting.key)
      guard let index = workloads[workload].index(ofPod: uid), !workloads[workload].pods[index].isDeleted
      else {
        scheduling.queue.done(waiting.key)
        continue
      }
      waiting.podClass = workloads[workload].pods[index].podClass ?? workloads[workload].podClass
      observeUsage()
      let outcome = scheduling.scheduler.schedule(
        waiting.podClass, key: waiting.key, in: &scheduling.snapshot)
      if let node = outcome.node {
        scheduling.scheduler.nominations.withdraw(waiting.key)
        scheduling.queue.done(waiting.key)
        launch(workload, pod: index, node: scheduling.index(of: node), nowMs: nowMs)
        scheduling.queue.move(
          after: .podAssigned(waiting.podClass), in: scheduling.snapshot, nowMs: nowMs)
      } else {
        makeRoom(for: waiting, nowMs: nowMs)
      }
    }
    planWake(nowMs: nowMs)
  }

  /// Tells the scheduler's plugins what the nodes use, if one of them wants to know.
  mutating func observeUsage() {
    guard scheduling.watchesUsage else { return }
    var usage: [NodeID: NodeUsage] = [:]
    for node in nodes.indices where !nodes[node].isGone { usage[scheduling.ids[node]] = NodeUsage() }
    for workload in workloads {
      for pod in workload.pods where pod.scheduled != nil {
        let id = scheduling.ids[Int(pod.node)]
        let sample = pod.isRunning ? workload.groups[Int(pod.group)].sample : .none
        if sample.exists {
          usage[id]?.milliCPU += sample.cpuMilli
        } else {
          usage[id]?.unmeasured.append(pod.podClass ?? workload.podClass)
        }
      }
    }
    scheduling.scheduler.profile.observe(usage, in: scheduling.snapshot)
  }

  /// Lets a pod that fits nowhere wait, and deletes less important pods where that makes room for it.
  private mutating func makeRoom(for pod: QueuedPod, nowMs: Int64) {
    let filters = scheduling.scheduler.rejectingFilters(pod.podClass, key: pod.key, in: &scheduling.snapshot)
    let preemption =
      preempts
      ? scheduling.scheduler.preempt(
        for: pod.podClass, key: pod.key, budgets: preemptionBudgets(), in: &scheduling.snapshot)
      : nil
    if let preemption {
      scheduling.scheduler.nominations.withdraw(from: preemption.node, below: pod.priority)
      scheduling.scheduler.nominations.nominate(
        pod.key, pod.podClass, priority: pod.priority, to: preemption.node)
    }
    noteRefusal(of: pod.key, nowMs: nowMs)
    scheduling.queue.addUnschedulable(
      pod, rejectedBy: filters, in: scheduling.snapshot, nowMs: nowMs)
    for victim in preemption?.victims ?? [] { preempt(victim, nowMs: nowMs) }
  }

  /// The disruption budgets as preemption sees them: it keeps them where it can.
  private mutating func preemptionBudgets() -> [PreemptionBudget] {
    var seen: [PreemptionBudget] = []
    for (held, present) in zip(lifecycle.budgets, disruptionBudgets()) {
      let selector = scheduling.snapshot.selector(
        namespaces: [held.budget.metadata.namespace], labels: held.budget.selector)
      seen.append(PreemptionBudget(selector: selector, disruptionsAllowed: present.disruptionsAllowed))
    }
    return seen
  }

  /// Deletes the pod of the snapshot's name; its controller makes another.
  private mutating func preempt(_ victim: PodID, nowMs: Int64) {
    for workload in workloads.indices {
      guard let index = workloads[workload].pods.firstIndex(where: { $0.scheduled == victim }) else {
        continue
      }
      // So that the pod that takes its room waits for it, and does not ask for more.
      scheduling.snapshot.markTerminating(victim)
      delete(workload, pods: [index], .preempted, nowMs: nowMs)
      reconcileReplicas(workload, nowMs: nowMs)
      return
    }
  }

  /// Whether some workload's pods are more important than another's, so that it may take their room.
  var preempts: Bool {
    // By index: a workload is large, and this is asked for every pod that fits nowhere.
    workloads.indices.contains { workloads[$0].priority != workloads[0].priority }
  }

  /// Whether a more important workload may take the room of one's pods.
  public func mayPreempt(_ workload: Int) -> Bool {
    workloads.indices.contains { workloads[$0].priority > workloads[workload].priority }
  }

  /// Tells the scheduler that a pod left its node, which may make room for one that waits.
  mutating func leave(_ pod: PodRecord, of workload: Int, nowMs: Int64) {
    guard let scheduled = pod.scheduled else { return }
    scheduling.snapshot.remove(scheduled)
    scheduling.queue.move(
      after: .podRemoved(pod.podClass ?? workloads[workload].podClass), in: scheduling.snapshot, nowMs: nowMs)
    wakeScheduler(nowMs: nowMs)
  }

  /// Lets the scheduler look at its queue now, if something there is worth a try.
  mutating func wakeScheduler(nowMs: Int64) {
    if scheduling.queue.activeCount + scheduling.queue.backOffCount > 0, scheduling.wakesAtMs != nowMs {
      scheduling.wakesAtMs = nowMs
      events.push(.schedule, at: nowMs, subject: -1)
    }
  }

  private mutating func planWake(nowMs: Int64) {
    guard let next = scheduling.queue.nextFlushMs.map({ max($0, nowMs + 1) }) else { return }
    if let planned = scheduling.wakesAtMs, planned > nowMs, planned <= next { return }
    scheduling.wakesAtMs = next
    events.push(.schedule, at: next, subject: -1)
  }
}
