import Kubernetes
import Scheduling

/// The cluster that the recorded runs of Cluster Autoscaler were made on.
struct ReplayWorld {
  private struct Replica {
    var number: Int
    var key: Int32
    var createdMs: Int64
    var id: PodID?
    var node: Int32 = -1
    var place: NodeID?
  }

  private enum Event {
    case registers(group: Int, number: Int)
    case becomesReady(key: Int32)
    case vanishes(key: Int32)
  }

  private let scenario: LoopScenario
  private var autoscaler: ClusterAutoscaler
  private var snapshot = ClusterSnapshot()
  private var view = ClusterView()
  private var nodeNames: [String] = []
  private var replicas: [[Replica]]
  private var lastNumbers: [Int]
  private var eventIndices: [Int]
  private var targets: [Int]
  private var podClasses: [PodClassID] = []
  private var events: [(timeMs: Int64, order: Int, event: Event)] = []
  private var machineCount = 0
  private var podCount: Int32 = 0
  private var nowMs: Int64 = 0
  private var nextMs: Int64 = 0
  private var nodesChanged = true
  private var nodesCameOrWent = true
  private var podsChanged = true
  private var evicted: [String] = []
  private var placements: [(pod: String, node: String)] = []
  private var lastRow: LoopRow?

  init(_ scenario: LoopScenario) {
    self.scenario = scenario
    replicas = scenario.apps.map { _ in [] }
    lastNumbers = scenario.apps.map { _ in 0 }
    eventIndices = scenario.apps.map { _ in 0 }
    targets = eventIndices
    let groups = scenario.groups.map { group in
      NodeGroup(
        id: group.id, minimum: group.minimum, maximum: group.maximum, node: Self.node(group, name: ""))
    }
    autoscaler = ClusterAutoscaler(scenario.options, groups: groups)
    for (index, app) in scenario.apps.enumerated() {
      let spec = PodSpec.asking(milliCPU: app.milliCPU, memory: app.memory)
      let podClass = snapshot.podClass(PodDescription(labels: ["app": app.name], spec: spec))
      podClasses.append(podClass)
      var kind = PodKind(
        podClass: podClass, controller: app.isControlled ? Int32(index) : -1, drain: app.drain)
      if let disruptions = app.disruptions {
        kind.budgets = [Int32(view.disruptions.count)]
        view.disruptions.append(disruptions)
      }
      autoscaler.kinds.append(kind)
    }
    for (index, group) in scenario.groups.enumerated() {
      view.groups.append(.init(target: group.initial))
      for number in 0..<max(group.initial, 0) {
        addNode(named: "\(group.id)-node-\(number)", group: index, atMs: 0, isReady: true)
      }
    }
  }

  /// Runs one loop and all that happens before it.
  mutating func step() {
    if nextMs <= nowMs { happen() }
    if podsChanged || nodesChanged { schedule() }
    // Most loops decide nothing: the view is not handed over to them.
    if !autoscaler.passes(view.revision, nowMs: nowMs) {
      let decision = autoscaler.runFully(view, in: &snapshot, nowMs: nowMs)
      if !decision.isEmpty { carryOut(decision) }
    }
    nowMs += scenario.options.scanIntervalMs
  }

  // MARK: Events

  private mutating func happen() {
    events.sort { ($0.timeMs, $0.order) < ($1.timeMs, $1.order) }
    var later: [(timeMs: Int64, order: Int, event: Event)] = []
    var done: [Event] = []
    for event in events {
      if event.timeMs <= nowMs { done.append(event.event) } else { later.append(event) }
      if event.timeMs <= nowMs, case .registers(let group, let number) = event.event {
        register(group, number, atMs: event.timeMs, &later)
      }
    }
    events = later
    for case .vanishes(let key) in done { remove(key) }
    for case .becomesReady(let key) in done { setReady(key) }
    for event in events where event.timeMs <= nowMs {
      if case .becomesReady(let key) = event.event { setReady(key) }
    }
    events.removeAll { $0.timeMs <= nowMs }
    for app in scenario.apps.indices { scale(app) }
    plan()
  }

