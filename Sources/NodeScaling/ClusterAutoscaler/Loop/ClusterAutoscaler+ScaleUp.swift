import Scheduling

/// Which groups grow for pods that have no place.
///
/// Source: core/scaleup/orchestrator/orchestrator.go (Cluster Autoscaler 1.37).
extension ClusterAutoscaler {
  /// Grows the group, or the set of similar groups, that the expander likes best.
  mutating func scaleUp(for pods: [Int32], _ view: ClusterView, _ decision: inout LoopDecision) {
    let limits = ResourceLeft(options, groups: groups, records: records, view: view, in: trial.snapshot)
    var valid: [Int] = []
    for group in groupOrder {
      if let obstacle = obstacle(to: group, limits) {
        groupVerdicts[group] = obstacle
      } else {
        valid.append(group)
      }
    }
    if valid.isEmpty { return }
    let podGroups = equalPods(pods, view)
    var schedulable: [[Int]] = groups.map { _ in [] }
    for group in valid {
      schedulable[group] = podGroups.indices.filter { index in
        fits.fits(
          podGroups[index].podClass, group: group, template: &groups[group].template, in: &trial)
      }
    }
    var found: [ExpansionOption] = []
    var helped: [Int: [Int32]] = [:]
    for group in valid {
      groupVerdicts[group] = .noPodFits
      if schedulable[group].isEmpty { continue }
      let partners = partners(of: group, schedulable, valid)
      let estimate = estimator.estimate(
        schedulable[group].map { podGroups[$0] }, template: &groups[group].template,
        limit: limit(for: [group] + partners), in: &trial)
      guard let option = option(group, estimate, view) else { continue }
      groupVerdicts[group] = .option(nodes: option.nodes, pods: option.pods)
      helped[group] = estimate.pods
      found.append(option)
    }
    var chain = options.expander
    chain.prices.preferredCores = PriceWeighing.preferredCores(clusterSize: view.nodes.count)
    guard let best = chain.best(of: found, nowMs: clock.nowMs) else { return }
    var nodes = best.nodes
    if options.maxNodesTotal > 0 { nodes = min(nodes, options.maxNodesTotal - trial.order.count) }
    nodes = min(nodes, limits.machines(groups[best.group].template.size))
    let changes = Balancing.deal(
      max(nodes, 0),
      among: ([best.group] + partners(of: best.group, schedulable, valid)).map {
        Balancing.Group(index: $0, size: records[$0].target, maximum: groups[$0].maximum)
      })
    for change in changes { grow(change.index, by: change.to - change.from, &decision) }
    decision.helpedPods = (helped[best.group] ?? []).map { source(of: $0, view) }
  }

  /// Asks for more nodes of a group.
  mutating func grow(_ group: Int, by nodes: Int, _ decision: inout LoopDecision) {
    if nodes <= 0 { return }
    decision.scaleUps.append(.init(group: group, nodes: nodes))
    let increase = (records[group].request?.increase ?? 0) + nodes
    records[group].request = .init(
      increase: increase, deadlineMs: clock.nowMs &+ options.maxNodeProvisionMs)
    records[group].target += nodes
    records[group].lastScaleUpMs = clock.nowMs
    lastScaleUpMs = clock.nowMs
    groupVerdicts[group] = .chosen(nodes: nodes)
  }

  /// Grows groups that have fewer nodes than they must.
  mutating func growToMinimum(_ decision: inout LoopDecision) {
    for group in groupOrder where records[group].target < groups[group].minimum {
      guard records[group].isHealthy, !records[group].backoff.isBackedOff(clock: &clock) else { continue }
      grow(group, by: groups[group].minimum - records[group].target, &decision)
    }
  }

