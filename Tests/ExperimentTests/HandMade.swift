import Cluster
import Simulation
import Statistics

@testable import Experiment

/// Recordings small enough to compute their scores by hand.
enum HandMade {
  /// A row of a minute in which requests ended.
  struct Row {
    var served = 0.0
    var slow = 0.0
    var dropped = 0.0
    var timedOut = 0.0
    var cut = 0.0
    var backlog = 0.0
    var ready = 1.0
    var usageCores = 0.0
  }

  /// A timeline of rows of one minute.
  static func timeline(_ rows: [Row], stepMs: Int64 = 60_000) -> Timeline {
    var timeline = Timeline()
    for (index, row) in rows.enumerated() {
      timeline.timeMs.append(Int64(index) * stepMs)
      timeline.arrived.append(row.served + row.dropped + row.timedOut + row.cut)
      timeline.served.append(row.served)
      timeline.slow.append(row.slow)
      timeline.dropped.append(row.dropped)
      timeline.timedOut.append(row.timedOut)
      timeline.cut.append(row.cut)
      timeline.backlog.append(row.backlog)
      timeline.latencyMean.append(row.served > 0 ? 0.1 : 0)
      timeline.latencyP95.append(row.served > 0 ? 0.2 : 0)
      timeline.demandCores.append(row.usageCores)
      timeline.usageCores.append(row.usageCores)
      timeline.memoryBytes.append(0)
      timeline.ready.append(row.ready)
      timeline.replicas.append(Int32(row.ready.rounded()))
      timeline.desired.append(Int32(row.ready.rounded()))
      timeline.pods.append(Int32(row.ready.rounded()))
      timeline.unscheduled.append(0)
    }
    return timeline
  }

  /// A recording of one workload.
  static func recording(
    _ rows: [Row], stepMs: Int64 = 60_000, decisions: [(from: Int32, to: Int32)] = [], podHours: Double = 0,
    requestCores: Double = 0.5, requestGiB: Double = 1
  ) -> Recording {
    var workload = WorkloadRecording(name: "web")
    workload.timeline = timeline(rows, stepMs: stepMs)
    workload.podMs = Int64(podHours * 3_600_000)
    workload.requestCores = requestCores
    workload.requestBytes = requestGiB * 0x1p30
    var recording = Recording()
    recording.workloads = [workload]
    recording.horizonMs = Int64(rows.count) * stepMs
    recording.decisions = decisions.enumerated().map { index, decision in
      DecisionRecord(
        timeMs: Int64(index) * stepMs, autoscaler: "web", workload: "web", from: decision.from,
        to: decision.to,
        proposed: decision.to, reason: "", limits: [], metric: "")
    }
    return recording
  }

  /// A run as scores see it.
  static func run(
    _ recording: Recording, oracle: [Double] = [], nodePrices: [Double] = [], warmupMs: Int64 = 0
  ) -> ScoredRun {
    let demand = oracle.isEmpty ? recording.workloads.map { $0.timeline.ready } : [oracle]
    return ScoredRun(
      recording, oracle: demand, shapes: [SurvivalTable(cv: 1)], nodePrices: nodePrices, warmupMs: warmupMs)
  }

  /// A score of a run, under a promise of 99 % within 500 ms.
  static func score(_ id: String, of run: ScoredRun, prices: Prices = Prices()) -> Double {
    let objective = ServiceLevelObjective(latencyMs: 500, target: 0.99)
    let rule = ScoreRule.all(for: objective, prices: prices).first { $0.score.id == id }
    return rule?.value(run) ?? .infinity
  }
}
