import Cluster
import Scaling

/// KEDA's two loops.
enum KEDALane {
  case poll
  case hpa
}

/// When the two loops of a ScaledObject take their next turns.
struct KEDATurnTimes {
  /// The next turn of one.
  struct Next {
    /// When it is due.
    var dueMs = Int64.max
    /// A number that grows with each turn that is planned; at one instant the one planned first comes first.
    var order = 0
  }

  private(set) var poll = Next()
  private(set) var hpa = Next()
  private var count = 0

  /// The loop whose turn comes next.
  var first: KEDALane {
    (poll.dueMs, poll.order) < (hpa.dueMs, hpa.order) ? .poll : .hpa
  }

  /// When the next turn is due.
  var nextMs: Int64 { min(poll.dueMs, hpa.dueMs) }

  /// Plans the next turn of a loop.
  mutating func plan(_ lane: KEDALane, atMs dueMs: Int64) {
    count += 1
    let next = Next(dueMs: dueMs, order: count)
    if lane == .poll { poll = next } else { hpa = next }
  }
}

/// The turns of a ScaledObject's loops in quiet times.
struct KEDATurns: QuietTurns {
  private let keda: Held<KEDALoop>
  private let metrics: MetricsAdapters
  private let epochMs: Int64
  private let delayMs: Int64
  private let syncMs: Int64
  private(set) var nextMs: Int64

  init(_ keda: Held<KEDALoop>, metrics: MetricsAdapters, scenario: borrowing Scenario) {
    self.keda = keda
    self.metrics = metrics
    epochMs = scenario.epochMs
    delayMs = scenario.metricsPipeline.delayMs
    syncMs = scenario.hpa.syncPeriodMs
    nextMs = keda.value.turns.nextMs
  }

  mutating func take(
    _ flow: inout SteadyFlow, _ state: inout WorkloadState, _ recorded: inout RecordedCourse, untilMs: Int64
  ) -> Bool {
    let isFresh = nextMs >= flow.lastScrapeMs(&state) + delayMs
    guard
      let desired = keda.value.takeQuietly(
        nowMs: nextMs, dateMs: epochMs + nextMs, &flow, &state, isFresh: isFresh, syncMs: syncMs,
        metrics: metrics)
    else { return false }
    if desired >= 0 { recorded.notes(desired: desired) }
    nextMs = keda.value.turns.nextMs
    return true
  }
}

extension KEDALoop {
  /// Takes the turn that is due if nothing comes of it, and returns what the HPA wants, -1 after a poll; else leaves
  /// what comes of it to be done, and returns nil.
  fileprivate mutating func takeQuietly(
    nowMs: Int64, dateMs: Int64, _ flow: inout SteadyFlow, _ state: inout WorkloadState, isFresh: Bool,
    syncMs: Int64, metrics: MetricsAdapters
  ) -> Int32? {
    let lane = turns.first
    if takeAgain(lane, nowMs: nowMs, dateMs: dateMs, &state, metrics: metrics) {
      turns.plan(lane, atMs: nowMs + (lane == .poll ? pollMs : syncMs))
      return lane == .poll ? -1 : state.replicas
    }
    look(nowMs: nowMs, dateMs: dateMs, &flow, &state, metrics: metrics)
    let turn = turn(lane, nowMs: nowMs, &state, isFresh: isFresh, isQuiet: true, metrics: metrics)
    var desired: Int32 = -1
    switch turn {
    case .poll(nil, _): break
    case .nothing(let replicas): desired = replicas
    case .hpa(let decision, lastState) where decision.scaledTo == nil: desired = decision.desiredReplicas
    default:
      ahead = turn
      return nil
    }
    turns.plan(lane, atMs: nowMs + (lane == .poll ? pollMs : syncMs))
    return desired
  }
}
