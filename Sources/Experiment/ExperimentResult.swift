public import Simulation
public import Statistics

/// What an experiment found: every run's scores, the comparisons, and a verdict; all that a report needs.
public struct ExperimentResult: Sendable {
  /// The experiment's name, a folder name below Reports.
  public var name: String
  /// What the user says it is about, one line or empty.
  public var summary: String
  /// The strategies in the experiment's order.
  public var strategies: [StrategyResult]
  /// The index of the strategy the others are compared with.
  public var baseline: Int
  /// The scores each run has, in the order of `RunResult.scores`.
  public var scores: [Score]
  /// Every run, ordered by strategy, trace, seed.
  public var runs: [RunResult]
  /// Every strategy against the baseline, for every compared score, and the pairs the experiment asked for.
  public var comparisons: [Comparison]
  /// What it comes to, in plain words: a headline, then sentences.
  public var verdict: Verdict
  /// All inputs resolved, enough to run it again: the text of experiment.yaml.
  public var resolvedInputs: String
  /// The files experiment.yaml names, such as recorded load, to stand beside it in the report's folder.
  public var inputFiles: [ExperimentFile]
  /// What the user should know about the inputs: censored samples, closed gaps, unknown fields.
  public var notes: [String]
  /// The service level objective, for labels.
  public var objective: ServiceLevelObjective
  /// The name of the currency of costs, for labels.
  public var currency: String
  /// What 0 of a timeline means in milliseconds since 1970; 0 where the load carries no date.
  public var epochMs: Int64

  /// Makes a result of its parts.
  public init(
    name: String, summary: String, strategies: [StrategyResult], baseline: Int, scores: [Score],
    runs: [RunResult],
    comparisons: [Comparison], verdict: Verdict, resolvedInputs: String, notes: [String],
    objective: ServiceLevelObjective, currency: String, epochMs: Int64, inputFiles: [ExperimentFile] = []
  ) {
    self.name = name
    self.summary = summary
    self.strategies = strategies
    self.baseline = baseline
    self.scores = scores
    self.runs = runs
    self.comparisons = comparisons
    self.verdict = verdict
    self.resolvedInputs = resolvedInputs
    self.inputFiles = inputFiles
    self.notes = notes
    self.objective = objective
    self.currency = currency
    self.epochMs = epochMs
  }
}

/// A file that a resolved experiment reads, kept byte for byte.
public struct ExperimentFile: Sendable, Hashable {
  /// Its name in the report's folder, without any slash.
  public var name: String
  /// What it holds.
  public var bytes: [UInt8]

  /// Makes a file of a name and bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// A strategy with its summary over all runs.
public struct StrategyResult: Sendable {
  /// Its name in the experiment.
  public var name: String
  /// What it is in a line, made from its manifests, for example `HPA cpu 70 %, 2..40`.
  public var summary: String
  /// The mean over all runs with a BCa interval, in the order of `ExperimentResult.scores`.
  public var means: [Estimate]

  /// Makes a result of its parts.
  public init(name: String, summary: String, means: [Estimate]) {
    self.name = name
    self.summary = summary
    self.means = means
  }
}

/// A mean with its interval.
public struct Estimate: Sendable, Hashable {
  /// The mean over the runs; NaN where no run has the score.
  public var mean: Double
  /// The interval's ends; nil where there are too few runs for one.
  public var interval: Interval?

  /// Makes an estimate of its parts.
  public init(mean: Double, interval: Interval?) {
    self.mean = mean
    self.interval = interval
  }
}

/// A number that says how well a run went.
public struct Score: Sendable, Hashable {
  /// The column's name in CSV files, for example `slo_violation_percent`.
  public var id: String
  /// The name in tables, for example `SLO violations`.
  public var name: String
  /// The unit in tables, for example `% of requests`; empty for a pure number.
  public var unit: String
  /// Whether a smaller number is better, a larger one, or neither.
  public var better: Better
  /// Whether strategies are compared on it, with tests corrected for their number.
  public var isCompared: Bool
  /// One or two sentences for the glossary: the definition, with its source.
  public var definition: String

