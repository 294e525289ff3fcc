import Cluster
import NodeScaling

/// The cloud as an autoscaler of nodes uses it: machines that were asked for, and what is still to happen to them.
struct NodeCloud {
  let supply: CloudSupply
  private let seed: UInt64
  private(set) var machines: [CloudMachine] = []
  /// What was decided, in order of time.
  private(set) var decisions: [NodeDecision] = []
  private var tasks: [NodeTask] = []
  /// The machine of each node, -1 for nodes that are none of the autoscaler's.
  private var machineOfNode: [Int] = []
  /// How many machines were asked for of each owner.
  private var asked: [Int]

  init(_ supply: CloudSupply, owners: Int, seed: UInt64) {
    self.supply = supply
    self.seed = seed
    asked = Array(repeating: 0, count: owners)
  }

  /// Plans something; the event comes back to `task(of:)`.
  mutating func plan(_ task: NodeTask, at timeMs: Int64, _ cluster: inout Cluster) {
    tasks.append(task)
    cluster.events.push(.nodeScaler, at: timeMs, subject: Int32(tasks.count - 1))
  }

  /// What an event is about, nil for a look at the cluster.
  func task(of event: Event) -> NodeTask? { event.subject < 0 ? nil : tasks[Int(event.subject)] }

  /// Writes a decision down.
  mutating func note(_ decision: NodeDecision) { decisions.append(decision) }

  /// The machine of a node, nil if it is none of the autoscaler's.
  func machine(ofNode node: Int) -> Int? {
    machineOfNode.indices.contains(node) && machineOfNode[node] >= 0 ? machineOfNode[node] : nil
  }

  /// Counts a node that is there from the beginning.
  mutating func adopt(node: Int, owner: Int, pool: Int, type: String, cores: Int64) {
    machines.append(
      CloudMachine(owner: owner, pool: pool, number: asked[owner], type: type, cores: cores, requestedMs: 0))
    asked[owner] += 1
    tie(node, to: machines.count - 1)
  }

  private mutating func tie(_ node: Int, to machine: Int) {
    while machineOfNode.count <= node { machineOfNode.append(-1) }
    machineOfNode[node] = machine
    machines[machine].node = node
  }

  /// Asks for a machine, which registers after its time; returns why there is none if the cloud does not make it.
  ///
  /// A machine's times depend on the seed, on whom it is for and on how many came before it, so that they are the same
  /// for every strategy.
  mutating func request(
    owner: Int, pool: Int, type: String, cores: Int64, zone: String, capacityType: CapacityType,
    times: ProvisioningTimes, startupMs: Int64, nowMs: Int64, _ cluster: inout Cluster
  ) -> CloudSupply.Denial? {
    if !supply.quotas.isEmpty || !supply.shortages.isEmpty {
      let having = machines.filter { !$0.isGone }.map { CloudSupply.Machine(type: $0.type, cores: $0.cores) }
      let denial = supply.denial(
        of: CloudSupply.Machine(type: type, cores: cores), zone: zone, capacityType: capacityType,
        atMs: nowMs, having: having)
      if let denial { return denial }
    }
    let number = asked[owner]
    asked[owner] += 1
    let name = UInt64(owner) << 32 | UInt64(number)
    let drawn = times.draw(seed: seed, machine: name)
    var machine = CloudMachine(
      owner: owner, pool: pool, number: number, type: type, cores: cores, requestedMs: nowMs)
    machine.readinessMs = drawn.readinessMs + startupMs
    machines.append(machine)
    if !supply.neverRegisters(seed: seed, machine: name) {
      plan(.register(machine: machines.count - 1), at: nowMs + drawn.registrationMs, &cluster)
    }
    return nil
  }

  /// A machine's node comes; returns it, nil if the machine was given up meanwhile.
  mutating func register(_ machine: Int, nowMs: Int64, _ cluster: inout Cluster) -> Int? {
    guard !machines[machine].isGone, let node = cluster.addNode(pool: machines[machine].pool, nowMs: nowMs)
    else { return nil }
    tie(node, to: machine)
    plan(.ready(node: node), at: nowMs + machines[machine].readinessMs, &cluster)
    return node
  }

  /// Gives a machine up before it is a node.
  mutating func cancel(_ machine: Int) { machines[machine].isGone = true }

  /// Takes a node and its machine away.
  mutating func remove(node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    if let machine = machine(ofNode: node) { machines[machine].isGone = true }
    cluster.removeNode(node, nowMs: nowMs)
  }

  /// When a spot machine is taken back, in milliseconds from its start to the notice; nil if never.
  func spotLifeMs(of machine: Int) -> Int64? {
    supply.spotLifeMs(
      seed: seed, machine: UInt64(machines[machine].owner) << 32 | UInt64(machines[machine].number))
  }
}
