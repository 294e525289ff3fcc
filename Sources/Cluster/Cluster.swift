import Kubernetes
public import Scheduling
import Statistics

/// The simulated cluster: nodes, workloads with their pods, and what will happen next.
///
/// Time only moves by events. Between two events every flow has constant rates and is solved in closed form, so the
/// cost of a run is in proportion to what happens, not to pods times ticks.
public struct Cluster: Sendable {
  /// Pending events, the caller's own among them.
  public var events = EventQueue()
  /// The nodes in scheduling order.
  public internal(set) var nodes: [NodeState]
  /// The kinds of nodes, those that came up on the way last.
  public internal(set) var pools: [NodePool]
  /// How many nodes of each kind there ever were.
  var made: [Int32]
  /// The CPU of the smallest node that may come, in millicores.
  private let leastMilliCPU: Int64
  /// The workloads in the order given.
  public var workloads: [WorkloadState] = []
  /// The metrics pipeline's settings.
  public let pipeline: MetricsPipeline
  /// The age in milliseconds from which no autoscaler looks at a pod's start time.
  public let matureMs: Int64
  /// The scheduler with its queue and its view of the nodes.
  var scheduling: PodScheduling
  /// The number of nodes whose pods' limits do not fit them.
  var riskyNodes = 0
  /// The images that its workloads' containers ask for.
  var images: ImageCatalog
  /// What the node controller and others who act on nodes remember.
  var lifecycle: NodeLifecycle
  /// The turns of the nodes' fates, in order of time.
  public internal(set) var nodeLog: [NodeChange] = []
  /// How long pods waited for a node after the scheduler had found none, in order of the waits' ends.
  public internal(set) var podWaits: [PodWait] = []
  /// When the scheduler last found no node for a pod that it had not refused before, long ago if it never did.
  public internal(set) var lastRefusalMs = Int64.min / 2
  /// Counts whatever an autoscaler of nodes sees: pods that come, go or change their place, nodes that change.
  public internal(set) var placements: UInt64 = 0
  /// Requests that take other ways than equal shares of a load; nil without any.
  var network: TrafficNetwork?
  private let seed: UInt64

  /// Makes a cluster without workloads.
  ///
  /// `matureMs` is the longest time after its start for which an autoscaler treats a pod as young. `leastMilliCPU` is
  /// what the smallest node has that may be added later.
  public init(
    pools: [NodePool], pipeline: MetricsPipeline, matureMs: Int64, seed: UInt64,
    scheduler: SchedulerProfile = SchedulerProfile(), images: [RegistryImage] = [],
    lifecycle settings: NodeLifecycleSettings = NodeLifecycleSettings(), leastMilliCPU: Int64 = .max
  ) {
    self.images = ImageCatalog(images)
    self.pools = pools
    self.leastMilliCPU = leastMilliCPU
    made = pools.map { Int32($0.count) }
    nodes = []
    lifecycle = NodeLifecycle(settings, seed: seed)
    for (index, pool) in pools.enumerated() {
      for number in 0..<pool.count {
        let zone = lifecycle.zone(pool.zone(of: number))
        lifecycle.zones[zone].size += 1
        nodes.append(NodeState(pool: Int32(index), number: Int32(number), zone: zone, of: pool))
      }
    }
    var profile = scheduler
    if case .random = profile.tieBreaking { profile.tieBreaking = .random(seed: seed) }
    scheduling = PodScheduling(profile, nodes: nodes, pools: pools)
    self.pipeline = pipeline
    self.matureMs = matureMs
    self.seed = seed
  }

  /// Adds a workload and creates its pods at time 0.
  ///
  /// `description` is what the scheduler looks at in its pods; by default no more than their requests.
  /// Settled pods are bound, running, ready and old at once, as a cluster is found; those without room stay pending.
  /// A DaemonSet has as many pods as nodes take it; a Job makes its own when it starts.
  /// Returns the workload's index.
  public mutating func add(
    name: String, template: PodTemplate, service: ServiceModel, timing: PodTiming, replicas: Int32,
    settled: Bool = true, description: PodDescription? = nil, controller: PodController = .replicaSet
  ) -> Int {
    let described = description ?? PodDescription(named: name, template)
    let podClass = scheduling.snapshot.podClass(described)
    let index = workloads.count
    workloads.append(
      WorkloadState(
        name: name, template: template, service: service, timing: timing,
        isProbed: template.readiness != nil || template.liveness != nil,
        isMemoryBound: service.mayPass(memoryLimit: template.limitMemoryBytes),
        steps: template.steps.map { NumberedStep($0, workload: name, &images) }, podClass: podClass,
        priority: described.priority, replicas: replicas,
        perNode: Array(repeating: 0, count: nodes.count),
        ceiling: ceiling(limit: template.limitMicrocores, service),
        memoryPerPod: service.mostMemory(limit: template.limitMemoryBytes), entity: Self.number(of: name)))
    workloads[index].latency.baseLatency = service.baseLatency
    if service.waitsInQueue { workloads[index].line.mode = .always }
    workloads[index].controller = controller
    createFirstPods(index, settled: settled)
    if settled { settle(index) }
    if workloads[index].unscheduledCount > 0 {
      plan(.schedule, at: delayMs(timing.schedule, "pod-schedule", index, 0), workload: index)
    }
    return index
  }