  /// When something happens next.
  private mutating func plan() {
    nextMs = events.reduce(Int64.max) { min($0, $1.timeMs) }
    for (app, index) in zip(scenario.apps, eventIndices) where index < app.events.count {
      nextMs = min(nextMs, app.events[index].timeS * 1000)
    }
  }

  private mutating func register(
    _ group: Int, _ number: Int, atMs timeMs: Int64,
    _ later: inout [(timeMs: Int64, order: Int, event: Event)]
  ) {
    let delay = scenario.groups[group].readinessS * 1000
    let name = "\(scenario.groups[group].id)-node-\(Self.padded(number))"
    let key = addNode(named: name, group: group, atMs: timeMs, isReady: delay == 0)
    if delay > 0 { later.append((timeMs + delay, 2, .becomesReady(key: key))) }
  }

  private mutating func scale(_ app: Int) {
    var wanted: Int?
    while eventIndices[app] < scenario.apps[app].events.count,
      scenario.apps[app].events[eventIndices[app]].timeS * 1000 <= nowMs
    {
      wanted = scenario.apps[app].events[eventIndices[app]].replicas
      eventIndices[app] += 1
    }
    if let wanted { targets[app] = wanted }
    let target = targets[app]
    var index = replicas[app].count - 1
    while replicas[app].count > target, index >= 0 {
      if replicas[app][index].node < 0 { removeReplica(app, index) }
      index -= 1
    }
    while replicas[app].count > target { removeReplica(app, replicas[app].count - 1) }
    while replicas[app].count < target {
      lastNumbers[app] += 1
      replicas[app].append(Replica(number: lastNumbers[app], key: podCount, createdMs: nowMs))
      podCount += 1
      podsChanged = true
    }
  }

  private mutating func removeReplica(_ app: Int, _ index: Int) {
    if let id = replicas[app][index].id { snapshot.remove(id) }
    replicas[app].remove(at: index)
    podsChanged = true
  }

  // MARK: Nodes

  @discardableResult
  private mutating func addNode(named name: String, group: Int, atMs timeMs: Int64, isReady: Bool) -> Int32 {
    let key = Int32(nodeNames.count)
    nodeNames.append(name)
    var node = Self.node(scenario.groups[group], name: name)
    node.spec.unschedulable = !isReady
    guard let id = snapshot.addNode(node) else { return key }
    var seen = ClusterView.Node(key: key, id: id, group: Int32(group), createdMs: timeMs, isReady: isReady)
    seen.isCordoned = !isReady
    var place = 0
    while place < view.nodes.count, nodeNames[Int(view.nodes[place].key)] < name { place += 1 }
    view.nodes.insert(seen, at: place)
    nodesCameOrWent = true
    nodesChanged = true
    return key
  }

  private func index(of key: Int32) -> Int? {
    for index in view.nodes.indices where view.nodes[index].key == key { return index }
    return nil
  }

  private mutating func setReady(_ key: Int32) {
    guard let index = index(of: key) else { return }
    view.nodes[index].isReady = true
    cordon(index, view.nodes[index].deletionMs != ClusterView.never)
  }

  private mutating func cordon(_ index: Int, _ isCordoned: Bool) {
    view.nodes[index].isCordoned = isCordoned
    var node = snapshot.node(view.nodes[index].id)
    node.spec.unschedulable = isCordoned
    snapshot.updateNode(view.nodes[index].id, to: node)
    nodesChanged = true
  }

  private mutating func remove(_ key: Int32) {
    guard let index = index(of: key) else { return }
    let node = view.nodes.remove(at: index)
    for app in replicas.indices {
      for replica in replicas[app] where replica.node == key {
        evicted.append(name(of: replica, app))
      }
      replicas[app].removeAll { $0.node == key }
    }
    snapshot.removeNode(node.id)
    nodesCameOrWent = true
    view.groups[Int(node.group)].target -= 1
    nodesChanged = true
    podsChanged = true
  }

