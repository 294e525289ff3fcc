import Cluster
import Kubernetes
import Scaling

/// Makes a recording of a run as it goes.
struct Recorder {
  private var recording = Recording()
  private var desired: [Int32?]
  private var lastStates: [HPAState]
  private let horizonMs: Int64
  private let measureFromMs: Int64
  /// The pod time of the warm-up, by workload.
  private var warmupPodMs: [Int64]
  private var rowStartMs: Int64 = 0
  /// The rows of every workload; they become columns at the end.
  private var rows: [ContiguousArray<TimelineRow>] = []

  init(_ scenario: Scenario) {
    horizonMs = scenario.horizonMs
    measureFromMs = scenario.measureFromMs
    warmupPodMs = Array(repeating: 0, count: scenario.workloads.count)
    desired = Array(repeating: nil, count: scenario.workloads.count)
    lastStates = Array(repeating: HPAState(), count: scenario.autoscalers.count)
    recording.horizonMs = scenario.horizonMs
    let rows = Int((scenario.horizonMs + scenario.recordStepMs - 1) / scenario.recordStepMs)
    for workload in scenario.workloads {
      let template = PodTemplate(workload.deployment)
      var one = WorkloadRecording(name: workload.deployment.metadata.name)
      one.requestCores = Double(template.requestCPUMilli) / 1_000
      one.requestBytes = Double(template.requestMemoryBytes)
      recording.workloads.append(one)
      self.rows.append([])
      self.rows[self.rows.count - 1].reserveCapacity(rows)
    }
    recording.nodeMs = scenario.nodePools.map {
      Int64($0.count) * (scenario.horizonMs - scenario.measureFromMs)
    }
  }

  /// Ends a row of every workload.
  mutating func row(endingMs nowMs: Int64, cluster: inout Cluster) {
    guard nowMs > rowStartMs else { return }
    for workload in recording.workloads.indices {
      cluster.workloads[workload].settleAccounts(at: nowMs)
      rows[workload].append(
        TimelineRow(cluster.workloads[workload], desired: desired[workload], fromMs: rowStartMs, toMs: nowMs))
      cluster.workloads[workload].totals.reset()
      if nowMs == measureFromMs {
        warmupPodMs[workload] = cluster.workloads[workload].podMs
        cluster.workloads[workload].latency.removeAll()
      }
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
      result.workloads[index].podMs = state.podMs - warmupPodMs[index]
      result.workloads[index].latency = state.latency
      result.workloads[index].timeline = Timeline(rows[index])
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
