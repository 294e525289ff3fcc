/// The time of a loop, which notes the next time at which a comparison with it will turn out differently.
///
/// Every rule that waits asks through it, so that a caller knows how long equal loops may be left out.
public struct LoopClock: Sendable, Hashable {
  /// The loop's time in milliseconds.
  public let nowMs: Int64
  /// The first later time at which one of the answers given changes; the largest number if none does.
  public private(set) var nextChangeMs: Int64 = .max

  /// Makes a clock that has not been asked.
  public init(_ nowMs: Int64) { self.nowMs = nowMs }

  /// Whether a time lies before now.
  @inline(__always)
  public mutating func isAfter(_ timeMs: Int64) -> Bool {
    if timeMs < nowMs { return true }
    nextChangeMs = min(nextChangeMs, timeMs &+ 1)
    return false
  }

  /// Whether a time is now or lies before.
  @inline(__always)
  public mutating func reached(_ timeMs: Int64) -> Bool {
    if timeMs <= nowMs { return true }
    nextChangeMs = min(nextChangeMs, timeMs)
    return false
  }
}
