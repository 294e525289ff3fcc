/// How long a node group is left alone after its scale-ups failed.
///
/// The first failure counts `initialMs`; one after the back-off ended doubles the last length up to
/// `maximumMs`; one during the back-off begins the same length anew. All is forgotten `resetMs` after the
/// last failure.
/// Source: utils/backoff/exponential_backoff.go (Cluster Autoscaler 1.37).
public struct NodeGroupBackoff: Sendable, Hashable {
  /// The lengths.
  public struct Policy: Sendable, Hashable {
    /// Of the first.
    public var initialMs: Int64 = 300_000
    /// Of the longest.
    public var maximumMs: Int64 = 1_800_000
    /// After which all is forgotten.
    public var resetMs: Int64 = 10_800_000

    /// Makes the default flags' policy.
    public init() {}
  }

  private var isSet = false
  private var durationMs: Int64 = 0
  private var untilMs: Int64 = 0
  private var lastFailureMs: Int64 = 0

  /// Makes a group that never failed.
  public init() {}

  /// Forgets a failure that is too long ago.
  public mutating func forgetStale(_ policy: Policy, clock: inout LoopClock) {
    if isSet, clock.isAfter(lastFailureMs &+ policy.resetMs) { isSet = false }
  }

  /// Whether the group is left alone.
  public func isBackedOff(clock: inout LoopClock) -> Bool { isSet && !clock.isAfter(untilMs) }

  /// Notes a failure and returns until when the group is left alone.
  @discardableResult
  public mutating func fail(at nowMs: Int64, _ policy: Policy) -> Int64 {
    if !isSet {
      durationMs = policy.initialMs
    } else if untilMs < nowMs {
      durationMs = min(2 &* durationMs, policy.maximumMs)
    }
    isSet = true
    untilMs = nowMs &+ durationMs
    lastFailureMs = nowMs
    return untilMs
  }

  /// Forgets all failures, after a scale-up that went well.
  public mutating func remove() { isSet = false }
}
