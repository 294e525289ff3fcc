/// Pods of a sweep that are equal: what of a `PodGroup` can differ where nothing happens to pods but that they come
/// and go.
package struct PlainGroup: BitwiseCopyable {
  package var count: Int32
  /// For how many pods its capacity was last allotted; 0 before the first time.
  var allotted: Int32 = 0
  package var isReady = false
  var isUp = false
  var receives = false
  package var isDeleted = false
  var isTerminated = false
  var roomIsTimeout = false
  /// Whether its sojourn is that of its present rates and number.
  var isSolved = false
  /// Whether so many pods meet the same sojourn at the same share of their capacity as one alone.
  var isOrdinary = false
  /// The cell of the latency histogram its sojourn belongs to.
  var cell: Int32 = 0

  /// Work arriving per millisecond.
  var inflow: Int64 = 0
  /// Work that can be done per millisecond.
  var capacity: Int64 = 0
  /// Work waiting.
  var queue: Int64 = 0
  /// Up to when its flow is accounted for, while it keeps up with it.
  var sinceMs: Int64
  /// Work served without a backlog whose response times are not noted yet.
  var unnoted: Int64 = 0
  /// Work done since the last metrics point.
  var work: Int64 = 0
  /// The mean sojourn at the present rates, in seconds; not a number before it is worked out.
  var mean = Double.nan
  /// The share of such requests that is answered too late.
  var late = 0.0

  package var startMs: Int64
  var containerStartMs: Int64
  var upMs: Int64
  package var readyTransitionMs: Int64
  var graceEndMs = Int64.max
  /// The most work that may wait.
  var room: Int64 = 0
  var pointMs: Int64 = -1
  package var sample = PodSample.none
  package var earlierSample = PodSample.none

  /// Whether requests that arrive here fail at once.
  @inline(__always) var refuses: Bool { isTerminated || !isUp }

  /// Whether nothing is planned for these pods.
  @inline(__always) var isSettled: Bool { isReady && isUp && receives && !isDeleted }

  /// Whether work waits, or will: its flow must then be followed step by step.
  @inline(__always) var isBusy: Bool { queue > 0 || inflow > capacity && !refuses }

  /// Takes a metrics point, and makes a sample if there is one before.
  @inline(__always)
  mutating func takePoint(nowMs: Int64, pipeline: MetricsPipeline, memoryBytes: Int64, burning: Int64) {
    let age = nowMs - (pointMs >= 0 ? pointMs : containerStartMs)
    earlierSample = sample
    if age > 0, pointMs >= 0 || PodGroup.isFresh(age, pipeline) || pipeline.isInstantaneous {
      let pods = Int64(count)
      let milli =
        pipeline.isInstantaneous
        ? (presentWork(burning: burning) + pods * 1_000 - 1) / (pods * 1_000)
        : PodGroup.averageMilli(of: work, pods: pods, over: age)
      sample = PodSample(
        cpuMilli: milli, memoryBytes: memoryBytes, timestampMs: nowMs,
        windowMs: pipeline.isInstantaneous ? pipeline.resolutionMs : age)
    } else {
      sample = .none
    }
    work = 0
    pointMs = nowMs
  }

  private func presentWork(burning: Int64) -> Int64 {
    let burnt = burning * Int64(count)
    return refuses ? burnt : burnt + (isBusy ? capacity : inflow)
  }

  /// Takes in the pods of an equal group.
  mutating func absorb(_ other: borrowing PlainGroup) {
    count += other.count
    inflow += other.inflow
    capacity += other.capacity
    room = min(room + other.room, PodGroup.unlimited)
    if other.startMs > startMs {
      startMs = other.startMs
      containerStartMs = other.containerStartMs
      readyTransitionMs = other.readyTransitionMs
    }
  }
}

extension PlainGroup {
  /// Takes what matters of an engine's group.
  init(_ group: borrowing PodGroup, clockMs: Int64) {
    count = group.count
    allotted = group.sojourn.count
    isReady = group.isReady
    isUp = group.isUp
    receives = group.receives
    inflow = group.inflow
    capacity = group.capacity
    sinceMs = clockMs
    startMs = group.startMs
    containerStartMs = group.containerStartMs
    upMs = group.upMs
    readyTransitionMs = group.readyTransitionMs
    room = group.room
    roomIsTimeout = group.roomIsTimeout
  }
}

/// What so many equal pods have for requests.
struct PlainAllotment: BitwiseCopyable {
  let capacity: Int64
  let room: Int64
  let roomIsTimeout: Bool
  let sojourn: Sojourn
  /// Whether they meet the same sojourn at the same share of their capacity as one pod alone.
  let isOrdinary: Bool

  init(_ pods: Int32, of state: borrowing PlainStart) {
    let one = Self.group(1, of: state).sojourn
    let group = Self.group(pods, of: state)
    capacity = group.capacity
    room = group.room
    roomIsTimeout = group.roomIsTimeout
    sojourn = group.sojourn
    isOrdinary = group.sojourn.isSame(as: one)
  }

  private static func group(_ pods: Int32, of start: borrowing PlainStart) -> PodGroup {
    var group = PodGroup(
      count: pods, startMs: 0, containerStartMs: 0, upMs: 0, readyAtMs: 0, readyTransitionMs: 0)
    group.background = start.service.idleMicrocores * Int64(pods)
    group.allot(start.ceiling * Int64(pods), service: start.service)
    return group
  }
}

/// One pod of a sweep as the API server knows it.
struct PlainPod: BitwiseCopyable {
  var uid: Int32
  var node: Int32 = -1
  var group: Int32 = -1
  /// A random number standing for the UID's text order.
  var tieBreaker: UInt64
  var createdMs: Int64
  var boundMs = Int64.max
  /// When its readiness last changed to true; `.max` while not ready.
  var readyMs = Int64.max
  var deletedMs = Int64.max

  init(uid: Int32, tieBreaker: UInt64, createdMs: Int64) {
    self.uid = uid
    self.tieBreaker = tieBreaker
    self.createdMs = createdMs
  }

  init(_ record: PodRecord) {
    uid = record.uid
    node = record.node
    group = record.group
    tieBreaker = record.tieBreaker
    createdMs = record.createdMs
    boundMs = record.boundMs
    readyMs = record.readyMs
    deletedMs = record.deletedMs
  }

  @inline(__always) var isBound: Bool { node >= 0 }
  @inline(__always) var isRunning: Bool { group >= 0 }
  @inline(__always) var isReady: Bool { readyMs != .max }
  @inline(__always) var isDeleted: Bool { deletedMs != .max }
}
