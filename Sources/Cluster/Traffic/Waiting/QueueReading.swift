/// A workload's queue as its broker shows it, in whole messages.
public struct QueueReading: Sendable, Hashable {
  /// Messages that nobody has taken.
  public var waiting: Int64
  /// Messages that pods work on.
  public var beingServed: Int64
  /// Messages that ever came.
  public var arrived: Int64
  /// Messages that come per second.
  public var arriving: Double
  /// Messages that are worked off per second.
  public var leaving: Double
}

extension WorkloadState {
  /// Reads its queue at an instant, up to which flows are accounted for.
  public mutating func readQueue(nowMs: Int64) -> QueueReading {
    advance(to: nowMs)
    let perSecond = service.cpuPerRequest * 1e6
    var capacity: Int64 = 0
    for index in groups.indices where groups[index].receives && !groups[index].refuses {
      capacity += groups[index].capacity
    }
    return QueueReading(
      waiting: Int64(Double(backlog) / service.workPerRequest), beingServed: Int64(inPods().rounded()),
      arrived: Int64(signals.arrived.rounded(.down)), arriving: Double(load) / perSecond,
      leaving: Double(line.work > 0 ? capacity : min(load, capacity)) / perSecond)
  }
}
