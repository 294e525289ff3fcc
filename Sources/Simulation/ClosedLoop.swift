import Cluster
public import Kubernetes
import Scaling
import Scheduling
import Workload

/// Runs one scenario: load drives the cluster, the cluster feeds the autoscalers, they scale the cluster.
public enum ClosedLoop {
  /// Runs a scenario with one seed.
  ///
  /// Equal scenarios and seeds give equal recordings, whatever the machine and the number of threads. Throws
  /// `InputErrors` where the scenario does not hold together; see `Scenario.check()`.
  public static func run(_ scenario: Scenario, seed: UInt64) throws(InputErrors) -> Recording {
    try scenario.check()
    var loop = Loop(scenario, seed: seed)
    loop.run()
    if !loop.failures.isEmpty { throw InputErrors(loop.failures) }
    return loop.finish()
  }
}

/// The state of one run.
struct Loop {
  let scenario: Scenario
  let seed: UInt64
  var cluster: Cluster
  var courses: [Course] = []
  var autoscalers: [HPAAdapter] = []
  /// What scales besides the HPAs.
  var scalers: [LoopScaler] = []
  /// Why the run cannot go on; empty as long as it can.
  var failures: [InputProblem] = []
  var metrics: MetricsAdapters
  var recorder: Recorder
  /// The nodes that each incident meets.
  var incidentNodes: [[Int]] = []
  /// The instants of incidents to come, the next one last.
  var incidentTimes: [Int64] = []
  /// The drain that an incident began.
  var drains: [Int?] = []
  var controllers: [HeldController] = []
  /// What makes nodes and takes them away.
  var nodeScaler: LoopNodeScaler?
  /// What sizes pods.
  var vertical: Held<VerticalLoop>?
  /// The last refusal of the scheduler's that it was told of.
  var toldRefusalMs = Int64.min / 2
  /// The pods and nodes as the controllers were last told of.
  var podMarks: [PodCounts] = []
  var nodeMarks: [NodeHealth] = []

