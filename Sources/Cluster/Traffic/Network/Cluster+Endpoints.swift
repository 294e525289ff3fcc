import Statistics

/// Which pods a stream's requests may go to, and how many to each.
extension Cluster {
  /// The weights of a stream over the pods of its target.
  private struct Shares {
    /// By pod.
    var pods: [Int64]
    /// Of addresses without a pod, and of places without one near.
    var stray: Int64 = 0
    /// Of all.
    var total: Int64
  }

  /// The weight of a whole where shares are fractions.
  private static let unit: Int64 = 1 << 40

  /// Works out what share of each stream each pod of a workload gets, and parts groups whose pods differ in that.
  /// Flows must be accounted for.
  mutating func reweigh(_ workload: Int, nowMs: Int64, isFirst: Bool = false) {
    guard let streams = network?.inbound[workload], workloads[workload].routing != nil else { return }
    var columns: [[Int64]] = []
    for (index, stream) in streams.enumerated() {
      let shares = shares(of: stream, workload, nowMs: nowMs, isFirst: isFirst)
      columns.append(shares.pods)
      workloads[workload].routing!.totals[index] = shares.total
      workloads[workload].routing!.strayWeights[index] = shares.stray
    }
    var profiles: [[Int64]] = []
    var members: [[(pod: Int, profile: Int32)]] = workloads[workload].groups.map { _ in [] }
    for pod in workloads[workload].pods.indices {
      let group = Int(workloads[workload].pods[pod].group)
      guard group >= 0 else { continue }
      let own = columns.map { $0[pod] }
      let profile = profiles.firstIndex(of: own) ?? profiles.count
      if profile == profiles.count { profiles.append(own) }
      members[group].append((pod, Int32(profile)))
    }
    if profiles.isEmpty { profiles = [columns.map { _ in 0 }] }
    for group in members.indices {
      guard let first = members[group].first?.profile else { continue }
      workloads[workload].groups[group].profile = first
      var others: [Int32] = []
      for member in members[group] where member.profile != first && !others.contains(member.profile) {
        others.append(member.profile)
      }
      for profile in others {
        let apart = members[group].filter { $0.profile == profile }.map(\.pod)
        let made = workloads[workload].separate(apart, from: group)
        workloads[workload].groups[made].profile = profile
      }
    }
    workloads[workload].routing!.weights = profiles
    workloads[workload].routing!.isStale = true
  }

  private mutating func shares(of stream: Int, _ workload: Int, nowMs: Int64, isFirst: Bool) -> Shares {
    let route = network!.streams[stream].plan.route
    let isEndpoint = endpoints(of: workload, route)
    var shares = placed(isEndpoint, stream: stream, workload)
    let pods = workloads[workload].pods
    if network!.streams[stream].names != nil {
      let present = pods.indices.filter { isEndpoint[$0] }.map { pods[$0].uid }.sorted()
      network!.streams[stream].names!.update(present: present, nowMs: nowMs, isFirst: isFirst)
      return named(network!.streams[stream].names!.known, workload)
    }
    guard network!.streams[stream].clients != nil, !network!.streams[stream].isForgetful else {
      return shares
    }
    let weights = pods.indices.map { (uid: pods[$0].uid, weight: shares.pods[$0]) }
    var clients = network!.streams[stream].clients!
    clients.update(weights: weights.sorted { $0.uid < $1.uid }, nowMs: nowMs) { client, beginning in
      let entity =
        Int32(truncatingIfNeeded: client) &+ beginning &* Int32(clamping: route.affinity?.clients ?? 1)
      var luck = self.stream("session-affinity/\(stream)", workload: workload, pod: entity)
      return luck.uniform()
    }
    network!.streams[stream].clients = clients
    var count: [Int32: Int64] = [:]
    for uid in clients.pods { count[uid, default: 0] += 1 }
    shares.pods = pods.map { count[$0.uid] ?? 0 }
    shares.total = Int64(clients.pods.count)
    shares.stray = shares.total - shares.pods.reduce(0, +)
    return shares
  }

