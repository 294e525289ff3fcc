import Cluster

/// What is kept of one workload while a run goes on.
struct RecordedCourse {
  /// The rows so far.
  var rows: TimelineRows
  /// How often its autoscalers reconciled.
  private(set) var reconciles = 0
  /// The pod time of the warm-up.
  private(set) var warmupPodMs: Int64 = 0
  /// What its pods requested beyond their template in the warm-up.
  private(set) var warmupBeyond = RequestTime()
  /// The size its autoscaler last asked for, nil without one.
  private var desired: Int32?
  private var rowStartMs: Int64 = 0
  private let measureFromMs: Int64
  private let stepMs: Int64
  private let horizonMs: Int64

  init(_ scenario: Scenario) {
    measureFromMs = scenario.measureFromMs
    stepMs = scenario.recordStepMs
    horizonMs = scenario.horizonMs
    rows = TimelineRows(
      count: Int((scenario.horizonMs + scenario.recordStepMs - 1) / scenario.recordStepMs))
  }

  /// Ends a row, unless it has been ended already.
  mutating func row(endingMs nowMs: Int64, _ workload: inout WorkloadState) {
    guard nowMs > rowStartMs else { return }
    workload.settleAccounts(at: nowMs)
    rows.append(
      TimelineRow(&workload, desired: desired, fromMs: rowStartMs, toMs: nowMs), lost: workload.totals.lost)
    workload.totals.reset()
    if nowMs == measureFromMs {
      warmupPodMs = workload.podMs
      warmupBeyond = workload.beyond
      workload.latency.removeAll()
    }
    rowStartMs = nowMs
  }

  /// The end of the present row, nil after the last.
  var nextRowEndMs: Int64? { rowStartMs < horizonMs ? min(rowStartMs + stepMs, horizonMs) : nil }

  /// Notes that an autoscaler reconciled, once or several times.
  @inline(__always)
  mutating func notes(desired replicas: Int32, times: Int = 1) {
    reconciles += times
    desired = replicas
  }
}
