/// What a row of a recording shows of a workload besides what flowed through it.
public struct WorkloadReadings: Sendable, Hashable {
  /// Work waiting in all pods.
  public var backlog: Int64 = 0
  /// The working set of all pods at the last scrape, in bytes.
  public var memoryBytes = 0.0
  /// The 95th percentile of the response time since the totals were last taken, in seconds; 0 without requests.
  public var latencyP95 = 0.0
  /// The number of pods that exist, terminating ones included.
  public var pods: Int32 = 0
}

extension WorkloadState {
  /// Takes the readings of a row.
  ///
  /// Changes nothing: a plain method, called on an inout parameter of another module, would copy the whole state.
  public mutating func readings() -> WorkloadReadings {
    var readings = WorkloadReadings()
    readings.backlog = line.work
    for index in groups.indices {
      readings.backlog += groups[index].queue
      readings.memoryBytes += Double(groups[index].sample.memoryBytes) * Double(groups[index].count)
    }
    readings.pods = Int32(pods.count)
    guard totals.served > 0 else { return readings }
    let mixture = ResponseMixture(stretches: totals.stretches)
    let p95 = mixture.quantile(0.95, unit: service.shapeP95, shape: service.shape)
    readings.latencyP95 = p95 + service.baseLatency
    return readings
  }
}
