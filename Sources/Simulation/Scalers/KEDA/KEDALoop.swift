import Cluster
import Kubernetes
import Scaling

/// A ScaledObject in a run: KEDA's polls and the HPA that it makes, two loops with a phase each.
struct KEDALoop {
  let name: String
  /// The index of the workload it scales.
  let workload: Int
  /// The time between polls.
  let pollMs: Int64
  var controller: ScaledObjectController
  /// The HPA's side.
  var adapter: HPAAdapter
  var observation = ScaledObjectObservation()
  /// What the HPA's last row of the decision log said.
  var lastState = HPAState()
  /// When each of the two loops takes its next turn.
  var turns = KEDATurnTimes()
  /// What the turn that is due came to, where it was taken ahead of time.
  var ahead: Turn?
  /// Whether its triggers look at nothing but the workload it scales, and it is not paused.
  let watchesOwnOnly: Bool
  /// The number of metrics that the HPA asks for.
  private let metricCount: Int
  /// What stays the same of the HPA as long as `holds` is all that touches it, where that is known.
  private var history = HPAController.SteadyHistory()
  private var hasHistory = false
  private let watchesOneSumOnly: Bool
  /// The query of its one trigger, if it has no more and watches that sum only.
  private let only: (metric: Int, activation: Double)?
  private let looksAtSamples: Bool
  private let looksAtQueue: Bool
  private var readers: [KEDAReader]

  /// What one turn of a loop came to.
  enum Turn {
    /// The replicas that a poll wants to write, nil to leave them, and why.
    case poll(Int32?, KEDACondition.Reason)
    /// What the HPA decided, and what there is to say of it.
    case hpa(HPADecision, HPAState)
    /// The HPA wants what there is, and has nothing new to say.
    case nothing(Int32)
  }

  init(_ keda: ScenarioKEDA, workload: Int, scenario: Scenario, metrics: MetricsAdapters) {
    let object = keda.object
    name = object.metadata.name
    self.workload = workload
    pollMs = Int64(object.pollingInterval ?? 30) * 1_000
    controller = ScaledObjectController(object, createdMs: scenario.epochMs)
    observation.annotations = KEDAAnnotations(object.metadata.annotations)
    readers = zip(object.triggers, keda.sources).map {
      KEDAReader($0, source: $1, scaled: workload, scenario: scenario, metrics: metrics)
    }
    observation.readings = Array(repeating: .failed, count: readers.count)
    var hpa = object.horizontalPodAutoscaler(observation.annotations)
    hpa.spec.scaleTargetRef.name = scenario.workloads[workload].deployment.metadata.name
    adapter = HPAAdapter(
      ScenarioAutoscaler(hpa: hpa.defaulted()), scenario: scenario, metrics: metrics,
      served: controller.metricNames)
    watchesOwnOnly = !observation.annotations.isPaused && readers.allSatisfy { $0.workload == workload }
    metricCount = controller.metricCount
    watchesOneSumOnly = adapter.controller.watchesOneSumOnly
    only =
      watchesOneSumOnly && controller.readsOneTrigger && readers.count == 1 ? readers[0].plainQuery : nil
    looksAtSamples = adapter.looksAtSamples
    looksAtQueue = readers.contains(where: \.readsQueue)
  }

  /// The workloads whose queues its triggers look at.
  var watched: [Int] { readers.filter(\.readsQueue).map(\.workload) }

  /// Looks at the workload and at every source.
  mutating func look(nowMs: Int64, dateMs: Int64, cluster: inout Cluster, metrics: MetricsAdapters) {
    see(&cluster.workloads[workload], dateMs: dateMs)
    for index in readers.indices {
      observation.readings[index] = readers[index].read(
        nowMs: nowMs, dateMs: dateMs, &cluster.workloads[readers[index].workload], metrics: metrics)
    }
  }

  /// The same where all that it looks at is the workload itself; a flow that is on stands for its state.
  mutating func look(
    nowMs: Int64, dateMs: Int64, _ flow: inout SteadyFlow, _ state: inout WorkloadState,
    metrics: MetricsAdapters
  ) {
    if flow.isOn, looksAtQueue || looksAtSamples { flow.write(to: &state, at: looksAtQueue ? nowMs : nil) }
    see(&state, dateMs: dateMs)
    for index in readers.indices {
      observation.readings[index] = readers[index].read(
        nowMs: nowMs, dateMs: dateMs, &state, metrics: metrics)
    }
  }

  private mutating func see(_ state: inout WorkloadState, dateMs: Int64) {
    observation.nowMs = dateMs
    observation.replicas = state.replicas
    observation.readyPods = state.readyCount
  }

  /// Whether the HPA's reconcile by the answers it got has no consequences; else nothing is done.
  private mutating func hpaHolds(nowMs: Int64) -> Bool {
    guard watchesOneSumOnly, observation.readyPods == observation.replicas,
      case .milli(let sum) = adapter.answers[0]
    else { return false }
    return hpaHolds(sum: sum, replicas: observation.replicas, nowMs: nowMs)
  }

  @inline(__always)
  private mutating func hpaHolds(sum: Int64, replicas: Int32, nowMs: Int64) -> Bool {
    if !hasHistory {
      history = adapter.steadyHistory()
      hasHistory = true
    }
    return adapter.holds(sum: sum, replicas: replicas, nowMs: nowMs, history: &history)
  }

  /// Takes a turn that repeats the one before, as far as that can be told from the one query there is; else does nothing
  /// and returns false. `dateMs` counts from 1970.
  @inline(__always)
  mutating func takeAgain(
    _ lane: KEDALane, nowMs: Int64, dateMs: Int64, _ state: inout WorkloadState, metrics: MetricsAdapters
  ) -> Bool {
    // In thousandths below these bounds KEDA hands the query's value on as it is.
    guard let only, let milli = metrics.value(only.metric, nowMs: nowMs, &state), milli > 0, milli < 1 << 50
    else { return false }
    let replicas = state.replicas
    if lane == .poll {
      return Double(milli) / 1_000 > only.activation
        && controller.pollAgain(replicas: replicas, nowMs: dateMs)
    }
    return controller.answersPlainly && state.readyCount == replicas
      && hpaHolds(sum: milli, replicas: replicas, nowMs: nowMs)
  }

  /// Takes a turn, up to what follows from it. `isQuiet`: whether nothing happens to the pods.
  mutating func turn(
    _ lane: KEDALane, nowMs: Int64, _ state: inout WorkloadState, isFresh: Bool, isQuiet: Bool,
    metrics: MetricsAdapters
  ) -> Turn {
    guard lane == .hpa else {
      let annotations = observation.annotations
      if annotations.isPaused, let paused = annotations.pausedReplicas, paused != observation.replicas {
        return .poll(paused, .scaledObjectPaused)
      }
      let scaledTo = controller.poll(observation).scaledTo
      return .poll(scaledTo == observation.replicas ? nil : scaledTo, controller.memory.stored.active.reason)
    }
    // At no replicas the HPA asks for nothing.
    for metric in 0..<(observation.replicas > 0 ? metricCount : 0) {
      adapter.answers[metric] = controller.answer(metric: metric, observation)
    }
    if isQuiet, hpaHolds(nowMs: nowMs) { return .nothing(observation.replicas) }
    hasHistory = false
    let decision = adapter.reconcile(nowMs: nowMs, &state, isFresh: isFresh, metrics: metrics)
    return .hpa(decision, adapter.state(after: decision))
  }
}
