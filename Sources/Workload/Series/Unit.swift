/// What the values of a series measure, in the one scale the lab computes in.
public enum Unit: String, Sendable, Hashable, CaseIterable {
  /// Requests per second.
  case requestsPerSecond = "requests/s"
  /// CPU in cores.
  case cores
  /// Share of what was requested or is there: 1 is 100 %.
  case utilization
  /// Bytes.
  case bytes
  /// Seconds.
  case seconds
  /// Pods.
  case replicas
  /// Any other number, such as the length of a queue.
  case number

  /// Whether a value below zero makes no sense.
  var isNeverNegative: Bool { self != .number && self != .seconds }
}

/// A unit as a file has it, and how its values become a `Unit`'s.
public struct RecordedUnit: Sendable, Hashable {
  /// What the values become.
  public let unit: Unit
  /// What a value is multiplied with.
  public let factor: Double
  /// Whether a value counts what came while it held, so that it is divided by those seconds.
  public let isPerInterval: Bool

  /// Requests per second, which is what a load without a unit is taken to be.
  public static let requestsPerSecond = RecordedUnit(
    unit: .requestsPerSecond, factor: 1, isPerInterval: false)

  /// Requests counted over the time each row holds.
  public static let requestsPerInterval = RecordedUnit(
    unit: .requestsPerSecond, factor: 1, isPerInterval: true)

  private init(unit: Unit, factor: Double, isPerInterval: Bool) {
    self.unit = unit
    self.factor = factor
    self.isPerInterval = isPerInterval
  }

  /// The unit of a name such as `requests/min`, `millicores` or `percent`; nil if there is none.
  public init?(_ name: String) {
    guard let found = Self.table.first(where: { $0.names.contains(name) }) else { return nil }
    self.init(unit: found.unit, factor: found.factor, isPerInterval: found.names[0] == "requests/interval")
  }

  /// The first name of each unit, for messages.
  static var names: String { table.map { $0.names[0] }.joined(separator: ", ") }

  private static let table: [(names: [String], unit: Unit, factor: Double)] = [
    (["requests/s", "rps", "req/s"], .requestsPerSecond, 1),
    (["requests/min", "rpm", "req/min"], .requestsPerSecond, 1 / 60),
    (["requests/h", "req/h"], .requestsPerSecond, 1 / 3_600),
    (["requests/interval", "requests"], .requestsPerSecond, 1),
    (["cores", "cpu"], .cores, 1),
    (["millicores", "mcores"], .cores, 1 / 1_000),
    (["percent", "%"], .utilization, 1 / 100),
    (["ratio", "utilization"], .utilization, 1),
    (["bytes", "B"], .bytes, 1),
    (["kB"], .bytes, 1e3), (["MB"], .bytes, 1e6), (["GB"], .bytes, 1e9),
    (["KiB"], .bytes, 0x1p10), (["MiB"], .bytes, 0x1p20), (["GiB"], .bytes, 0x1p30),
    (["seconds", "s"], .seconds, 1),
    (["milliseconds", "ms"], .seconds, 1 / 1_000),
    (["replicas", "pods"], .replicas, 1),
    (["number"], .number, 1),
  ]
}
