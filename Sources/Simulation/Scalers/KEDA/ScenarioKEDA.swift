public import Scaling

/// A ScaledObject in a run: what it was told, and where its triggers read.
public struct ScenarioKEDA: Sendable {
  /// Where a trigger reads.
  public enum Source: Sendable, Hashable {
    /// The queue that a Deployment's pods work off, by the Deployment's name.
    case queue(deployment: String)
    /// A metric of the scenario, by name.
    case metric(String)
    /// Nothing outside of itself: a calendar, or the pods' cpu and memory, which the HPA reads.
    case itself
  }

  /// The object.
  public var object: ScaledObject
  /// Where each trigger reads, in their order.
  public var sources: [Source]

  /// Makes one of its parts.
  public init(object: ScaledObject, sources: [Source]) {
    self.object = object
    self.sources = sources
  }
}

/// The queue that a workload's pods work off, as brokers show it.
public struct ScenarioQueue: Sendable, Hashable {
  /// The name that triggers know it by: a topic, a list, the end of a URL.
  public var name: String
  /// The partitions of a topic, over which messages are dealt out evenly.
  public var partitions: Int32 = 1
  /// When it cannot be asked.
  public var outages: [Range<Int64>] = []

  /// Makes a queue of one partition.
  public init(name: String) { self.name = name }
}
