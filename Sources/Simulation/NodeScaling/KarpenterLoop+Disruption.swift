import Cluster
import NodeScaling

/// Karpenter takes nodes away.
///
/// Source: pkg/controllers/disruption, pkg/controllers/node/termination, pkg/controllers/interruption (Karpenter 1.13).
extension KarpenterLoop {
  /// How long it waits before it asks again for evictions that were refused: at first, and at most.
  private static let firstWaitMs: Int64 = 100
  private static let longestWaitMs: Int64 = 10_000
  /// How often it looks whether evicted pods are gone.
  private static let pollMs: Int64 = 1_000

  /// Looks which nodes could go, and begins with what is found.
  mutating func disrupt(nowMs: Int64, _ cluster: inout Cluster) {
    let shown = live.filter { claims[$0].node != nil }
    let view = DisruptionController.View(
      candidates: candidates(shown, nowMs: nowMs, &cluster),
      surroundings: surroundings(nowMs: nowMs, &cluster),
      revision: cluster.placements &+ revision)
    for name in controller.expired(view, nowMs: nowMs + epochMs) {
      guard let claim = shown.first(where: { claims[$0].name == name }) else { continue }
      drain(claim, "it is older than its pool lets nodes be", nowMs: nowMs, &cluster)
    }
    let command = controller.run(view, nowMs: nowMs + epochMs)
    explain(view.candidates, of: shown, cluster, nowMs: nowMs)
    var nextMs = nowMs + DisruptionController.intervalMs
    if let command {
      carryOut(command, nowMs: nowMs, &cluster)
      nextMs = nowMs + 1
    }
    cluster.events.push(.nodeScaler, at: nextMs, subject: -1)
  }

  /// Its nodes as the disruption controller sees them.
  private mutating func candidates(
    _ shown: [Int], nowMs: Int64, _ cluster: inout Cluster
  ) -> [DisruptionCandidate] {
    var places = Array(repeating: -1, count: claims.count)
    for (place, claim) in shown.enumerated() { places[claim] = place }
    var pods = shown.map { _ in [PodDemand]() }
    var costs = shown.map { _ in [Double]() }
    var marks = shown.map { _ in UInt64(0) }
    var lastBound = shown.map { claims[$0].lastPodEventMs ?? .min }
    var obstacles: [String?] = shown.map { _ in nil }
    let allowed = cluster.disruptionsAllowed()
    for workload in sight.names.indices where !sight.isDaemon[workload] {
      let isHeld = sight.budgets[workload].contains { allowed[$0] < 1 }
      for pod in cluster.placedPods(of: workload) where pod.node >= 0 {
        guard let owner = claim(ofNode: Int(pod.node)), places[owner] >= 0 else { continue }
        let claim = places[owner]
        marks[claim] &+= UInt64(bitPattern: Int64(workload) << 32 | Int64(pod.uid) + 1)
        lastBound[claim] = max(lastBound[claim], pod.boundMs)
        guard pod.deletedMs == .max else { continue }
        pods[claim].append(sight.demand(of: pod, workload: workload))
        costs[claim].append(sight.costs[workload])
        if sight.isProtected[workload] {
          obstacles[claim] = "a pod of \(sight.names[workload]) says that it is not to be disrupted"
        } else if isHeld {
          obstacles[claim] = "the disruption budget of \(sight.names[workload]) lets no pod go"
        }
      }
    }
    var result: [DisruptionCandidate] = []
    for (index, owner) in shown.enumerated() {
      if marks[index] != claims[owner].podMark {
        // Of pods that went nobody knows when, but it was since the last look.
        claims[owner].lastPodEventMs = max(nowMs - DisruptionController.intervalMs, lastBound[index])
        claims[owner].podMark = marks[index]
      }
      let claim = claims[owner]
      var candidate = DisruptionCandidate(
        name: claim.name, pool: provisioner.pools[claim.pool].name, type: claim.type,
        zone: claim.offering.zone, capacityType: claim.offering.capacityType,
        createdMs: claim.createdMs + epochMs, initializedMs: claim.initializedMs.map { $0 + epochMs },
        pods: pods[index], evictionCosts: costs[index])
      candidate.lastPodEventMs = claim.lastPodEventMs.map { $0 + epochMs }
      candidate.obstacle = claim.nominatedMs > nowMs ? "pods are expected on it" : obstacles[index]
      let isReady = claim.node.map { cluster.nodes[$0].health.isReady } ?? false
      candidate.isGoing = claim.isGoing || !isReady
      candidate.driftedMs = driftedMs(claim, nowMs: nowMs).map { $0 + epochMs }
      result.append(candidate)
    }
    return result
  }

  /// Since when a node is not what its pool says, nil if it is.
  private func driftedMs(_ claim: Claim, nowMs: Int64) -> Int64? {
    settings.drifts.filter {
      claim.createdMs < $0.atMs && $0.atMs <= nowMs
        && $0.pool.map { $0 == provisioner.pools[claim.pool].name } ?? true
    }.map(\.atMs).min()
  }

