import Cluster
import Experiment
import Simulation
import Testing

@testable import Report

@Suite("The history of pods")
struct PodHistoryTests {
  private let log = [
    PodEvent(timeMs: 0, pod: 0, node: 0, change: .created, reason: .found),
    PodEvent(timeMs: 0, pod: 0, node: 0, change: .ready, reason: .found),
    PodEvent(timeMs: 1_000, pod: 1, node: -1, change: .created, reason: .scaledUp),
    PodEvent(timeMs: 2_000, pod: 1, node: 1, change: .scheduled),
    PodEvent(timeMs: 4_000, pod: 0, node: 0, change: .terminating, reason: .scaledDown),
    PodEvent(timeMs: 5_000, pod: 0, node: 0, change: .unready, reason: .readinessFailed),
    PodEvent(timeMs: 6_000, pod: 0, node: 0, change: .gone, reason: .ended),
  ]

  @Test(
    "is a span for each state of some length, and a deleted pod stays terminating whatever its probes say")
  func spans() {
    let history = PodHistory(log, horizonMs: 10_000)
    #expect(
      history.spans.map { "\($0.pod) \($0.state) \($0.fromMs)-\($0.toMs)" } == [
        "0 ready 0-4000", "0 terminating 4000-5000", "0 terminating 5000-6000", "1 waiting 1000-2000",
        "1 starting 2000-10000",
      ])
    // 4 s ready, 2 s terminating, 1 s waiting, 8 s starting.
    #expect(history.totals[PodState.ready.rawValue] == 4_000)
    #expect(history.totals[PodState.terminating.rawValue] == 2_000)
    #expect(history.totals[PodState.waiting.rawValue] == 1_000)
    #expect(history.totals[PodState.starting.rawValue] == 8_000)
  }

  @Test("counts the pods of each state as the mean over a column's time")
  func counts() {
    // Columns of 4 s in a run of 10 s: the last is 2 s long.
    let counts = PodHistory(log, horizonMs: 10_000).counts(columns: 3, widthMs: 4_000)
    #expect(counts[PodState.ready.rawValue] == [1, 0, 0])
    #expect(counts[PodState.terminating.rawValue] == [0, 0.5, 0])
    #expect(counts[PodState.waiting.rawValue] == [0.25, 0, 0])
    #expect(counts[PodState.starting.rawValue] == [0.5, 1, 1])
  }

  @Test("The pod-minutes of the page follow from pods.csv")
  func consistency() throws {
    let result = Fixture(strategies: ["static", "hpa-50"], traces: ["weekday"], seeds: [1], rows: 24).result
    let rows = try Records(PodsFile().bytes(of: result))
    #expect(
      rows["strategy"].count == result.runs.flatMap(\.recording.workloads).reduce(0) { $0 + $1.podLog.count })
    // Ready time of hpa-50's shop: from each ready to the next line of the same pod, or the end.
    let horizon = Double(result.runs[1].recording.horizonMs)
    var open: [String: Double] = [:]
    var ready = 0.0
    for row in rows["pod"].indices
    where rows["strategy"][row] == "hpa-50" && rows["workload"][row] == "shop" {
      let time = rows.numbers("time_ms")[row]
      if let since = open.removeValue(forKey: rows["pod"][row]) { ready += time - since }
      if rows["change"][row] == "ready" { open[rows["pod"][row]] = time }
    }
    for since in open.values { ready += horizon - since }
    let history = PodHistory(result.runs[1].recording.workloads[0].podLog, horizonMs: Int64(horizon))
    #expect(Double(history.totals[PodState.ready.rawValue]) == ready)
  }
}
