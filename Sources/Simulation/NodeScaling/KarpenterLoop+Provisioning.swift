import Cluster
import Kubernetes
import NodeScaling

/// Karpenter makes machines for pods.
extension KarpenterLoop {
  /// How often pods that still wait are looked at again.
  private static let retriggerMs: Int64 = 10_000
  /// How long a machine has to register (pkg/controllers/nodeclaim/lifecycle/liveness.go).
  private static let registrationMs: Int64 = 900_000
  /// For how long it does not ask again for what the cloud did not have (karpenter-provider-aws,
  /// pkg/cache/unavailableofferings.go).
  private static let shortageMs: Int64 = 180_000

  /// The cluster as the provisioner sees it, with the pods that need a place.
  mutating func surroundings(nowMs: Int64, _ cluster: inout Cluster) -> Consolidation.Surroundings {
    var pending: [PodDemand] = []
    var taken = Array(repeating: NodeResources(), count: cluster.nodes.count)
    for workload in sight.names.indices {
      let resources = sight.resources(of: workload)
      for pod in cluster.placedPods(of: workload) {
        if pod.isUnschedulable {
          if !sight.isDaemon[workload] { pending.append(sight.demand(of: pod, workload: workload)) }
          continue
        }
        taken[Int(pod.node)] = taken[Int(pod.node)] + resources
        let leaves = cluster.nodes[Int(pod.node)].health.leaving != .no
        if leaves, !sight.isDaemon[workload], pod.deletedMs == .max {
          pending.append(sight.demand(of: pod, workload: workload))
        }
      }
    }
    return Consolidation.Surroundings(
      provisioner: available(nowMs: nowMs), nodes: existing(taken, cluster), pending: pending, used: used,
      settled: settledPods(&cluster))
  }

  /// Nodes that are there or on their way, with what they have left.
  private func existing(_ taken: [NodeResources], _ cluster: Cluster) -> [ExistingNode] {
    var nodes: [ExistingNode] = []
    for claim in live.lazy.map({ claims[$0] }) where !claim.isGoing && claim.node == nil {
      var labels = labels(of: claim.pool, claim.type, claim.offering)
      labels[KarpenterLabels.hostname] = claim.name
      nodes.append(
        ExistingNode(
          name: claim.name, labels: labels, taints: provisioner.pools[claim.pool].taints,
          available: claim.type.allocatable - provisioner.pools[claim.pool].daemonOverhead,
          isInitialized: false))
    }
    for index in cluster.nodes.indices {
      let node = cluster.nodes[index]
      guard !node.isGone, node.health.leaving == .no, !node.health.isCordoned, node.health.isReady else {
        continue
      }
      let object = cluster.node(index)
      let claim = claim(ofNode: index)
      let all = NodeResources(
        milliCPU: node.cpuMilli, memory: node.memoryBytes, pods: Int64(node.maxPods))
      // DaemonSet pods come when it is ready.
      let overhead =
        node.health.isStarting
        ? claim.map { provisioner.pools[claims[$0].pool].daemonOverhead } ?? NodeResources()
        : NodeResources()
      nodes.append(
        ExistingNode(
          name: claim.map { claims[$0].name } ?? object.metadata.name, labels: object.metadata.labels,
          taints: cluster.pools[Int(node.pool)].taints, available: all - taken[index] - overhead,
          isInitialized: !node.health.isStarting))
    }
    return nodes
  }

  /// What the machines of each pool have.
  private var used: [String: NodeScaling.NodePool.Limits] {
    var used: [String: NodeScaling.NodePool.Limits] = [:]
    for claim in live.lazy.map({ claims[$0] }) {
      let name = provisioner.pools[claim.pool].name
      var limits = used[name] ?? .init(milliCPU: 0, memory: 0, nodes: 0)
      limits.milliCPU = (limits.milliCPU ?? 0) + claim.type.capacity.milliCPU
      limits.memory = (limits.memory ?? 0) + claim.type.capacity.memory
      limits.nodes = (limits.nodes ?? 0) + 1
      used[name] = limits
    }
    return used
  }

  /// The provisioner without what the cloud did not have a short time ago.
  private mutating func available(nowMs: Int64) -> Provisioner {
    shortages.removeAll { $0.untilMs <= nowMs }
    guard !shortages.isEmpty else { return provisioner }
    var types = settings.types
    for index in types.indices {
      for offering in types[index].offerings.indices {
        let offered = types[index].offerings[offering]
        let isShort = shortages.contains {
          $0.type == types[index].name && $0.zone == offered.zone && $0.capacityType == offered.capacityType
        }
        if isShort { types[index].offerings[offering].isAvailable = false }
      }
    }
    return Provisioner(pools: provisioner.pools, types: types)
  }

