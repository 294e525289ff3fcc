/// Pods of one workload that are equal in all that an autoscaler or a request can see: one entry with a count.
///
/// Flows are totals of the group, in whole microcores and microcore-milliseconds.
public struct PodGroup: Sendable {
  /// How many pods.
  public internal(set) var count: Int32
  /// status.startTime, milliseconds.
  public internal(set) var startMs: Int64
  /// When the containers started.
  var containerStartMs: Int64
  /// When the application can serve.
  var upMs: Int64
  /// When the Ready condition becomes true.
  var readyAtMs: Int64
  /// The last change of the Ready condition.
  public internal(set) var readyTransitionMs: Int64
  /// Whether the Ready condition is true, as the API server has it.
  public internal(set) var isReady = false
  /// Whether the kubelet finds it ready: the same, unless it cannot tell the API server or that knows better.
  var passes = false
  /// Whether that is still to happen for the first time since the container started.
  var awaitsReady = true
  /// Whether the application can serve.
  var isUp = false
  /// Whether the proxies send requests here.
  public internal(set) var receives = false
  /// Since when.
  public internal(set) var receivesSinceMs: Int64 = .min
  /// Whether a deletion timestamp is set.
  public internal(set) var isDeleted = false
  /// Whether the containers got SIGTERM and take no new requests.
  var isTerminated = false
  /// The end of the grace period, once deleted.
  var graceEndMs: Int64 = .max
  /// Whether the serving container has ended and waits for its restart.
  var isDown = false
  /// Whether the serving container was ever started again.
  var hasRestarted = false
  /// When an ended container is started again.
  var restartMs: Int64 = .max
  /// When its start leads to its end, if it does.
  var faultMs: Int64 = .max
  /// How.
  var fault = PodChangeReason.none
  /// Why the container is being stopped, to be started again.
  var stopReason = PodChangeReason.none
  /// When it then gets SIGTERM.
  var termMs: Int64 = .max
  /// When it then gets SIGKILL.
  var killMs: Int64 = .max
  /// When the kubelet will look at its stopping, as far as planned.
  var stopPlannedMs: Int64 = .max
  /// The results of its probes, while somebody counts.
  var watch = ProbeWatch()
  /// When the kubelet will look at its probes and memory, as far as planned.
  var watchedMs: Int64 = .max
  /// The node, where its pods must be told apart: it is short of CPU, slow or out of reach; else -1.
  var node: Int32 = -1
  /// Whether the node's CPU is dealt out among its pods.
  var isShared = false
  /// Whether the node is out of reach, so that requests sent here are lost.
  public internal(set) var isCutOff = false
  /// How much work a core-second does, in thousandths of the ordinary.
  var speed: Int64 = 1_000

  /// What share of which requests it gets: an index of the workload's routing.
  var profile: Int32 = 0
  /// What its pods request and may use: an index of the workload's sizes.
  public internal(set) var size: Int32 = 0

  /// Work waiting, being served included.
  var queue: Int64 = 0
  /// Work arriving per millisecond.
  var inflow: Int64 = 0
  /// Work that can be done per millisecond besides the background.
  var capacity: Int64 = 0
  /// Room without a bound: small enough to be added once without overflow.
  static let unlimited = Int64.max / 4
  /// The most work that may wait.
  var room: Int64 = 0
  /// Whether the timeout, not the queue's length, limits the room.
  var roomIsTimeout = false
  /// Work wanted without requests per millisecond: idle CPU and the burst after the start.
  var background: Int64 = 0
  /// What the limit and the node let it have of that.
  var burning: Int64 = 0
  /// Constants of the sojourn time at this capacity.
  var sojourn = Sojourn(cores: 1, cpuPerRequest: 0, cv: 1)
  /// The mean sojourn at the present rates, in seconds.
  var meanSojourn: Double = 0

  /// Work served without a backlog whose response times are not noted yet.
  var unnoted: Int64 = 0
  /// Work done since the last metrics point.
  var work: Int64 = 0
  /// When the last metrics point was taken, or -1.
  var pointMs: Int64 = -1
  /// The latest sample.
  public internal(set) var sample = PodSample.none
  /// The sample before.
  public internal(set) var earlierSample = PodSample.none

  /// Whether requests that arrive here fail at once.
  var refuses: Bool { isTerminated || !isUp || isCutOff }

  /// Why requests that arrive here fail, where they do.
  var refusal: LossReason {
    if isCutOff { return .nodeDown }
    if isDeleted, isTerminated { return .terminating }
    return isTerminated || hasRestarted ? .restarting : .notUp
  }

  /// Whether a pod that starts now shares its whole fate, present and planned, with this group's pods.
  func isTwin(of other: PodGroup) -> Bool {
    startMs == other.startMs && containerStartMs == other.containerStartMs && upMs == other.upMs
      && readyAtMs == other.readyAtMs && !isReady && !other.isReady && isUp == other.isUp && !isDeleted
      && faultMs == other.faultMs && fault == other.fault && !isDown && !other.isDown
      && hasRestarted == other.hasRestarted && node == other.node && isCutOff == other.isCutOff
      && size == other.size
      && work == 0 && queue == 0 && inflow == 0 && pointMs == other.pointMs
      && background / Int64(count) == other.background / Int64(other.count)
  }

  /// Whether nobody can tell these groups' pods apart any more: settled, idle of backlog, showing the same samples,
  /// and older than the age up to which an autoscaler looks at start times.
  func isEqual(to other: PodGroup, nowMs: Int64, matureMs: Int64) -> Bool {
    isSettled && other.isSettled && faultMs == other.faultMs && node == other.node
      && profile == other.profile && size == other.size && queue == 0
      && other.queue == 0
      && work == 0 && other.work == 0 && pointMs == other.pointMs
      && sample == other.sample && earlierSample == other.earlierSample
      && background * Int64(other.count) == other.background * Int64(count)
      && (startMs == other.startMs && readyTransitionMs == other.readyTransitionMs
        || nowMs > startMs + matureMs && nowMs > other.startMs + matureMs)
  }

  /// Whether nothing is planned for these pods.
  var isSettled: Bool {
    isReady && passes && isUp && receives && !isDeleted && !isCutOff && !watch.isCounting
      && stopReason == .none
  }

  /// Takes in the pods of an equal group.
  mutating func absorb(_ other: PodGroup) {
    count += other.count
    inflow += other.inflow
    capacity += other.capacity
    room = min(room + other.room, Self.unlimited)
    background += other.background
    burning += other.burning
    watchedMs = min(watchedMs, other.watchedMs)
    hasRestarted = hasRestarted || other.hasRestarted
    if other.startMs > startMs {
      startMs = other.startMs
      receivesSinceMs = other.receivesSinceMs
      containerStartMs = other.containerStartMs
      readyTransitionMs = other.readyTransitionMs
    }
  }
}

/// What the metrics pipeline shows of each pod of a group.
public struct PodSample: Sendable, Hashable, BitwiseCopyable {
  /// CPU in millicores, rounded up as upstream's quantity arithmetic does; -1 where there is no sample.
  public var cpuMilli: Int64
  /// Working set in bytes.
  public var memoryBytes: Int64
  /// The time of the later point.
  public var timestampMs: Int64
  /// The time between the points.
  public var windowMs: Int64

  /// No sample.
  static let none = PodSample(cpuMilli: -1, memoryBytes: 0, timestampMs: 0, windowMs: 0)

  /// Whether there is a sample.
  public var exists: Bool { cpuMilli >= 0 }
}
