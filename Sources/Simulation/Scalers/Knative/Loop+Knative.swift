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

  /// Lets a revision's autoscaler take a tick; returns when it takes the next, nil where that is planned already.
  mutating func act(_ knative: inout KnativeLoop, lane: Int32, nowMs: Int64) -> Int64? {
    let isPoked = lane == Self.poked
    let next = isPoked ? nil : nowMs + KPAScaler.tickMs
    guard !isServerOut(atMs: nowMs) else { return next }
    let workload = knative.workload
    cluster.advance(workload, to: nowMs)
    let outcome = knative.tick(
      nowMs: nowMs, dateMs: scenario.epochMs + nowMs, cluster: &cluster, isPoked: isPoked)
    recorder.courses[workload].notes(desired: outcome.desired)
    cluster.keepWaiting(workload, outcome.waits, nowMs: nowMs)
    if let replicas = outcome.scaledTo {
      let present = cluster.workloads[workload].replicas
      recorder.add(
        DecisionRecord(
          timeMs: nowMs, autoscaler: knative.name, workload: recorder.name(of: workload), from: present,
          to: replicas, proposed: outcome.desired,
          reason: outcome.isPanicking ? "panic window" : replicas == 0 ? "no traffic" : "stable window",
          limits: [], metric: ""))
      cluster.scale(workload, to: replicas, nowMs: nowMs)
      return next
    }
    return isPoked ? nil : quietTicks(&knative, fromMs: nowMs + KPAScaler.tickMs)
  }

  /// Takes ticks in quiet times at once, as long as nothing that they measure can change; returns when the next is due.
  private mutating func quietTicks(_ knative: inout KnativeLoop, fromMs: Int64) -> Int64 {
    let workload = knative.workload
    guard courses[workload].isScalersOwn, cluster.isQuiet(workload, at: fromMs) else { return fromMs }
    let beforeMs = min(courses[workload].feed.nextMs ?? .max, nextIncidentMs, scenario.horizonMs + 1)
    let (taken, nextMs) = knative.tickQuietly(
      fromMs: fromMs, beforeMs: beforeMs, dateOffsetMs: scenario.epochMs, cluster: &cluster)
    for _ in 0..<taken { recorder.courses[workload].notes(desired: max(0, knative.desired)) }
    return nextMs
  }
}
