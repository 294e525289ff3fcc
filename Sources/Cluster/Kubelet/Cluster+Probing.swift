extension Cluster {
  /// Plans when to look at a workload's pods again, where their probes or memory may need it. Flows must be accounted
  /// for.
  package mutating func watch(_ workload: Int, nowMs: Int64) {
    guard workloads[workload].isWatched else { return }
    for group in workloads[workload].groups.indices {
      let next = workloads[workload].nextAttention(group: group, nowMs: nowMs)
      guard next < workloads[workload].groups[group].watchedMs else { continue }
      workloads[workload].groups[group].watchedMs = next
      guard let pod = workloads[workload].pods.first(where: { $0.group == Int32(group) }) else { continue }
      plan(.attend, at: next, workload: workload, pod: pod.uid)
    }
  }

  /// Draws the consequences of a group's probe results: counting begins or ends, readiness turns, liveness kills.
  mutating func probe(_ workload: Int, group position: Int, nowMs: Int64) {
    guard workloads[workload].groups[position].watch.isCounting else {
      workloads[workload].beginCounting(group: position, nowMs: nowMs)
      return
    }
    let template = workloads[workload].template
    let group = workloads[workload].groups[position]
    if let liveness = template.liveness, !group.isDeleted, group.watch.livenessFailures >= liveness.failures {
      // On hold until the container is new.
      workloads[workload].groups[position].watch = ProbeWatch()
      stopContainer(workload, group: position, .livenessFailed, nowMs: nowMs)
      return
    }
    if let readiness = template.readiness {
      if group.passes, group.watch.unreadyFailures >= readiness.failures {
        workloads[workload].groups[position].passes = false
        workloads[workload].log(.unready, .readinessFailed, group: position, nowMs: nowMs)
        report(workload, group: position, nowMs: nowMs)
      } else if !group.passes, !group.awaitsReady, group.watch.readySuccesses >= readiness.successes {
        workloads[workload].groups[position].passes = true
        report(workload, group: position, nowMs: nowMs)
      }
    }
    workloads[workload].endCounting(group: position, nowMs: nowMs)
  }
}

// Methods that change nothing are mutating here all the same: as plain ones they would copy the whole state.
extension WorkloadState {
  /// Begins to count a group's probe results: pods whose probes tick at other instants become groups of their own.
  mutating func beginCounting(group position: Int, nowMs: Int64) {
    guard mayFail(groups[position], nowMs: nowMs) else { return }
    let periods = [template.readiness?.periodMs ?? 1, template.liveness?.periodMs ?? 1]
    var phases: [(phase: [Int64], pods: [Int])] = []
    for index in pods.indices where pods[index].group == Int32(position) {
      let start = pods[index].startedMs
      let phase = periods.map { period in (start % period + period) % period }
      if let same = phases.firstIndex(where: { $0.phase == phase }) {
        phases[same].pods.append(index)
      } else {
        phases.append((phase, [index]))
      }
    }
    for (_, members) in phases {
      let apart = separate(members, from: position)
      var watch = ProbeWatch(isCounting: true, startMs: pods[members[0]].startedMs)
      // A tick at this very instant counts.
      if let probe = template.readiness, failsNow(probe, groups[apart], watch.startMs, nowMs: nowMs) {
        watch.unreadyFailures = 1
      }
      if let probe = template.liveness, !groups[apart].isDeleted,
        failsNow(probe, groups[apart], watch.startMs, nowMs: nowMs)
      {
        watch.livenessFailures = 1
      }
      groups[apart].watch = watch
    }
  }

  private mutating func failsNow(
    _ probe: PodTemplate.ProbeTicks, _ group: PodGroup, _ startMs: Int64, nowMs: Int64
  ) -> Bool {
    probe.nextTick(startMs: startMs, from: nowMs) == nowMs && fails(probe, group, nowMs: nowMs)
  }

  /// Whether a probe fails at an instant.
  private mutating func fails(_ probe: PodTemplate.ProbeTicks, _ group: PodGroup, nowMs: Int64) -> Bool {
    group.isTerminated || !group.isUp
      || probe.kind == .request
        && SlowSpell(group, timeoutMs: probe.timeoutMs, nowMs: nowMs).contains(nowMs)
  }

  /// Whether some probe that is looked at fails now.
  private mutating func mayFail(_ group: PodGroup, nowMs: Int64) -> Bool {
    if let probe = template.readiness, group.passes, fails(probe, group, nowMs: nowMs) { return true }
    guard let probe = template.liveness, !group.isDeleted, group.isUp else { return false }
    return fails(probe, group, nowMs: nowMs)
  }

  /// Stops counting where all is well again.
  mutating func endCounting(group position: Int, nowMs: Int64) {
    if isCalm(groups[position], nowMs: nowMs) { groups[position].watch = ProbeWatch() }
  }

  /// Whether nobody needs to count a group's probe results.
  mutating func isCalm(_ group: PodGroup, nowMs: Int64) -> Bool {
    (group.passes || group.awaitsReady) && group.watch.unreadyFailures == 0
      && group.watch.livenessFailures == 0 && !mayFail(group, nowMs: nowMs)
  }
}