  /// Writes down what keeps nodes, where that changed.
  private mutating func explain(
    _ candidates: [DisruptionCandidate], of shown: [Int], _ cluster: Cluster, nowMs: Int64
  ) {
    while lastObstacles.count < claims.count { lastObstacles.append("") }
    for (claim, candidate) in zip(shown, candidates) {
      guard let node = claims[claim].node, !candidate.isGoing, candidate.initializedMs != nil else {
        continue
      }
      let obstacle = candidate.obstacle ?? reason(candidate) ?? ""
      guard obstacle != lastObstacles[claim] else { continue }
      lastObstacles[claim] = obstacle
      guard !obstacle.isEmpty else { continue }
      note(
        .kept, cluster.nodeName(node), nodes: 1, pods: candidate.pods.count, obstacle, nowMs: nowMs)
    }
  }

  private mutating func carryOut(_ command: DisruptionCommand, nowMs: Int64, _ cluster: inout Cluster) {
    let names = Set(command.names)
    let chosen = live.filter { names.contains(claims[$0].name) }
    let reason: String
    switch command.method {
    case .emptiness: reason = "it has no pods"
    case .drift: reason = "it is no longer what its pool says"
    case .multiNode, .singleNode:
      let saved = (command.savings * 10_000).rounded() / 10_000
      reason =
        command.replacements.isEmpty
        ? "its pods fit on other nodes, which saves \(saved) an hour"
        : "a cheaper machine takes its pods, which saves \(saved) an hour"
    }
    var made: [Int] = []
    for plan in command.replacements {
      let nodes = chosen.compactMap { claims[$0].node }.map(cluster.nodeName).joined(separator: ", ")
      guard let claim = launch(plan, for: "in place of \(nodes)", nowMs: nowMs, &cluster) else {
        for claim in made { giveUp(claim) }
        return
      }
      made.append(claim)
    }
    for claim in chosen {
      claims[claim].isGoing = true
      if let node = claims[claim].node { cluster.mark(node: node, leaving: .karpenter, nowMs: nowMs) }
    }
    revision += 1
    if made.isEmpty {
      for claim in chosen { drain(claim, reason, nowMs: nowMs, &cluster) }
    } else {
      replacements.append(Replacement(claims: chosen, replacements: made, reason: reason))
    }
  }

  mutating func giveUp(_ claim: Int) {
    close(claim)
    cloud.cancel(claims[claim].machine)
  }

  /// Begins to empty a node, which then goes.
  mutating func drain(_ claim: Int, _ reason: String, nowMs: Int64, _ cluster: inout Cluster) {
    guard let node = claims[claim].node, drains[node] == nil, !claims[claim].isGone else { return }
    claims[claim].isGoing = true
    revision += 1
    cluster.mark(node: node, leaving: .karpenter, nowMs: nowMs)
    let pods = Int(cluster.nodes[node].pods)
    note(.scaleDown, cluster.nodeName(node), nodes: 1, pods: pods, reason, nowMs: nowMs)
    drains[node] = (nowMs, Self.firstWaitMs)
    // Its pods will need a place.
    podWaits(&cluster, nowMs: nowMs)
    goOn(node, nowMs: nowMs, &cluster)
  }

  /// The next step of a node's way out: evictions, a look whether its pods are gone, the end.
  mutating func goOn(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let drain = drains[node], let claim = claim(ofNode: node), !claims[claim].isGone else { return }
    let limit = provisioner.pools[claims[claim].pool].disruption.terminationGracePeriodMs
    let isOver = limit.map { nowMs >= drain.startMs + $0 } ?? false
    guard !isOver, !cluster.isEmpty(node: node) else { return remove(node, nowMs: nowMs, &cluster) }
    let refused = cluster.evictAll(fromNode: node, nowMs: nowMs)
    let wait = refused > 0 ? drain.waitMs : Self.pollMs
    if refused > 0 { drains[node]?.waitMs = min(2 * drain.waitMs, Self.longestWaitMs) }
    cloud.plan(.evict(node: node), at: nowMs + wait, &cluster)
  }

  /// A machine and its node go.
  mutating func remove(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let claim = claim(ofNode: node), !claims[claim].isGone else { return }
    close(claim)
    drains[node] = nil
    cloud.remove(node: node, nowMs: nowMs, &cluster)
  }

  /// The cloud tells that it takes a machine back: its pods go at once, and others are made for them.
  mutating func interrupt(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let claim = claim(ofNode: node), !claims[claim].isGone else { return }
    note(
      .interrupted, cluster.nodeName(node), nodes: 1, pods: Int(cluster.nodes[node].pods),
      "the cloud takes the spot machine back", nowMs: nowMs)
    drain(claim, "the cloud takes it back", nowMs: nowMs, &cluster)
    cloud.plan(.reclaim(node: node), at: nowMs + cloud.supply.spotNoticeMs, &cluster)
  }
}
