import Kubernetes
import Scheduling

/// Which nodes Karpenter makes for pods, and which pods go where.
///
/// Pods that ask for most first, each tries nodes that are there, then nodes planned so far, those with
/// fewest pods first, then pools. What fails gives its wishes up one by one, and is tried again behind the
/// others until a whole round changes nothing. Source: pkg/controllers/provisioning/scheduling/scheduler.go
/// (Karpenter 1.13).
public struct Provisioner: Sendable {
  /// The pools.
  public var pools: [NodePool]
  /// The types of machines that each pool may use, by the pool's name.
  public var types: [String: [InstanceType]]

  /// Makes a provisioner of pools that may all use the same types.
  public init(pools: [NodePool], types: [InstanceType]) {
    self.pools = pools
    self.types = [:]
    for pool in pools { self.types[pool.name] = types }
  }

  /// What came of it.
  public struct Result: Sendable {
    /// Nodes to make, in the order in which they were last tried.
    public internal(set) var plans: [NodePlan] = []
    /// Pods that go to nodes that are there: name of node by name of pod.
    public internal(set) var placements: [String: String] = [:]
    /// Pods that fit nowhere, by name, sorted.
    public internal(set) var homeless: [String] = []
  }

  /// Places pods. `used` is what nodes of each pool have by now, which counts against its limits; `settled`
  /// are pods on nodes that stay, which pods with affinities look at.
  public func place(
    _ pods: [PodDemand], nodes: [ExistingNode] = [], used: [String: NodePool.Limits] = [:],
    settled: [SettledPod] = []
  ) -> Result {
    Ground(self, nodes: nodes, used: used).place(pods, settled: settled)
  }

  /// A pod on a node that stays.
  public struct SettledPod: Sendable {
    /// The pod.
    public var pod: PodDemand
    /// The node's name.
    public var node: String
    /// The node's labels.
    public var labels: [String: String]

    /// Makes a settled pod of its parts.
    public init(_ pod: PodDemand, node: String, labels: [String: String]) {
      self.pod = pod
      self.node = node
      self.labels = labels
    }
  }

  /// What many attempts to place pods start from: pools, their machines, and the nodes that are there.
  struct Ground: Sendable {
    fileprivate let pools: [(pool: NodePool, types: [InstanceType])]
    fileprivate let left: [NodePool.Limits]
    fileprivate let hasSoftTaints: Bool
    fileprivate let nodes: [(node: ExistingNode, requirements: Requirements)]

    init(_ provisioner: Provisioner, nodes: [ExistingNode], used: [String: NodePool.Limits]) {
      pools = provisioner.pools.sorted(by: NodePool.isBefore).map { pool in
        let types = (provisioner.types[pool.name] ?? []).filter {
          $0.requirements.intersects(pool.requirements) && $0.isOffered(pool.requirements)
        }
        return (pool, types)
      }
      left = pools.map { entry in
        var limits = entry.pool.limits
        let used = used[entry.pool.name] ?? NodePool.Limits()
        limits.take(NodeResources(milliCPU: used.milliCPU ?? 0, memory: used.memory ?? 0))
        limits.nodes = entry.pool.limits.nodes.map { $0 - (used.nodes ?? 0) }
        return limits
      }
      hasSoftTaints = provisioner.pools.contains { pool in
        pool.taints.contains { $0.effect == "PreferNoSchedule" }
      }
      self.nodes = nodes.sorted(by: ExistingNode.isBefore).map { node in
        var requirements = Requirements(labels: node.labels)
        requirements.add(KarpenterLabels.hostname, .in([node.labels[KarpenterLabels.hostname] ?? node.name]))
        return (node, requirements)
      }
    }

    /// Places pods on the nodes but for some, and on others to be made.
    func place(
      _ pods: [PodDemand], without absent: Set<String> = [], settled: [SettledPod] = []
    ) -> Result {
      var run = Run(self, without: absent)
      // The values that labels have matter only to pods that look at where others are.
      if !settled.isEmpty || pods.contains(where: Topology.concerns) {
        run.topology = Topology(domains: domains(without: absent))
        for one in settled where !absent.contains(one.node) {
          run.topology.record(one.pod, Requirements(labels: one.labels))
        }
      }
      return run.place(pods)
    }

