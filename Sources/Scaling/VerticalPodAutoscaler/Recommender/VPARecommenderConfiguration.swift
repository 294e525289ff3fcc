import Kubernetes

/// The flags of the VPA's recommender; the defaults are upstream's.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/config (1.8.0).
public struct VPARecommenderConfiguration: Sendable, Hashable {
  /// The share that is added to what was used.
  public var safetyMarginFraction = 0.15
  /// The least CPU to recommend for a pod, in millicores; shared evenly among its containers.
  public var podMinCPUMillicores = 25.0
  /// The least memory to recommend for a pod, in MiB; shared evenly among its containers.
  public var podMinMemoryMb = 250.0
  /// The percentiles of CPU usage.
  public var cpuPercentiles = VPAPercentiles()
  /// The percentiles of memory peaks.
  public var memoryPercentiles = VPAPercentiles()
  /// The time after which CPU bounds count as half certain.
  public var confidenceIntervalCPUMs: Int64 = 86_400_000
  /// The time after which memory bounds count as half certain.
  public var confidenceIntervalMemoryMs: Int64 = 86_400_000
  /// The time of which only the memory peak counts.
  public var memoryAggregationIntervalMs: Int64 = 86_400_000
  /// After how many such intervals without samples history is dropped.
  public var memoryAggregationIntervalCount: Int64 = 8
  /// The age at which a CPU sample counts half.
  public var cpuHalfLifeMs: Int64 = 86_400_000
  /// The age at which a memory peak counts half.
  public var memoryHalfLifeMs: Int64 = 86_400_000
  /// The factor on memory after an out-of-memory kill.
  public var oomBumpUpRatio = 1.2
  /// The least memory that is added after an out-of-memory kill, in bytes.
  public var oomMinBumpUpBytes = 104_857_600.0
  /// Whether memory is printed with two decimals of the largest binary unit.
  public var humanizeMemory = false
  /// To a multiple of how many millicores CPU is rounded up.
  public var roundCPUMillicores: Int64 = 1
  /// To a multiple of how many bytes memory is rounded up.
  public var roundMemoryBytes: Int64 = 1
  /// Whether VPAs may ask for whole cores by annotation.
  public var cpuIntegerPostProcessor = false
  /// The most to recommend for any container, unless its policy says something else.
  public var maxAllowed: [String: Quantity] = [:]
  /// How often history is looked through for what can be dropped.
  public var collectionIntervalMs: Int64 = 3_600_000
  /// PerVPAConfig: policies may set the rules on out-of-memory kills and aggregation.
  public var perVPAConfig = false

  /// Makes a configuration with upstream's defaults.
  public init() {}
}

/// Which percentiles the bounds and the target of a recommendation start from.
public struct VPAPercentiles: Sendable, Hashable {
  /// Of the target.
  public var target = 0.9
  /// Of the lower bound.
  public var lowerBound = 0.5
  /// Of the upper bound.
  public var upperBound = 0.95

  /// Makes percentiles from their parts.
  public init(target: Double = 0.9, lowerBound: Double = 0.5, upperBound: Double = 0.95) {
    self.target = target
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }
}
