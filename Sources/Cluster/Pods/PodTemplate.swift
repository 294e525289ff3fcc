/// What the cluster needs to know of a workload's pods: requests, limits, probes, hooks and grace, in whole units.
public struct PodTemplate: Sendable, Hashable {
  /// CPU the scheduler counts, in millicores.
  public var requestCPUMilli: Int64
  /// Memory the scheduler counts, in bytes.
  public var requestMemoryBytes: Int64
  /// The most CPU the serving container gets, in microcores; nil without a limit.
  public var limitMicrocores: Int64?
  /// The memory above which the serving container is killed, in bytes; nil without a limit.
  public var limitMemoryBytes: Int64?
  /// The name of the container that serves requests: the first.
  public var servingContainer: String
  /// What is done between the sandbox and running containers, in order.
  public var steps: [StartStep] = [.pull(image: "", policy: .ifNotPresent), .container(postStartMs: 0)]
  /// The probe that decides whether the serving container gets requests.
  public var readiness: ProbeTicks?
  /// The probe that restarts the serving container.
  public var liveness: ProbeTicks?
  /// The startup probe, which holds the others back until it succeeds.
  public var startup: ProbeTicks?
  /// From running to the readiness of the containers beside the serving one, in milliseconds.
  public var othersReadyMs: Int64 = 0
  /// The grace period in milliseconds.
  public var graceMs: Int64
  /// How long preStop hooks sleep, in milliseconds.
  public var preStopMs: Int64

  /// How long its pods stay on a node that is not heard of, in milliseconds; nil for ever. By default what the API
  /// server's admission gives every pod: 300 s (plugin/pkg/admission/defaulttolerationseconds).
  public var unreachableTolerationMs: Int64? = 300_000

  /// The time that SIGTERM has at least before SIGKILL, whatever the hooks took, in milliseconds (kubernetes/kubernetes
  /// pkg/kubelet/kuberuntime, minimumGracePeriodInSeconds).
  static let leastGraceMs: Int64 = 2_000

  /// Makes a template of its parts.
  public init(
    requestCPUMilli: Int64, requestMemoryBytes: Int64, limitMicrocores: Int64? = nil,
    limitMemoryBytes: Int64? = nil, servingContainer: String = "app",
    readiness: ProbeTicks? = nil, liveness: ProbeTicks? = nil, startup: ProbeTicks? = nil,
    graceMs: Int64 = 30_000, preStopMs: Int64 = 0
  ) {
    self.requestCPUMilli = requestCPUMilli
    self.requestMemoryBytes = requestMemoryBytes
    self.limitMicrocores = limitMicrocores
    self.limitMemoryBytes = limitMemoryBytes
    self.servingContainer = servingContainer
    self.readiness = readiness
    self.liveness = liveness
    self.startup = startup
    self.graceMs = graceMs
    self.preStopMs = preStopMs
  }

  /// When a container gets SIGTERM and when SIGKILL, in milliseconds after the decision to stop it.
  ///
  /// The hook counts into the grace period; at least two seconds remain for SIGTERM.
  func stopTimes(graceMs: Int64) -> (term: Int64, kill: Int64) {
    let term = preStopMs < graceMs ? preStopMs : graceMs
    let least = term + Self.leastGraceMs
    return (term, graceMs > least ? graceMs : least)
  }
}
