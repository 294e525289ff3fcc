import Kubernetes
import Scheduling

/// The node controller: Ready=Unknown after the grace period, taints at the zone's rate, evictions when pods no longer
/// tolerate them.
///
/// Source: kubernetes/kubernetes 1.36 pkg/controller/nodelifecycle/node_lifecycle_controller.go and
/// pkg/controller/tainteviction/taint_eviction.go.
extension Cluster {
  /// Plans a step in a node's fate, in vain if that takes another turn.
  mutating func planNodeEvent(_ kind: EventKind, at timeMs: Int64, node: Int) {
    lifecycle.planned += 1
    events.push(kind, at: timeMs, subject: Int32(node), pod: nodes[node].health.turn)
  }

  /// Handles an event about a node, a zone or a drain.
  mutating func handleNodeEvent(_ event: Event) {
    lifecycle.planned -= 1
    let subject = Int(event.subject)
    switch event.kind {
    case .nodeTaint: taintNext(zone: subject, nowMs: event.timeMs)
    case .drainStep: stepDrain(subject, nowMs: event.timeMs)
    case .pressureCheck: checkPressure(nowMs: event.timeMs)
    case .nodeGone: clear(node: subject, nowMs: event.timeMs)
    case .nodeEndpoints:
      for tenant in tenants(of: subject) {
        advance(tenant, to: event.timeMs)
        workloads[tenant].leaveEndpoints(node: event.subject, nowMs: event.timeMs)
        retarget(tenant, nowMs: event.timeMs)
      }
    case .taintEviction: evictIntolerant(node: subject, nowMs: event.timeMs)
    default:
      guard event.pod == nodes[subject].health.turn else { return }
      switch (event.kind, nodes[subject].health.link) {
      case (.kubeletBack, _): kubeletBack(node: subject, nowMs: event.timeMs)
      case (_, .up): recover(node: subject, nowMs: event.timeMs)
      default: declareUnknown(node: subject, nowMs: event.timeMs)
      }
    }
  }

