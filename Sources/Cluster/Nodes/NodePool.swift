public import Kubernetes

/// Nodes of one kind.
public struct NodePool: Sendable, Hashable {
  /// The pool's name; node i of it is called name-i.
  public var name: String
  /// How many nodes.
  public var count: Int
  /// CPU that pods can have on one node, in millicores.
  public var cpuMilli: Int64
  /// Memory that pods can have on one node, in bytes.
  public var memoryBytes: Int64
  /// How many pods one node takes.
  public var maxPods: Int
  /// Bytes of images one node transfers and unpacks in a second.
  ///
  /// The default stands for a network of 10 Gbit/s, where unpacking onto the disk is what takes the time.
  public var pullBytesPerSecond: Double = 100 * 1_048_576
  /// What one node costs an hour, in the experiment's currency.
  public var pricePerHour: Double
  /// The zones its nodes are spread over in turn; none leaves them without a zone.
  public var zones: [String] = []
  /// Labels of its nodes, besides hostname and zone.
  public var labels: [String: String] = [:]
  /// Taints of its nodes.
  public var taints: [Taint] = []

  /// Taints that its nodes have until they are ready, if they come during a run.
  public var startupTaints: [Taint] = []

  /// Makes a pool of its parts.
  public init(
    name: String, count: Int, cpuMilli: Int64, memoryBytes: Int64, maxPods: Int = 110,
    pricePerHour: Double = 0
  ) {
    self.name = name
    self.count = count
    self.cpuMilli = cpuMilli
    self.memoryBytes = memoryBytes
    self.maxPods = maxPods
    self.pricePerHour = pricePerHour
  }

  /// The name of one of its nodes, as a test or a user calls it.
  public func nodeName(_ number: Int) -> String { "\(name)-\(number)" }

  /// The zone of one of its nodes, empty without zones.
  public func zone(of number: Int) -> String { zones.isEmpty ? "" : zones[number % zones.count] }
}
