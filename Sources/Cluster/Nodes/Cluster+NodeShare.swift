/// CPU on nodes whose pods may want more than there is.
///
/// A node whose pods' limits fit it is never short. Only where some node's limits do not fit, the most that the pods
/// of each node may use at present is kept up to date; as long as that fits, every pod has its limit. Else the pods
/// of that node become groups of their own and share it as Linux' CPU controller does: in proportion to their
/// requests, what one does not need going to the others.
extension Cluster {
  /// Counts a pod of a workload and a size onto a node, or off it.
  mutating func place(_ change: Int32, of workload: Int, size: Int32, onNode node: Int, nowMs: Int64) {
    placements &+= 1
    let wasRisky = nodes[node].isRisky
    workloads[workload].place(change, onNode: node)
    nodes[node].pods += change
    nodes[node].ceilings += Int64(change) * workloads[workload].ceiling(of: size)
    placeMemory(change, of: workload, size: size, onNode: node, nowMs: nowMs)
    if nodes[node].isRisky == wasRisky {
      if riskyNodes > 0 { nodes[node].peak += Int64(change) * workloads[workload].peakPerPod }
      return
    }
    riskyNodes += wasRisky ? -1 : 1
    if wasRisky, nodes[node].isShort { planDrain(node: node, at: nowMs) }
    if riskyNodes == 1, !wasRisky {
      for other in nodes.indices { nodes[other].peak = 0 }
      for tenant in workloads.indices {
        workloads[tenant].peakPerPod = 0
        refreshPeak(of: tenant)
      }
    } else if riskyNodes > 0 {
      nodes[node].peak += Int64(change) * workloads[workload].peakPerPod
    }
  }

  /// Recomputes what each pod of a workload may use at most, and so its nodes' peaks.
  mutating func refreshPeak(of workload: Int) {
    let peak = workloads[workload].presentPeak
    let change = peak - workloads[workload].peakPerPod
    guard change != 0 else { return }
    workloads[workload].peakPerPod = peak
    for host in workloads[workload].hosts {
      nodes[Int(host)].peak += change * Int64(workloads[workload].perNode[Int(host)])
    }
  }

  /// Looks for short nodes among those of a workload and shares each anew.
  mutating func shareShortNodes(of workload: Int, nowMs: Int64) {
    for host in workloads[workload].hosts {
      let node = Int(host)
      if !nodes[node].isShort, nodes[node].peak > nodes[node].microcores {
        nodes[node].isShort = true
        for tenant in workloads.indices where workloads[tenant].perNode[node] > 0 {
          advance(tenant, to: nowMs)
          workloads[tenant].pin(to: host)
          workloads[tenant].share(true, node: host)
        }
      }
      if nodes[node].isShort { reshare(node: node, nowMs: nowMs) }
    }
  }

  /// Shares a short node among its pods, or lets it go if there is enough again.
  mutating func reshare(node: Int, nowMs: Int64) {
    guard nodes[node].isShort else { return }
    let tenants = tenants(of: node)
    for tenant in tenants {
      advance(tenant, to: nowMs)
      if riskyNodes > 0 { refreshPeak(of: tenant) }
    }
    guard nodes[node].isRisky, nodes[node].peak > nodes[node].microcores else {
      nodes[node].isShort = false
      for tenant in tenants {
        workloads[tenant].share(false, node: Int32(node))
        watch(tenant, nowMs: nowMs)
      }
      release(node)
      planDrain(node: node, at: .max)
      for tenant in tenants { disturb(tenant, nowMs: nowMs) }
      return
    }
    var claims: [CPUClaim] = []
    for tenant in tenants {
      for (index, group) in workloads[tenant].groups.enumerated() where group.node == Int32(node) {
        let most = workloads[tenant].ceiling(of: group.size) * Int64(group.count)
        let wanted = group.queue > 0 ? most : min(most, group.arrivingCPU + group.background)
        claims.append(
          CPUClaim(
            workload: tenant, group: index, wanted: wanted, most: most,
            weight: max(2, workloads[tenant].requests(of: group.size).milli) * Int64(group.count)))
      }
    }
    CPUClaim.share(nodes[node].microcores, among: &claims)
    var drainedMs = Int64.max
    for claim in claims {
      let service = workloads[claim.workload].service
      workloads[claim.workload].noteSteady(group: claim.group)
      let before = workloads[claim.workload].groups[claim.group].capacity
      workloads[claim.workload].groups[claim.group].allot(claim.granted, service: service)
      workloads[claim.workload].solve(group: claim.group)
      let group = workloads[claim.workload].groups[claim.group]
      if (group.capacity - before).magnitude > before.magnitude / 1_000 {
        disturb(claim.workload, nowMs: nowMs)
      }
      let net = group.capacity - group.inflow
      if group.queue > 0, net > 0 { drainedMs = min(drainedMs, nowMs + (group.queue + net - 1) / net) }
    }
    for tenant in tenants { watch(tenant, nowMs: nowMs) }
    if network != nil, drainedMs < .max { drainedMs = max(drainedMs, nowMs + Self.leastMs) }
    planDrain(node: node, at: drainedMs)
  }

