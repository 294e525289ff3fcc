import Statistics

/// The serving container of running pods: how it comes up, is told to stop, ends, and is started again.
extension Cluster {
  /// What a start of a container will lead to, as far as it follows from the start alone.
  struct Prospect: Hashable {
    var upMs: Int64
    var readyMs: Int64
    var faultMs: Int64
    var fault: PodChangeReason
  }

  /// Draws how a container that started at `startMs` will fare; nobody counts its probes before `nowMs`.
  mutating func prospect(_ workload: Int, pod index: Int, startMs: Int64, nowMs: Int64) -> Prospect {
    let pod = workloads[workload].pods[index]
    let timing = workloads[workload].timing
    let template = workloads[workload].template
    let nth = pod.restarts
    let up = delayMs(timing.appStart, "pod-app-start", workload, pod.uid, nth: nth)
    let held = nowMs - startMs
    var result = Prospect(
      upMs: startMs + up,
      readyMs: template.readyDelay(upMs: up, heldMs: held).map { startMs + $0 } ?? .max,
      faultMs: .max, fault: .none)
    if let crash = timing.crash {
      var luck = stream("pod-crash", workload: workload, pod: pod.uid)
      if luck.uniform() < crash.share {
        result.faultMs = startMs + delayMs(crash.after, "pod-crash-after", workload, pod.uid, nth: nth)
        result.fault = .crashed
      }
    }
    if let end = template.giveUp(upMs: up, heldMs: held), startMs + end.ms < result.faultMs {
      result.faultMs = startMs + end.ms
      result.fault = end.reason
    }
    if result.faultMs < nowMs { result.faultMs = nowMs }
    return result
  }

  /// Plans what a container's start leads to.
  mutating func plan(_ prospect: Prospect, workload: Int, pod uid: Int32, nowMs: Int64) {
    plan(.applicationUp, at: max(prospect.upMs, nowMs), workload: workload, pod: uid)
    if prospect.readyMs < .max {
      plan(.ready, at: prospect.readyMs, workload: workload, pod: uid)
      plan(
        .enterEndpoints, at: prospect.readyMs + workloads[workload].timing.endpointPropagationMs,
        workload: workload, pod: uid)
    }
    if prospect.faultMs < .max { plan(.attend, at: prospect.faultMs, workload: workload, pod: uid) }
    if workloads[workload].service.startupMs > 0 {
      plan(.startupOver, at: nowMs + workloads[workload].service.startupMs, workload: workload, pod: uid)
    }
  }

  /// Does whatever is due for a pod's group: the start or end of its container, its probes' outcome.
  mutating func attend(_ workload: Int, pod index: Int, nowMs: Int64) {
    let position = Int(workloads[workload].pods[index].group)
    guard position >= 0, workloads[workload].groups[position].isAttended(at: nowMs) else { return }
    advance(workload, to: nowMs)
    let ready = workloads[workload].readyCount
    let group = workloads[workload].groups[position]
    if group.watchedMs <= nowMs { workloads[workload].groups[position].watchedMs = .max }
    if group.isDown {
      if nowMs >= group.restartMs, !group.isDeleted { restart(workload, group: position, nowMs: nowMs) }
    } else if nowMs >= group.faultMs, group.fault == .crashed {
      end(workload, group: position, .crashed, nowMs: nowMs)
    } else if workloads[workload].exceedsMemory(group: position, nowMs: nowMs) {
      end(workload, group: position, .oomKilled, nowMs: nowMs)
    } else if group.stopReason != .none {
      carryOn(workload, stopping: position, nowMs: nowMs)
    } else if nowMs >= group.faultMs, !group.isDeleted {
      stopContainer(workload, group: position, group.fault, nowMs: nowMs)
    } else if workloads[workload].isProbed {
      probe(workload, group: position, nowMs: nowMs)
    }
    retarget(workload, nowMs: nowMs)
    if workloads[workload].readyCount != ready { noteReadiness(workload, nowMs: nowMs) }
  }

