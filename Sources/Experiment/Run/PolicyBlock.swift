import Cluster
public import Kubernetes
public import Simulation
import Statistics
import Workload

/// A trace and a seed that many policies are run on: what all of them meet alike, and how their runs are scored.
public struct PolicyBlock: Sendable {
  /// The trace's name.
  public let trace: String
  /// The seed.
  public let seed: UInt64
  /// What the luck of every run of the block is drawn by: the seed to run a scenario with.
  public let luck: UInt64
  /// The ids of the scores wanted, in their order.
  public let scores: [String]
  /// The milliseconds of a run that are scored.
  public let lengthMs: Int64
  /// How its world differs from the recorded one.
  public let variation: Variation

  let plan: ExperimentPlan
  private let index: Int
  private let inputs: BlockInputs
  private let scorer: PolicyScorer

  /// Computes what is shared in a block.
  ///
  /// Throws what is wrong with a load or a score's id.
  public init(
    _ plan: ExperimentPlan, trace index: Int, seed: UInt64, scores: [String],
    variation: Variation = Variation()
  ) throws(InputErrors) {
    let varied = variation.applied(to: plan)
    let trace = varied.traces[index]
    self.plan = varied
    self.index = index
    self.trace = trace.name
    self.seed = seed
    self.scores = scores
    self.variation = variation
    lengthMs = trace.endMs - trace.startMs
    scorer = try PolicyScorer(varied, scores: scores)
    inputs = try varied.inputs(trace: index, seed: seed, variation: variation)
    luck = inputs.luck
  }

  /// The trace's name with what is different about it.
  public var worldTrace: String { variation.text.isEmpty ? trace : "\(trace), \(variation.text)" }

  /// The scenario of a policy in this block.
  public func scenario(of policy: PreparedStrategy) -> Scenario {
    plan.scenario(strategy: policy, trace: index, inputs: inputs)
  }

  /// Scores a recording of a scenario of this block.
  public func scores(of recording: Recording, of scenario: Scenario) -> RunScores {
    RunScores(values: scorer.values(recording, of: scenario))
  }
}

/// Computes some of the scores of a run, and the oracle only where one of them needs it.
struct PolicyScorer: Sendable {
  private let rules: [ScoreRule]
  private let shapes: [SurvivalTable]
  private let nodePrices: [Double]
  private let warmupMs: Int64
  private let target: Double
  private let needsOracle: Bool
  private static let clairvoyant: Set<String> = ["bound_pod_hours", "regret_percent"]

  init(_ plan: ExperimentPlan, scores: [String]) throws(InputErrors) {
    let spec = plan.spec
    let all = plan.scoreRules
    var rules: [ScoreRule] = []
    for id in scores {
      guard let rule = all.first(where: { $0.score.id == id }) else {
        throw InputErrors([
          InputProblem(
            message: "there is no score \(id)",
            hint: Spelling.nearest(to: id, in: all.map(\.score.id)).map { "did you mean \($0)?" })
        ])
      }
      rules.append(rule)
    }
    self.rules = rules
    let elastic = Set(ScoreRule.elasticity.map(\.score.id))
    needsOracle = scores.contains { elastic.contains($0) || Self.clairvoyant.contains($0) }
    shapes = spec.workloads.map { SurvivalTable(cv: $0.response.serviceTimeCV) }
    nodePrices = spec.nodePools.map(\.pricePerHour)
    warmupMs = spec.warmupMs
    target = spec.objective.target
  }

  func values(_ recording: Recording, of scenario: Scenario) -> [Double] {
    let oracle = needsOracle ? OracleCurve.columns(for: recording, of: scenario, target: target) : []
    let run = ScoredRun(
      recording, oracle: oracle, shapes: shapes, nodePrices: nodePrices, warmupMs: warmupMs)
    return rules.map { $0.value(run) }
  }
}
