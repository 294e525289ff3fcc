import Kubernetes

/// What is known of the usage of all containers of one name in pods with the same labels.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/model/aggregate_container_state.go.
public struct AggregateState: Sendable {
  /// CPU usage in cores.
  public internal(set) var cpu: DecayingHistogram
  /// Peaks of memory usage in bytes, one an aggregation interval and container.
  public internal(set) var memory: DecayingHistogram
  /// The time of the first CPU sample, `VPATime.zero` for none.
  public internal(set) var firstSampleMs = VPATime.zero
  /// The time of the last CPU sample, `VPATime.zero` for none.
  public internal(set) var lastSampleMs = VPATime.zero
  /// The number of CPU samples.
  public internal(set) var sampleCount: Int64 = 0
  /// When it was made.
  public internal(set) var creationMs: Int64
  /// The factor on memory after an out-of-memory kill.
  public internal(set) var oomBumpUpRatio: Double
  /// The least memory that is added after an out-of-memory kill, in bytes.
  public internal(set) var oomMinBumpUpBytes: Double
  /// The time of which only the memory peak counts.
  public internal(set) var memoryIntervalMs: Int64
  /// After how many such intervals without samples it is dropped.
  public internal(set) var memoryIntervalCount: Int64

  init(_ configuration: VPARecommenderConfiguration, creationMs: Int64) {
    cpu = DecayingHistogram(.cpu, halfLifeMs: configuration.cpuHalfLifeMs)
    memory = DecayingHistogram(.memory, halfLifeMs: configuration.memoryHalfLifeMs)
    self.creationMs = creationMs
    oomBumpUpRatio = configuration.oomBumpUpRatio
    oomMinBumpUpBytes = configuration.oomMinBumpUpBytes
    memoryIntervalMs = configuration.memoryAggregationIntervalMs
    memoryIntervalCount = configuration.memoryAggregationIntervalCount
  }

  /// What every CPU sample weighs, whatever the container requests.
  static let cpuWeight = 0.1

  /// Adds a CPU sample, `count` times for as many equal containers.
  @inline(__always)
  mutating func add(cpu millicores: Int64, atMs timeMs: Int64, count: Int32) {
    let bucket = HistogramShape.cpu.bucket(ofAmount: millicores)
    let weight = Self.cpuWeight * cpu.factor(at: timeMs)
    for _ in 0..<count { cpu.histogram.add(weight, toBucket: bucket) }
    if firstSampleMs == VPATime.zero || timeMs < firstSampleMs { firstSampleMs = timeMs }
    if timeMs > lastSampleMs { lastSampleMs = timeMs }
    sampleCount += Int64(count)
  }

  /// Adds a memory peak, `count` times for as many equal containers.
  @inline(__always)
  mutating func add(memoryPeak bytes: Int64, atMs timeMs: Int64, count: Int32) {
    let bucket = HistogramShape.memory.bucket(ofAmount: bytes)
    let weight = memory.factor(at: timeMs)
    for _ in 0..<count { memory.histogram.add(weight, toBucket: bucket) }
  }

  /// Takes a memory peak away, `count` times for as many equal containers.
  @inline(__always)
  mutating func subtract(memoryPeak bytes: Int64, atMs timeMs: Int64, count: Int32) {
    let bucket = HistogramShape.memory.bucket(ofAmount: bytes)
    let weight = memory.factor(at: timeMs)
    for _ in 0..<count { memory.histogram.subtract(weight, fromBucket: bucket) }
  }

  /// Adds all of another state, which may be shifted in time by it.
  mutating func merge(_ other: inout AggregateState) {
    cpu.merge(&other.cpu)
    memory.merge(&other.memory)
    if firstSampleMs == VPATime.zero
      || (other.firstSampleMs != VPATime.zero && other.firstSampleMs < firstSampleMs)
    {
      firstSampleMs = other.firstSampleMs
    }
    if other.lastSampleMs > lastSampleMs { lastSampleMs = other.lastSampleMs }
    sampleCount += other.sampleCount
  }

  /// Forgets all samples.
  mutating func reset() {
    cpu.reset()
    memory.reset()
    firstSampleMs = VPATime.zero
    lastSampleMs = VPATime.zero
    sampleCount = 0
  }

  /// Takes over what a container's policy sets.
  ///
  /// What a policy no longer sets stays as it was: upstream does not restore its flags.
  mutating func adopt(_ policy: ContainerResourcePolicy?, perVPAConfig: Bool) {
    guard perVPAConfig, let policy else { return }
    if let ratio = policy.oomBumpUpRatio { oomBumpUpRatio = Double(ratio.milliValue) / 1_000 }
    if let least = policy.oomMinBumpUp { oomMinBumpUpBytes = Double(least.milliValue) / 1_000 }
    if let seconds = policy.memoryAggregationIntervalSeconds { memoryIntervalMs = Int64(seconds) * 1_000 }
    if let count = policy.memoryAggregationIntervalCount { memoryIntervalCount = count }
  }

  /// How certain bounds are: days of history, or samples in minutes of a day, whichever is less; in units of
  /// the interval.
  func confidence(intervalMs: Int64) -> Double {
    let lifespan = Double(lastSampleMs - firstSampleMs) / Double(intervalMs)
    let minutes = Double(intervalMs / 60_000) + Double(intervalMs % 60_000) / 60_000
    let samples = Double(sampleCount) / minutes
    return samples < lifespan ? samples : lifespan
  }

  /// Whether nothing was added for so long that it is to be dropped.
  func isExpired(atMs nowMs: Int64) -> Bool {
    let (age, overflow) = memoryIntervalMs.multipliedReportingOverflow(by: memoryIntervalCount)
    return nowMs - (sampleCount == 0 ? creationMs : lastSampleMs) >= (overflow ? Int64.max : age)
  }
}
