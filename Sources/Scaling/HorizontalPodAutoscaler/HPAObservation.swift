/// All that an HPA's reconcile sees of the cluster, as plain numbers.
///
/// Equal pods share one entry with a count, and decisions are what they would be with one entry a pod. An
/// observation is meant to be kept and refilled, so that its arrays keep their room. Times are milliseconds
/// since 1970; amounts are in thousandths of their unit (millicores, thousandths of a byte).
public struct HPAObservation: Sendable {
  /// The time of something that never happened or is not set.
  public static let noTime = Int64.min
  /// The time Go's zero value of a timestamp stands for: the first of January of the year 1.
  public static let zeroTime: Int64 = -62_135_596_800_000

  /// Where a pod is in its life.
  public enum PodPhase: UInt8, Sendable, Hashable { case pending, running, succeeded, failed, unknown }

  /// The status of a pod's Ready condition.
  public enum PodReadiness: UInt8, Sendable, Hashable { case `true`, `false`, unknown, absent }

  /// Pods that match the scale's selector and are alike.
  public struct Pod: Sendable, Hashable {
    /// How many pods this entry stands for.
    public var count: Int32
    /// Where they are in their life.
    public var phase: PodPhase
    /// Whether deletion was asked for.
    public var isDeleted: Bool
    /// Their Ready condition.
    public var ready: PodReadiness
    /// When the kubelet took the pod up, `noTime` if it has not.
    public var startTimeMs: Int64
    /// When the Ready condition last changed, `zeroTime` if that is not recorded.
    public var readyTransitionMs: Int64

    /// Makes an entry from its parts.
    public init(
      count: Int32 = 1, phase: PodPhase = .running, isDeleted: Bool = false, ready: PodReadiness = .true,
      startTimeMs: Int64, readyTransitionMs: Int64 = HPAObservation.zeroTime
    ) {
      self.count = count
      self.phase = phase
      self.isDeleted = isDeleted
      self.ready = ready
      self.startTimeMs = startTimeMs
      self.readyTransitionMs = readyTransitionMs
    }
  }

  /// A value that so many pods of one entry have. Pods of an entry that no sample covers have none.
  public struct Sample: Sendable, Hashable {
    /// The index into `pods`, -1 for pods that are not in the list.
    public var pod: Int32
    /// How many pods have this value.
    public var count: Int32
    /// The value of one pod, in thousandths.
    public var value: Int64
    /// The end of the window the value was averaged over.
    public var timestampMs: Int64
    /// The length of that window in milliseconds.
    public var windowMs: Int64

    /// Makes a sample from its parts.
    public init(pod: Int32, count: Int32 = 1, value: Int64, timestampMs: Int64, windowMs: Int64) {
      self.pod = pod
      self.count = count
      self.value = value
      self.timestampMs = timestampMs
      self.windowMs = windowMs
    }
  }

  /// What was read for one metric of the spec.
  public struct Reading: Sendable, Hashable {
    /// The first of this metric's samples in `samples`.
    public var samplesStart: Int32
    /// One past the last of this metric's samples.
    public var samplesEnd: Int32
    /// Where this metric's requests start in `requests`: one a pod entry, of one pod. -1 where none are
    /// needed.
    public var requestsStart: Int32
    /// The value of an Object metric, or the sum of an External one's values.
    public var value: Int64
    /// The index into `failures` of what went wrong, -1 if nothing did.
    public var failure: Int32

    /// Makes a reading from its parts.
    public init(
      samplesStart: Int32 = 0, samplesEnd: Int32 = 0, requestsStart: Int32 = -1, value: Int64 = 0,
      failure: Int32 = -1
    ) {
      self.samplesStart = samplesStart
      self.samplesEnd = samplesEnd
      self.requestsStart = requestsStart
      self.value = value
      self.failure = failure
    }
  }

  /// What became of the selector in the scale's status.
  public enum SelectorState: Sendable, Hashable {
    case valid
    /// The scale has none.
    case empty
    /// It cannot be parsed, and why.
    case invalid(String)
    /// Its pods are also selected by other HPAs; all their `namespace/name`s.
    case ambiguous(selector: String, autoscalers: [String])
  }

  /// The time, which stands still during a reconcile.
  public var nowMs: Int64 = 0
  /// The replicas the scale asks for.
  public var specReplicas: Int32 = 0
  /// The replicas the scale reports.
  public var statusReplicas: Int32 = 0
  /// The pods the scale's selector matches.
  public var pods: [Pod] = []
  /// The name of each pod entry's first pod, for texts only; may be left empty.
  public var podNames: [String] = []
  /// The samples of all metrics.
  public var samples: [Sample] = []
  /// The requests for all metrics that look at utilization, of one pod an entry.
  public var requests: [Int64] = []
  /// One reading a metric, in the order of the spec.
  public var readings: [Reading] = []
  /// What went wrong while reading.
  public var failures: [HPAMetricFailure] = []
  /// What became of the scale's selector.
  public var selector: SelectorState = .valid
  /// Why the scale could not be read, nil if it could.
  public var scaleFailure: HPAScaleFailure?
  /// Why the scale could not be written, nil if it can be.
  public var writeFailure: String?

  /// Makes an observation of nothing.
  public init() {}

  /// Empties all lists, keeping their room, and forgets all failures.
  public mutating func removeAll() {
    pods.removeAll(keepingCapacity: true)
    samples.removeAll(keepingCapacity: true)
    requests.removeAll(keepingCapacity: true)
    readings.removeAll(keepingCapacity: true)
    failures.removeAll(keepingCapacity: true)
    selector = .valid
    scaleFailure = nil
    writeFailure = nil
  }
}