  private static func node(_ group: LoopScenario.Group, name: String) -> Node {
    let amounts = [
      "cpu": Quantity(milli: group.milliCPU), "memory": Quantity(group.memory), "pods": Quantity(100),
    ]
    return Node(
      metadata: ObjectMeta(name: name, labels: ["kubernetes.io/hostname": name, "group": group.id]),
      status: NodeStatus(capacity: amounts, allocatable: amounts))
  }

  // MARK: Pods

  /// Puts waiting pods, by name, on the first node, by name, that has room.
  private mutating func schedule() {
    if podsChanged || view.pods.contains(where: { $0.id == nil }) { placePods() }
    if nodesCameOrWent { view.sortForSearches(in: snapshot) }
    nodesCameOrWent = false
    view.revision += 1
    (podsChanged, nodesChanged) = (false, false)
    lastRow = nil
  }

  private mutating func placePods() {
    view.pods.removeAll(keepingCapacity: true)
    for app in replicas.indices {
      var list: [Replica] = []
      swap(&list, &replicas[app])
      let fit = snapshot.fit(podClasses[app])
      for index in list.indices {
        if list[index].id == nil, let place = firstNode(fit) {
          let node = view.nodes[place]
          list[index].id = snapshot.assign(podClasses[app], to: node.id)
          list[index].node = node.key
          list[index].place = node.id
          placements.append((name(of: list[index], app), nodeNames[Int(node.key)]))
        }
        view.pods.append(
          .init(
            key: list[index].key, kind: Int32(app), id: list[index].id, on: list[index].place,
            createdMs: list[index].createdMs))
      }
      swap(&list, &replicas[app])
    }
  }

  /// Mutating only so that the world is not copied to be asked.
  private mutating func firstNode(_ fit: ClusterSnapshot.Fit) -> Int? {
    for index in view.nodes.indices
    where !view.nodes[index].isCordoned && snapshot.admits(fit, on: view.nodes[index].id) {
      return index
    }
    return nil
  }

  private func name(of replica: Replica, _ app: Int) -> String {
    "\(scenario.apps[app].name)-\(Self.padded(replica.number))"
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  // MARK: Decisions

  private mutating func carryOut(_ decision: LoopDecision) {
    for scaleUp in decision.scaleUps {
      view.groups[scaleUp.group].target += scaleUp.nodes
      for _ in 0..<scaleUp.nodes {
        machineCount += 1
        events.append(
          (
            nowMs + scenario.groups[scaleUp.group].registrationS * 1000, 0,
            .registers(group: scaleUp.group, number: machineCount)
          ))
      }
    }
    for deletion in decision.deletions {
      guard let index = index(of: deletion.node) else { continue }
      view.nodes[index].deletionMs = nowMs
      cordon(index, true)
      events.append((nowMs + 5000, 1, .vanishes(key: deletion.node)))
    }
    for key in decision.formerCandidates + decision.candidates {
      guard let index = index(of: key) else { continue }
      view.nodes[index].isCandidate.toggle()
    }
    view.revision += 1
    lastRow = nil
    plan()
  }

  // MARK: Rows

  /// What the cluster is like; what happened only in the last loop is told once.
  var row: LoopRow {
    mutating get {
      if let lastRow { return lastRow }
      var row = LoopRow()
      for (group, seen) in zip(scenario.groups, view.groups) { row.targets[group.id] = seen.target }
      for node in view.nodes {
        let id = scenario.groups[Int(node.group)].id
        row.nodes[id, default: 0] += 1
        if node.isReady { row.ready[id, default: 0] += 1 }
        if node.isCandidate { row.candidates.append(nodeNames[Int(node.key)]) }
        if node.deletionMs != ClusterView.never { row.deleted.append(nodeNames[Int(node.key)]) }
      }
      row.pending = view.pods.count { $0.id == nil }
      row.running = view.pods.count - row.pending
      lastRow = row
      row.evicted = evicted.sorted()
      for (pod, node) in placements { row.placements[pod] = node }
      evicted.removeAll()
      placements.removeAll()
      return row
    }
  }
}

extension LoopScenario {
  /// Runs all loops and returns how many there were.
  public func replay() -> Int {
    var world = ReplayWorld(self)
    for _ in 0..<loops { world.step() }
    return loops
  }
}
