/// What one container of one pod used over time.
public struct VPAUsageSeries: Sendable, Hashable {
  /// The pod.
  public var pod: String
  /// The container.
  public var container: String
  /// The times in milliseconds since 1970, or from the start of the recording; strictly increasing.
  public var timesMs: [Int64]
  /// CPU in cores at each time, NaN where not recorded; empty if it never was.
  public var cpuCores: [Double]
  /// Memory in bytes at each time, NaN where not recorded; empty if it never was.
  public var memoryBytes: [Double]

  /// Makes a series from its parts.
  public init(
    pod: String, container: String, timesMs: [Int64], cpuCores: [Double], memoryBytes: [Double]
  ) {
    self.pod = pod
    self.container = container
    self.timesMs = timesMs
    self.cpuCores = cpuCores
    self.memoryBytes = memoryBytes
  }
}

/// What a VPA would have said of a container at a time.
public struct VPAPastRecommendation: Sendable, Hashable {
  /// The time, as the usage has it.
  public var timeMs: Int64
  /// The container.
  public var container: String
  /// The largest CPU usage of any of its pods since the recommendation before, in cores; NaN for none.
  public var cpuUsage: Double
  /// The largest memory usage of any of its pods since then, in bytes; NaN for none.
  public var memoryUsage: Double
  /// CPU in millicores, step by step.
  public var cpu: VPAResourceRecommendation
  /// Memory in bytes, step by step.
  public var memory: VPAResourceRecommendation
  /// The target of a recommender that knew nothing before the first time told, in millicores and bytes; nil
  /// where history is not told apart.
  public var withoutHistory: Targets?

  /// Two targets.
  public struct Targets: Sendable, Hashable {
    /// CPU in millicores.
    public var cpu: Int64
    /// Memory in bytes.
    public var memory: Int64
  }
}
