public import Experiment

/// What tuning found: every policy tried, the one recommended, and what speaks for and against it.
public struct TuningResult: Sendable {
  /// The experiment's name.
  public var name: String
  /// What it is about, one line or empty.
  public var summary: String
  /// The name of the strategy that is tuned: today's policy.
  public var base: String
  /// How the policies were searched.
  public var search: SearchAccount
  /// The scores that policies have, in the order of their values.
  public var scores: [Score]
  /// What was wanted.
  public var goal: Goal
  /// What could be changed.
  public var parameters: [ParameterAccount]
  /// The policies tried, the best first.
  public var policies: [PolicyOutcome]
  /// The policies the API server does not take, with its reason.
  public var refused: [Refusal]
  /// Today's policy on the tuning load.
  public var today: PolicyOutcome
  /// The places among the policies that no other beats in all objectives, by the first.
  public var front: [Int]
  /// The objectives of the front and its size, where there are several.
  public var hypervolume: FrontVolume?
  /// The best policies judged on the load kept back, in their order.
  public var finalists: [Finalist]
  /// Today's policy on the load kept back; nil where none was.
  public var todayHeldOut: HeldOut?
  /// The place of the recommended policy; nil where nothing could be run.
  public var chosen: Int?
  /// How the recommended policy and today's do in other worlds.
  public var worlds: [WorldOutcome]
  /// What each parameter does.
  public var effects: [ParameterEffect]
  /// What pairs of parameters do together.
  public var pairEffects: [PairEffect]
  /// The blocks tuned on.
  public var tuningBlocks: [BlockName]
  /// The blocks kept back.
  public var heldOutBlocks: [BlockName]
  /// The recommended objects as files to apply, with what changed.
  public var recommendation: Recommendation?
  /// The experiment's strategies and the recommended policy on the load kept back, run by run.
  public var comparison: ExperimentResult?
  /// What it comes to, in plain words.
  public var verdict: Verdict
  /// What the user should know about the inputs.
  public var notes: [String]
  /// The service level objective, for labels.
  public var objective: ServiceLevelObjective
  /// The name of the currency, for labels.
  public var currency: String
  /// All inputs resolved, enough to run it again.
  public var resolvedInputs: String
  /// The files the inputs name.
  public var inputFiles: [ExperimentFile]

  /// The place of a score among the values.
  public func score(_ id: String) -> Int? { scores.firstIndex { $0.id == id } }

  /// The recommended policy.
  public var chosenPolicy: PolicyOutcome? { chosen.map { policies[$0] } }

  /// Whether the recommended policy surely keeps all limits: on the load kept back, if there is any.
  public var keepsLimits: Bool {
    chosenHeldOut?.isKept ?? chosenPolicy.map { $0.isComplete && $0.assessment.isKept } ?? false
  }

  /// The recommended policy on the load kept back.
  public var chosenHeldOut: Finalist? { finalists.first { $0.policy == chosen } }
}

/// How a search went.
public struct SearchAccount: Sendable, Hashable {
  /// The method.
  public var method: MethodChoice
  /// The runs it might take.
  public var budget: Int
  /// The runs it took.
  public var spent: Int
  /// The rule by which it stops.
  public var stopRule: String
  /// The number of choices in the space, conditions not looked at.
  public var choices: Int
}

/// A parameter as reports name it.
public struct ParameterAccount: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The object and the fields it changes.
  public var target: String
  /// The levels in words.
  public var levels: [String]
  /// Whether the levels are numbers.
  public var isNumeric: Bool
}

/// A trace and a seed.
public struct BlockName: Sendable, Hashable {
  /// The trace's name.
  public var trace: String
  /// The seed.
  public var seed: UInt64
}

/// A policy and what its runs on the tuning load say.
public struct PolicyOutcome: Sendable {
  /// Its number among all choices, whatever the method; -1 for today's policy.
  public var number: Int
  /// The policy in words.
  public var label: String
  /// Its levels, -1 where a parameter does not matter.
  public var candidate: Candidate
  /// The scores by block; nil where it was not run.
  public var runs: [RunScores?]
  /// What they say of the goal.
  public var assessment: Assessment
  /// What the search made small.
  public var loss: Double

  /// Whether it was run on every block.
  public var isComplete: Bool { !runs.contains(nil) }
}

/// A policy that is refused.
public struct Refusal: Sendable, Hashable {
  /// The policy's number.
  public var number: Int
  /// The policy in words.
  public var label: String
  /// The reason.
  public var problem: String
}

/// The volume that a front of policies dominates.
public struct FrontVolume: Sendable, Hashable {
  /// The volume as a share of that below the reference: 0 for none, 1 for a policy without any cost.
  public var share: Double
  /// The reference in each objective: a tenth beyond the worst of the front and of today's policy.
  public var reference: [Double]
}

/// A policy's runs on the load kept back.
public struct HeldOut: Sendable {
  /// The scores by block.
  public var runs: [RunScores]
  /// What they say of the goal.
  public var assessment: Assessment
}

/// One of the best policies, judged on the load kept back.
public struct Finalist: Sendable {
  /// Its place among the policies.
  public var policy: Int
  /// Its runs there.
  public var heldOut: HeldOut
  /// What it saves of today's first objective on the tuning load, in percent.
  public var tunedSaving: Estimate
  /// What it saves on the load kept back.
  public var heldOutSaving: Estimate
  /// The confidence its limits were judged with: the more were tried before it, the higher.
  public var confidence: Double
  /// Whether it keeps all limits there with that confidence.
  public var isKept: Bool
  /// What it seemed to be on the tuning load and is not on the load kept back; empty where it holds.
  public var broken: [String]
}

/// How the recommended policy and today's do in a world that differs from the recorded one.
public struct WorldOutcome: Sendable {
  /// What the world is called.
  public var name: String
  /// How it differs.
  public var variation: Variation
  /// The recommended policy there.
  public var chosen: HeldOut
  /// Today's policy there.
  public var today: HeldOut
  /// What the recommended policy saves there, in percent.
  public var saving: Estimate
}

/// What a parameter does by itself.
public struct ParameterEffect: Sendable {
  /// The parameter.
  public var parameter: Int
  /// By level.
  public var levels: [LevelEffect]
  /// The share of the objective's variance among all policies that it explains; nil where not all were run.
  public var share: Double?
  /// The same of the first limit's score.
  public var limitShare: Double?
}

/// What policies of a level, or of a pair of levels, have in common.
public struct LevelEffect: Sendable, Hashable {
  /// The number of policies.
  public var count: Int
  /// The mean of the first objective.
  public var objective: Double
  /// The mean of the first limit's score.
  public var limit: Double
  /// The least objective among those that keep all limits; NaN where none does.
  public var best: Double
}

/// What two parameters do together.
public struct PairEffect: Sendable {
  /// The first parameter, whose levels are rows.
  public var first: Int
  /// The second, whose levels are columns.
  public var second: Int
  /// The cells, row by row.
  public var cells: [LevelEffect]
  /// The share of the objective's variance they explain together beyond what each does alone; nil where not all ran.
  public var share: Double?
}
