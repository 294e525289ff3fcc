/// What a scaler sees at one time: what the API server, metrics-server and the service's own monitoring show.
///
/// Nothing here is newer than the metrics pipeline lets it be: cpu and memory are as old as the last scrape that can be
/// asked for, the service's own numbers as the last scrape. What nobody has measured yet is nil.
public struct ScalerObservation: Sendable, Hashable {
  /// The time from the start of the run, in milliseconds.
  public var timeMs: Int64 = 0
  /// The time in milliseconds since 1970; the same as `timeMs` where the load carries no date.
  public var dateMs: Int64 = 0
  /// The replicas that were asked for last (spec.replicas).
  public var replicas: Int32 = 0
  /// The pods that are ready.
  public var readyPods: Int32 = 0
  /// The pods that do not run yet.
  public var pendingPods: Int32 = 0
  /// The least replicas that will be written.
  public var minReplicas: Int32 = 0
  /// The most replicas that will be written.
  public var maxReplicas: Int32 = .max
  /// The pods that metrics-server shows a sample of.
  public var sampledPods: Int32 = 0
  /// The CPU one pod uses, in cores, the mean of the sampled pods.
  public var cpu: Double?
  /// The CPU one pod requests, in cores.
  public var cpuRequest: Double = 0
  /// The memory one pod uses, in bytes, the mean of the sampled pods.
  public var memory: Double?
  /// The memory one pod requests, in bytes.
  public var memoryRequest: Double = 0
  /// Requests that arrive per second, the mean over the window.
  public var requestsPerSecond: Double?
  /// Requests being served or waiting.
  public var inFlight: Double?
  /// Requests waiting, those that wait outside of any pod included.
  public var queueLength: Double?
  /// The mean response time over the window, in seconds.
  public var latencySeconds: Double?
  /// The experiment's own metrics by name, those that have a value.
  public var metrics: [String: Double] = [:]

  /// Makes an observation of nothing.
  public init() {}

  /// The CPU used over the CPU requested, nil without samples or without a request.
  public var cpuUtilization: Double? { cpuRequest > 0 ? cpu.map { $0 / cpuRequest } : nil }
  /// The memory used over the memory requested.
  public var memoryUtilization: Double? { memoryRequest > 0 ? memory.map { $0 / memoryRequest } : nil }
}
