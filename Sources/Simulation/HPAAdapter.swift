import Cluster
import Kubernetes
import Scaling

/// Binds an HPA's decision core to the simulated cluster: reads through the metrics pipeline, writes the scale.
struct HPAAdapter {
  let name: String
  /// The index of the workload it scales.
  let workload: Int
  private(set) var controller: HPAController
  private(set) var observation = HPAObservation()
  /// What the answers to its questions for external metrics of others are, in their order.
  var answers: [KEDAMetricAnswer]
  private let queries: [HPAQuery]
  /// Why metrics that can never be read cannot.
  private let failures: [HPAMetricFailure]
  /// How many of the observation's samples and requests are of this reconcile.
  private var sampleCount = 0
  private var requestCount = 0
  /// By query, the metrics that belong to no pod; nil where there is none.
  private var values: [Int64?]
  private let asksForValues: Bool
  /// What pods request that are not as the template says, by size, then by query.
  private var sizedRequests: [[Int64]] = []
  /// The pods that do not run yet, by size.
  private var pending: [(size: Int32, count: Int32)] = []

  /// `served` are the external metrics that are answered by `answers`.
  init(
    _ autoscaler: ScenarioAutoscaler, scenario: Scenario, metrics: MetricsAdapters, served: [String] = []
  ) {
    name = autoscaler.hpa.metadata.name
    let target = autoscaler.hpa.spec.scaleTargetRef.name
    let index = scenario.workloads.firstIndex { $0.deployment.metadata.name == target } ?? 0
    workload = index
    controller = HPAController(autoscaler.hpa, configuration: scenario.hpa)
    var reasons: [HPAMetricFailure] = []
    queries = autoscaler.hpa.spec.metrics.map { metric in
      if let name = metric.external?.metric.name, let answer = served.firstIndex(of: name) {
        return .answer(answer)
      }
      return HPAQuery(
        metric, deployment: scenario.workloads[index].deployment, metrics: metrics, failures: &reasons)
    }
    answers = Array(repeating: .failed, count: served.count)
    failures = reasons
    observation.readings = queries.map { _ in HPAObservation.Reading() }
    values = queries.map { _ in nil }
    asksForValues = queries.contains { if case .value = $0 { true } else { false } }
  }

  /// Learns what pods of the workload's next size request, which a Deployment of such pods tells.
  mutating func learn(_ deployment: Deployment, metrics: MetricsAdapters) {
    var unused: [HPAMetricFailure] = []
    sizedRequests.append(
      zip(queries, controller.autoscaler.spec.metrics).map { query, metric in
        switch query {
        case .cpu, .memory:
          HPAQuery(metric, deployment: deployment, metrics: metrics, failures: &unused).request ?? -1
        default: -1
        }
      })
  }

  /// Its bounds.
  var bounds: ClosedRange<Int32> {
    let spec = controller.autoscaler.spec
    let least = spec.minReplicas ?? 1
    return least...max(least, spec.maxReplicas)
  }

  /// Changes its bounds, as whoever edits the object does; what it remembers stays.
  mutating func setBounds(_ bounds: ClosedRange<Int32>) {
    var spec = controller.autoscaler.spec
    spec.minReplicas = bounds.lowerBound
    spec.maxReplicas = bounds.upperBound
    controller.replaceSpec(spec)
  }

  /// Asks for the metrics that belong to no pod, of whichever workload.
  mutating func askForValues(nowMs: Int64, cluster: borrowing Cluster, metrics: MetricsAdapters) {
    guard asksForValues else { return }
    for index in queries.indices {
      guard case .value(let source) = queries[index] else { continue }
      values[index] = metrics.value(source, nowMs: nowMs, cluster: cluster)
    }
  }

  /// Reconciles once, with the values asked for before. Time stands still during a reconcile.
  ///
  /// `isFresh`: whether the samples of the last scrape can be asked for already. The state is not changed, but as a
  /// plain parameter it would be copied.
  mutating func reconcile(
    nowMs: Int64, _ state: inout WorkloadState, isFresh: Bool, metrics: MetricsAdapters
  ) -> HPADecision {
    observe(nowMs: nowMs, &state, isFresh: isFresh, metrics: metrics)
    return controller.reconcile(observation)
  }

