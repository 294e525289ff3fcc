import Kubernetes
import Scheduling

/// Nodes that come and go. A node that went keeps its index.
extension Cluster {
  /// Adds a kind of nodes, none of which is there yet; returns its index.
  public mutating func add(_ pool: NodePool) -> Int {
    pools.append(pool)
    pools[pools.count - 1].count = 0
    made.append(0)
    return pools.count - 1
  }

  /// A machine of a pool registers its node. Until it is ready it has the not-ready taint and its start-up taints.
  ///
  /// Returns the node's index, nil if there is one of its name.
  public mutating func addNode(pool: Int, isReady: Bool = false, nowMs: Int64) -> Int? {
    let number = Int(made[pool])
    let zone = lifecycle.zone(pools[pool].zone(of: number))
    var node = NodeState(pool: Int32(pool), number: Int32(number), zone: zone, of: pools[pool])
    node.createdMs = nowMs
    node.health.isStarting = !isReady
    var object = pools[pool].node(number)
    object.spec.taints += node.health.taints
    if node.health.isStarting { object.spec.taints += pools[pool].startupTaints }
    guard scheduling.add(object) else { return nil }
    made[pool] += 1
    lifecycle.zones[zone].size += 1
    nodes.append(node)
    for workload in workloads.indices { workloads[workload].perNode.append(0) }
    placements &+= 1
    let index = nodes.count - 1
    note(.registered, node: index, nowMs: nowMs)
    scheduling.queue.move(after: .nodeAdded(scheduling.ids[index]), in: scheduling.snapshot, nowMs: nowMs)
    if isReady { greet(node: index, nowMs: nowMs) }
    return index
  }

  /// A node that came is ready: pods may go there.
  public mutating func initialize(node: Int, nowMs: Int64) {
    guard nodes[node].health.isStarting, !nodes[node].isGone else { return }
    nodes[node].health.isStarting = false
    showScheduler(node: node, nowMs: nowMs)
    greet(node: node, nowMs: nowMs)
  }

  /// Lets DaemonSets and the scheduler use a node that is ready for the first time.
  private mutating func greet(node: Int, nowMs: Int64) {
    note(.initialized, node: node, nowMs: nowMs)
    for workload in workloads.indices { syncDaemons(workload, nowMs: nowMs) }
    wakeScheduler(nowMs: nowMs)
  }

  /// Keeps new pods off a node that is about to be taken away, or lets them onto it again.
  public mutating func mark(node: Int, leaving: NodeHealth.Leaving, nowMs: Int64) {
    guard nodes[node].health.leaving != leaving, !nodes[node].isGone else { return }
    nodes[node].health.leaving = leaving
    note(leaving == .no ? .staying : .leaving, node: node, nowMs: nowMs)
    showScheduler(node: node, nowMs: nowMs)
  }

  /// Has pods avoid a node that could be taken away, or not avoid it any more.
  public mutating func mark(node: Int, candidate: Bool, nowMs: Int64) {
    guard nodes[node].health.isCandidate != candidate, !nodes[node].isGone else { return }
    nodes[node].health.isCandidate = candidate
    showScheduler(node: node, nowMs: nowMs)
  }

  /// Whether a node has no pods but those of DaemonSets.
  public func isEmpty(node: Int) -> Bool { tenants(of: node).allSatisfy(isDaemon) }

  /// Takes a machine and its node away. Whatever runs there is lost; its pods are deleted, and requests are sent to
  /// them until the proxies know.
  public mutating func removeNode(_ node: Int, nowMs: Int64) {
    guard !nodes[node].isGone else { return }
    let tenants = tenants(of: node)
    var pods: Int32 = 0
    cutOff(node: node, .dead, nowMs: nowMs)
    for tenant in tenants {
      for index in workloads[tenant].pods.indices where workloads[tenant].pods[index].node == Int32(node) {
        leave(workloads[tenant].pods[index], of: tenant, nowMs: nowMs)
        workloads[tenant].pods[index].scheduled = nil
        // Those that were told to go before are counted where they were.
        if !workloads[tenant].pods[index].isDeleted, !isDaemon(tenant) { pods += 1 }
      }
    }
    let object = scheduling.snapshot.node(scheduling.ids[node])
    scheduling.snapshot.removeNode(scheduling.ids[node])
    retire(node: node, nowMs: nowMs)
    note(.removed, node: node, pods: pods, nowMs: nowMs)
    var gap: Int64 = 0
    for tenant in tenants {
      gap = max(gap, workloads[tenant].timing.endpointPropagationMs)
      let victims = workloads[tenant].pods.indices.filter {
        workloads[tenant].pods[$0].node == Int32(node) && !workloads[tenant].pods[$0].isDeleted
      }
      delete(tenant, pods: victims, .nodeRemoved, isForced: true, nowMs: nowMs)
      reconcileReplicas(tenant, nowMs: nowMs)
    }
    scheduling.queue.move(after: .nodeRemoved(object), in: scheduling.snapshot, nowMs: nowMs)
    wakeScheduler(nowMs: nowMs)
    if !tenants.isEmpty { planNodeEvent(.nodeGone, at: nowMs + gap, node: node) }
  }

  /// Lets the node controller forget a node.
  private mutating func retire(node: Int, nowMs: Int64) {
    nodes[node].removedMs = nowMs
    nodes[node].health.isReady = false
    nodes[node].health.isSilent = true
    nodes[node].health.taintedMs = .max
    nodes[node].health.hasMemoryPressure = false
    nodes[node].health.turn &+= 1
    lifecycle.zones[nodes[node].zone].size -= 1
    lifecycle.zones[nodes[node].zone].waiting.removeAll { $0 == Int32(node) }
    placements &+= 1
  }

  /// Takes the pods of a machine away that is no more.
  mutating func clear(node: Int, nowMs: Int64) {
    for tenant in tenants(of: node) {
      advance(tenant, to: nowMs)
      workloads[tenant].pin(to: Int32(node))
      while let group = workloads[tenant].groups.lastIndex(where: { $0.node == Int32(node) }) {
        retire(tenant, group: group, .nodeRemoved, nowMs: nowMs)
      }
      let others = workloads[tenant].pods.indices.filter { workloads[tenant].pods[$0].node == Int32(node) }
      if !others.isEmpty { remove(tenant, pods: others, .nodeRemoved, nowMs: nowMs) }
      lookAgain(tenant, nowMs: nowMs)
    }
  }

  /// All taints of a node: its pool's, those of its start, and those that come of its health.
  mutating func taints(ofNode node: Int) -> [Taint] {
    let pool = pools[Int(nodes[node].pool)]
    let starting = nodes[node].health.isStarting ? pool.startupTaints : []
    return pool.taints.filter { !NodeHealth.taintKeys.contains($0.key) } + starting
      + nodes[node].health.taints
  }
}
