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
  private let queries: [HPAQuery]

  init(_ autoscaler: ScenarioAutoscaler, scenario: Scenario, metrics: MetricsAdapters) {
    name = autoscaler.hpa.metadata.name
    let target = autoscaler.hpa.spec.scaleTargetRef.name
    let index = scenario.workloads.firstIndex { $0.deployment.metadata.name == target } ?? 0
    workload = index
    controller = HPAController(autoscaler.hpa, configuration: scenario.hpa)
    queries = autoscaler.hpa.spec.metrics.map {
      HPAQuery($0, deployment: scenario.workloads[index].deployment, metrics: metrics)
    }
  }

  /// Reconciles once. Time stands still during a reconcile.
  mutating func reconcile(nowMs: Int64, cluster: Cluster, metrics: MetricsAdapters) -> HPADecision {
    observe(nowMs: nowMs, cluster: cluster, metrics: metrics)
    return controller.reconcile(observation)
  }

  /// What a row of the decision log is written for when it changes.
  func state(after decision: HPADecision) -> HPAState {
    HPAState(
      outcome: decision.outcome, active: controller.memory.conditions[.scalingActive]?.reason,
      limited: controller.memory.conditions[.scalingLimited]?.reason)
  }

  /// Fills the observation with what the API server and the metrics APIs show.
  private mutating func observe(nowMs: Int64, cluster: Cluster, metrics: MetricsAdapters) {
    observation.removeAll()
    observation.nowMs = nowMs
    let isFresh = cluster.showsLastScrape(at: nowMs)
    let groups = cluster.workloads[workload].groups
    observation.specReplicas = cluster.workloads[workload].replicas
    observe(groups, pending: cluster.workloads[workload].pendingCount)
    for query in queries {
      let start = Int32(observation.samples.count)
      var reading = HPAObservation.Reading(samplesStart: start)
      switch query {
      case .cpu(let share, let request):
        addResource(groups, isFresh: isFresh) { $0.cpuMilli * share }
        reading.requestsStart = add(request: request)
      case .memory(let share, let request):
        addResource(groups, isFresh: isFresh) { $0.memoryBytes * 1_000 * share }
        reading.requestsStart = add(request: request)
      case .pods(let source):
        addPods(source, groups, nowMs: nowMs, cluster: cluster, metrics: metrics)
        if Int32(observation.samples.count) == start { reading.failure = add(.empty) }
      case .value(let source):
        if let value = metrics.value(source, nowMs: nowMs, cluster: cluster) {
          reading.value = value
        } else {
          reading.failure = add(.empty)
        }
      case .nothing: break
      case .failing(let failure): reading.failure = add(failure)
      }
      reading.samplesEnd = Int32(observation.samples.count)
      observation.readings.append(reading)
    }
  }

  /// Lists the pods: those whose containers run by group, then those that wait.
  private mutating func observe(_ groups: [PodGroup], pending: Int32) {
    var alive = pending
    for index in groups.indices {
      observation.pods.append(
        HPAObservation.Pod(
          count: groups[index].count, phase: .running, isDeleted: groups[index].isDeleted,
          ready: groups[index].isReady ? .true : .false, startTimeMs: groups[index].startMs,
          readyTransitionMs: groups[index].readyTransitionMs))
      if !groups[index].isDeleted { alive += groups[index].count }
    }
    if pending > 0 {
      observation.pods.append(
        HPAObservation.Pod(
          count: pending, phase: .pending, ready: .false, startTimeMs: HPAObservation.noTime,
          readyTransitionMs: HPAObservation.noTime))
    }
    observation.statusReplicas = alive
  }

  /// Adds the samples of cpu or memory that metrics-server shows.
  @inline(__always)
  private mutating func addResource(_ groups: [PodGroup], isFresh: Bool, value: (PodSample) -> Int64) {
    for index in groups.indices {
      let sample = isFresh ? groups[index].sample : groups[index].earlierSample
      guard sample.exists else { continue }
      observation.samples.append(
        HPAObservation.Sample(
          pod: Int32(index), count: groups[index].count, value: value(sample),
          timestampMs: sample.timestampMs,
          windowMs: sample.windowMs))
    }
  }

  /// Adds the samples of a custom metric of the pods.
  private mutating func addPods(
    _ source: Int, _ groups: [PodGroup], nowMs: Int64, cluster: Cluster, metrics: MetricsAdapters
  ) {
    let windowMs = max(metrics.sources[source].windowMs, 1)
    for (index, group) in groups.enumerated() {
      guard
        let (value, timeMs) = metrics.podValue(
          source, group: group, workload: workload, nowMs: nowMs, cluster: cluster)
      else { continue }
      observation.samples.append(
        HPAObservation.Sample(
          pod: Int32(index), count: group.count, value: value, timestampMs: timeMs, windowMs: windowMs))
    }
  }

  private mutating func add(request: Int64) -> Int32 {
    guard request >= 0 else { return -1 }
    let start = Int32(observation.requests.count)
    for _ in observation.pods { observation.requests.append(request) }
    return start
  }

  private mutating func add(_ failure: HPAMetricFailure) -> Int32 {
    observation.failures.append(failure)
    return Int32(observation.failures.count - 1)
  }
}
