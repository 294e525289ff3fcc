/// What the recommender remembers of one container of one pod, or of as many equal ones.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/model/container.go.
struct ContainerUsage: Sendable {
  /// What stands for the state of a container whose pod was removed.
  static let gone: Int32 = -2

  /// The state its samples go to, -1 after that was dropped.
  var aggregate: Int32
  /// The pod it belongs to.
  let pod: Int32
  /// The container's name.
  let name: String
  /// The time of the last CPU sample.
  var lastCPUMs = VPATime.zero
  /// The time of the last memory sample.
  var lastMemoryMs = VPATime.zero
  /// The end of the current memory interval, to which its peak is dated.
  var windowEndMs = VPATime.zero
  /// The largest usage of the current interval, of samples.
  var memoryPeak: Int64 = 0
  /// The largest usage of the current interval, of out-of-memory kills.
  var oomPeak: Int64 = 0
  /// How many equal containers the current peak was counted for.
  var peakCount: Int32 = 1

  init(aggregate: Int32, pod: Int32, name: String) {
    self.aggregate = aggregate
    self.pod = pod
    self.name = name
  }

  /// The largest usage of the current interval.
  var peak: Int64 { memoryPeak > oomPeak ? memoryPeak : oomPeak }

  /// Takes in a CPU sample; false if it is refused: negative, or not later than the last one.
  @inline(__always)
  mutating func add(
    cpu millicores: Int64, atMs timeMs: Int64, count: Int32, to state: inout AggregateState
  ) -> Bool {
    if millicores < 0 || timeMs <= lastCPUMs { return false }
    state.add(cpu: millicores, atMs: timeMs, count: count)
    lastCPUMs = timeMs
    return true
  }

  /// Takes in a memory sample; false if it is refused: negative, or older than the last one.
  ///
  /// Only the peak of an interval counts: a larger one replaces it. It is dated to the end of the interval.
  @inline(__always)
  mutating func add(
    memory bytes: Int64, isOOM: Bool, atMs timeMs: Int64, count: Int32, to state: inout AggregateState
  ) -> Bool {
    if bytes < 0 || !isOOM && timeMs < lastMemoryMs { return false }
    lastMemoryMs = timeMs
    if windowEndMs == VPATime.zero { windowEndMs = timeMs }
    if timeMs < windowEndMs {
      let old = peak
      if old == 0 || bytes <= old { return true }
      state.subtract(memoryPeak: old, atMs: windowEndMs, count: peakCount)
    } else {
      let interval = state.memoryIntervalMs
      windowEndMs += (timeMs - windowEndMs) / interval * interval + interval
      memoryPeak = 0
      oomPeak = 0
    }
    state.add(memoryPeak: bytes, atMs: windowEndMs, count: count)
    peakCount = count
    if isOOM { oomPeak = bytes } else { memoryPeak = bytes }
    return true
  }

  /// Takes in an out-of-memory kill as a sample of what the container would have needed.
  ///
  /// With u the larger of its request and the interval's peak: the larger of u + the least bump-up and
  /// u · the ratio. False if it is older than the last sample by more than an interval.
  mutating func add(
    oomRequest request: Int64, atMs timeMs: Int64, count: Int32, to state: inout AggregateState
  ) -> Bool {
    if lastMemoryMs != VPATime.zero, timeMs < lastMemoryMs - state.memoryIntervalMs { return false }
    let used = request > memoryPeak ? request : memoryPeak
    let more = used &+ ResourceAmount.of(state.oomMinBumpUpBytes)
    let scaled = ResourceAmount.scaled(used, by: state.oomBumpUpRatio)
    return add(
      memory: more > scaled ? more : scaled, isOOM: true, atMs: timeMs, count: count, to: &state)
  }
}
