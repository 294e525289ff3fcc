import Cluster
import Kubernetes
import NodeScaling
import Scheduling

/// Cluster Autoscaler in a run: it is shown the cluster, and what it decides is done.
struct ClusterAutoscalerLoop {
  /// A node that is going.
  struct Departure {
    let node: Int
    let drains: Bool
    /// When it was tainted.
    let startMs: Int64
    /// When the last of its pods were told to go, nil while some are not.
    var evictedMs: Int64?
  }

  let settings: ScenarioClusterAutoscaler
  let trigger: LoopTrigger
  var autoscaler: ClusterAutoscaler
  var view = NodeScaling.ClusterView()
  var sight: ClusterAutoscalerSight
  var cloud: NodeCloud
  var departures: [Departure] = []
  /// Whether something about groups or departures changed since the view was made.
  var isStale = true
  /// What it said last of why nothing grows, and of each node.
  var lastObstacle = ""
  var lastVerdicts: [String] = []
  private var lastLoopMs = Int64.min / 2
  private var plannedMs = Int64.max
  private var turn: Int32 = 0

  /// What was decided.
  var decisions: [NodeDecision] { cloud.decisions }

  init(_ described: ScenarioClusterAutoscaler, scenario: Scenario, cluster: inout Cluster, seed: UInt64) {
    settings = described
    trigger = LoopTrigger(described.options)
    var options = described.options
    options.expander.seed = seed
    sight = ClusterAutoscalerSight(described, scenario: scenario, pools: cluster.pools.count)
    cloud = NodeCloud(described.supply, owners: described.groups.count, seed: seed)
    var groups: [NodeGroup] = []
    for (index, group) in described.groups.enumerated() {
      let pool = cluster.pools[group.pool]
      let node = cluster.templateNode(ofPool: group.pool)
      groups.append(
        NodeGroup(
          id: pool.name, minimum: group.minimum, maximum: group.maximum, node: node,
          daemons: scenario.daemonClasses(on: node, &cluster), hourlyPrice: pool.pricePerHour))
      view.groups.append(.init(target: pool.count))
      for node in cluster.nodes.indices where cluster.nodes[node].pool == Int32(group.pool) {
        cloud.adopt(
          node: node, owner: index, pool: group.pool, type: group.type, cores: pool.wholeCores)
      }
    }
    autoscaler = ClusterAutoscaler(options, groups: groups)
    for node in cluster.nodes.indices { planInterruption(ofNode: node, nowMs: 0, &cluster) }
  }

  /// Does what was planned, or runs a loop.
  mutating func handle(_ event: Event, _ cluster: inout Cluster) {
    let nowMs = event.timeMs
    guard !cluster.isOut(at: nowMs) else {
      return cluster.events.push(
        .nodeScaler, at: cluster.outageEndMs, subject: event.subject, pod: event.pod)
    }
    switch cloud.task(of: event) {
    case .register(let machine):
      isStale = true
      _ = cloud.register(machine, nowMs: nowMs, &cluster)
    case .ready(let node):
      cluster.initialize(node: node, nowMs: nowMs)
      planInterruption(ofNode: node, nowMs: nowMs, &cluster)
    case .evict(let node):
      if departures.contains(where: { $0.node == node }) {
        goOn(node, nowMs: nowMs, &cluster)
      } else {
        vacate(node, nowMs: nowMs, &cluster)
      }
    case .interrupt(let node): interrupt(node, nowMs: nowMs, &cluster)
    case .reclaim(let node): reclaim(node, nowMs: nowMs, &cluster)
    case .giveUp: break
    case nil:
      guard event.pod == turn else { return }
      loop(nowMs: nowMs, &cluster)
    }
  }

  /// The scheduler found no node for a pod: a loop may begin at once.
  mutating func podWaits(_ cluster: inout Cluster, nowMs: Int64) {
    guard trigger.isWoken(byPodUnschedulableAtMs: nowMs, nowMs: nowMs) else { return }
    planLoop(at: max(nowMs, lastLoopMs + 1), &cluster)
  }

  private mutating func planLoop(at timeMs: Int64, _ cluster: inout Cluster) {
    guard timeMs < plannedMs else { return }
    plannedMs = timeMs
    turn &+= 1
    cluster.events.push(.nodeScaler, at: timeMs, subject: -1, pod: turn)
  }

  private mutating func loop(nowMs: Int64, _ cluster: inout Cluster) {
    lastLoopMs = nowMs
    plannedMs = .max
    look(at: &cluster)
    let decision = cluster.withSnapshot { autoscaler.run(view, in: &$0, nowMs: nowMs) }
    explain(decision, cluster, nowMs: nowMs)
    if !decision.isEmpty { carryOut(decision, nowMs: nowMs, &cluster) }
    planLoop(at: trigger.next(afterLoopAtMs: nowMs, decision), &cluster)
  }

  /// Brings the view up to date.
  private mutating func look(at cluster: inout Cluster) {
    let disruptions = cluster.disruptionsAllowed()
    guard isStale || sight.placements != cluster.placements || disruptions != view.disruptions else { return }
    isStale = false
    view.revision += 1
    view.disruptions = disruptions
    for index in view.groups.indices { view.groups[index].unregisteredSinceMs.removeAll() }
    for machine in cloud.machines where !machine.isGone && machine.node == nil {
      view.groups[machine.owner].unregisteredSinceMs.append(machine.requestedMs)
    }
    sight.update(&view, kinds: &autoscaler.kinds, &cluster)
    for departure in departures {
      guard let index = sight.index(ofNode: departure.node, in: view) else { continue }
      view.nodes[index].deletionMs = departure.startMs
    }
  }
}

extension MachinePool {
  /// The cores of a machine of which pods can have what the pool says.
  var wholeCores: Int64 { (cpuMilli + 999) / 1_000 }
}

extension Scenario {
  /// The classes of the DaemonSet pods that a node begins with.
  func daemonClasses(on node: Node, _ cluster: inout Cluster) -> [PodClassID] {
    workloads.compactMap { workload in
      guard case .daemonSet(let daemon) = workload.controller, daemon.shouldRun(on: node) else { return nil }
      let described = daemon.description
      return cluster.withSnapshot { $0.podClass(described) }
    }
  }
}
