import Kubernetes

/// KEDA's trigger on the lag of a consumer group.
///
/// Source: kedacore/keda pkg/scalers/kafka_scaler.go at 8b4f083ca.
public struct KafkaTrigger: Sendable, Hashable {
  /// Where a consumer without a committed offset begins.
  public enum OffsetResetPolicy: String, Sendable, Hashable {
    /// At the end.
    case latest
    /// At the beginning.
    case earliest
  }

  /// One partition as the brokers know it.
  public struct Partition: Sendable, Hashable {
    /// The topic's name.
    public var topic: String
    /// The partition's number.
    public var number: Int32
    /// The group's committed offset, -1 for none.
    public var committed: Int64
    /// The offset of the next message, nil if the brokers do not know the partition.
    public var latest: Int64?

    /// Makes a partition.
    public init(topic: String, number: Int32, committed: Int64, latest: Int64?) {
      self.topic = topic
      self.number = number
      self.committed = committed
      self.latest = latest
    }
  }

  /// The offsets of the last poll, by which persistent lag is known.
  public struct Memory: Sendable, Hashable {
    fileprivate var offsets: [(topic: String, number: Int32, offset: Int64)] = []

    /// Remembers nothing.
    public init() {}

    /// Whether two memories hold the same offsets in the same order.
    public static func == (left: Memory, right: Memory) -> Bool {
      left.offsets.elementsEqual(right.offsets) { $0 == $1 }
    }

    /// Feeds all offsets.
    public func hash(into hasher: inout Hasher) {
      for entry in offsets {
        hasher.combine(entry.topic)
        hasher.combine(entry.number)
        hasher.combine(entry.offset)
      }
    }
  }

  /// The topic, empty for all of the group.
  public var topic = ""
  /// The lag one replica is to bear.
  public var lagThreshold: Int64 = 10
  /// The lag beyond which the workload is active.
  public var activationLagThreshold: Int64 = 0
  /// Where a consumer without a committed offset begins.
  public var offsetResetPolicy = OffsetResetPolicy.latest
  /// Whether there may be more replicas than partitions.
  public var allowIdleConsumers = false
  /// Whether lag that does not move is left out.
  public var excludePersistentLag = false
  /// Whether a partition without a committed offset counts as having no lag.
  public var scaleToZeroOnInvalidOffset = false
  /// Whether there may be at most as many replicas as partitions with lag.
  public var limitToPartitionsWithLag = false
  /// Whether replicas shall divide the number of partitions.
  public var ensureEvenDistributionOfPartitions = false
  /// The only partitions that count, nil for all.
  public var partitionLimitation: [Int32]?

  /// Makes a trigger of upstream's defaults.
  public init() {}

  /// The metric at a poll: the sum of lags, capped so that no replica is without a partition.
  public func reading(_ partitions: [Partition], memory: inout Memory) -> KEDAReading {
    var total: Int64 = 0
    var persistent: Int64 = 0
    var counted: Int64 = 0
    var lagging: Int64 = 0
    for partition in partitions {
      if let partitionLimitation, !partitionLimitation.contains(partition.number) { continue }
      counted += 1
      let lag = lag(partition, memory: &memory)
      total &+= lag.moving
      persistent &+= lag.all
      if lag.moving > 0 { lagging += 1 }
    }
    let capped = cap(total, partitions: counted, lagging: lagging)
    return .value(Double(capped), isActive: persistent > activationLagThreshold)
  }

  /// A partition's lag, without and with what does not move.
  func lag(_ partition: Partition, memory: inout Memory) -> (moving: Int64, all: Int64) {
    guard let latest = partition.latest else { return (0, 0) }
    if partition.committed == -1 {
      let lag: Int64 = scaleToZeroOnInvalidOffset ? 0 : offsetResetPolicy == .latest ? 1 : latest
      return (lag, lag)
    }
    let lag = latest &- partition.committed
    guard excludePersistentLag else { return (lag, lag) }
    let known = memory.offsets.firstIndex { $0.number == partition.number && $0.topic == partition.topic }
    guard let known else {
      memory.offsets.append((partition.topic, partition.number, partition.committed))
      return (lag, lag)
    }
    if memory.offsets[known].offset == partition.committed { return (0, lag) }
    memory.offsets[known].offset = partition.committed
    return (lag, lag)
  }

  private func cap(_ lag: Int64, partitions: Int64, lagging: Int64) -> Int64 {
    guard !allowIdleConsumers || limitToPartitionsWithLag || ensureEvenDistributionOfPartitions else {
      return lag
    }
    let threshold = max(1, lagThreshold)
    var total = lag
    if ensureEvenDistributionOfPartitions {
      total = Self.nextFactor(total, partitions: partitions, threshold: threshold) &* threshold
    }
    let bound = limitToPartitionsWithLag ? lagging : partitions
    return total / threshold > bound ? bound &* threshold : total
  }

  /// The numbers that divide a number, rising.
  static func factors(of number: Int64) -> [Int64] {
    guard number > 0 else { return [] }
    var low: [Int64] = []
    var high: [Int64] = []
    var factor: Int64 = 1
    while factor * factor <= number {
      if number % factor == 0 {
        low.append(factor)
        if factor * factor != number { high.append(number / factor) }
      }
      factor += 1
    }
    return low + high.reversed()
  }

  /// The least number of replicas that divides the partitions and bears the lag; all if none does.
  static func nextFactor(_ lag: Int64, partitions: Int64, threshold: Int64) -> Int64 {
    factors(of: partitions).first { $0 &* threshold >= lag } ?? partitions
  }

  /// Reads `1-4,8,10-12`; nil if it cannot be read.
  static func partitions(_ text: String) -> [Int32]? {
    var numbers: [Int32] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map {
        $0.drop { $0 == " " }
      }
      func number(_ text: Substring) -> Int32? {
        Int32(text.reversed().drop { $0 == " " }.reversed().map(String.init).joined())
      }
      guard bounds.count <= 2, let first = number(bounds[0]), let last = number(bounds[bounds.count - 1]),
        first <= last, last - first < 1_000_000
      else { return nil }
      numbers += first...last
    }
    return numbers
  }
}
