extension Queueing {
  /// What a span of constant rates does to a queue of fluid.
  public struct FluidStep: Sendable, Hashable {
    /// Work done in the span.
    public var served: Double
    /// Work turned away because the queue was full at the end of the span.
    public var dropped: Double
    /// Work waiting at the end of the span.
    public var backlog: Double
    /// Work done over work possible; 0 without capacity.
    public var utilization: Double
  }

  /// Returns what is served, dropped and left after a span of constant arrival rate and capacity.
  ///
  /// Work is conserved: backlog before + arrivals = served + dropped + backlog after.
  public static func fluidStep(
    backlog: Double, arrivalRate: Double, capacity: Double, duration: Double, limit: Double = .infinity
  ) -> FluidStep {
    let possible = capacity * duration
    let present = backlog + arrivalRate * duration
    let served = present < possible ? present : possible
    let left = present - served
    let kept = left < limit ? left : limit
    return FluidStep(
      served: served, dropped: left - kept, backlog: kept, utilization: possible > 0 ? served / possible : 0)
  }

  /// Returns the time until a backlog is gone, Q / (K − λ); infinite when capacity does not exceed arrivals.
  public static func drainTime(backlog: Double, arrivalRate: Double, capacity: Double) -> Double {
    guard backlog > 0 else { return 0 }
    return capacity > arrivalRate ? backlog / (capacity - arrivalRate) : .infinity
  }
}