  /// Which pods are endpoints of a route: the ready ones that the proxies know, or all that run where it publishes
  /// those too; where none is ready, those that are still ready on their way out.
  private func endpoints(of workload: Int, _ route: TrafficRoute) -> [Bool] {
    let groups = workloads[workload].groups
    var chosen = groups.map { route.publishesNotReady || $0.receives }
    if !chosen.contains(true), route.fallsBackToTerminating {
      chosen = groups.map { $0.isDeleted && $0.isReady }
    }
    return workloads[workload].pods.map { $0.group >= 0 && chosen[Int($0.group)] }
  }

  /// The weights of clients that each know some pods, in equal parts.
  private func named(_ known: [[Int32]], _ workload: Int) -> Shares {
    let pods = workloads[workload].pods
    var shares = Shares(pods: pods.map { _ in 0 }, total: Self.unit)
    var index: [Int32: Int] = [:]
    for (place, pod) in pods.enumerated() where pod.group >= 0 { index[pod.uid] = place }
    let part = Self.unit / Int64(known.count)
    for names in known {
      guard !names.isEmpty else {
        shares.stray += part
        continue
      }
      let each = part / Int64(names.count)
      for uid in names {
        if let place = index[uid] { shares.pods[place] += each } else { shares.stray += each }
      }
    }
    return shares
  }

  /// The weights by where the pods are and where the requests come from.
  private func placed(_ isEndpoint: [Bool], stream: Int, _ workload: Int) -> Shares {
    let pods = workloads[workload].pods
    let reach = network!.streams[stream].plan.route.reach
    guard reach != .everywhere else {
      let weights: [Int64] = isEndpoint.map { $0 ? 1 : 0 }
      return Shares(pods: weights, total: weights.reduce(0, +))
    }
    let zones = network!.zones
    var onNode = [Int64](repeating: 0, count: nodes.count)
    for index in pods.indices where isEndpoint[index] { onNode[Int(pods[index].node)] += 1 }
    var sources = sources(of: stream)
    if reach == .entryNode(isBalanced: true) {
      // The balancer asks the nodes for their health; those without endpoints get nothing.
      for node in nodes.indices { sources[node] = onNode[node] > 0 ? 1 : 0 }
    }
    let whole = sources.reduce(0, +)
    guard whole > 0 else { return Shares(pods: pods.map { _ in 0 }, total: 0) }
    var inZone = [Int64](repeating: 0, count: (zones.max() ?? 0) + 1)
    for node in nodes.indices { inZone[zones[node]] += onNode[node] }
    let all = onNode.reduce(0, +)
    var shares = Shares(pods: pods.map { _ in 0 }, total: Self.unit)
    // What a node's, a zone's and any pod gets.
    var perNode = [Int64](repeating: 0, count: nodes.count)
    var perZone = [Int64](repeating: 0, count: inZone.count)
    var perPod: Int64 = 0
    for node in nodes.indices where sources[node] > 0 {
      let part = whole.dividingFullWidth(Self.unit.multipliedFullWidth(by: sources[node])).quotient
      let staysOnNode = reach != .preferZone && onNode[node] > 0
      let staysInZone = (reach == .preferZone || reach == .preferNode) && inZone[zones[node]] > 0
      if staysOnNode {
        perNode[node] += part / onNode[node]
      } else if staysInZone {
        perZone[zones[node]] += part / inZone[zones[node]]
      } else if reach == .preferZone || reach == .preferNode, all > 0 {
        perPod += part / all
      } else {
        shares.stray += part
      }
    }
    for index in pods.indices where isEndpoint[index] {
      let node = Int(pods[index].node)
      shares.pods[index] = perNode[node] + perZone[zones[node]] + perPod
    }
    return shares
  }

  /// How a stream's requests are spread over the nodes they start or enter at.
  private func sources(of stream: Int) -> [Int64] {
    guard case .workload(let caller) = network!.streams[stream].plan.origin else {
      return nodes.map { _ in 1 }
    }
    var sources = [Int64](repeating: 0, count: nodes.count)
    for pod in workloads[caller].pods where pod.group >= 0 {
      let group = workloads[caller].groups[Int(pod.group)]
      if group.receives || group.inflow > 0 { sources[Int(pod.node)] += 1 }
    }
    return sources
  }
}
