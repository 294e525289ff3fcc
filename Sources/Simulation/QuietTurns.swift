import Cluster
import Scaling

/// Who looks at a workload in quiet times, turn by turn.
protocol QuietTurns {
  /// When the next turn is due.
  var nextMs: Int64 { get }

  /// Takes the turn that is due, and those after it before `untilMs` that see the same, as long as nothing comes of
  /// them; returns false where something does, which is left to do.
  ///
  /// A flow that is on stands for the state.
  mutating func take(
    _ flow: inout SteadyFlow, _ state: inout WorkloadState, _ recorded: inout RecordedCourse, untilMs: Int64
  ) -> Bool
}

/// The reconciles of an HPA that watches utilization only; none without one.
struct HPATurns: QuietTurns {
  private(set) var nextMs: Int64
  private var adapters: [HPAAdapter] = []
  private let index: Int
  private var history: HPAController.SteadyHistory
  private let periodMs: Int64
  private let delayMs: Int64

  /// Takes all of a run's HPAs, so that none of them is copied, until they are given back.
  init(
    _ autoscaler: Int?, of autoscalers: inout [HPAAdapter], firstMs: Int64, scenario: borrowing Scenario
  ) {
    index = autoscaler ?? 0
    nextMs = firstMs
    periodMs = scenario.hpa.syncPeriodMs
    delayMs = scenario.metricsPipeline.delayMs
    history = autoscaler.map { autoscalers[$0].steadyHistory() } ?? .init()
    swap(&adapters, &autoscalers)
  }

  /// Gives the HPAs back.
  mutating func giveBack(_ autoscalers: inout [HPAAdapter]) { swap(&adapters, &autoscalers) }

  @inline(__always)
  mutating func take(
    _ flow: inout SteadyFlow, _ state: inout WorkloadState, _ recorded: inout RecordedCourse, untilMs: Int64
  ) -> Bool {
    let isFresh = nextMs >= flow.lastScrapeMs(&state) + delayMs
    let holds =
      flow.isOn
      ? adapters[index].holds(
        flow.count, milli: flow.shownMilli(isFresh: isFresh), nowMs: nextMs, history: &history)
      : adapters[index].holds(
        state.groups, replicas: state.replicas, isFresh: isFresh, nowMs: nextMs, history: &history)
    guard holds else { return false }
    recorded.notes(desired: state.replicas)
    nextMs += periodMs
    return true
  }
}
