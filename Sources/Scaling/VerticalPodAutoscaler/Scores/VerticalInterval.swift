/// A stretch of time in which some equal pods used and requested the same of one resource.
///
/// Amounts are per pod, in any one unit: cores, millicores or bytes.
public struct VerticalInterval: Sendable, Hashable {
  /// How long it lasts, in milliseconds.
  public var durationMs: Int64
  /// How many pods it is about.
  public var pods: Double
  /// What each used.
  public var usage: Double
  /// What each requested.
  public var request: Double
  /// What each could use at most; nil for no limit.
  public var limit: Double?
  /// What each would have used without a limit; as much as it used if not told.
  public var demand: Double

  /// Makes an interval from its parts.
  public init(
    durationMs: Int64, pods: Double = 1, usage: Double, request: Double, limit: Double? = nil,
    demand: Double? = nil
  ) {
    self.durationMs = durationMs
    self.pods = pods
    self.usage = usage
    self.request = request
    self.limit = limit
    self.demand = demand ?? usage
  }

  /// The pod time it covers, in milliseconds.
  var podMs: Double { Double(durationMs) * pods }
}
