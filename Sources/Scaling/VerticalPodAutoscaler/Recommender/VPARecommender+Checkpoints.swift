import Kubernetes

/// What a VerticalPodAutoscalerCheckpoint keeps of a container.
public struct VPACheckpoint: Sendable, Hashable {
  /// The only version that can be read.
  public static let currentVersion = "v3"

  /// The version.
  public var version: String
  /// When it was written, in milliseconds since 1970.
  public var lastUpdateMs: Int64
  /// CPU usage.
  public var cpu: HistogramCheckpoint
  /// Memory peaks of past intervals.
  public var memory: HistogramCheckpoint
  /// The time of the first CPU sample, `VPATime.zero` for none.
  public var firstSampleMs: Int64
  /// The time of the last CPU sample, `VPATime.zero` for none.
  public var lastSampleMs: Int64
  /// The number of CPU samples.
  public var sampleCount: Int64

  /// Makes a checkpoint from its parts.
  public init(
    version: String = Self.currentVersion, lastUpdateMs: Int64, cpu: HistogramCheckpoint,
    memory: HistogramCheckpoint, firstSampleMs: Int64, lastSampleMs: Int64, sampleCount: Int64
  ) {
    self.version = version
    self.lastUpdateMs = lastUpdateMs
    self.cpu = cpu
    self.memory = memory
    self.firstSampleMs = firstSampleMs
    self.lastSampleMs = lastSampleMs
    self.sampleCount = sampleCount
  }
}

extension VPARecommender {
  /// The checkpoints of a VPA's containers, by name, as written at a time.
  ///
  /// Memory peaks of intervals that still run are left out: they come in again with the next samples.
  /// Source: vertical-pod-autoscaler/pkg/recommender/checkpoint/checkpoint_writer.go.
  public mutating func checkpoints(
    of vpa: VPAID, atMs nowMs: Int64
  ) -> [(container: String, checkpoint: VPACheckpoint)] {
    guard let record = vpas[Int(vpa.index)] else { return [] }
    return usedContainerNames(of: vpa).map { name in
      var state = AggregateState(configuration, creationMs: nowMs)
      for link in record.links where aggregateKeys[Int(link)]?.container == name {
        state.merge(&aggregates[Int(link)])
      }
      if let place = record.loaded.firstIndex(where: { $0.container == name }) {
        state.merge(&vpas[Int(vpa.index)]!.loaded[place].state)
      }
      for container in containers
      where container.name == name && nowMs < container.windowEndMs && pods[Int(container.pod)] != nil
        && record.links.contains(container.aggregate)
      {
        state.subtract(
          memoryPeak: container.peak, atMs: container.windowEndMs, count: container.peakCount)
      }
      return (
        name,
        VPACheckpoint(
          lastUpdateMs: nowMs, cpu: state.cpu.checkpoint(), memory: state.memory.checkpoint(),
          firstSampleMs: state.firstSampleMs, lastSampleMs: state.lastSampleMs,
          sampleCount: state.sampleCount)
      )
    }
  }

  /// Takes in what an earlier recommender knew of a VPA's container, in place of what was loaded before.
  ///
  /// Throws, having changed nothing, what is no checkpoint.
  public mutating func load(
    _ checkpoint: VPACheckpoint, of container: String, _ vpa: VPAID
  ) throws(HistogramError) {
    if checkpoint.version != VPACheckpoint.currentVersion { throw .version(checkpoint.version) }
    var state = AggregateState(configuration, creationMs: checkpoint.lastUpdateMs)
    try state.memory.load(checkpoint.memory)
    try state.cpu.load(checkpoint.cpu)
    state.firstSampleMs = checkpoint.firstSampleMs
    state.lastSampleMs = checkpoint.lastSampleMs
    state.sampleCount = checkpoint.sampleCount
    guard var record = vpas[Int(vpa.index)] else { return }
    record.loaded.removeAll { $0.container == container }
    record.loaded.append((container, state))
    record.loaded.sort { $0.container < $1.container }
    record.plan = nil
    vpas[Int(vpa.index)] = record
  }
}