  /// Tells the container of a group's pods to stop, to be started again: preStop, SIGTERM, SIGKILL.
  mutating func stopContainer(_ workload: Int, group: Int, _ reason: PodChangeReason, nowMs: Int64) {
    let template = workloads[workload].template
    let probe = reason == .startupFailed ? template.startup : template.liveness
    let times = template.stopTimes(graceMs: probe?.graceMs ?? template.graceMs)
    workloads[workload].groups[group].stopReason = reason
    workloads[workload].groups[group].faultMs = .max
    workloads[workload].groups[group].termMs = nowMs + times.term
    workloads[workload].groups[group].killMs = nowMs + times.kill
    workloads[workload].log(.stopping, reason, group: group, nowMs: nowMs)
    carryOn(workload, stopping: group, nowMs: nowMs)
  }

  /// Sends SIGTERM or SIGKILL to a container that is being stopped, as is due, or waits for either.
  private mutating func carryOn(_ workload: Int, stopping position: Int, nowMs: Int64) {
    let group = workloads[workload].groups[position]
    guard nowMs >= group.termMs else { return wait(workload, stopping: position, untilMs: group.termMs) }
    workloads[workload].groups[position].isTerminated = true
    let stoppedMs = group.termMs + workloads[workload].timing.stopMs
    let drainedMs =
      group.queue == 0
      ? nowMs : group.capacity > 0 ? nowMs + (group.queue + group.capacity - 1) / group.capacity : .max
    let next = min(max(drainedMs, stoppedMs), group.killMs)
    if nowMs >= next {
      end(workload, group: position, group.stopReason, nowMs: nowMs)
    } else {
      wait(workload, stopping: position, untilMs: next)
    }
  }

  private mutating func wait(_ workload: Int, stopping group: Int, untilMs: Int64) {
    guard workloads[workload].groups[group].stopPlannedMs != untilMs else { return }
    workloads[workload].groups[group].stopPlannedMs = untilMs
    planForAll(.attend, at: untilMs, workload: workload, group: group)
  }

  /// The container of a group's pods has ended: what it was working on is cut off, and each pod waits for its restart.
  ///
  /// Source of the back-off: client-go util/flowcontrol/backoff.go with the container's end as the event: a pod not in
  /// back-off starts again at once, and its next wait is 10 s, doubled up to 5 min; forgotten after 10 min without one.
  mutating func end(_ workload: Int, group position: Int, _ reason: PodChangeReason, nowMs: Int64) {
    let lost = workloads[workload].groups[position].queue
    let isDeleted = workloads[workload].groups[position].isDeleted
    if workloads[workload].keepsEnds { noteEnd(workload, group: position, reason, nowMs: nowMs) }
    workloads[workload].noteSteady(group: position)
    workloads[workload].totals.lost[.cutByRestart] += lost
    workloads[workload].takeDown(group: position)
    workloads[workload].log(.restarting, reason, group: position, nowMs: nowMs)
    let members = workloads[workload].pods.indices.filter {
      workloads[workload].pods[$0].group == Int32(position)
    }
    report(workload, group: position, nowMs: nowMs)
    guard !isDeleted else {
      // Nothing is left to wait for.
      return planForAll(.stop, at: nowMs, workload: workload, group: position)
    }
    var restarts: [(ms: Int64, pods: [Int])] = []
    for member in members {
      let ms = restartMs(workload, pod: member, nowMs: nowMs)
      if let same = restarts.firstIndex(where: { $0.ms == ms }) {
        restarts[same].pods.append(member)
      } else {
        restarts.append((ms, [member]))
      }
    }
    for (ms, pods) in restarts {
      let apart = workloads[workload].separate(pods, from: position)
      workloads[workload].groups[apart].restartMs = ms
      planForAll(.attend, at: ms, workload: workload, group: apart)
    }
  }

