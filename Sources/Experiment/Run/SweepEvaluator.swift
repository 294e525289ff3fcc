import Cluster
public import Kubernetes
import Simulation
import Statistics
import Workload

/// Runs policies side by side in a sweep, and in the closed loop what a sweep's sums cannot score.
public struct SweepEvaluator: PolicyEvaluator {
  private let sweep: PolicySweep

  /// Makes the evaluator of experiments with one objective.
  public init(_ plan: ExperimentPlan) { sweep = PolicySweep(objective: plan.spec.objective.target) }

  /// Returns the scores of each policy on a block, in the order of the policies.
  public func evaluate(
    _ policies: [PreparedStrategy], on block: PolicyBlock
  ) throws(InputErrors) -> [RunScores] {
    guard let scores = SummaryScores(block) else {
      return try FullEngine().evaluate(policies, on: block)
    }
    let scenarios = policies.map(block.scenario)
    guard scenarios.allSatisfy({ $0.workloads.count == 1 }) else {
      return try FullEngine().evaluate(policies, on: block)
    }
    return try sweep.run(scenarios, seed: block.luck).map(scores.values)
  }
}

/// Computes scores from the sums of a run of one workload, by the formulas of the scores' own rules.
struct SummaryScores: Sendable {
  private let rules: [@Sendable (RunSummary) -> Double]

  /// Nil if one of a block's scores needs more than sums.
  init?(_ block: PolicyBlock) {
    let spec = block.plan.spec
    let shapes = spec.workloads.map { SurvivalTable(cv: $0.response.serviceTimeCV) }
    guard shapes.count == 1 else { return nil }
    var rules: [@Sendable (RunSummary) -> Double] = []
    for id in block.scores {
      guard let rule = Self.rule(id, objective: spec.objective, prices: spec.prices, shape: shapes[0]) else {
        return nil
      }
      rules.append(rule)
    }
    self.rules = rules
  }

  func values(_ run: RunSummary) -> RunScores { RunScores(values: rules.map { $0(run) }) }

  private static func rule(
    _ id: String, objective: ServiceLevelObjective, prices: Prices, shape: SurvivalTable
  ) -> (@Sendable (RunSummary) -> Double)? {
    users(id, objective: objective, shape: shape) ?? money(id, prices: prices) ?? manners(id)
  }

  private static func users(
    _ id: String, objective: ServiceLevelObjective, shape: SurvivalTable
  ) -> (@Sendable (RunSummary) -> Double)? {
    let budget = try? ErrorBudget(objective: objective.target, periodHours: 720)
    func percentile(_ p: Double) -> @Sendable (RunSummary) -> Double {
      { $0.latency.count > 0 ? 1000 * $0.latency.quantile(p, shape: shape) : .nan }
    }
    switch id {
    case "slo_violation_percent": return { 100 * $0.badShare }
    case "violating_time_percent":
      return { $0.scoredMs > 0 ? 100 * Double($0.violatingMs) / Double($0.scoredMs) : .nan }
    case "budget_burn_rate": return { budget?.burn(errorRatio: $0.badShare) ?? .nan }
    case "month_budget_percent":
      return {
        guard let budget else { return .nan }
        return 100
          * budget.consumed(
            burn: budget.burn(errorRatio: $0.badShare), windowHours: Double($0.scoredMs) / hourMs)
      }
    case "latency_p50_ms": return percentile(0.5)
    case "latency_p95_ms": return percentile(0.95)
    case "latency_p99_ms": return percentile(0.99)
    case "latency_mean_ms":
      return { run in
        let count = run.latency.count
        return count > 0 ? 1000 * (run.latency.mean * count) / count : .nan
      }
    case "failed_percent": return { $0.share(of: $0.dropped + $0.timedOut + $0.cut) }
    case "dropped_percent": return { $0.share(of: $0.dropped) }
    case "timed_out_percent": return { $0.share(of: $0.timedOut) }
    case "cut_percent": return { $0.share(of: $0.cut) }
    case "backlog_max": return { $0.longestBacklog }
    case "recover_mean_seconds":
      return { $0.violations == 0 ? 0 : Double($0.violationsMs) / 1000 / Double($0.violations) }
    case "recover_max_seconds": return { Double($0.longestViolationMs) / 1000 }
    case "violations_count": return { Double($0.violations) }
    default: return nil
    }
  }

  private static func money(_ id: String, prices: Prices) -> (@Sendable (RunSummary) -> Double)? {
    let cost: @Sendable (RunSummary) -> Double = {
      $0.coreHours * prices.cpuHour + $0.memoryGiBHours * prices.memoryGiBHour
    }
    switch id {
    case "pod_hours": return { $0.podHours }
    case "cpu_request_hours": return { $0.coreHours }
    case "memory_request_hours": return { $0.memoryGiBHours }
    case "cost": return cost
    case "cost_per_million_good": return { $0.good > 0 ? cost($0) / ($0.good / 1e6) : .nan }
    case "slack_core_hours": return { $0.coreHours - $0.usageCoreMs / hourMs }
    case "slack_percent":
      return {
        $0.coreHours > 0 ? 100 * ($0.coreHours - $0.usageCoreMs / hourMs) / $0.coreHours : .nan
      }
    default: return nil
    }
  }

  private static func manners(_ id: String) -> (@Sendable (RunSummary) -> Double)? {
    switch id {
    case "scale_events": return { Double($0.scaleEvents) }
    case "replicas_moved": return { Double($0.replicasMoved) }
    case "direction_flips": return { Double($0.directionFlips) }
    default: return nil
    }
  }
}

extension RunSummary {
  private var failed: Double { dropped + timedOut + cut }
  private var ended: Double { served + failed }
  private var bad: Double { slow + failed }
  fileprivate var good: Double { ended - bad }
  fileprivate var badShare: Double { ended > 0 ? bad / ended : .nan }
  fileprivate func share(of requests: Double) -> Double { ended > 0 ? 100 * requests / ended : .nan }
  fileprivate var podHours: Double { Double(podMs) / hourMs }
  fileprivate var coreHours: Double { podHours * requestCores }
  fileprivate var memoryGiBHours: Double { podHours * requestBytes / 0x1p30 }
}