  /// Pods by controller and form, in the order of their first ones; at most ten forms a controller go
  /// together.
  private mutating func equalPods(_ pods: [Int32], _ view: ClusterView) -> [PodGroup] {
    for index in scratch.groupOfKind.indices { scratch.groupOfKind[index] = -1 }
    while scratch.groupOfKind.count < kinds.count { scratch.groupOfKind.append(-1) }
    var result: [PodGroup] = []
    for pod in pods {
      let number = Int(kind(of: pod, view))
      let known = scratch.groupOfKind[number]
      if known >= 0 {
        result[Int(known)].pods.append(pod)
        continue
      }
      let controller = kinds[number].controller
      if controller >= 0, !kinds[number].drain.isDaemonSet, hasFewForms(of: controller) {
        scratch.groupOfKind[number] = Int32(result.count)
      }
      result.append(PodGroup(podClass: kinds[number].podClass, pods: [pod]))
    }
    return result
  }

  private func hasFewForms(of controller: Int32) -> Bool {
    if kinds.count < 10 { return true }
    return kinds.indices.count { scratch.groupOfKind[$0] >= 0 && kinds[$0].controller == controller } < 10
  }

  /// Why a group cannot grow, nil if it can.
  private mutating func obstacle(to group: Int, _ limits: ResourceLeft) -> GroupVerdict? {
    let record = records[group]
    if !record.isHealthy { return .unhealthy }
    if record.backoff.isBackedOff(clock: &clock) { return .backedOff }
    if record.target >= groups[group].maximum { return .atMaximum }
    if record.target == 0, !options.scalesUpFromZero { return .empty }
    let least = groups[group].isZeroOrMax ? groups[group].maximum - record.target : 1
    if limits.machines(groups[group].template.size) < least { return .resourceLimit }
    if groups[group].isZeroOrMax, options.maxNodesTotal > 0,
      trial.order.count + least > options.maxNodesTotal
    {
      return .resourceLimit
    }
    return nil
  }

  /// The groups among which nodes may be dealt out: alike, able to grow, and with room for the same pods.
  private mutating func partners(of group: Int, _ schedulable: [[Int]], _ valid: [Int]) -> [Int] {
    guard options.balancesSimilarGroups else { return [] }
    let alike: [Int]
    if let known = similar[group] {
      alike = known
    } else {
      let shapes = groups.map { $0.template.shape(in: trial.snapshot) }
      alike = groupOrder.filter {
        $0 != group && options.similarity.areSimilar(shapes[group], shapes[$0])
      }
      similar[group] = alike
    }
    return alike.filter { valid.contains($0) && schedulable[$0] == schedulable[group] }
  }

  /// How many nodes an estimation for some groups may make.
  private func limit(for chosen: [Int]) -> EstimationLimit {
    let room = chosen.reduce(0) { $0 + max(0, groups[$1].maximum - records[$1].target) }
    var limits = [options.maxNodesPerScaleUp, room > 0 ? room : -1]
    if options.maxNodesTotal > 0 {
      let left = options.maxNodesTotal - trial.order.count
      limits.append(left > 0 ? left : -1)
    }
    return .least(limits)
  }

  private func option(
    _ group: Int, _ estimate: Estimator.Estimate, _ view: ClusterView
  ) -> ExpansionOption? {
    if estimate.nodes == 0 || estimate.pods.isEmpty { return nil }
    var nodes = estimate.nodes
    if groups[group].isZeroOrMax {
      let room = groups[group].maximum - records[group].target
      if nodes > room { return nil }
      nodes = room
    }
    var asked: (milliCPU: Int64, memory: Int64) = (0, 0)
    for pod in estimate.pods {
      let demand = trial.snapshot.demand(of: trial.facts[Int(pod)].podClass)
      asked = (asked.milliCPU &+ demand.milliCPU, asked.memory &+ demand.memory)
    }
    let size = groups[group].template.size
    return ExpansionOption(
      group: group, name: groups[group].id, nodes: nodes, pods: estimate.pods.count,
      podMilliCPU: asked.milliCPU, podMemory: asked.memory, nodeMilliCPU: size.milliCPU,
      nodeMemory: size.memory, nodePrice: groups[group].hourlyPrice,
      podPrice: options.expander.prices.price(milliCPU: asked.milliCPU, memory: asked.memory),
      hasGPU: size.gpus > 0)
  }
}
