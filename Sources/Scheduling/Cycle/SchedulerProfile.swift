/// What a scheduler is set up to do; the default is kube-scheduler 1.36's.
public struct SchedulerProfile: Sendable {
  /// What each score counts times; 0 turns it off.
  public var weights: [ScorePluginName: Int64] {
    didSet { weighed = Self.weighed(weights) }
  }
  /// The same in the order of the plugins, without those that count nothing.
  private(set) var weighed: [(name: ScorePluginName, weight: Int64)]
  /// Filters of the default profile that are turned off.
  public var disabledFilters: Set<Rejection.Filter>
  /// How NodeResourcesFit scores.
  public var strategy: ScoringStrategy
  /// The resources NodeResourcesBalancedAllocation looks at.
  public var balancedResources: [String]
  /// Whether NodeResourcesBalancedAllocation compares the node with the pod and without it, as since 1.36.
  public var comparesBalance: Bool
  /// The share of nodes after which the search for ones that may take the pod ends, in percent; nil fits it to the size
  /// of the cluster.
  public var percentageOfNodesToScore: Int32?
  /// The user's filters, asked after the others.
  public var filters: [any FilterPlugin]
  /// The user's scores, with what each counts times.
  public var scores: [WeightedScorePlugin]
  /// How one of the best nodes is chosen.
  public var tieBreaking: TieBreaking

  /// Makes kube-scheduler's default profile of a release, 36 for 1.36.
  public init(minorVersion: Int = 36) {
    let defaults = ScorePluginName.allCases.map { ($0, $0.defaultWeight) }
    weights = Dictionary(uniqueKeysWithValues: defaults)
    weighed = Self.weighed(weights)
    disabledFilters = []
    strategy = .leastAllocated
    balancedResources = ["cpu", "memory"]
    comparesBalance = minorVersion >= 36
    percentageOfNodesToScore = nil
    filters = []
    scores = []
    tieBreaking = .random(seed: 0)
  }

  private static func weighed(_ weights: [ScorePluginName: Int64]) -> [(name: ScorePluginName, weight: Int64)]
  {
    ScorePluginName.allCases.compactMap { name in
      weights[name].flatMap { $0 == 0 ? nil : (name: name, weight: $0) }
    }
  }
}

/// A score plugin and what it counts times.
public struct WeightedScorePlugin: Sendable {
  /// The plugin.
  public var plugin: any ScorePlugin
  /// What its score counts times.
  public var weight: Int64

  /// Makes a pair of its parts.
  public init(_ plugin: any ScorePlugin, weight: Int64 = 1) {
    self.plugin = plugin
    self.weight = weight
  }
}

/// How one of several best nodes is chosen.
public enum TieBreaking: Sendable, Hashable {
  /// The one looked at first.
  case first
  /// Any with equal chances, drawn from a stream of the pod's own.
  case random(seed: UInt64)
}