  /// The most CPU a pod with a limit may use on a node of its own, in microcores.
  func ceiling(limit: Int64?, _ service: ServiceModel) -> Int64 {
    let coming = leastMilliCPU < .max ? leastMilliCPU * 1_000 : nil
    let smallest = [nodes.map(\.microcores).min(), coming].compactMap(\.self).min() ?? 0
    return [limit, service.threadMicrocores].compactMap(\.self).reduce(smallest, min)
  }

  /// A stream of one kind of luck of one pod: the same for every strategy.
  ///
  /// What a pod does more than once has luck of its own each time.
  mutating func stream(_ purpose: String, workload: Int, pod: Int32, nth: Int32 = 0) -> RandomStream {
    RandomStream(
      seed: seed, purpose: purpose,
      entity: workloads[workload].entity &+ UInt64(UInt32(bitPattern: pod))
        ^ UInt64(UInt32(bitPattern: nth)) << 24)
  }

  /// A number of a name, equal on every machine (FNV-1a), with room for the pods' numbers below.
  private static func number(of name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash << 32
  }

  /// Plans a step in the life of a workload's pods.
  mutating func plan(_ kind: EventKind, at timeMs: Int64, workload: Int, pod: Int32 = -1) {
    workloads[workload].planned += 1
    events.push(kind, at: timeMs, subject: Int32(workload), pod: pod)
  }

  /// Plans a step in the life of all pods of a group, so that it comes to each wherever it is by then.
  mutating func planForAll(_ kind: EventKind, at timeMs: Int64, workload: Int, group: Int) {
    for index in workloads[workload].pods.indices where workloads[workload].pods[index].group == Int32(group)
    {
      plan(kind, at: timeMs, workload: workload, pod: workloads[workload].pods[index].uid)
    }
  }

  /// Handles an event of the cluster's own.
  public mutating func handle(_ event: Event) {
    if putOff(event) { return }
    if event.kind.concernsNodes { return handleNodeEvent(event) }
    let workload = Int(event.subject)
    if event.kind == .schedule, workload < 0 { return runScheduler(nowMs: event.timeMs) }
    if event.kind != .drained, event.kind != .flow { workloads[workload].planned -= 1 }
    switch event.kind {
    case .schedule: schedulePending(workload, nowMs: event.timeMs)
    case .controller: lookAgain(workload, nowMs: event.timeMs)
    case .drained: drained(node: workload, nowMs: event.timeMs)
    case .flow: flow(component: workload, nowMs: event.timeMs)
    case .load, .incident, .scrape, .reconcile, .scaler, .userController, .nodeScaler, .vertical, .record:
      break
    default:
      guard let pod = workloads[workload].index(ofPod: event.pod) else { return }
      let record = workloads[workload].pods[pod]
      if event.kind.needsKubelet, record.isBound,
        !nodes[Int(record.node)].health.allows(event, for: record)
      {
        return
      }
      switch event.kind {
      case .prepare: prepare(workload, pod: pod, nowMs: event.timeMs)
      case .attend: attend(workload, pod: pod, nowMs: event.timeMs)
      case .running: startContainers(workload, pod: pod, nowMs: event.timeMs)
      case .applicationUp, .ready, .enterEndpoints, .startupOver:
        progress(workload, pod: pod, nowMs: event.timeMs)
      case .finish: finish(workload, pod: pod, nowMs: event.timeMs)
      case .resize: actuate(workload, pod: pod, nowMs: event.timeMs)
      case .leaveEndpoints, .terminate: withdraw(workload, pod: pod, nowMs: event.timeMs)
      default: stop(workload, pod: pod, nowMs: event.timeMs)
      }
    }
  }
}
