/// What the cluster needs to know of a workload's pods: requests, limits, probes and grace, in whole units.
public struct PodTemplate: Sendable, Hashable {
  /// CPU the scheduler counts, in millicores.
  public var requestCPUMilli: Int64
  /// Memory the scheduler counts, in bytes.
  public var requestMemoryBytes: Int64
  /// The most CPU the serving container gets, in microcores; nil without a limit.
  public var limitMicrocores: Int64?
  /// The name of the container that serves requests: the first.
  public var servingContainer: String
  /// Readiness: the ticks of the probe that must succeed.
  public var readiness: ProbeTicks?
  /// The startup probe, which holds readiness back until it succeeds.
  public var startup: ProbeTicks?
  /// The grace period in milliseconds.
  public var graceMs: Int64
  /// How long preStop hooks sleep, in milliseconds.
  public var preStopMs: Int64

  /// How long its pods stay on a node that is not heard of, in milliseconds; nil for ever. By default what the API
  /// server's admission gives every pod: 300 s (plugin/pkg/admission/defaulttolerationseconds).
  public var unreachableTolerationMs: Int64? = 300_000

  /// When a probe runs and how often it must succeed.
  public struct ProbeTicks: Sendable, Hashable {
    /// Milliseconds after the container's start before which it does not run.
    public var initialDelayMs: Int64
    /// The period in milliseconds.
    public var periodMs: Int64
    /// How many successes in a row it takes.
    public var successes: Int64

    /// Makes ticks of a probe.
    public init(initialDelayMs: Int64, periodMs: Int64, successes: Int64) {
      self.initialDelayMs = initialDelayMs
      self.periodMs = periodMs
      self.successes = successes
    }

    /// The first tick at or after `ms` after the container's start.
    ///
    /// The worker ticks from the container's start; a tick before the initial delay is skipped
    /// (kubernetes/kubernetes pkg/kubelet/prober/worker.go).
    func firstTick(from ms: Int64) -> Int64 {
      let least = ms > initialDelayMs ? ms : initialDelayMs
      return (least + periodMs - 1) / periodMs * periodMs
    }
  }

  /// Makes a template of its parts.
  public init(
    requestCPUMilli: Int64, requestMemoryBytes: Int64, limitMicrocores: Int64? = nil,
    servingContainer: String = "app",
    readiness: ProbeTicks? = nil, startup: ProbeTicks? = nil, graceMs: Int64 = 30_000, preStopMs: Int64 = 0
  ) {
    self.requestCPUMilli = requestCPUMilli
    self.requestMemoryBytes = requestMemoryBytes
    self.limitMicrocores = limitMicrocores
    self.servingContainer = servingContainer
    self.readiness = readiness
    self.startup = startup
    self.graceMs = graceMs
    self.preStopMs = preStopMs
  }

  /// From the container's start to the Ready condition, for an application that serves `upMs` after the start.
  ///
  /// Without probes a running container is ready, whether its application serves or not. A startup probe's success
  /// is followed by a readiness probe at once.
  public func readyDelay(upMs: Int64) -> Int64 {
    var ready: Int64 = 0
    if let startup { ready = startup.firstTick(from: upMs) }
    if let readiness {
      let first =
        startup == nil
        ? readiness.firstTick(from: upMs)
        : (ready > readiness.initialDelayMs ? ready : readiness.firstTick(from: ready))
      ready = first + (readiness.successes - 1) * readiness.periodMs
    }
    return ready
  }
}