  /// Plans machines for all pods that need a place, once no more of them come.
  mutating func provision(nowMs: Int64, _ cluster: inout Cluster) {
    guard window.close(atMs: nowMs) else { return }
    let surroundings = surroundings(nowMs: nowMs, &cluster)
    guard !surroundings.pending.isEmpty else { return }
    let result = surroundings.provisioner.place(
      surroundings.pending, nodes: surroundings.nodes, used: surroundings.used,
      settled: surroundings.settled)
    let nominated = Set(result.placements.values)
    for index in live where nominated.contains(claims[index].name) {
      claims[index].nominatedMs = nowMs + window.nominationMs
    }
    for plan in result.plans { _ = launch(plan, for: "", nowMs: nowMs, &cluster) }
    let homeless = result.homeless
    let text =
      homeless.isEmpty
      ? "" : "no pool has a machine for \(homeless.count) pods, such as \(homeless[0])"
    if text != lastHomeless, !text.isEmpty {
      note(.noScaleUp, "", pods: homeless.count, text, nowMs: nowMs)
    }
    lastHomeless = text
    // Whoever still waits is looked at again.
    podWaits(&cluster, nowMs: nowMs + Self.retriggerMs - window.idleMs)
  }

  /// Pods on nodes that stay, for those that look at where others are.
  private func settledPods(_ cluster: inout Cluster) -> [Provisioner.SettledPod] {
    guard sight.looksAtPods else { return [] }
    var settled: [Provisioner.SettledPod] = []
    for workload in sight.names.indices {
      for pod in cluster.placedPods(of: workload) where !pod.isUnschedulable && pod.deletedMs == .max {
        let node = Int(pod.node)
        guard cluster.nodes[node].health.leaving == .no else { continue }
        let object = cluster.node(node)
        let name = claim(ofNode: node).map { claims[$0].name } ?? object.metadata.name
        settled.append(
          .init(sight.demand(of: pod, workload: workload), node: name, labels: object.metadata.labels))
      }
    }
    return settled
  }

  /// Asks for the machine of a plan; returns its claim, nil if the cloud does not make it.
  mutating func launch(
    _ plan: NodePlan, for reason: String, nowMs: Int64, _ cluster: inout Cluster
  ) -> Int? {
    guard let (type, offering) = plan.launch(),
      let owner = provisioner.pools.firstIndex(where: { $0.name == plan.pool })
    else { return nil }
    let pool = pool(of: owner, type, offering, &cluster)
    let denial = cloud.request(
      owner: owner, pool: pool, type: type.name, cores: (type.capacity.milliCPU + 999) / 1_000,
      zone: offering.zone, capacityType: offering.capacityType, times: settings.times,
      startupMs: settings.startupMs[plan.pool] ?? 0, nowMs: nowMs, &cluster)
    let place = offering.zone.isEmpty ? "" : " in \(offering.zone)"
    if let denial {
      shortages.append(
        CloudSupply.Shortage(
          type: type.name, zone: offering.zone, capacityType: offering.capacityType, fromMs: nowMs,
          untilMs: nowMs + Self.shortageMs))
      note(
        .denied, plan.pool, nodes: 1, pods: plan.pods.count,
        "\(type.name) \(offering.capacityType.rawValue)\(place): "
          + (denial == .quota ? "the quota allows no more machines" : "the cloud has no more of them there"),
        nowMs: nowMs)
      return nil
    }
    let others = plan.types.count - 1
    let price = (offering.price * 10_000).rounded() / 10_000
    let why = reason.isEmpty ? "" : "\(reason); "
    note(
      .scaleUp, plan.pool, nodes: 1, pods: plan.pods.count,
      "\(why)\(type.name) \(offering.capacityType.rawValue)\(place) at \(price) an hour"
        + (others > 0
          ? ", the cheapest of \(others + 1) types that would do" : ", the only type that would do"),
      nowMs: nowMs)
    claims.append(
      Claim(
        name: "\(plan.pool)-claim-\(claims.count)", pool: owner, type: type, offering: offering,
        createdMs: nowMs, machine: cloud.machines.count - 1, nominatedMs: nowMs + window.nominationMs))
    live.append(claims.count - 1)
    revision += 1
    cloud.plan(.giveUp(machine: cloud.machines.count - 1), at: nowMs + Self.registrationMs, &cluster)
    return claims.count - 1
  }

  /// A machine that is no node by now is given up, and its pods are looked at again.
  mutating func giveUp(machine: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let claim = claims.firstIndex(where: { $0.machine == machine }),
      claims[claim].node == nil, !claims[claim].isGone
    else { return }
    note(
      .aborted, provisioner.pools[claims[claim].pool].name, nodes: 1,
      "\(claims[claim].type.name): the machine did not register within 15 minutes", nowMs: nowMs)
    giveUp(claim)
    // What it was to replace stays.
    for replacement in replacements where replacement.replacements.contains(claim) {
      for old in replacement.claims where !claims[old].isGone {
        claims[old].isGoing = false
        if let node = claims[old].node { cluster.mark(node: node, leaving: .no, nowMs: nowMs) }
      }
    }
    replacements.removeAll { $0.replacements.contains(claim) }
    podWaits(&cluster, nowMs: nowMs)
  }
}
