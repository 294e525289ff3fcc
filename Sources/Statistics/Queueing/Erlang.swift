extension Queueing {
  /// Returns the share of arrivals lost when all servers are busy and none may wait (M/M/c/c, Erlang's B).
  ///
  /// `load` is arrival rate × mean service time. The recursion 1/B(c) = 1 + (c/load) / B(c − 1) adds positive
  /// numbers only, so it neither overflows into a wrong value nor cancels. O(servers).
  public static func erlangB(servers: Int, load: Double) -> Double {
    guard servers >= 0, load >= 0 else { return .nan }
    guard load > 0 else { return servers == 0 ? 1 : 0 }
    guard load.isFinite else { return 1 }
    var inverse = 1.0
    var n = 0.0
    let perLoad = 1 / load
    for _ in 0..<servers {
      n += 1
      inverse = 1 + inverse * n * perLoad
      if inverse == .infinity { return 0 }
    }
    return 1 / inverse
  }

  /// Returns the share of arrivals that must wait when all may wait (M/M/c, Erlang's C).
  ///
  /// 1 when the load reaches the number of servers. O(servers).
  public static func erlangC(servers: Int, load: Double) -> Double {
    guard servers >= 0, load >= 0 else { return .nan }
    guard load < Double(servers) else { return 1 }
    return waitingShare(blocked: erlangB(servers: servers, load: load), servers: servers, load: load)
  }

  /// Erlang's C from Erlang's B: B / (1 − ρ (1 − B)).
  static func waitingShare(blocked: Double, servers: Int, load: Double) -> Double {
    blocked / (1 - load / Double(servers) * (1 - blocked))
  }
}
