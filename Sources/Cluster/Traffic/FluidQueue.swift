/// A queue of work with constant inflow and capacity, solved in closed form.
///
/// Rates are whole microcores, work is whole microcore-milliseconds, time is whole milliseconds: nothing is rounded,
/// so the work that came in is exactly the work served, waiting and overflown.
public enum FluidQueue {
  /// What happened in a stretch of constant rates.
  public struct Step: Sendable, Hashable {
    /// Work done.
    public var served: Int64
    /// Work waiting at the end.
    public var queue: Int64
    /// Work that found no room.
    public var overflow: Int64
  }

  /// Runs a queue for a stretch of time.
  ///
  /// served = min(capacity · dt, queue + inflow · dt): while work waits the capacity is used in full, and after the
  /// queue ran dry the inflow is served as it comes, whichever instant that is. What is left above `room` overflows.
  @inline(__always)
  public static func run(queue: Int64, inflow: Int64, capacity: Int64, room: Int64, dtMs: Int64) -> Step {
    let offered = queue + inflow * dtMs
    let possible = capacity * dtMs
    if offered <= possible { return Step(served: offered, queue: 0, overflow: 0) }
    let left = offered - possible
    if left <= room { return Step(served: possible, queue: left, overflow: 0) }
    return Step(served: possible, queue: room, overflow: left - room)
  }
}

extension FluidQueue {
  /// The mean wait behind the queue of the work served in a stretch, in seconds.
  ///
  /// A queue that lasts: the mean of its ends over the capacity. One that runs dry after t: half its beginning over
  /// the capacity, for the share of the work served until then.
  static func meanWaitSeconds(before: Int64, after: Int64, inflow: Int64, capacity: Int64, dtMs: Int64)
    -> Double
  {
    guard capacity > 0 else { return 0 }
    let drain = Double(before) / Double(capacity) / 1_000
    if after > 0 { return (drain + Double(after) / Double(capacity) / 1_000) / 2 }
    let busyMs = capacity > inflow ? Double(before) / Double(capacity - inflow) : Double(dtMs)
    let servedBusy = Double(capacity) * busyMs
    let servedAll = Double(before) + Double(inflow) * Double(dtMs)
    return servedAll > 0 ? drain / 2 * (servedBusy < servedAll ? servedBusy / servedAll : 1) : 0
  }
}
