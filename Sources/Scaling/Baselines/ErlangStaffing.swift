import Statistics

/// Replicas by queueing theory: what a rate of arrivals needs if all waiting requests stand in one line.
///
/// Exact by Erlang's C, or by the square-root rule a + β·√a for large loads. Source: Halfin and Whitt, Heavy-Traffic Limits
/// for Queues with Many Exponential Servers (1981).
public struct ErlangStaffing: Sendable, Hashable {
  /// How servers are counted.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// The fewest for which Erlang's C keeps the promise.
    case erlangC = "erlang-c"
    /// The square-root rule.
    case squareRoot = "square-root"
  }

  /// How servers are counted.
  public var rule: Rule
  /// Requests one server finishes per second.
  public var serviceRate: Double
  /// Servers in one replica.
  public var serversPerReplica: Double
  /// The share of requests that may wait.
  public var waitShare: Double

  /// Makes a rule.
  public init(
    rule: Rule = .erlangC, serviceRate: Double, serversPerReplica: Double = 1, waitShare: Double = 0.2
  ) {
    self.rule = rule
    self.serviceRate = serviceRate
    self.serversPerReplica = serversPerReplica
    self.waitShare = waitShare
  }

  /// The replicas for a rate of arrivals per second; nil where the settings allow none.
  public func replicas(forRate rate: Double) -> Int32? {
    guard rate >= 0, rate.isFinite, serviceRate > 0, serversPerReplica > 0, waitShare > 0, waitShare < 1
    else {
      return nil
    }
    let load = rate / serviceRate
    let servers: Int?
    switch rule {
    case .erlangC: servers = Queueing.servers(forWaitProbability: waitShare, load: load)
    case .squareRoot: servers = Queueing.squareRootServers(forWaitProbability: waitShare, load: load)
    }
    return servers.map { GoConversion.int32((Double($0) / serversPerReplica).rounded(.up)) }
  }
}
