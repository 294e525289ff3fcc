import Cluster
import Kubernetes
import NodeScaling
import Scheduling

/// Karpenter in a run: it is shown the cluster, and what it decides is done.
struct KarpenterLoop {
  /// A machine of its own, from its request on.
  struct Claim {
    let name: String
    /// The index of its pool.
    let pool: Int
    let type: InstanceType
    let offering: Offering
    let createdMs: Int64
    let machine: Int
    /// Its node, nil before it registers.
    var node: Int?
    /// When it was ready for pods.
    var initializedMs: Int64?
    /// Until when pods are expected on it.
    var nominatedMs = Int64.min
    /// When a pod last came or went.
    var lastPodEventMs: Int64?
    /// What its pods were when that was last looked at.
    var podMark: UInt64 = 0
    /// Whether it is about to go, or gone.
    var isGoing = false
    var isGone = false
  }

  /// Nodes that go once others are ready.
  struct Replacement {
    let claims: [Int]
    let replacements: [Int]
    let reason: String
  }

  /// A kind of machines among the cluster's pools.
  private struct MachineKind: Hashable {
    let pool: Int
    let type: String
    let zone: String
    let capacityType: CapacityType
  }

  let settings: ScenarioKarpenter
  /// What is added to times from the start of the run for those since 1970.
  let epochMs: Int64
  var provisioner: Provisioner
  var controller = DisruptionController()
  var window = BatchWindow()
  var cloud: NodeCloud
  var claims: [Claim] = []
  /// The claims that are not gone, in order.
  var live: [Int] = []
  /// The claim of each node, -1 for nodes that are none of its.
  var claimOfNode: [Int] = []
  var sight: KarpenterSight
  var replacements: [Replacement] = []
  /// When the drain of each node began, and how long it waits after a refusal.
  var drains: [Int: (startMs: Int64, waitMs: Int64)] = [:]
  /// What cannot be had for a while.
  var shortages: [CloudSupply.Shortage] = []
  var lastHomeless = ""
  var lastObstacles: [String] = []
  var revision: UInt64 = 0
  private var kinds: [MachineKind: Int] = [:]
  private var turn: Int32 = 0

  /// What was decided.
  var decisions: [NodeDecision] { cloud.decisions }

  init(_ described: ScenarioKarpenter, scenario: Scenario, cluster: inout Cluster, seed: UInt64) {
    settings = described
    epochMs = scenario.epochMs
    sight = KarpenterSight(scenario)
    var pools = described.pools
    for index in pools.indices { pools[index].daemonOverhead = scenario.daemonOverhead(of: pools[index]) }
    provisioner = Provisioner(pools: pools, types: described.types)
    controller.consolidation.allowsSpotToSpot = described.allowsSpotToSpot
    cloud = NodeCloud(described.supply, owners: pools.count, seed: seed)
  }

  /// Does what was planned, or looks at the cluster.
  mutating func handle(_ event: Event, _ cluster: inout Cluster) {
    let nowMs = event.timeMs
    guard !cluster.isOut(at: nowMs) else {
      return cluster.events.push(
        .nodeScaler, at: cluster.outageEndMs, subject: event.subject, pod: event.pod)
    }
    switch cloud.task(of: event) {
    case .register(let machine): register(machine, nowMs: nowMs, &cluster)
    case .ready(let node): initialize(node, nowMs: nowMs, &cluster)
    case .evict(let node): goOn(node, nowMs: nowMs, &cluster)
    case .interrupt(let node): interrupt(node, nowMs: nowMs, &cluster)
    case .reclaim(let node): remove(node, nowMs: nowMs, &cluster)
    case .giveUp(let machine): giveUp(machine: machine, nowMs: nowMs, &cluster)
    case nil where event.subject == -2:
      guard event.pod == turn else { return }
      provision(nowMs: nowMs, &cluster)
    case nil: disrupt(nowMs: nowMs, &cluster)
    }
  }