  /// Whether it looks at the pods' cpu or memory.
  var looksAtSamples: Bool {
    queries.contains {
      switch $0 {
      case .cpu, .memory: true
      default: false
      }
    }
  }

  /// Whether `holds` can be asked.
  var watchesUtilizationOnly: Bool {
    guard controller.watchesUtilizationOnly, case .cpu(_, let request) = queries[0] else { return false }
    return request > 0
  }

  /// Reconciles settled pods if that has no consequences; else does nothing and returns false.
  mutating func holds(
    _ groups: [PodGroup], replicas: Int32, isFresh: Bool, nowMs: Int64,
    history: inout HPAController.SteadyHistory
  ) -> Bool {
    guard case .cpu(let share, let request) = queries[0] else { return false }
    var reading = HPAController.SteadyReading()
    for index in groups.indices {
      guard let milli = groups[index].countedMilli(isFresh: isFresh) else { return false }
      reading.add(groups[index].count, milli: milli &* share, request: request)
    }
    return controller.holds(reading, replicas: replicas, nowMs: nowMs, history: &history)
  }

  /// The same for equal pods that show so many millicores each; nil if they show nothing that counts.
  @inline(__always)
  mutating func holds(
    _ count: Int32, milli: Int64?, nowMs: Int64, history: inout HPAController.SteadyHistory
  ) -> Bool {
    guard case .cpu(let share, let request) = queries[0], let milli else { return false }
    var reading = HPAController.SteadyReading()
    reading.add(count, milli: milli &* share, request: request)
    return controller.holds(reading, replicas: count, nowMs: nowMs, history: &history)
  }

  /// Begins a stretch of `holds`. Changes nothing; as a plain method it would copy the whole adapter.
  mutating func steadyHistory() -> HPAController.SteadyHistory { controller.steadyHistory() }

  /// Reconciles by a sum that is shared out to pods that are all there, if that has no consequences; else does nothing
  /// and returns false.
  @inline(__always)
  mutating func holds(
    sum: Int64, replicas: Int32, nowMs: Int64, history: inout HPAController.SteadyHistory
  ) -> Bool {
    controller.holds(sum: sum, replicas: replicas, nowMs: nowMs, history: &history)
  }

  /// What a row of the decision log is written for when it changes.
  ///
  /// Changes nothing; as a plain method it would copy the whole adapter.
  mutating func state(after decision: HPADecision) -> HPAState {
    HPAState(
      outcome: decision.outcome, active: controller.memory.conditions[.scalingActive]?.reason,
      limited: controller.memory.conditions[.scalingLimited]?.reason)
  }

  /// Fills the observation with what the API server and the metrics APIs show.
  private mutating func observe(
    nowMs: Int64, _ state: inout WorkloadState, isFresh: Bool, metrics: MetricsAdapters
  ) {
    let groups = state.groups
    observation.nowMs = nowMs
    observation.specReplicas = state.replicas
    if sizedRequests.isEmpty {
      if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
      if state.pendingCount > 0 { pending.append((0, state.pendingCount)) }
    } else {
      pending = state.pendingSizes()
    }
    list(groups)
    sampleCount = 0
    requestCount = 0
    if !observation.failures.isEmpty { observation.failures.removeAll(keepingCapacity: true) }
    for index in queries.indices {
      let start = Int32(sampleCount)
      var reading = HPAObservation.Reading(samplesStart: start)
      switch queries[index] {
      case .cpu(let share, let request):
        addResource(groups, isFresh: isFresh) { $0.cpuMilli * share }
        reading.requestsStart = add(request: request, of: index, groups)
      case .memory(let share, let request):
        addResource(groups, isFresh: isFresh) { $0.memoryBytes * 1_000 * share }
        reading.requestsStart = add(request: request, of: index, groups)
      case .pods(let source):
        addPods(source, of: state, nowMs: nowMs, metrics: metrics)
        if Int32(sampleCount) == start { reading.failure = add(.empty) }
      case .value:
        if let value = values[index] {
          reading.value = value
        } else {
          reading.failure = add(.empty)
        }
      case .answer(let index):
        switch answers[index] {
        case .milli(let milli): reading.value = milli
        case .none: reading.failure = add(.empty)
        case .failed: reading.failure = add(.unavailable("the metrics server could not read the trigger"))
        }
      case .nothing: break
      case .failing(let reason): reading.failure = add(failures[reason])
      }
      reading.samplesEnd = Int32(sampleCount)
      observation.readings[index] = reading
    }
  }

