import Cluster
import Simulation
import Statistics
import Workload

/// Makes the result of one run from its recording: scores at the recorded step, then rows of the report's step.
struct RunRecord {
  let plan: ExperimentPlan
  let rules: [ScoreRule]
  let shapes: [SurvivalTable]
  let reportStepMs: Int64
  /// What stands for a run's response times once they are scored: one table for all runs, as it is not small.
  private static let noTimes = LatencyHistogram()

  init(_ plan: ExperimentPlan) {
    self.plan = plan
    rules = plan.scoreRules
    shapes = plan.spec.workloads.map { SurvivalTable(cv: $0.response.serviceTimeCV) }
    reportStepMs = plan.reportStepMs
  }

  /// Scores a recording and lets go of what a report does not show.
  func result(
    _ recording: Recording, of scenario: Scenario, strategy: Int, trace: Int, seed: UInt64
  ) -> RunResult {
    let spec = plan.spec
    let oracle = OracleCurve.columns(for: recording, of: scenario, target: spec.objective.target)
    let run = ScoredRun(
      recording, oracle: oracle, shapes: shapes, nodePrices: spec.nodePools.map(\.pricePerHour),
      warmupMs: spec.warmupMs)
    let scores = rules.map { $0.value(run) }
    var kept = recording
    var keptOracle: [[Double]] = []
    for index in kept.workloads.indices {
      let timeline = kept.workloads[index].timeline
      kept.workloads[index].latency = RunRecord.noTimes
      kept.workloads[index].timeline = timeline.joined(toStepMs: reportStepMs, endMs: recording.horizonMs)
      keptOracle.append(timeline.joined(oracle[index], toStepMs: reportStepMs, endMs: recording.horizonMs))
    }
    kept.vertical = kept.vertical.map { $0.joined(toStepMs: reportStepMs, warmupMs: spec.warmupMs) }
    return RunResult(
      strategy: strategy, trace: plan.traces[trace].name, seed: seed, scores: scores, recording: kept,
      oracle: keptOracle, epochMs: scenario.epochMs, warmupMs: spec.warmupMs)
  }
}

extension ExperimentPlan {
  /// The most rows of one run in a report.
  static let mostRowsOfRun: Int64 = 2_016
  /// The most rows of all runs and workloads in a report, so that its files stay small.
  static let mostRows: Int64 = 50_000

  /// The number of runs.
  public var runCount: Int { strategies.count * traces.count * spec.seeds.count }

  /// The step of rows in reports: the experiment's, or the smallest usual one that keeps the number of rows in bounds.
  var reportStepMs: Int64 {
    if let step = spec.reportStepMs { return step }
    let lengths = traces.map { spec.warmupMs + $0.endMs - $0.startMs }
    let factors: [Int64] = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440]
    let fits = factors.first { factor in
      let rows = lengths.map { ($0 + factor * spec.recordStepMs - 1) / (factor * spec.recordStepMs) }
      let all = rows.reduce(0, +) * Int64(strategies.count * spec.seeds.count * spec.workloads.count)
      return rows.allSatisfy { $0 <= ExperimentPlan.mostRowsOfRun } && all <= ExperimentPlan.mostRows
    }
    return spec.recordStepMs * (fits ?? factors[factors.count - 1])
  }
}