  init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    self.seed = seed
    let luck = RunLuck(seed: seed)
    let memory = scenario.metrics.map { $0.windowMs + $0.lagMs }.max() ?? 0
    cluster = Cluster(
      pools: scenario.nodePools, pipeline: scenario.metricsPipeline,
      matureMs: max(scenario.looksAtStarts ? scenario.hpa.cpuInitializationPeriodMs : 0, memory), seed: seed,
      scheduler: scenario.scheduler, images: scenario.images, lifecycle: scenario.nodeLifecycle,
      leastMilliCPU: scenario.nodeAutoscaler?.leastMilliCPU(scenario.nodePools) ?? .max)
    for workload in scenario.workloads {
      _ = cluster.add(
        name: workload.deployment.metadata.name, template: PodTemplate(workload.deployment),
        service: ServiceModel(workload.response, latencyObjectiveMs: scenario.latencyObjectiveMs),
        timing: workload.timing, replicas: workload.deployment.spec.replicas, settled: workload.startsSettled,
        description: PodDescription(workload.deployment), controller: workload.controller)
      let index = courses.count
      let waits = scenario.traffic.streams.contains { $0.target == index && $0.thinkMs != nil }
      courses.append(Course(LoadFeed(workload, countsClients: waits)))
    }
    cluster.connect(scenario.traffic)
    metrics = MetricsAdapters(scenario.metrics, scenario: scenario)
    metrics.prepare(&cluster)
    recorder = Recorder(scenario)
    let resolution = scenario.metricsPipeline.resolutionMs
    let firstScrape =
      scenario.metricsPipeline.firstScrapeMs ?? luck.phase("scrape-phase", "", below: resolution)
    cluster.events.push(.scrape, at: firstScrape, subject: 0)
    for index in courses.indices { courses[index].nextScrapeMs = firstScrape }
    for (index, autoscaler) in scenario.autoscalers.enumerated() {
      autoscalers.append(HPAAdapter(autoscaler, scenario: scenario, metrics: metrics))
      let phase =
        autoscaler.phaseMs
        ?? luck.phase("hpa-phase", autoscaler.hpa.metadata.name, below: scenario.hpa.syncPeriodMs)
      let first = scenario.hpa.firstReconcileMs(createdAtMs: autoscaler.createdMs) + phase
      cluster.events.push(.reconcile, at: first, subject: Int32(index))
    }
    prepareScalers(luck)
    cluster.events.push(.record, at: min(scenario.recordStepMs, scenario.horizonMs), subject: 0)
    for budget in scenario.budgets { cluster.add(budget, workloads: scenario.workloads(pickedBy: budget)) }
    for workload in courses.indices { queueLoad(workload) }
    queueIncidents(seed: seed)
    prepareNodeScaler(luck)
    prepareVertical(luck)
    startControllers()
    findSolitary()
  }

  mutating func run() {
    while failures.isEmpty, let event = cluster.events.pop(), event.timeMs <= scenario.horizonMs {
      switch event.kind {
      case .load: load(Int(event.subject), nowMs: event.timeMs)
      case .incident: meet(event)
      case .scrape:
        cluster.scrape(nowMs: event.timeMs)
        cluster.events.push(.scrape, at: nextScrape(after: event.timeMs), subject: 0)
      case .reconcile: reconcile(Int(event.subject), nowMs: event.timeMs)
      case .scaler: wake(event)
      case .nodeScaler: wakeNodeScaler(event)
      case .vertical: wakeVertical(event)
      case .userController: runController(Int(event.subject), nowMs: event.timeMs)
      case .record:
        for workload in courses.indices {
          recorder.courses[workload].row(endingMs: event.timeMs, &cluster.workloads[workload])
        }
        if let next = recorder.courses.lazy.compactMap(\.nextRowEndMs).min() {
          cluster.events.push(.record, at: next, subject: 0)
        }
      default: cluster.handle(event)
      }
      noteChanges(nowMs: event.timeMs)
      if nodeScaler != nil { tellNodeScaler(nowMs: event.timeMs) }
    }
  }

  private mutating func load(_ workload: Int, nowMs: Int64) {
    // A workload that ran ahead has been here already.
    guard nowMs > courses[workload].aheadMs else { return }
    cluster.setLoad(workload, microcores: courses[workload].feed.take(), nowMs: nowMs)
    if !scalers.isEmpty { poke(workload, nowMs: nowMs) }
    if courses[workload].autoscaler == nil, canRunAhead(workload, nowMs: nowMs) {
      return runAhead(workload, reconcileMs: .max)
    }
    queueLoad(workload)
  }

  /// Puts the next change of load in the queue, unless it stands there already.
  mutating func queueLoad(_ workload: Int) {
    guard let next = courses[workload].feed.nextMs, next != courses[workload].queuedLoadMs else { return }
    courses[workload].queuedLoadMs = next
    cluster.events.push(.load, at: next, subject: Int32(workload))
  }

  /// The time of the next scrape that some workload has not met yet.
  private mutating func nextScrape(after nowMs: Int64) -> Int64 {
    var next = Int64.max
    for index in courses.indices {
      if courses[index].nextScrapeMs <= nowMs {
        courses[index].nextScrapeMs = nowMs + scenario.metricsPipeline.resolutionMs
      }
      next = min(next, courses[index].nextScrapeMs)
    }
    return next
  }

  private mutating func reconcile(_ index: Int, nowMs: Int64) {
    // Without the API server a sync fails before it looks at anything.
    guard !cluster.isOut(at: nowMs) else {
      return cluster.events.push(.reconcile, at: nowMs + scenario.hpa.syncPeriodMs, subject: Int32(index))
    }
    let workload = autoscalers[index].workload
    autoscalers[index].askForValues(nowMs: nowMs, cluster: cluster, metrics: metrics)
    let decision = autoscalers[index].reconcile(
      nowMs: nowMs, &cluster.workloads[workload],
      isFresh: cluster.showsLastScrape(of: workload, at: nowMs), metrics: metrics)
    let state = autoscalers[index].state(after: decision)
    if recorder.notes(decision, state, autoscaler: index, workload: workload) {
      recorder.add(autoscalers[index].record(decision, workload: recorder.name(of: workload), nowMs: nowMs))
    }
    if let replicas = decision.scaledTo {
      cluster.scale(workload, to: replicas, nowMs: nowMs)
    } else if canRunAhead(workload, nowMs: nowMs) {
      return runAhead(workload, reconcileMs: nowMs + scenario.hpa.syncPeriodMs)
    }
    cluster.events.push(.reconcile, at: nowMs + scenario.hpa.syncPeriodMs, subject: Int32(index))
  }

  mutating func finish() -> Recording {
    var recording = recorder.finish(cluster)
    recording.incidents = incidentRecords
    addForecasts(to: &recording)
    addNodes(to: &recording)
    addVertical(to: &recording)
    recording.nodeChanges = NodeRecord.all(cluster)
    return recording
  }
}
