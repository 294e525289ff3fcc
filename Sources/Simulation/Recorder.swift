import Cluster
import Kubernetes
import Scaling

/// Makes a recording of a run as it goes.
struct Recorder {
  private var recording = Recording()
  private var lastStates: [HPAState]
  /// What is kept of each workload.
  var courses: [RecordedCourse]

  init(_ scenario: Scenario) {
    courses = scenario.workloads.map { _ in RecordedCourse(scenario) }
    lastStates = Array(repeating: HPAState(), count: scenario.autoscalers.count)
    recording.horizonMs = scenario.horizonMs
    for workload in scenario.workloads {
      let template = PodTemplate(workload.deployment)
      var one = WorkloadRecording(name: workload.deployment.metadata.name)
      one.requestCores = Double(template.requestCPUMilli) / 1_000
      one.requestBytes = Double(template.requestMemoryBytes)
      recording.workloads.append(one)
    }
  }

  /// Notes that an HPA reconciled; returns whether that is worth a row: it scaled, or says something new of its
  /// health or its bounds.
  mutating func notes(_ decision: HPADecision, _ state: HPAState, autoscaler: Int, workload: Int) -> Bool {
    courses[workload].notes(desired: decision.desiredReplicas)
    guard decision.scaledTo != nil || state != lastStates[autoscaler] else { return false }
    lastStates[autoscaler] = state
    return true
  }

  /// Adds a row to the decision log.
  mutating func add(_ row: DecisionRecord) { recording.decisions.append(row) }

  /// The name of a workload.
  func name(of workload: Int) -> String { recording.workloads[workload].name }

  /// The recording at the end of the run.
  mutating func finish(_ cluster: Cluster) -> Recording {
    var result = recording
    for (index, state) in cluster.workloads.enumerated() {
      result.workloads[index].podMs = state.podMs - courses[index].warmupPodMs
      let warmup = courses[index].warmupBeyond
      result.workloads[index].beyondCoreMs = (state.beyond.milliMs - warmup.milliMs) / 1_000
      result.workloads[index].beyondByteMs = state.beyond.byteMs - warmup.byteMs
      result.workloads[index].latency = state.latency
      result.workloads[index].timeline = courses[index].rows.take(
        workPerRequest: state.service.workPerRequest)
      result.workloads[index].podLog = state.podLog
      result.reconciles += courses[index].reconciles
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
