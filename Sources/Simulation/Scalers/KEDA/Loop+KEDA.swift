import Cluster
import Kubernetes
import Scaling

extension Loop {
  /// Makes a ScaledObject's loops and plans the first turn of each.
  mutating func prepare(_ keda: ScenarioKEDA, of described: ScenarioScaler, at index: Int, _ luck: RunLuck)
    -> KEDALoop?
  {
    guard let workload = scenario.index(ofWorkload: described.workload) else { return nil }
    var loop = KEDALoop(keda, workload: workload, scenario: scenario, metrics: metrics)
    loop.turns.plan(
      .poll, atMs: described.phaseMs ?? luck.phase("keda-phase", loop.name, below: loop.pollMs))
    // A paused object has no HPA.
    if !loop.observation.annotations.isPaused {
      let first =
        scenario.hpa.firstReconcileMs(createdAtMs: 0)
        + luck.phase("hpa-phase", loop.adapter.name, below: scenario.hpa.syncPeriodMs)
      loop.turns.plan(.hpa, atMs: first)
    }
    cluster.events.push(.scaler, at: loop.turns.nextMs, subject: Int32(index))
    return loop
  }

  /// Lets the loop whose turn it is take it, and in quiet times all turns up to the first of consequence; returns when
  /// the next is due, nil after the end.
  mutating func act(_ keda: Held<KEDALoop>, of index: Int, nowMs: Int64) -> Int64? {
    let workload = keda.value.workload
    let scales = act(&keda.value, nowMs: nowMs)
    if !scales, courses[workload].scaler == index, cluster.isStill(workload, at: nowMs) {
      var turns = KEDATurns(keda, metrics: metrics, scenario: scenario)
      guard runAhead(workload, &turns) else { return nil }
    }
    return keda.value.turns.nextMs
  }

  /// Lets the loop whose turn it is take it; returns whether it scales.
  private mutating func act(_ keda: inout KEDALoop, nowMs: Int64) -> Bool {
    let lane = keda.turns.first
    defer {
      keda.turns.plan(lane, atMs: nowMs + (lane == .poll ? keda.pollMs : scenario.hpa.syncPeriodMs))
    }
    guard !isServerOut(atMs: nowMs) else { return false }
    let workload = keda.workload
    let turn: KEDALoop.Turn
    if let taken = keda.ahead {
      turn = taken
      keda.ahead = nil
    } else {
      keda.look(nowMs: nowMs, dateMs: scenario.epochMs + nowMs, cluster: &cluster, metrics: metrics)
      turn = keda.turn(
        lane, nowMs: nowMs, &cluster.workloads[workload],
        isFresh: cluster.showsLastScrape(of: workload, at: nowMs), isQuiet: false, metrics: metrics)
    }
    return apply(turn, of: &keda, nowMs: nowMs)
  }

  /// Does what a turn wants; returns whether it scales.
  private mutating func apply(_ turn: KEDALoop.Turn, of keda: inout KEDALoop, nowMs: Int64) -> Bool {
    let workload = keda.workload
    let replicas: Int32
    switch turn {
    case .poll(let scaledTo, let reason):
      guard let scaledTo else { return false }
      replicas = scaledTo
      recorder.courses[workload].notes(desired: replicas)
      recorder.add(
        DecisionRecord(
          timeMs: nowMs, autoscaler: keda.name, workload: recorder.name(of: workload),
          from: keda.observation.replicas, to: replicas, proposed: nil, reason: reason.rawValue, limits: [],
          metric: ""))
    case .nothing(let replicas):
      recorder.courses[workload].notes(desired: replicas)
      return false
    case .hpa(let decision, let state):
      recorder.courses[workload].notes(desired: decision.desiredReplicas)
      if decision.scaledTo != nil || state != keda.lastState {
        keda.lastState = state
        recorder.add(keda.adapter.record(decision, workload: recorder.name(of: workload), nowMs: nowMs))
      }
      guard let scaledTo = decision.scaledTo else { return false }
      replicas = scaledTo
    }
    cluster.scale(workload, to: replicas, nowMs: nowMs)
    return true
  }
}