    private func domains(without absent: Set<String>) -> [String: Set<String>] {
      var domains: [String: Set<String>] = [KarpenterLabels.hostname: []]
      for (pool, types) in pools {
        for offering in types.flatMap(\.offerings)
        where pool.requirements[KarpenterLabels.zone].allows(offering.zone) {
          domains[KarpenterLabels.zone, default: []].insert(offering.zone)
          domains[KarpenterLabels.capacityType, default: []].insert(offering.capacityType.rawValue)
        }
      }
      for (node, _) in nodes where !absent.contains(node.name) {
        for (label, value) in node.labels where domains[label] != nil { domains[label]?.insert(value) }
        domains[KarpenterLabels.hostname]?.insert(node.labels[KarpenterLabels.hostname] ?? node.name)
      }
      return domains
    }
  }

  /// The state of placing.
  private struct Run {
    var topology = Topology(domains: [:])
    private let ground: Ground
    /// What each node has left, and whether pods may go there.
    private var available: [NodeResources]
    private let isOpen: [Bool]
    private var plans: [NodePlan] = []
    private var left: [NodePool.Limits]
    private var result = Result()

    init(_ ground: Ground, without absent: Set<String>) {
      self.ground = ground
      available = ground.nodes.map(\.node.available)
      isOpen = ground.nodes.map { !absent.contains($0.node.name) }
      left = ground.left
    }

    mutating func place(_ pods: [PodDemand]) -> Result {
      var queue = pods.sorted(by: PodDemand.isBefore)
      var lastLength: [String: Int] = [:]
      var head = 0
      while head < queue.count {
        let pod = queue[head]
        if lastLength[pod.name] == queue.count - head { break }
        head += 1
        if place(pod) { continue }
        queue.append(pod)
        lastLength[pod.name] = queue.count - head
      }
      result.homeless = queue[head...].map(\.name).sorted()
      result.plans = plans
      return result
    }

    /// Places a pod, if need be with fewer wishes.
    private mutating func place(_ demand: PodDemand) -> Bool {
      var pod = demand
      while true {
        if placeOnNode(pod) || placeOnPlan(pod) || placeOnNewPlan(pod) { return true }
        if !pod.relax(toleratesSoftTaints: ground.hasSoftTaints) { return false }
      }
    }

    private mutating func placeOnNode(_ pod: PodDemand) -> Bool {
      let required = pod.requirements
      for index in available.indices where isOpen[index] && pod.resources.fits(available[index]) {
        let (node, requirements) = ground.nodes[index]
        guard pod.tolerates(node.taints), requirements.isCompatible(with: required),
          let domains = topology.requirements(for: pod, podRequirements: required, node: requirements),
          requirements.isCompatible(with: domains)
        else { continue }
        available[index] = available[index] - pod.resources
        topology.record(pod, requirements)
        result.placements[pod.name] = node.name
        return true
      }
      return false
    }

    private mutating func placeOnPlan(_ pod: PodDemand) -> Bool {
      sortPlans()
      for index in plans.indices {
        guard let changed = plans[index].adding(pod, topology: topology) else { continue }
        plans[index] = changed
        topology.record(pod, changed.requirements)
        return true
      }
      return false
    }

    /// Sorts plans by number of pods; equal ones keep their order, as upstream's sort does for up to 12
    /// plans.
    private mutating func sortPlans() {
      for index in plans.indices.dropFirst() {
        var place = index
        while place > 0, plans[place].pods.count < plans[place - 1].pods.count {
          plans.swapAt(place, place - 1)
          place -= 1
        }
      }
    }

    private mutating func placeOnNewPlan(_ pod: PodDemand) -> Bool {
      for index in left.indices {
        let types = ground.pools[index].types.filter { left[index].allows($0.capacity) }
        if types.isEmpty { continue }
        let plan = NodePlan(ground.pools[index].pool, types: types, number: plans.count + 1)
        var seen = topology
        seen.add(plan.hostname, of: KarpenterLabels.hostname)
        guard let opened = plan.adding(pod, topology: seen) else { continue }
        topology = seen
        topology.record(pod, opened.requirements)
        plans.append(opened)
        left[index].take(
          NodeResources(
            milliCPU: opened.types.map(\.capacity.milliCPU).max() ?? 0,
            memory: opened.types.map(\.capacity.memory).max() ?? 0))
        return true
      }
      return false
    }
  }
}
