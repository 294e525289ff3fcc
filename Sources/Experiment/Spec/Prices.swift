/// What resources cost.
public struct Prices: Sendable, Hashable {
  /// One requested core for an hour.
  public var cpuHour: Double
  /// One requested GiB of memory for an hour.
  public var memoryGiBHour: Double
  /// The currency's name, for labels.
  public var currency: String

  /// Makes prices of their parts.
  public init(cpuHour: Double = 0, memoryGiBHour: Double = 0, currency: String = "") {
    self.cpuHour = cpuHour
    self.memoryGiBHour = memoryGiBHour
    self.currency = currency
  }

  /// Whether pods cost anything at all.
  public var areFree: Bool { cpuHour == 0 && memoryGiBHour == 0 }
}
