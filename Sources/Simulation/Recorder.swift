import Cluster
import Kubernetes
import Scaling

/// Makes a recording of a run as it goes.
struct Recorder {
  private var recording = Recording()
  private var desired: [Int32?]
  private var lastStates: [HPAState]
  private let horizonMs: Int64
  private var rowStartMs: Int64 = 0

  init(_ scenario: Scenario) {
    horizonMs = scenario.horizonMs
    desired = Array(repeating: nil, count: scenario.workloads.count)
    lastStates = Array(repeating: HPAState(), count: scenario.autoscalers.count)
    recording.horizonMs = scenario.horizonMs
    let rows = Int((scenario.horizonMs + scenario.recordStepMs - 1) / scenario.recordStepMs)
    for workload in scenario.workloads {
      let template = PodTemplate(workload.deployment)
      var one = WorkloadRecording(name: workload.deployment.metadata.name)
      one.requestCores = Double(template.requestCPUMilli) / 1_000
      one.requestBytes = Double(template.requestMemoryBytes)
      one.timeline.reserve(rows)
      recording.workloads.append(one)
    }
    recording.nodeMs = scenario.nodePools.map { Int64($0.count) * scenario.horizonMs }
  }

  /// Ends a row of every workload.
  mutating func row(endingMs nowMs: Int64, cluster: inout Cluster) {
    guard nowMs > rowStartMs else { return }
    for workload in recording.workloads.indices {
      cluster.workloads[workload].settleAccounts(at: nowMs)
      recording.workloads[workload].timeline.add(
        cluster, workload, desired: desired[workload], fromMs: rowStartMs, toMs: nowMs)
      cluster.workloads[workload].totals.reset()
    }
    rowStartMs = nowMs
  }

  /// Notes that an HPA reconciled; returns whether that is worth a row: it scaled, or says something new of its
  /// health or its bounds.
  mutating func notes(_ decision: HPADecision, _ state: HPAState, autoscaler: Int, workload: Int) -> Bool {
    recording.reconciles += 1
    desired[workload] = decision.desiredReplicas
    guard decision.scaledTo != nil || state != lastStates[autoscaler] else { return false }
    lastStates[autoscaler] = state
    return true
  }

  /// Adds a row to the decision log.
  mutating func add(_ row: DecisionRecord) { recording.decisions.append(row) }

  /// The name of a workload.
  func name(of workload: Int) -> String { recording.workloads[workload].name }

  /// The recording at the end of the run.
  func finish(_ cluster: Cluster) -> Recording {
    var result = recording
    for (index, state) in cluster.workloads.enumerated() {
      result.workloads[index].podMs = state.podMs
      result.workloads[index].latency = state.latency
    }
    return result
  }
}

/// What must change for a reconcile to be worth a row without scaling: its outcome and the bound that holds.
struct HPAState: Hashable {
  var outcome: HPADecision.Outcome?
  var active: HPAConditionReason?
  var limited: HPAConditionReason?
}

extension Timeline {
  mutating func reserve(_ rows: Int) {
    timeMs.reserveCapacity(rows)
    for column in Self.doubles { self[keyPath: column].reserveCapacity(rows) }
    replicas.reserveCapacity(rows)
    desired.reserveCapacity(rows)
    pods.reserveCapacity(rows)
    unscheduled.reserveCapacity(rows)
  }

  private static var doubles: [WritableKeyPath<Timeline, [Double]>] {
    [
      \.arrived, \.served, \.slow, \.dropped, \.timedOut, \.cut, \.backlog, \.latencyMean, \.latencyP95,
      \.demandCores, \.usageCores, \.memoryBytes, \.ready,
    ]
  }

  /// Adds what flowed through a workload since the row began.
  fileprivate mutating func add(
    _ cluster: Cluster, _ workload: Int, desired wanted: Int32?, fromMs: Int64, toMs: Int64
  ) {
    let totals = cluster.workloads[workload].totals
    let service = cluster.workloads[workload].service
    let request = service.workPerRequest
    let ms = Double(toMs - fromMs)
    let requests = Double(totals.served) / request
    timeMs.append(fromMs)
    arrived.append(Double(totals.arrived) / request)
    served.append(requests)
    slow.append(totals.slowRequests)
    dropped.append(Double(totals.dropped) / request)
    timedOut.append(Double(totals.timedOut) / request)
    cut.append(Double(totals.cut) / request)
    backlog.append(Double(cluster.workloads[workload].backlog) / request)
    latencyMean.append(requests > 0 ? totals.responseSeconds / requests : 0)
    let p95 = ResponseMixture(stretches: totals.stretches).quantile(0.95, shape: service.shape)
    latencyP95.append(requests > 0 ? p95 + service.baseLatency : 0)
    demandCores.append(Double(totals.arrived) / ms / 1e6)
    usageCores.append(Double(totals.usage) / ms / 1e6)
    memoryBytes.append(cluster.workloads[workload].memoryBytes)
    ready.append(Double(totals.readyPodMs) / ms)
    replicas.append(cluster.workloads[workload].replicas)
    desired.append(wanted ?? cluster.workloads[workload].replicas)
    pods.append(cluster.workloads[workload].podCount)
    unscheduled.append(cluster.workloads[workload].unscheduledCount)
  }
}
