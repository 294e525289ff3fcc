import Scaling
import Simulation

/// How the requests of a run's pods fit what they used, and what it took to make them fit.
struct VerticalUse {
  /// CPU in cores.
  private(set) var cpu = VerticalTally()
  /// Memory in bytes.
  private(set) var memory = VerticalTally()
  private var kills = 0
  private var evictions = 0
  private var resizes = 0

  /// Sums the containers that serve requests.
  init(_ run: ScoredRun) {
    for recording in run.vertical where recording.serves {
      for row in recording.rows {
        cpu.add(row.cpu.tally)
        memory.add(row.memory.tally)
        kills += row.kills
        evictions += row.evictions
        resizes += row.resizes
      }
    }
  }

  /// Kills for want of memory in a day of a pod's life.
  var killsPerPodDay: Double? { VerticalScores.perPodDay(kills, podMs: cpu.podMs) }
  /// Evictions for another size in a day of a pod's life.
  var evictionsPerPodDay: Double? { VerticalScores.perPodDay(evictions, podMs: cpu.podMs) }
  /// Resizes in place in a day of a pod's life.
  var resizesPerPodDay: Double? { VerticalScores.perPodDay(resizes, podMs: cpu.podMs) }
}

extension ScoreRule {
  /// How well requests fit usage; only where some strategy has a VPA. Sampled as often as its recommender looks.
  static let vertical: [ScoreRule] = [
    rule(
      "cpu_unused_percent", "CPU requested, unused", "% of requested", isCompared: true,
      "Σ max(request − usage, 0) / Σ request of the containers that serve requests, over pod time."
    ) { $0.cpu.relativeSlack.map { 100 * $0 } },
    rule(
      "cpu_unused_cores", "CPU unused a pod", "cores",
      "The mean CPU that a pod requested and did not use: Σ max(request − usage, 0) over pod time."
    ) { $0.cpu.absoluteSlack },
    rule(
      "memory_unused_percent", "Memory requested, unused", "% of requested", isCompared: true,
      "Σ max(request − usage, 0) / Σ request of the containers that serve requests, over pod time."
    ) { $0.memory.relativeSlack.map { 100 * $0 } },
    rule(
      "memory_unused_mib", "Memory unused a pod", "MiB",
      "The mean memory that a pod requested and did not use."
    ) { $0.memory.absoluteSlack.map { $0 / 1_048_576 } },
    rule(
      "oom_kills_per_pod_day", "OOM kills", "a pod and day", isCompared: true,
      "How often a container was killed for more memory than its limit, in a day of a pod's life."
    ) { $0.killsPerPodDay },
    rule(
      "vpa_evictions_per_pod_day", "Evictions by the VPA", "a pod and day", isCompared: true,
      "How often the updater evicted a pod for another size, in a day of a pod's life: each costs a restart."
    ) { $0.evictionsPerPodDay },
    rule(
      "vpa_resizes_per_pod_day", "Resizes in place", "a pod and day", better: .neither,
      "How often the updater resized a pod where it ran, in a day of a pod's life."
    ) { $0.resizesPerPodDay },
    rule(
      "cpu_above_request_percent", "CPU above request", "% of pod time",
      "The share of pod time in which a pod used more CPU than it requested, which a full node need not give it."
    ) { $0.cpu.shareAboveRequest.map { 100 * $0 } },
    rule(
      "memory_above_request_percent", "Memory above request", "% of pod time",
      "The share of pod time in which a pod used more memory than it requested: such pods are evicted first."
    ) { $0.memory.shareAboveRequest.map { 100 * $0 } },
    rule(
      "throttled_percent", "CPU throttled", "% of pod time", isCompared: true,
      """
      The share of pod time in which a pod wanted more CPU than its limit: what it used and what was left waiting in \
      it at the end of a sample, over the sample's time.
      """
    ) { $0.cpu.throttledShare.map { 100 * $0 } },
    rule(
      "throttled_pod_seconds", "Time throttled", "pod s",
      "The pod time in which a pod wanted more CPU than its limit, in one run."
    ) { $0.cpu.throttledMs / 1_000 },
  ]

  private static func rule(
    _ id: String, _ name: String, _ unit: String, better: Score.Better = .lower, isCompared: Bool = false,
    _ definition: String, _ value: @escaping @Sendable (VerticalUse) -> Double?
  ) -> ScoreRule {
    ScoreRule(id, name, unit: unit, better: better, isCompared: isCompared, definition: definition) {
      value(VerticalUse($0)) ?? .nan
    }
  }
}
