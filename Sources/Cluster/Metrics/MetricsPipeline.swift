/// How metrics-server samples: every node at once, at a fixed resolution.
///
/// Source: kubernetes-sigs/metrics-server, pkg/storage/pod.go: a pod has a sample once two points of it are known; a
/// container younger than the resolution but at least 10 s old gets one from its start.
public struct MetricsPipeline: Sendable, Hashable {
  /// The time between scrapes, in milliseconds.
  public var resolutionMs: Int64 = 15_000
  /// The time of the first scrape, if not drawn from the seed.
  public var firstScrapeMs: Int64?
  /// The time from a scrape until the values can be asked for.
  public var delayMs: Int64 = 100
  /// Whether a sample is the CPU at the scrape's instant instead of the mean since the one before, as a gauge of
  /// another metrics provider may be.
  public var isInstantaneous = false

  /// Makes the default pipeline.
  public init() {}
}
