import Statistics

/// One queue for all pods: the optimistic bound that no Service of Kubernetes reaches, for comparison.
extension WorkloadState {
  /// Deals arrivals and backlog of the receiving pods out by capacity, so that all groups move as one queue.
  mutating func pool() {
    var capacity: Int64 = 0
    var backlog: Int64 = 0
    for group in groups where group.receives && !group.refuses {
      capacity += group.capacity
      backlog += group.queue
    }
    guard capacity > 0 else { return }
    var restInflow = load
    var restBacklog = backlog
    var restCapacity = capacity
    for index in groups.indices where groups[index].receives && !groups[index].refuses {
      let part = groups[index].capacity
      groups[index].inflow = Self.share(of: restInflow, part: part, whole: restCapacity)
      groups[index].queue = Self.share(of: restBacklog, part: part, whole: restCapacity)
      restInflow -= groups[index].inflow
      restBacklog -= groups[index].queue
      restCapacity -= part
    }
    for index in groups.indices where groups[index].receives && groups[index].refuses {
      groups[index].inflow = 0
    }
  }

  /// part / whole of a total, rounded down.
  private static func share(of total: Int64, part: Int64, whole: Int64) -> Int64 {
    whole > 0 ? whole.dividingFullWidth(total.multipliedFullWidth(by: part)).quotient : 0
  }

  /// The mean sojourn of M/G/c at utilisation `rho` in seconds: Kimura's wait beside the service time.
  func pooledSojourn(rho: Double, service seconds: Double) -> Double {
    let servers = groups.reduce(0) { $0 + ($1.receives && !$1.refuses ? Int($1.count) : 0) }
    let longest = (2 * (1 + service.cv * service.cv) * seconds * Sojourn.relaxation / .pi).squareRoot()
    guard servers > 0, seconds > 0, rho < 1 else { return seconds + longest }
    let wait = Queueing.kimura(
      servers: servers, arrivalRate: rho * Double(servers) / seconds, serviceRate: 1 / seconds,
      serviceSCV: service.cv * service.cv)
    return seconds + (wait < longest ? wait : longest)
  }
}