  /// Sets Ready=Unknown and the NoSchedule taint, takes its pods' readiness back and queues it for the NoExecute taint.
  private mutating func declareUnknown(node: Int, nowMs: Int64) {
    nodes[node].health.isReady = false
    var pods: Int32 = 0
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      pods += workloads[tenant].markUnready(node: Int32(node), nowMs: nowMs)
      planNodeEvent(
        .nodeEndpoints, at: nowMs + workloads[tenant].timing.endpointPropagationMs, node: node)
      noteReadiness(tenant, nowMs: nowMs)
    }
    note(.notReady, node: node, pods: pods, nowMs: nowMs)
    showScheduler(node: node, nowMs: nowMs)
    let zone = nodes[node].zone
    lifecycle.zones[zone].waiting.append(Int32(node))
    judgeZones(nowMs: nowMs)
    planTaint(zone: zone, nowMs: nowMs)
  }

  /// Sets Ready=True again and takes the taints away; evictions not done yet are off.
  private mutating func recover(node: Int, nowMs: Int64) {
    if !nodes[node].health.isReady {
      nodes[node].health.isReady = true
      nodes[node].health.taintedMs = .max
      lifecycle.zones[nodes[node].zone].waiting.removeAll { $0 == Int32(node) }
      note(.ready, node: node, nowMs: nowMs)
      judgeZones(nowMs: nowMs)
      showScheduler(node: node, nowMs: nowMs)
    }
    release(node)
  }

  /// Recomputes the zones' states, and with them the rates of taints.
  private mutating func judgeZones(nowMs: Int64) {
    var ready = Array(repeating: 0, count: lifecycle.zones.count)
    for node in nodes where node.health.isReady { ready[node.zone] += 1 }
    let states = lifecycle.zones.indices.map { zone in
      lifecycle.settings.state(ready: ready[zone], notReady: lifecycle.zones[zone].size - ready[zone])
    }
    if states.allSatisfy({ $0 == .fullyDisrupted }) {
      if !lifecycle.isStopped { stopEvictions(nowMs: nowMs) }
      return
    }
    let wasStopped = lifecycle.isStopped
    lifecycle.isStopped = false
    for (zone, state) in states.enumerated() where wasStopped || state != lifecycle.zones[zone].state {
      lifecycle.zones[zone].state = state
      lifecycle.zones[zone].swap(
        toIntervalMs: lifecycle.settings.taintInterval(of: state, size: lifecycle.zones[zone].size),
        nowMs: nowMs)
      if wasStopped {
        for node in nodes.indices
        where nodes[node].zone == zone && !nodes[node].health.isReady && !nodes[node].isGone {
          lifecycle.zones[zone].waiting.append(Int32(node))
        }
      }
      planTaint(zone: zone, nowMs: nowMs)
    }
  }

  /// All zones are down: that must be the network of the control plane, so nobody is tainted any more.
  private mutating func stopEvictions(nowMs: Int64) {
    lifecycle.isStopped = true
    for zone in lifecycle.zones.indices {
      lifecycle.zones[zone].state = .fullyDisrupted
      lifecycle.zones[zone].waiting.removeAll()
      lifecycle.zones[zone].swap(toIntervalMs: .max, nowMs: nowMs)
    }
    for node in nodes.indices where nodes[node].health.taintedMs < .max {
      nodes[node].health.taintedMs = .max
      showScheduler(node: node, nowMs: nowMs)
    }
  }

  /// Plans the next taint of a zone, if somebody waits for one.
  private mutating func planTaint(zone: Int, nowMs: Int64) {
    guard !lifecycle.zones[zone].waiting.isEmpty, lifecycle.zones[zone].intervalMs < .max else { return }
    lifecycle.planned += 1
    events.push(.nodeTaint, at: max(nowMs, lifecycle.zones[zone].openMs), subject: Int32(zone))
  }

  /// Sets the NoExecute taint on the first node that waits, as the zone's rate allows.
  private mutating func taintNext(zone: Int, nowMs: Int64) {
    guard !lifecycle.zones[zone].waiting.isEmpty, nowMs >= lifecycle.zones[zone].openMs,
      lifecycle.zones[zone].intervalMs < .max
    else { return }
    let node = Int(lifecycle.zones[zone].waiting.removeFirst())
    lifecycle.zones[zone].openMs = nowMs + lifecycle.zones[zone].intervalMs
    nodes[node].health.taintedMs = nowMs
    note(.tainted, node: node, nowMs: nowMs)
    showScheduler(node: node, nowMs: nowMs)
    planIntolerance(node: node, nowMs: nowMs)
    planTaint(zone: zone, nowMs: nowMs)
  }

  /// Plans the ends of the times that a node's pods tolerate its taint.
  mutating func planIntolerance(node: Int, nowMs: Int64) {
    let times = tenants(of: node).compactMap { workloads[$0].template.unreachableTolerationMs }
    for time in Set(times).sorted() { planNodeEvent(.taintEviction, at: nowMs + time, node: node) }
  }

  /// Deletes the pods of a node that do not tolerate its taint any longer; budgets are not asked.
  private mutating func evictIntolerant(node: Int, nowMs: Int64) {
    let since = nodes[node].health.taintedMs
    guard since < .max else { return }
    var count: Int32 = 0
    for tenant in tenants(of: node) {
      guard let time = workloads[tenant].template.unreachableTolerationMs, nowMs >= since + time else {
        continue
      }
      let victims = workloads[tenant].pods.indices.filter {
        workloads[tenant].pods[$0].node == Int32(node) && !workloads[tenant].pods[$0].isDeleted
      }
      guard !victims.isEmpty else { continue }
      count += Int32(victims.count)
      evict(tenant, victims, .tainted, nowMs: nowMs)
    }
    if count > 0 { note(.evicted, node: node, pods: count, nowMs: nowMs) }
  }

  /// Shows the scheduler a node as it is now, which may make it fit for pods that wait.
  mutating func showScheduler(node: Int, nowMs: Int64) {
    guard !nodes[node].isGone else { return }
    placements &+= 1
    let id = scheduling.ids[node]
    let before = scheduling.snapshot.node(id)
    var after = before
    after.spec.taints = taints(ofNode: node)
    after.spec.unschedulable = nodes[node].health.isCordoned
    scheduling.snapshot.updateNode(id, to: after)
    scheduling.queue.move(after: .nodeUpdated(id, from: before), in: scheduling.snapshot, nowMs: nowMs)
    wakeScheduler(nowMs: nowMs)
  }

  /// Writes a turn of a node's fate down.
  mutating func note(_ kind: NodeChange.Kind, node: Int, pods: Int32 = 0, nowMs: Int64) {
    nodeLog.append(NodeChange(timeMs: nowMs, node: Int32(node), kind: kind, pods: pods))
  }
}

extension NodeLifecycle.Zone {
  /// Changes the rate of taints: one that was free to go stays so, else a new interval begins.
  ///
  /// Source: scheduler/rate_limited_queue.go SwapLimiter: token buckets of one token.
  fileprivate mutating func swap(toIntervalMs interval: Int64, nowMs: Int64) {
    guard interval != intervalMs else { return }
    intervalMs = interval
    if nowMs < openMs, interval < .max { openMs = nowMs + interval }
  }
}
