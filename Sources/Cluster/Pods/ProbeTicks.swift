extension PodTemplate {
  /// A probe: when it runs, what makes it fail, and how many results in a row count.
  public struct ProbeTicks: Sendable, Hashable {
    /// How a probe asks, and so what can keep it from an answer.
    public enum Kind: UInt8, Sendable, Hashable {
      /// HTTP and gRPC: answered by the application, behind the requests that wait.
      case request
      /// TCP: answered by the system as soon as the application listens.
      case connection
      /// A command in the container; it is taken to look at the application, without waiting behind requests.
      case command
    }

    /// Milliseconds after the container's start before which it does not run.
    public var initialDelayMs: Int64
    /// The period in milliseconds.
    public var periodMs: Int64
    /// How many successes in a row it takes.
    public var successes: Int64
    /// How many failures in a row it takes.
    public var failures: Int64
    /// The milliseconds after which an answer counts as failure.
    public var timeoutMs: Int64
    /// How it asks.
    public var kind: Kind
    /// The grace period of the container it kills, in milliseconds; nil for the pod's.
    public var graceMs: Int64?

    /// Makes a probe of its parts.
    public init(
      initialDelayMs: Int64, periodMs: Int64, successes: Int64, failures: Int64 = 3, timeoutMs: Int64 = 1_000,
      kind: Kind = .connection, graceMs: Int64? = nil
    ) {
      self.initialDelayMs = initialDelayMs
      self.periodMs = periodMs
      self.successes = successes
      self.failures = failures
      self.timeoutMs = timeoutMs
      self.kind = kind
      self.graceMs = graceMs
    }

    /// The first tick at or after `ms` after the container's start.
    ///
    /// The worker ticks from the container's start; a tick before the initial delay is skipped
    /// (kubernetes/kubernetes pkg/kubelet/prober/worker.go).
    func firstTick(from ms: Int64) -> Int64 {
      let least = ms > initialDelayMs ? ms : initialDelayMs
      return (least + periodMs - 1) / periodMs * periodMs
    }

    /// The tick at which it has failed often enough, if the application is up `upMs` after the container's start and
    /// no tick before `heldMs` counts; nil if the application is up in time.
    func givesUp(upMs: Int64, heldMs: Int64) -> Int64? {
      let last = firstTick(from: heldMs) + (failures - 1) * periodMs
      return last < upMs ? last : nil
    }

    /// How many ticks of a container that started at `startMs` fall after `fromMs` and not after `toMs`.
    func ticks(startMs: Int64, after fromMs: Int64, through toMs: Int64) -> Int64 {
      let first = nextTick(startMs: startMs, from: fromMs + 1)
      return first > toMs ? 0 : (toMs - first) / periodMs + 1
    }

    /// The first tick at or after an instant of a container that started at `startMs`.
    func nextTick(startMs: Int64, from ms: Int64) -> Int64 {
      startMs + firstTick(from: ms > startMs ? ms - startMs : 0)
    }
  }

  /// From the container's start to the Ready condition, for an application that serves `upMs` after the start and
  /// probes that nobody counts before `heldMs`.
  ///
  /// Without probes a running container is ready, whether its application serves or not. A startup probe's success
  /// is followed by a readiness probe at once. Nil if the startup probe gives up before.
  public func readyDelay(upMs: Int64, heldMs: Int64 = 0) -> Int64? {
    var ready = heldMs
    let answers = upMs > heldMs ? upMs : heldMs
    if let startup {
      guard startup.givesUp(upMs: upMs, heldMs: heldMs) == nil else { return nil }
      ready = startup.firstTick(from: answers)
    }
    if let readiness {
      let first =
        startup == nil
        ? readiness.firstTick(from: answers)
        : (ready > readiness.initialDelayMs ? ready : readiness.firstTick(from: ready))
      ready = first + (readiness.successes - 1) * readiness.periodMs
    }
    return ready > othersReadyMs ? ready : othersReadyMs
  }

  /// When a probe kills a container whose application is up `upMs` after its start, and which it is; nil if none does.
  func giveUp(upMs: Int64, heldMs: Int64) -> (ms: Int64, reason: PodChangeReason)? {
    if let startup { return startup.givesUp(upMs: upMs, heldMs: heldMs).map { ($0, .startupFailed) } }
    return liveness?.givesUp(upMs: upMs, heldMs: heldMs).map { ($0, .livenessFailed) }
  }
}
