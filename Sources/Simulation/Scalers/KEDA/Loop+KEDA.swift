import Cluster
import Kubernetes
import Scaling

extension Loop {
  /// KEDA's two loops as events tell them apart.
  enum KEDALane {
    static let poll: Int32 = 0
    static let hpa: Int32 = 1
  }

  /// Makes a ScaledObject's loops and plans the first turn of each.
  mutating func prepare(_ keda: ScenarioKEDA, of described: ScenarioScaler, at index: Int, _ luck: RunLuck)
    -> KEDALoop?
  {
    guard let workload = scenario.index(ofWorkload: described.workload) else { return nil }
    let loop = KEDALoop(keda, workload: workload, scenario: scenario, metrics: metrics)
    let phase = described.phaseMs ?? luck.phase("keda-phase", loop.name, below: loop.pollMs)
    cluster.events.push(.scaler, at: phase, subject: Int32(index), pod: KEDALane.poll)
    // A paused object has no HPA.
    if !loop.observation.annotations.isPaused {
      let first =
        scenario.hpa.firstReconcileMs(createdAtMs: 0)
        + luck.phase("hpa-phase", loop.adapter.name, below: scenario.hpa.syncPeriodMs)
      cluster.events.push(.scaler, at: first, subject: Int32(index), pod: KEDALane.hpa)
    }
    return loop
  }

  /// Lets one of KEDA's loops take its turn; returns when it takes the next.
  mutating func act(_ keda: inout KEDALoop, lane: Int32, nowMs: Int64) -> Int64 {
    let next = nowMs + (lane == KEDALane.poll ? keda.pollMs : scenario.hpa.syncPeriodMs)
    guard !isServerOut(atMs: nowMs) else { return next }
    keda.look(nowMs: nowMs, dateMs: scenario.epochMs + nowMs, cluster: &cluster, metrics: metrics)
    if lane == KEDALane.poll {
      poll(&keda, nowMs: nowMs)
    } else {
      reconcile(&keda, nowMs: nowMs)
    }
    return next
  }

  private mutating func poll(_ keda: inout KEDALoop, nowMs: Int64) {
    let annotations = keda.observation.annotations
    if annotations.isPaused, let paused = annotations.pausedReplicas, paused != keda.observation.replicas {
      write(paused, of: keda, reason: "ScaledObjectPaused", nowMs: nowMs)
      return
    }
    let decision = keda.controller.poll(keda.observation)
    guard let replicas = decision.scaledTo, replicas != keda.observation.replicas else { return }
    write(replicas, of: keda, reason: keda.controller.memory.stored.active.reason.rawValue, nowMs: nowMs)
  }

  private mutating func write(_ replicas: Int32, of keda: KEDALoop, reason: String, nowMs: Int64) {
    recorder.courses[keda.workload].notes(desired: replicas)
    recorder.add(
      DecisionRecord(
        timeMs: nowMs, autoscaler: keda.name, workload: recorder.name(of: keda.workload),
        from: keda.observation.replicas, to: replicas, proposed: nil, reason: reason, limits: [], metric: ""))
    cluster.scale(keda.workload, to: replicas, nowMs: nowMs)
  }

  private mutating func reconcile(_ keda: inout KEDALoop, nowMs: Int64) {
    let decision = keda.reconcile(nowMs: nowMs, cluster: cluster, metrics: metrics)
    recorder.courses[keda.workload].notes(desired: decision.desiredReplicas)
    let state = keda.adapter.state(after: decision)
    if decision.scaledTo != nil || state != keda.lastState {
      keda.lastState = state
      recorder.add(keda.adapter.record(decision, workload: recorder.name(of: keda.workload), nowMs: nowMs))
    }
    if let replicas = decision.scaledTo { cluster.scale(keda.workload, to: replicas, nowMs: nowMs) }
  }
}
