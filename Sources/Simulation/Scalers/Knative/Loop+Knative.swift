import Cluster
import Kubernetes
import Scaling

extension Loop {
  /// Makes a revision's loop and plans its first tick.
  mutating func prepare(
    _ knative: ScenarioKnative, of described: ScenarioScaler, at index: Int, _ luck: RunLuck
  ) -> KnativeLoop? {
    guard let workload = scenario.index(ofWorkload: described.workload) else { return nil }
    cluster.keepSignals(of: workload, forMs: 0)
    cluster.keepWaiting(workload, .withoutPods, nowMs: 0)
    let phase = described.phaseMs ?? luck.phase("knative-phase", described.name, below: KPAScaler.tickMs)
    cluster.events.push(.scaler, at: phase, subject: Int32(index))
    return KnativeLoop(
      knative, name: described.name, workload: workload,
      replicas: scenario.workloads[workload].deployment.spec.replicas, dateMs: scenario.epochMs, nowMs: 0)
  }

  /// Tells Knative's activators that requests come, after a silence without pods.
  mutating func poke(_ workload: Int, nowMs: Int64) {
    guard !scalers.isEmpty, cluster.workloads[workload].load > 0 else { return }
    for (index, scaler) in scalers.enumerated() {
      guard case .knative(let loop) = scaler, loop.value.workload == workload, loop.value.desired == 0 else {
        continue
      }
      cluster.events.push(.scaler, at: nowMs, subject: Int32(index), pod: Self.poked)
    }
  }

  /// The pod number of an event that is no tick but the activator's report.
  private static let poked: Int32 = 1

  /// Lets a revision's autoscaler take a tick, and in quiet times all ticks up to the first of consequence; returns
  /// when it takes the next, nil where that is planned already or none is left.
  mutating func act(_ knative: Held<KnativeLoop>, of index: Int, lane: Int32, nowMs: Int64) -> Int64? {
    let workload = knative.value.workload
    let isPoked = lane == Self.poked
    let next = nowMs + KPAScaler.tickMs
    guard !isServerOut(atMs: nowMs) else { return isPoked ? nil : next }
    let scales = act(&knative.value, isPoked: isPoked, nowMs: nowMs)
    if isPoked { return nil }
    if scales { return next }
    let dueMs = quietTicks(&knative.value, fromMs: next)
    guard courses[workload].scaler == index, knative.value.desired > 0, cluster.isStill(workload, at: nowMs)
    else { return dueMs }
    var turns = KnativeTurns(knative, nextMs: dueMs, epochMs: scenario.epochMs)
    return runAhead(workload, &turns) ? turns.nextMs : nil
  }

  /// Lets a revision's autoscaler take a tick; returns whether it scales.
  private mutating func act(_ knative: inout KnativeLoop, isPoked: Bool, nowMs: Int64) -> Bool {
    let workload = knative.workload
    cluster.advance(workload, to: nowMs)
    let outcome = knative.tick(
      nowMs: nowMs, dateMs: scenario.epochMs + nowMs, cluster.workloads[workload].signs(),
      ready: cluster.workloads[workload].readyCount, isPoked: isPoked)
    recorder.courses[workload].notes(desired: outcome.desired)
    cluster.keepWaiting(workload, outcome.waits, nowMs: nowMs)
    guard let replicas = outcome.scaledTo else { return false }
    let present = cluster.workloads[workload].replicas
    recorder.add(
      DecisionRecord(
        timeMs: nowMs, autoscaler: knative.name, workload: recorder.name(of: workload), from: present,
        to: replicas, proposed: outcome.desired,
        reason: outcome.isPanicking ? "panic window" : replicas == 0 ? "no traffic" : "stable window",
        limits: [], metric: ""))
    cluster.scale(workload, to: replicas, nowMs: nowMs)
    return true
  }

  /// Takes ticks in quiet times at once, as long as nothing that they measure can change; returns when the next is due.
  private mutating func quietTicks(_ knative: inout KnativeLoop, fromMs: Int64) -> Int64 {
    let workload = knative.workload
    guard courses[workload].isScalersOwn, cluster.isQuiet(workload, at: fromMs) else { return fromMs }
    let beforeMs = min(courses[workload].feed.nextMs ?? .max, nextIncidentMs, scenario.horizonMs + 1)
    let (taken, nextMs) = knative.tickQuietly(
      fromMs: fromMs, beforeMs: beforeMs, dateOffsetMs: scenario.epochMs,
      cluster.workloads[workload].signs(), ready: cluster.workloads[workload].readyCount)
    if taken > 0 { recorder.courses[workload].notes(desired: max(0, knative.desired), times: taken) }
    return nextMs
  }
}

/// The ticks of a revision's autoscaler in quiet times.
struct KnativeTurns: QuietTurns {
  private let knative: Held<KnativeLoop>
  private let epochMs: Int64
  private(set) var nextMs: Int64

  init(_ knative: Held<KnativeLoop>, nextMs: Int64, epochMs: Int64) {
    self.knative = knative
    self.nextMs = nextMs
    self.epochMs = epochMs
  }

  mutating func take(
    _ flow: inout SteadyFlow, _ state: inout WorkloadState, _ recorded: inout RecordedCourse, untilMs: Int64
  ) -> Bool {
    let ready = state.readyCount
    let signs: ServiceSigns
    var isQuiet = true
    if let seen = flow.signs(atMs: nextMs) {
      signs = seen
    } else {
      state.advance(to: nextMs)
      signs = state.signs()
      isQuiet = state.isQuiet()
    }
    guard knative.value.tickIfIdle(nowMs: nextMs, dateMs: epochMs + nextMs, signs, ready: ready) else {
      return false
    }
    var taken = 1
    nextMs += KPAScaler.tickMs
    if isQuiet {
      let (more, dueMs) = knative.value.tickQuietly(
        fromMs: nextMs, beforeMs: untilMs, dateOffsetMs: epochMs, signs, ready: ready)
      taken += more
      nextMs = dueMs
    }
    recorded.notes(desired: max(0, knative.value.desired), times: taken)
    return true
  }
}