  /// The scheduler found no node for a pod: the window opens, or stays open for longer.
  mutating func podWaits(_ cluster: inout Cluster, nowMs: Int64) {
    window.addPod(atMs: nowMs)
    guard let closesMs = window.closesAtMs else { return }
    turn &+= 1
    cluster.events.push(.nodeScaler, at: closesMs, subject: -2, pod: turn)
  }

  /// The kind of nodes of a claim among the cluster's pools, made where it is new.
  mutating func pool(
    of claimPool: Int, _ type: InstanceType, _ offering: Offering, _ cluster: inout Cluster
  ) -> Int {
    let kind = MachineKind(
      pool: claimPool, type: type.name, zone: offering.zone, capacityType: offering.capacityType)
    if let known = kinds[kind] { return known }
    let described = provisioner.pools[claimPool]
    var name = "\(described.name)-\(type.name)"
    if !offering.zone.isEmpty { name += "-\(offering.zone)" }
    if offering.capacityType != .onDemand { name += "-\(offering.capacityType.rawValue)" }
    var made = MachinePool(
      name: name, count: 0, cpuMilli: type.allocatable.milliCPU, memoryBytes: type.allocatable.memory,
      maxPods: Int(clamping: type.allocatable.pods), pricePerHour: offering.price)
    if !offering.zone.isEmpty { made.zones = [offering.zone] }
    made.labels = labels(of: claimPool, type, offering)
    made.taints = described.taints
    made.startupTaints = described.startupTaints
    let index = cluster.add(made)
    kinds[kind] = index
    return index
  }

  /// The labels of a machine's node, but for its own name.
  func labels(of claimPool: Int, _ type: InstanceType, _ offering: Offering) -> [String: String] {
    var labels = settings.labels[provisioner.pools[claimPool].name] ?? [:]
    labels[KarpenterLabels.nodePool] = provisioner.pools[claimPool].name
    labels[KarpenterLabels.instanceType] = type.name
    labels[KarpenterLabels.capacityType] = offering.capacityType.rawValue
    if !offering.zone.isEmpty { labels[KarpenterLabels.zone] = offering.zone }
    return labels
  }

  private mutating func register(_ machine: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let claim = claims.firstIndex(where: { $0.machine == machine }),
      let node = cloud.register(machine, nowMs: nowMs, &cluster)
    else { return }
    claims[claim].node = node
    while claimOfNode.count <= node { claimOfNode.append(-1) }
    claimOfNode[node] = claim
    revision += 1
  }

  private mutating func initialize(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    cluster.initialize(node: node, nowMs: nowMs)
    guard let claim = claim(ofNode: node), !claims[claim].isGone else { return }
    claims[claim].initializedMs = nowMs
    revision += 1
    if claims[claim].offering.capacityType == .spot, let life = cloud.spotLifeMs(of: claims[claim].machine) {
      cloud.plan(.interrupt(node: node), at: nowMs + life, &cluster)
    }
    let due = replacements.filter { $0.replacements.allSatisfy { claims[$0].initializedMs != nil } }
    replacements.removeAll { $0.replacements.allSatisfy { claims[$0].initializedMs != nil } }
    for replacement in due {
      for claim in replacement.claims { drain(claim, replacement.reason, nowMs: nowMs, &cluster) }
    }
  }

  /// The claim of a node, nil if it is none of its.
  func claim(ofNode node: Int) -> Int? {
    claimOfNode.indices.contains(node) && claimOfNode[node] >= 0 ? claimOfNode[node] : nil
  }

  /// A claim is gone, and its machine with it.
  mutating func close(_ claim: Int) {
    claims[claim].isGone = true
    claims[claim].isGoing = true
    live.removeAll { $0 == claim }
    revision += 1
  }

  mutating func note(
    _ kind: NodeDecision.Kind, _ subject: String, nodes: Int = 0, pods: Int = 0, _ reason: String,
    nowMs: Int64
  ) {
    cloud.note(
      NodeDecision(timeMs: nowMs, kind: kind, subject: subject, nodes: nodes, pods: pods, reason: reason))
  }
}
