public import Experiment

/// What keeps the scores of runs, so that none is run twice and a sweep that was killed goes on where it was.
///
/// Called from several threads at once.
public protocol ScoreStore: Sendable {
  /// Returns the scores of runs that are kept, nil for each that is not, in the order of the keys.
  func scores(_ keys: [String], ids: [String]) throws -> [RunScores?]

  /// Keeps runs for good before it returns; those that are kept already stay as they are.
  func keep(_ runs: [KeptRun]) throws
}

/// A run as it is kept: what went in, what came out, and what made it.
public struct KeptRun: Sendable, Hashable {
  /// The hash of all inputs.
  public var key: String
  /// The experiment's name.
  public var experiment: String
  /// The hash of all inputs but policy, trace and seed.
  public var context: String
  /// The hash of the policy's objects.
  public var policy: String
  /// The policy in words.
  public var label: String
  /// The trace.
  public var trace: String
  /// The seed.
  public var seed: UInt64
  /// The version of the lab that ran it.
  public var version: String
  /// The ids of the scores.
  public var ids: [String]
  /// Their values.
  public var values: [Double]

  /// Makes a run of its parts.
  public init(
    key: String, experiment: String, context: String, policy: String, label: String, trace: String,
    seed: UInt64, version: String, ids: [String], values: [Double]
  ) {
    self.key = key
    self.experiment = experiment
    self.context = context
    self.policy = policy
    self.label = label
    self.trace = trace
    self.seed = seed
    self.version = version
    self.ids = ids
    self.values = values
  }
}