  /// Which way is good.
  public enum Better: String, Sendable, Hashable { case lower, higher, neither }

  /// Makes a score of its parts.
  public init(id: String, name: String, unit: String, better: Better, isCompared: Bool, definition: String) {
    self.id = id
    self.name = name
    self.unit = unit
    self.better = better
    self.isCompared = isCompared
    self.definition = definition
  }
}

/// One run: a strategy on a trace with a seed.
public struct RunResult: Sendable {
  /// The index of the strategy.
  public var strategy: Int
  /// The trace's name.
  public var trace: String
  /// The seed.
  public var seed: UInt64
  /// The scores in the order of `ExperimentResult.scores`; NaN where a run has none.
  public var scores: [Double]
  /// The recording, its timeline in rows of the report's step and without the response times of single requests.
  public var recording: Recording
  /// The replicas an oracle would have had, one list a workload parallel to its timeline.
  public var oracle: [[Double]]
  /// What 0 of this run's timeline means in milliseconds since 1970; 0 where its load carries no date.
  public var epochMs: Int64
  /// The time before which nothing was scored, in milliseconds from the start of the run.
  public var warmupMs: Int64

  /// Makes a result of its parts.
  public init(
    strategy: Int, trace: String, seed: UInt64, scores: [Double], recording: Recording, oracle: [[Double]],
    epochMs: Int64 = 0, warmupMs: Int64 = 0
  ) {
    self.strategy = strategy
    self.trace = trace
    self.seed = seed
    self.scores = scores
    self.recording = recording
    self.oracle = oracle
    self.epochMs = epochMs
    self.warmupMs = warmupMs
  }
}

/// A paired comparison of two strategies on one score over all blocks (trace, seed).
public struct Comparison: Sendable {
  /// The index of the strategy compared.
  public var strategy: Int
  /// The index of the strategy it is compared with.
  public var against: Int
  /// The index of the score.
  public var score: Int
  /// The differences strategy - against, one a block, in the order of traces and seeds.
  public var differences: [Double]
  /// The mean difference with a BCa interval.
  public var difference: Estimate
  /// The median of the pairwise means of the differences (Hodges-Lehmann).
  public var hodgesLehmann: Double
  /// The two-sided p of Wilcoxon's signed-rank test, nil where it says nothing (too few or only zero differences).
  public var p: Double?
  /// The same after Holm's correction over all comparisons of the experiment.
  public var pHolm: Double?
  /// The matched-pairs rank-biserial correlation, -1...1.
  public var rankBiserial: Double
  /// Cliff's delta of the two samples, -1...1.
  public var cliffsDelta: Double

  /// Makes a comparison of its parts.
  public init(
    strategy: Int, against: Int, score: Int, differences: [Double], difference: Estimate,
    hodgesLehmann: Double,
    p: Double?, pHolm: Double?, rankBiserial: Double, cliffsDelta: Double
  ) {
    self.strategy = strategy
    self.against = against
    self.score = score
    self.differences = differences
    self.difference = difference
    self.hodgesLehmann = hodgesLehmann
    self.p = p
    self.pHolm = pHolm
    self.rankBiserial = rankBiserial
    self.cliffsDelta = cliffsDelta
  }
}

/// The findings in plain words.
public struct Verdict: Sendable, Hashable {
  /// One sentence.
  public var headline: String
  /// The sentences that support it, and what it does not say.
  public var sentences: [String]

  /// Makes a verdict of its parts.
  public init(headline: String, sentences: [String]) {
    self.headline = headline
    self.sentences = sentences
  }
}

/// The promise to users that runs are judged by.
public struct ServiceLevelObjective: Sendable, Hashable {
  /// A request answered later than this, in milliseconds, is bad.
  public var latencyMs: Double
  /// The share of good requests that is promised, for example 0.99.
  public var target: Double

  /// Makes an objective of its parts.
  public init(latencyMs: Double, target: Double) {
    self.latencyMs = latencyMs
    self.target = target
  }
}
