import Cluster
import NodeScaling

/// What Cluster Autoscaler decided is done: machines are asked for, nodes are tainted, drained and deleted.
///
/// Source: core/scaledown/actuation/{actuator,drain,delete_in_batch}.go (Cluster Autoscaler 1.37).
extension ClusterAutoscalerLoop {
  /// How long it waits before it asks again for evictions that were refused.
  private static let evictionRetryMs: Int64 = 10_000
  /// How often it looks whether evicted pods are gone.
  private static let pollMs: Int64 = 5_000
  /// How much longer than the longest grace it waits for them.
  private static let headroomMs: Int64 = 30_000

  mutating func carryOut(_ decision: LoopDecision, nowMs: Int64, _ cluster: inout Cluster) {
    isStale = true
    for lowering in decision.targetDecreases {
      view.groups[lowering.group].target -= lowering.nodes
      note(
        .targetLowered, autoscaler.groups[lowering.group].id, nodes: lowering.nodes,
        "nodes that it should have did not come in time", nowMs: nowMs)
    }
    for removal in decision.removedMachines { giveUp(removal.nodes, of: removal.group, nowMs: nowMs) }
    for scaleUp in decision.scaleUps { grow(scaleUp.group, by: scaleUp.nodes, nowMs: nowMs, &cluster) }
    for key in decision.formerCandidates { cluster.mark(node: Int(key), candidate: false, nowMs: nowMs) }
    for key in decision.candidates { cluster.mark(node: Int(key), candidate: true, nowMs: nowMs) }
    for deletion in decision.deletions { begin(deletion, nowMs: nowMs, &cluster) }
  }

  private mutating func grow(_ group: Int, by nodes: Int, nowMs: Int64, _ cluster: inout Cluster) {
    view.groups[group].target += nodes
    order(nodes, of: group, nowMs: nowMs, &cluster)
  }

  /// Asks for the last machines that a group is to have.
  mutating func order(_ nodes: Int, of group: Int, nowMs: Int64, _ cluster: inout Cluster) {
    let described = settings.groups[group]
    let pool = cluster.pools[described.pool]
    var denials: [CloudSupply.Denial] = []
    for number in 0..<nodes {
      let zone = pool.zone(of: view.groups[group].target - nodes + number)
      let denial = cloud.request(
        owner: group, pool: described.pool, type: described.type, cores: pool.wholeCores, zone: zone,
        capacityType: described.capacityType, times: described.times, startupMs: described.startupMs,
        nowMs: nowMs, &cluster)
      if let denial { denials.append(denial) }
    }
    guard let first = denials.first else { return }
    view.groups[group].failed += denials.count
    note(
      .denied, pool.name, nodes: denials.count,
      first == .quota
        ? "the quota allows no more machines" : "the cloud has no more machines of this type there",
      nowMs: nowMs)
  }

  /// Forgets machines that were denied, then those that have been without a node for longest.
  private mutating func giveUp(_ count: Int, of group: Int, nowMs: Int64) {
    var left = count
    view.groups[group].target -= count
    let denied = min(left, view.groups[group].failed)
    view.groups[group].failed -= denied
    left -= denied
    guard left > 0 else { return }
    for (index, machine) in cloud.machines.enumerated()
    where left > 0 && machine.owner == group && !machine.isGone && machine.node == nil {
      cloud.cancel(index)
      left -= 1
    }
    note(
      .targetLowered, autoscaler.groups[group].id, nodes: count - denied,
      "machines did not become nodes in time", nowMs: nowMs)
  }

  private mutating func begin(_ deletion: LoopDecision.Deletion, nowMs: Int64, _ cluster: inout Cluster) {
    let node = Int(deletion.node)
    departures.append(Departure(node: node, drains: deletion.drains, startMs: nowMs))
    cluster.mark(node: node, leaving: .clusterAutoscaler, nowMs: nowMs)
    if settings.options.cordonsNodes { cluster.cordon(node: node, nowMs: nowMs) }
    cloud.plan(.evict(node: node), at: nowMs + settings.options.deleteDelayAfterTaintMs, &cluster)
  }

  /// The next step of a node's way out: evictions, a look whether its pods are gone, the end.
  mutating func goOn(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let index = departures.firstIndex(where: { $0.node == node }) else { return }
    let departure = departures[index]
    if cluster.nodes[node].isGone || cluster.isEmpty(node: node) {
      return end(index, nowMs: nowMs, &cluster)
    }
    guard departure.drains else {
      return abort(index, "pods came to it before it was deleted", nowMs: nowMs, &cluster)
    }
    let options = settings.options
    let refused = cluster.evictAll(fromNode: node, nowMs: nowMs)
    if refused > 0 {
      let endMs = departure.startMs + options.deleteDelayAfterTaintMs + options.maxPodEvictionMs
      guard nowMs < endMs else {
        return abort(index, "disruption budgets refused \(refused) evictions", nowMs: nowMs, &cluster)
      }
      return cloud.plan(.evict(node: node), at: nowMs + Self.evictionRetryMs, &cluster)
    }
    let evictedMs = departure.evictedMs ?? nowMs
    departures[index].evictedMs = evictedMs
    guard nowMs < evictedMs + options.maxGracefulTerminationMs + Self.headroomMs else {
      return end(index, nowMs: nowMs, &cluster)
    }
    cloud.plan(.evict(node: node), at: nowMs + Self.pollMs, &cluster)
  }

  private mutating func end(_ index: Int, nowMs: Int64, _ cluster: inout Cluster) {
    let node = departures.remove(at: index).node
    if let machine = cloud.machine(ofNode: node) { view.groups[cloud.machines[machine].owner].target -= 1 }
    cloud.remove(node: node, nowMs: nowMs, &cluster)
    isStale = true
  }

  private mutating func abort(_ index: Int, _ reason: String, nowMs: Int64, _ cluster: inout Cluster) {
    let node = departures.remove(at: index).node
    cluster.mark(node: node, leaving: .no, nowMs: nowMs)
    if settings.options.cordonsNodes { cluster.uncordon(node: node, nowMs: nowMs) }
    if let place = sight.index(ofNode: node, in: view) {
      autoscaler.deletionFailed(of: view.nodes[place], nowMs: nowMs)
    }
    isStale = true
    note(.aborted, cluster.nodeName(node), nodes: 1, reason, nowMs: nowMs)
  }

  mutating func note(
    _ kind: NodeDecision.Kind, _ subject: String, nodes: Int = 0, pods: Int = 0, _ reason: String,
    nowMs: Int64
  ) {
    cloud.note(
      NodeDecision(timeMs: nowMs, kind: kind, subject: subject, nodes: nodes, pods: pods, reason: reason))
  }
}
