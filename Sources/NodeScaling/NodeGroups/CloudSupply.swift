import Statistics

/// What a cloud can make at a time, and what it takes back.
public struct CloudSupply: Sendable, Hashable {
  /// Why a machine is not made.
  public enum Denial: String, Sendable, Hashable {
    /// The account may not have more.
    case quota
    /// The cloud has none of the type there.
    case outOfCapacity
  }

  /// The most of machines of some types, in cores or in number.
  public struct Quota: Sendable, Hashable {
    /// The types that count, by the beginnings of their names; empty for all.
    public var prefixes: [String]
    /// The most cores, nil for no limit.
    public var cores: Int64?
    /// The most machines, nil for no limit.
    public var machines: Int?

    /// Makes a quota of its parts.
    public init(prefixes: [String] = [], cores: Int64? = nil, machines: Int? = nil) {
      self.prefixes = prefixes
      self.cores = cores
      self.machines = machines
    }

    func counts(_ type: String) -> Bool {
      prefixes.isEmpty || prefixes.contains { type.hasPrefix($0) }
    }
  }

  /// A time in which something cannot be had.
  public struct Shortage: Sendable, Hashable {
    /// The type, nil for all.
    public var type: String?
    /// The zone, nil for all.
    public var zone: String?
    /// How it is paid for, nil for all.
    public var capacityType: CapacityType?
    /// When it begins.
    public var fromMs: Int64
    /// When it is over.
    public var untilMs: Int64

    /// Makes a shortage of its parts.
    public init(
      type: String? = nil, zone: String? = nil, capacityType: CapacityType? = nil, fromMs: Int64,
      untilMs: Int64
    ) {
      self.type = type
      self.zone = zone
      self.capacityType = capacityType
      self.fromMs = fromMs
      self.untilMs = untilMs
    }

    func covers(_ type: String, _ zone: String, _ capacityType: CapacityType, _ timeMs: Int64) -> Bool {
      fromMs <= timeMs && timeMs < untilMs && self.type.map { $0 == type } ?? true
        && self.zone.map { $0 == zone } ?? true && self.capacityType.map { $0 == capacityType } ?? true
    }
  }

  /// A machine that is there or asked for.
  public struct Machine: Sendable, Hashable {
    /// Its type.
    public var type: String
    /// Its cores.
    public var cores: Int64

    /// Makes a machine of its parts.
    public init(type: String, cores: Int64) {
      self.type = type
      self.cores = cores
    }
  }

  /// The quotas, all of which must be kept.
  public var quotas: [Quota] = []
  /// The shortages.
  public var shortages: [Shortage] = []
  /// How often spot machines are taken back, a machine and hour.
  public var spotInterruptionsPerHour = 0.0
  /// How long before that is told.
  public var spotNoticeMs: Int64 = 120_000

  /// The share of machines that are made and never become nodes, 0 to 1.
  public var neverRegisterShare = 0.0

  /// Makes a cloud that always has everything.
  public init() {}

  /// Why a further machine is not made; nil if it is.
  public func denial(
    of machine: Machine, zone: String, capacityType: CapacityType, atMs timeMs: Int64, having: [Machine]
  ) -> Denial? {
    for quota in quotas where quota.counts(machine.type) {
      let counted = having.filter { quota.counts($0.type) }
      if let cores = quota.cores, counted.reduce(machine.cores, { $0 + $1.cores }) > cores { return .quota }
      if let machines = quota.machines, counted.count + 1 > machines { return .quota }
    }
    let isShort = shortages.contains { $0.covers(machine.type, zone, capacityType, timeMs) }
    return isShort ? .outOfCapacity : nil
  }

  /// How long a spot machine is left, in milliseconds from its start to the notice; nil if it is never taken
  /// back.
  ///
  /// Interruptions come at random, so times are exponential; equal seeds and machines have equal times.
  public func spotLifeMs(seed: UInt64, machine: UInt64) -> Int64? {
    guard spotInterruptionsPerHour > 0 else { return nil }
    var stream = RandomStream(seed: seed, purpose: "spot interruption", entity: machine)
    let hours = stream.exponential(mean: 1 / spotInterruptionsPerHour)
    return Int64(min(hours * 3_600_000, Double(Int64.max / 4)))
  }

  /// Whether a machine is made and never becomes a node; equal seeds and machines have equal fates.
  public func neverRegisters(seed: UInt64, machine: UInt64) -> Bool {
    guard neverRegisterShare > 0 else { return false }
    var stream = RandomStream(seed: seed, purpose: "never registers", entity: machine)
    return stream.uniform() < neverRegisterShare
  }
}