  /// Lists the pods: those whose containers run by group, then those that wait.
  private mutating func list(_ groups: [PodGroup]) {
    var alive: Int32 = 0
    let count = groups.count + pending.count
    if observation.pods.count != count {
      let blank = HPAObservation.Pod(startTimeMs: 0)
      observation.pods = Array(repeating: blank, count: count)
    }
    for index in groups.indices {
      observation.pods[index] = HPAObservation.Pod(
        count: groups[index].count, phase: .running, isDeleted: groups[index].isDeleted,
        ready: groups[index].isReady ? .true : .false, startTimeMs: groups[index].startMs,
        readyTransitionMs: groups[index].readyTransitionMs)
      if !groups[index].isDeleted { alive += groups[index].count }
    }
    for index in pending.indices {
      alive += pending[index].count
      observation.pods[groups.count + index] = HPAObservation.Pod(
        count: pending[index].count, phase: .pending, ready: .false, startTimeMs: HPAObservation.noTime,
        readyTransitionMs: HPAObservation.noTime)
    }
    observation.statusReplicas = alive
  }

  /// Adds a sample, in the place of one of the last reconcile.
  private mutating func add(_ sample: HPAObservation.Sample) {
    if sampleCount < observation.samples.count {
      observation.samples[sampleCount] = sample
    } else {
      observation.samples.append(sample)
    }
    sampleCount += 1
  }

  /// Adds the samples of cpu or memory that metrics-server shows.
  @inline(__always)
  private mutating func addResource(_ groups: [PodGroup], isFresh: Bool, value: (PodSample) -> Int64) {
    for index in groups.indices {
      let sample = isFresh ? groups[index].sample : groups[index].earlierSample
      guard sample.exists else { continue }
      add(
        HPAObservation.Sample(
          pod: Int32(index), count: groups[index].count, value: value(sample),
          timestampMs: sample.timestampMs,
          windowMs: sample.windowMs))
    }
  }

  /// Adds the samples of a custom metric of the pods.
  private mutating func addPods(
    _ source: Int, of state: borrowing WorkloadState, nowMs: Int64, metrics: MetricsAdapters
  ) {
    let windowMs = max(metrics.sources[source].windowMs, 1)
    for (index, group) in state.groups.enumerated() {
      guard let (value, timeMs) = metrics.podValue(source, group: group, of: state, nowMs: nowMs) else {
        continue
      }
      add(
        HPAObservation.Sample(
          pod: Int32(index), count: group.count, value: value, timestampMs: timeMs, windowMs: windowMs))
    }
  }

  /// Adds the request of each pod entry, in the place of those of the last reconcile.
  private mutating func add(request: Int64, of query: Int, _ groups: [PodGroup]) -> Int32 {
    guard request >= 0 else { return -1 }
    let start = requestCount
    requestCount += observation.pods.count
    while observation.requests.count < requestCount { observation.requests.append(request) }
    for index in start..<requestCount { observation.requests[index] = request }
    guard !sizedRequests.isEmpty else { return Int32(start) }
    for (index, size) in (groups.map(\.size) + pending.map(\.size)).enumerated() where size != 0 {
      observation.requests[start + index] = sizedRequests[Int(size) - 1][query]
    }
    return Int32(start)
  }

  private mutating func add(_ failure: HPAMetricFailure) -> Int32 {
    observation.failures.append(failure)
    return Int32(observation.failures.count - 1)
  }
}

extension HPAController.SteadyReading {
  /// Adds equal pods that use and request so many thousandths each.
  @inline(__always)
  fileprivate mutating func add(_ pods: Int32, milli: Int64, request: Int64) {
    let count = Int64(pods)
    self.pods &+= count
    usage &+= count &* milli
    requests &+= count &* request
  }
}
