public import Experiment

/// How an experiment's policies are tuned, as its `tune` section describes it.
public struct TuneSpec: Sendable {
  /// The index of the strategy whose objects are changed.
  public var base: Int
  /// The policies looked at.
  public var space: SearchSpace
  /// What is wanted.
  public var goal: Goal
  /// How policies are searched.
  public var method = MethodChoice.grid
  /// The most runs (policy × trace × seed) the search may take; nil leaves it to the method.
  public var budget: Int?
  /// What is kept back to judge the winner by.
  public var holdout = Holdout.share(0.5)
  /// The policies that are judged on the load kept back.
  public var finalists = 8
  /// The worlds the winner is tried in besides the recorded one.
  public var robustness: [NamedVariation] = NamedVariation.usual
  /// What the search's own luck is drawn by.
  public var seed: UInt64 = 1
}

/// What tuning is for.
public struct Goal: Sendable, Hashable {
  /// The ids of the scores to make small, the most important first.
  public var minimize: [String]
  /// What must be kept, the experiment's objective first.
  public var limits: [ScoreLimit]
}

/// The load that is kept back from tuning.
public enum Holdout: Sendable, Hashable {
  /// The last part of each trace's blocks; of the traces where none has blocks.
  case share(Double)
  /// Traces by name.
  case traces([String])
  /// None: the winner is not judged on other load.
  case none
}

/// A way to search.
public enum MethodChoice: String, Sendable, Hashable, CaseIterable {
  case grid, random, sobol, niederreiter, halving, racing, simplex, annealing, cmaes, gaussianProcess
}

/// A world to try the winner in.
public struct NamedVariation: Sendable, Hashable {
  /// What it is called.
  public var name: String
  /// How it differs.
  public var variation: Variation

  /// The worlds tried where an experiment names none.
  static let usual: [NamedVariation] = {
    var more = Variation()
    more.loadFactor = 1.5
    var less = Variation()
    less.loadFactor = 0.5
    var shifted = Variation()
    shifted.shiftMs = 6 * 3_600_000
    var slow = Variation()
    slow.startupFactor = 3
    var failing = Variation()
    failing.nodesLost = 1
    return [
      NamedVariation(name: "load × 1.5", variation: more),
      NamedVariation(name: "load × 0.5", variation: less),
      NamedVariation(name: "load 6 h earlier", variation: shifted),
      NamedVariation(name: "pods 3 times slower to start", variation: slow),
      NamedVariation(name: "a node lost at the peak for 10 min", variation: failing),
    ]
  }()
}
