import Experiment
import Simulation

/// The scores of the fixture's runs: one of each kind that a page must show.
enum ToyScores {
  static let all: [Score] = [
    Score(
      id: "slo_violation_percent", name: "SLO violations", unit: "% of requests", better: .lower,
      isCompared: true,
      definition: "Bad requests over all requests that ended."),
    Score(
      id: "violating_time_percent", name: "Time in violation", unit: "% of time", better: .lower,
      isCompared: true,
      definition: "The share of rows with a slow 95th percentile."),
    Score(
      id: "latency_p95_ms", name: "P95 response time", unit: "ms", better: .lower, isCompared: true,
      definition: "The highest of the rows."),
    Score(
      id: "pod_hours", name: "Pod-hours", unit: "h", better: .lower, isCompared: true,
      definition: "The time pods existed."),
    Score(
      id: "cost", name: "Cost", unit: "EUR", better: .lower, isCompared: true,
      definition: "Pod-hours at 0.02 EUR."),
    Score(
      id: "scale_events", name: "Scale events", unit: "", better: .lower, isCompared: true,
      definition: "Changes of spec.replicas."),
    Score(
      id: "jitter_per_hour", name: "Jitter", unit: "1/h", better: .neither, isCompared: false,
      definition: "Changes of supply minus changes of demand."),
    Score(
      id: "recover_mean_seconds", name: "Time to recover", unit: "s", better: .lower, isCompared: false,
      definition: "The mean length of violations; none where there was none."),
  ]

  static func values(_ recording: Recording, _ fixture: Fixture) -> [Double] {
    let timelines = recording.workloads.map(\.timeline)
    let lost = timelines.reduce(0) { $0 + $1.dropped.reduce(0, +) }
    let slow = timelines.reduce(0) { $0 + $1.slow.reduce(0, +) }
    let served = timelines.reduce(0) { $0 + $1.served.reduce(0, +) }
    let violating = Double(timelines.reduce(0) { $0 + $1.latencyP95.count { $0 > 0.5 } })
    let rows = Double(timelines.reduce(0) { $0 + $1.count })
    let hours = Double(recording.workloads.reduce(0) { $0 + $1.podMs }) / 3_600_000
    return [
      served + lost > 0 ? 100 * (slow + lost) / (served + lost) : .nan,
      rows > 0 ? 100 * violating / rows : .nan,
      1000 * (timelines.flatMap(\.latencyP95).max() ?? .nan),
      hours, hours * 0.02, Double(recording.decisions.count),
      Double(recording.decisions.count) / 24 - 1,
      violating > 0 ? violating * Double(fixture.stepMs) / 1000 / 4 : .nan,
    ]
  }
}
