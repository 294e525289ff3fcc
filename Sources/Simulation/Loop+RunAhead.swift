import Cluster
import Scaling
import Scheduling

/// Workloads in quiet times: only load, scrapes, reconciles without consequence and rows of the recording, one after
/// the other, without the queue of events.
extension Loop {
  /// Finds the workloads that may run ahead: scaled by no more than one HPA that watches utilization only, with metrics
  /// nobody else reads, with pods that get equal shares of a load of their own, on nodes where no neighbour's pods can
  /// take CPU from theirs.
  mutating func findSolitary() {
    // The scheduler must not see the samples of a workload that is ahead of it.
    if scenario.scheduler.watchesUsage, courses.count > 1 { return }
    // Nor must a controller of the user's.
    if !controllers.isEmpty { return }
    // Nor do pods lose their nodes behind one's back, or get another size.
    if nodeScaler != nil || vertical != nil { return }
    let isRoomy = cluster.workloads.count == 1 || cluster.workloads.allSatisfy(\.staysWithinRequest)
    for workload in courses.indices {
      let scalers = autoscalers.indices.filter { autoscalers[$0].workload == workload }
      let isApart = isRoomy && !cluster.mayPreempt(workload) && !cluster.isRouted(workload)
      let watchers = self.scalers.count { $0.watches(workload) }
      courses[workload].isScalersOwn = isApart && watchers == 1 && scalers.isEmpty
      courses[workload].autoscaler = scalers.first
      if courses[workload].isScalersOwn, !isRead(workload) {
        courses[workload].scaler = self.scalers.firstIndex { $0.maySeeAhead(of: workload) }
      }
      courses[workload].isSolitary =
        isApart && watchers == 0 && cluster.workloads[workload].line.mode == .never
        && !cluster.workloads[workload].signals.isKept && scalers.count <= 1
        && scalers.allSatisfy { autoscalers[$0].watchesUtilizationOnly }
    }
  }

  /// Whether others than its own scaler may read a workload's metrics.
  private func isRead(_ workload: Int) -> Bool {
    metrics.workloads.contains(workload) && (!autoscalers.isEmpty || scalers.count > 1)
  }

  /// Whether nothing will happen to a workload's pods as long as nobody scales it, and nobody else can tell.
  mutating func canRunAhead(_ workload: Int, nowMs: Int64) -> Bool {
    courses[workload].isSolitary && cluster.isStill(workload, at: nowMs)
  }

  /// Runs a workload up to the first reconcile from `reconcileMs` on that has consequences, to the next incident, or
  /// to the end.
  mutating func runAhead(_ workload: Int, reconcileMs: Int64) {
    let autoscaler = courses[workload].autoscaler
    var turns = HPATurns(autoscaler, of: &autoscalers, firstMs: reconcileMs, scenario: scenario)
    let goesOn = runAhead(workload, &turns)
    turns.giveBack(&autoscalers)
    guard goesOn else { return }
    if let autoscaler { cluster.events.push(.reconcile, at: turns.nextMs, subject: Int32(autoscaler)) }
  }

  /// Runs a workload ahead with what looks at it; returns whether anything is left to do, which for the load it plans.
  mutating func runAhead<Turns: QuietTurns>(_ workload: Int, _ turns: inout Turns) -> Bool {
    let aheadMs = Self.runAhead(
      &cluster.workloads[workload], &courses[workload], &recorder.courses[workload], &turns,
      limitMs: nextIncidentMs, scenario: scenario, matureMs: cluster.matureMs)
    courses[workload].aheadMs = aheadMs
    guard aheadMs <= scenario.horizonMs else { return false }
    // Pods that need attention from now on end a quiet time too.
    cluster.watch(workload, nowMs: aheadMs)
    queueLoad(workload)
    return true
  }

  /// Returns the instant it came to, which is after the end or that of a turn that has consequences, not done yet, or
  /// just before an incident, or of a change of load after which pods need attention.
  private static func runAhead<Turns: QuietTurns>(
    _ state: inout WorkloadState, _ course: inout Course, _ recorded: inout RecordedCourse,
    _ turns: inout Turns, limitMs: Int64, scenario: borrowing Scenario, matureMs: Int64
  ) -> Int64 {
    let horizon = scenario.horizonMs
    let last = min(horizon, limitMs - 1)
    let pipeline = scenario.metricsPipeline
    var loadMs = course.feed.nextMs ?? .max
    var scrapeMs = course.nextScrapeMs
    var recordMs = recorded.nextRowEndMs ?? .max
    defer { course.nextScrapeMs = scrapeMs }
    // Most of the time one group of pods keeps up with its load.
    var flow = SteadyFlow(&state)
    defer { flow.write(to: &state) }
    while true {
      let first = min(min(loadMs, scrapeMs), min(turns.nextMs, recordMs))
      guard first <= last else { return last < horizon ? last : horizon + 1 }
      if first == loadMs {
        let load = course.feed.take()
        if !flow.changeLoad(to: load, nowMs: first) {
          flow.write(to: &state)
          state.changeLoad(to: load, nowMs: first)
          flow.resume(from: &state)
        }
        loadMs = course.feed.nextMs ?? .max
        // Pods that keep up with their load answer every probe.
        if !flow.isOn, state.needsAttention(nowMs: first) { return first }
      } else if first == scrapeMs {
        if !flow.scrape(nowMs: first, pipeline: pipeline, &state) {
          state.scrape(nowMs: first, pipeline: pipeline, matureMs: matureMs)
        }
        scrapeMs += pipeline.resolutionMs
      } else if first == turns.nextMs {
        guard turns.take(&flow, &state, &recorded, untilMs: min(loadMs, last + 1)) else { return first }
      } else {
        flow.write(to: &state, at: first)
        recorded.row(endingMs: first, &state)
        if flow.isOn { flow.goOn(from: &state) } else { flow.resume(from: &state) }
        recordMs = recorded.nextRowEndMs ?? .max
      }
    }
  }
}