  /// Plans when to share a short node anew; what was planned before is off.
  private mutating func planDrain(node: Int, at timeMs: Int64) {
    guard timeMs != nodes[node].drainedMs else { return }
    nodes[node].drainedMs = timeMs
    if timeMs < .max { events.push(.drained, at: timeMs, subject: Int32(node)) }
  }

  /// Shares a short node anew, if that is still due.
  mutating func drained(node: Int, nowMs: Int64) {
    guard nodes[node].drainedMs == nowMs else { return }
    nodes[node].drainedMs = .max
    reshare(node: node, nowMs: nowMs)
  }
}

extension WorkloadState {
  /// Makes the running pods of a node groups of their own.
  mutating func pin(to node: Int32) {
    for group in groups.indices where groups[group].node < 0 {
      let members = pods.indices.filter { pods[$0].node == node && pods[$0].group == Int32(group) }
      guard !members.isEmpty else { continue }
      let apart = separate(members, from: group)
      groups[apart].node = node
    }
  }

  /// Begins or ends to deal a node's CPU out among its pods; in the end they have their full capacity back.
  mutating func share(_ isShared: Bool, node: Int32) {
    for group in groups.indices where groups[group].node == node {
      groups[group].isShared = isShared
      guard !isShared else { continue }
      noteSteady(group: group)
      groups[group].allot(ceiling(of: groups[group].size) * Int64(groups[group].count), service: service)
      solve(group: group)
    }
  }

  /// Lets a node's pods be like all others.
  mutating func unpin(from node: Int32) {
    for group in groups.indices where groups[group].node == node { groups[group].node = -1 }
  }
}

/// What a group of pods wants of a node's CPU, and what it gets. In microcores.
struct CPUClaim: Hashable {
  var workload: Int
  var group: Int
  /// What it would use now.
  var wanted: Int64
  /// What its limits allow.
  var most: Int64
  /// Its weight against the others.
  var weight: Int64
  /// What it gets.
  var granted: Int64 = 0

  /// Shares CPU by weight: nobody gets more than wanted while another wants more, and what is left then goes to
  /// whoever's limit allows it, in order.
  ///
  /// Max-min fairness by filling up: claims in the order of wanted over weight each take the lesser of what they
  /// want and their share of what is left. Complexity: O(n log n).
  static func share(_ capacity: Int64, among claims: inout [CPUClaim]) {
    var left = capacity
    var weights = claims.reduce(0) { $0 + $1.weight }
    let order = claims.indices.sorted {
      let a = claims[$0].wanted.multipliedFullWidth(by: claims[$1].weight)
      let b = claims[$1].wanted.multipliedFullWidth(by: claims[$0].weight)
      return a.high != b.high ? a.high < b.high : a.low != b.low ? a.low < b.low : $0 < $1
    }
    for index in order {
      let fair = weights.dividingFullWidth(left.multipliedFullWidth(by: claims[index].weight)).quotient
      claims[index].granted = min(claims[index].wanted, fair)
      left -= claims[index].granted
      weights -= claims[index].weight
    }
    for index in claims.indices where left > 0 {
      let more = min(left, claims[index].most - claims[index].granted)
      claims[index].granted += more
      left -= more
    }
  }
}
