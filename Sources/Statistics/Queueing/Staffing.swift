#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How many servers a promise needs.
extension Queueing {
  /// Returns the fewest servers with which at most a share of arrivals waits; nil outside 0 < share <= 1.
  ///
  /// O(answer).
  public static func servers(forWaitProbability share: Double, load: Double) -> Int? {
    guard share > 0 else { return nil }
    return fewestServers(load: load) { _, waiting in waiting <= share }
  }

  /// Returns the fewest servers of M/M/c with which a share p of responses ends within a time.
  ///
  /// Nil when no number suffices, because the service alone takes longer too often. O(answer).
  public static func servers(
    forResponse time: Double, share p: Double, arrivalRate: Double, serviceRate: Double
  ) -> Int? {
    guard time > 0, p >= 0, p < 1, serviceRate > 0, exp(-serviceRate * time) < 1 - p else { return nil }
    return fewestServers(load: arrivalRate / serviceRate) { servers, waiting in
      MultiServer(
        servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate, waitProbability: waiting
      ).responseTail(time) <= 1 - p
    }
  }

  /// Walks Erlang's recursion up to the first number of servers that holds the load and satisfies a
  /// condition.
  private static func fewestServers(load: Double, where enough: (Int, Double) -> Bool) -> Int? {
    guard load >= 0, load < 1e9 else { return nil }
    guard load > 0 else { return 0 }
    var (servers, blocked) = (0, 1.0)
    while true {
      servers += 1
      blocked = load * blocked / (Double(servers) + load * blocked)
      guard Double(servers) > load else { continue }
      if enough(servers, waitingShare(blocked: blocked, servers: servers, load: load)) { return servers }
      if blocked == 0 { return nil }
    }
  }

  /// Returns the limit of the waiting share for n = a + β√a servers as the load a grows, 1 / (1 + β
  /// Φ(β)/φ(β)).
  ///
  /// Halfin and Whitt 1981.
  public static func halfinWhitt(beta: Double) -> Double {
    let density = StandardNormal.density(beta)
    return density / (density + beta * StandardNormal.cdf(beta))
  }

  /// Returns the β > 0 whose waiting share in the limit of large loads is the given one.
  public static func squareRootStaffing(forWaitProbability share: Double) -> Double? {
    guard share > 0, share < 1 else { return nil }
    return RootFinding.decreasing(from: 0, to: 40) { halfinWhitt(beta: $0) - share }
  }

  /// Returns ⌈a + β√a⌉ servers: the square-root rule for a load a and a share of arrivals that may wait.
  public static func squareRootServers(forWaitProbability share: Double, load: Double) -> Int? {
    guard load >= 0, load < 1e15, let beta = squareRootStaffing(forWaitProbability: share) else { return nil }
    return Int((load + beta * load.squareRoot()).rounded(.up))
  }
}