  /// When the ended container of a pod is started again.
  private mutating func restartMs(_ workload: Int, pod index: Int, nowMs: Int64) -> Int64 {
    let pod = workloads[workload].pods[index]
    let timing = workloads[workload].timing
    let again =
      delayMs(timing.restart, "pod-restart", workload, pod.uid, nth: pod.restarts)
      + delayMs(timing.start, "pod-start", workload, pod.uid, nth: 1_000 + pod.restarts)
    let isFresh = pod.backOffMs == 0 || nowMs - pod.restartedMs > 2 * Self.longestBackOffMs
    let wait = isFresh ? 0 : pod.backOffMs
    workloads[workload].pods[index].backOffMs =
      isFresh ? Self.firstBackOffMs : min(2 * pod.backOffMs, Self.longestBackOffMs)
    workloads[workload].pods[index].restartedMs = nowMs + wait
    if wait > 0 { log(.restarting, .crashLoopBackOff, workload: workload, pod: index, nowMs: nowMs) }
    return nowMs + wait + again
  }

  /// Starts the containers of a group's pods again, each with its own luck.
  private mutating func restart(_ workload: Int, group position: Int, nowMs: Int64) {
    var members = workloads[workload].pods.indices.filter {
      workloads[workload].pods[$0].group == Int32(position)
    }
    for member in members {
      workloads[workload].pods[member].restarts += 1
      workloads[workload].pods[member].startedMs = nowMs
      log(.restarted, workload: workload, pod: member, nowMs: nowMs)
    }
    let prospects = members.map { prospect(workload, pod: $0, startMs: nowMs, nowMs: nowMs) }
    for (member, prospect) in zip(members, prospects) {
      plan(prospect, workload: workload, pod: workloads[workload].pods[member].uid, nowMs: nowMs)
    }
    var left = Array(zip(members, prospects))
    while let first = left.first {
      members = left.filter { $0.1 == first.1 }.map(\.0)
      left.removeAll { $0.1 == first.1 }
      let apart = workloads[workload].separate(members, from: position)
      workloads[workload].bringUp(group: apart, first.1, nowMs: nowMs)
    }
  }
}

extension PodGroup {
  /// Whether anything that the kubelet was to look at is due; what was planned before rates changed often is not.
  fileprivate func isAttended(at nowMs: Int64) -> Bool {
    if watchedMs <= nowMs || faultMs <= nowMs { return true }
    return isDown ? restartMs <= nowMs : stopReason != .none && stopPlannedMs <= nowMs
  }
}

extension WorkloadState {
  /// Makes a group's containers end: nothing waits in it, it burns nothing, it passes no probe.
  mutating func takeDown(group: Int) {
    groups[group].queue = 0
    groups[group].work = 0
    groups[group].background = 0
    groups[group].isUp = false
    groups[group].isDown = true
    groups[group].isTerminated = false
    groups[group].hasRestarted = true
    groups[group].upMs = .max
    groups[group].readyAtMs = .max
    groups[group].faultMs = .max
    groups[group].fault = .none
    groups[group].stopReason = .none
    groups[group].stopPlannedMs = .max
    groups[group].watch = ProbeWatch()
    groups[group].watchedMs = .max
    groups[group].restartMs = .max
    groups[group].passes = false
    groups[group].awaitsReady = false
  }

  /// Starts a group's containers again.
  mutating func bringUp(group: Int, _ prospect: Cluster.Prospect, nowMs: Int64) {
    groups[group].isDown = false
    groups[group].containerStartMs = nowMs
    groups[group].upMs = prospect.upMs
    groups[group].readyAtMs = prospect.readyMs
    groups[group].awaitsReady = true
    groups[group].faultMs = prospect.faultMs
    groups[group].fault = prospect.fault
    groups[group].pointMs = -1
    groups[group].background =
      (service.idleMicrocores + (service.startupMs > 0 ? service.startupMicrocores : 0))
      * Int64(groups[group].count)
  }
}
