import Kubernetes

/// The VPA's recommender: usage samples go in, recommended requests come out.
///
/// A value that holds all it remembers: copy it to try something. It never looks at a clock. Containers, pods
/// and VPAs are known by numbers handed out when they are told, so that samples and recommendations need no
/// names: in the steady state they allocate nothing. Source: vertical-pod-autoscaler/pkg/recommender (1.8.0).
public struct VPARecommender: Sendable {
  /// A container of a pod, by number; the number of a pod's container goes to another one once the pod is
  /// removed.
  public struct ContainerID: Sendable, Hashable {
    let index: Int32
  }

  /// A VPA, by number.
  public struct VPAID: Sendable, Hashable {
    let index: Int32
  }

  /// The flags.
  public let configuration: VPARecommenderConfiguration
  /// How many samples were taken in.
  public internal(set) var accepted: Int64 = 0
  /// How many samples were refused.
  public internal(set) var dropped: Int64 = 0

  /// What is known of the usage, by number; free places are listed.
  var aggregates: [AggregateState] = []
  var aggregateKeys: [AggregateKey?] = []
  var freeAggregates: [Int32] = []
  var aggregateNumbers: [AggregateKey: Int32] = [:]
  var containers: [ContainerUsage] = []
  var pods: [PodRecord?] = []
  var podNumbers: [PodKey: Int32] = [:]
  var freeContainers: [Int32] = []
  var freePods: [Int32] = []
  var vpas: [VPARecord?] = []
  var vpaNumbers: [PodKey: Int32] = [:]
  var lastCollectionMs: Int64?
  /// Where the states of a container's pods are merged.
  var merged: AggregateState
  let cpuRule: EstimateRule
  let memoryRule: EstimateRule

  /// Makes a recommender that knows nothing.
  public init(_ configuration: VPARecommenderConfiguration = VPARecommenderConfiguration()) {
    self.configuration = configuration
    merged = AggregateState(configuration, creationMs: 0)
    cpuRule = configuration.cpuRule
    memoryRule = configuration.memoryRule
  }

  /// The number of states of usage that are kept.
  public var aggregateCount: Int { aggregateNumbers.count }

  /// Takes in a CPU sample of a container, in millicores.
  ///
  /// `count` stands for as many equal containers. False if it is refused: negative, or not later than the
  /// last one. O(1).
  @discardableResult
  public mutating func observe(
    cpu millicores: Int64, of container: ContainerID, atMs timeMs: Int64, count: Int32 = 1
  ) -> Bool {
    let index = Int(container.index)
    guard let state = aggregate(of: index, atMs: timeMs) else { return drop(count) }
    let isTaken = containers[index].add(
      cpu: millicores, atMs: timeMs, count: count, to: &aggregates[state])
    if isTaken { accepted += Int64(count) } else { dropped += Int64(count) }
    return isTaken
  }

  /// Takes in a memory sample of a container, in bytes.
  ///
  /// `count` stands for as many equal containers. False if it is refused: negative, or older than the last
  /// one. O(1).
  @discardableResult
  public mutating func observe(
    memory bytes: Int64, of container: ContainerID, atMs timeMs: Int64, count: Int32 = 1
  ) -> Bool {
    let index = Int(container.index)
    guard let state = aggregate(of: index, atMs: timeMs) else { return drop(count) }
    let isTaken = containers[index].add(
      memory: bytes, isOOM: false, atMs: timeMs, count: count, to: &aggregates[state])
    if isTaken { accepted += Int64(count) } else { dropped += Int64(count) }
    return isTaken
  }

  /// Takes in that a container was killed for want of memory, which it requested so many bytes of.
  ///
  /// False if it is too old to count.
  @discardableResult
  public mutating func observe(
    oomWithRequest bytes: Int64, of container: ContainerID, atMs timeMs: Int64, count: Int32 = 1
  ) -> Bool {
    let index = Int(container.index)
    guard let state = aggregate(of: index, atMs: timeMs) else { return false }
    return containers[index].add(
      oomRequest: bytes, atMs: timeMs, count: count, to: &aggregates[state])
  }

  /// Counts samples as refused.
  private mutating func drop(_ count: Int32) -> Bool {
    dropped += Int64(count)
    return false
  }

  /// The state a container's samples go to; one that was dropped begins anew. Nil if the container is gone.
  @inline(__always)
  private mutating func aggregate(of container: Int, atMs timeMs: Int64) -> Int? {
    let number = containers[container].aggregate
    return number >= 0 ? Int(number) : renewAggregate(of: container, atMs: timeMs)
  }

  @inline(never)
  private mutating func renewAggregate(of container: Int, atMs timeMs: Int64) -> Int? {
    let record = containers[container]
    guard record.aggregate != ContainerUsage.gone, let pod = pods[Int(record.pod)] else { return nil }
    let number = aggregateNumber(of: record.name, in: pod, atMs: timeMs)
    containers[container].aggregate = number
    return Int(number)
  }
}

/// Names an object in a namespace.
struct PodKey: Hashable, Sendable {
  let namespace: String
  let name: String
}

/// Names containers of one name in pods of one namespace with the same labels.
struct AggregateKey: Hashable, Sendable {
  let namespace: String
  let container: String
  let labels: [String: String]
}

/// A pod as the recommender knows it.
struct PodRecord: Sendable {
  let key: PodKey
  var labels: [String: String]
  /// Whether it is over: Succeeded or Failed.
  var isOver: Bool
  /// Whether what made it still exists.
  var hasController: Bool
  /// The containers, in the order they were told.
  var containers: [Int32]
}
