#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Queueing {
  /// The queue M/M/c in equilibrium: Poisson arrivals, exponential service, c equal servers, one line.
  ///
  /// The best that c servers can do; separate lines per server wait longer.
  public struct MultiServer: Sendable, Hashable {
    /// The number of servers, c.
    public let servers: Int
    /// Arrivals per unit of time, λ.
    public let arrivalRate: Double
    /// What one server finishes per unit of time, μ.
    public let serviceRate: Double
    /// The probability that an arrival must wait (Erlang's C); 1 without equilibrium.
    public let waitProbability: Double

    /// Describes a queue. O(servers).
    public init(servers: Int, arrivalRate: Double, serviceRate: Double) {
      self.init(
        servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate,
        waitProbability: serviceRate > 0
          ? Queueing.erlangC(servers: servers, load: arrivalRate / serviceRate) : .nan)
    }

    /// Describes a queue whose Erlang C is known already.
    init(servers: Int, arrivalRate: Double, serviceRate: Double, waitProbability: Double) {
      self.servers = servers
      self.arrivalRate = arrivalRate
      self.serviceRate = serviceRate
      self.waitProbability = waitProbability
    }

    /// Arrival rate over service rate: the servers that would be busy on average if there were enough.
    public var load: Double { arrivalRate / serviceRate }
    /// The share of capacity in use, ρ; 1 or more without equilibrium.
    public var utilization: Double { load / Double(servers) }
    /// Capacity not used, cμ − λ: the rate at which a line shrinks.
    var spareRate: Double { Double(servers) * serviceRate - arrivalRate }

    /// The mean time before service, C / (cμ − λ).
    public var meanWait: Double {
      guard !waitProbability.isNaN else { return .nan }
      return spareRate > 0 ? waitProbability / spareRate : .infinity
    }
    /// The mean time from arrival to departure.
    public var meanResponse: Double { meanWait + 1 / serviceRate }
    /// The mean number waiting, λ × mean wait.
    public var meanWaiting: Double { arrivalRate == 0 ? 0 : arrivalRate * meanWait }
    /// The mean number waiting or in service.
    public var meanPresent: Double { meanWaiting + load }

    /// Returns the probability that the wait exceeds a time, C · exp(−(cμ − λ) t).
    public func waitTail(_ time: Double) -> Double {
      guard spareRate > 0 else { return waitProbability }
      return time < 0 ? 1 : waitProbability * exp(-spareRate * time)
    }

    /// Returns the wait that a share p of arrivals does not exceed.
    public func waitQuantile(_ p: Double) -> Double {
      guard p >= 0, p <= 1, !waitProbability.isNaN else { return .nan }
      guard 1 - p < waitProbability else { return 0 }
      return spareRate > 0 ? log(waitProbability / (1 - p)) / spareRate : .infinity
    }

    /// Returns the probability that the response time exceeds a time.
    ///
    /// With d = c − 1 − a: e^(−μt) + C/d · (e^(−μt) − e^(−(c−a)μt)), and e^(−μt) (1 + C μt) at d = 0. No
    /// power of a large number appears, so it holds for any size.
    public func responseTail(_ time: Double) -> Double {
      guard !waitProbability.isNaN else { return .nan }
      guard time > 0 else { return 1 }
      guard spareRate > 0 else { return 1 }
      let t = serviceRate * time
      let d = Double(servers) - 1 - load
      let service = exp(-t)
      if abs(d * t) < 1 {
        let slope = d == 0 ? t : -expm1(-d * t) / d
        return service * (1 + waitProbability * slope)
      }
      return service + waitProbability / d * (service - exp(-spareRate * time))
    }

    /// Returns the response time that a share p of arrivals does not exceed.
    public func responseQuantile(_ p: Double) -> Double {
      guard p >= 0, p <= 1, !waitProbability.isNaN else { return .nan }
      guard spareRate > 0, p < 1 else { return .infinity }
      guard p > 0 else { return 0 }
      let tail = 1 - p
      // The response is at least the service time and at most the sum of both quantiles of half the tail.
      let low = -log1p(-p) / serviceRate
      let high = waitQuantile(1 - tail / 2) - log(tail / 2) / serviceRate
      return RootFinding.decreasing(from: low, to: high) { responseTail($0) - tail }
    }
  }
}
