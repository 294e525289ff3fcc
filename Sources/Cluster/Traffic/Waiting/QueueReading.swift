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

extension Cluster {
  /// Reads a workload's queue; flows must be accounted for up to now.
  ///
  /// Changes nothing; as a plain method it would copy the whole cluster.
  public mutating func queue(of workload: Int) -> QueueReading {
    let perSecond = workloads[workload].service.cpuPerRequest * 1e6
    var capacity: Int64 = 0
    for index in workloads[workload].groups.indices
    where workloads[workload].groups[index].receives && !workloads[workload].groups[index].refuses {
      capacity += workloads[workload].groups[index].capacity
    }
    let load = workloads[workload].load
    let work = workloads[workload].line.work
    let waiting = Double(workloads[workload].backlog) / workloads[workload].service.workPerRequest
    let inPods = workloads[workload].inPods()
    return QueueReading(
      waiting: Int64(waiting), beingServed: Int64(inPods.rounded()),
      arrived: Int64(workloads[workload].signals.arrived.rounded(.down)), arriving: Double(load) / perSecond,
      leaving: Double(work > 0 ? capacity : min(load, capacity)) / perSecond)
  }
}
