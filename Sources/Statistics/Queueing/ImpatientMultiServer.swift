extension Queueing {
  /// The queue M/M/c+M in equilibrium (Erlang A): who waits gives up after an exponential time.
  ///
  /// An equilibrium exists at any load. Formulas of Palm, as in Mandelbaum and Zeltyn 2007.
  public struct ImpatientMultiServer: Sendable, Hashable {
    /// The number of servers, c.
    public let servers: Int
    /// Arrivals per unit of time, λ.
    public let arrivalRate: Double
    /// What one server finishes per unit of time, μ.
    public let serviceRate: Double
    /// The rate at which one who waits gives up, θ: 1 over the mean patience.
    public let abandonRate: Double
    /// The probability that an arrival must wait.
    public let waitProbability: Double
    /// The probability that an arrival gives up.
    public let abandonProbability: Double

    /// Describes a queue. O(servers + states of the line that matter).
    ///
    /// A mean patience above 10^12 times the mean service time of all servers counts as endless.
    public init(servers: Int, arrivalRate: Double, serviceRate: Double, abandonRate: Double) {
      self.servers = servers
      self.arrivalRate = arrivalRate
      self.serviceRate = serviceRate
      self.abandonRate = abandonRate
      let capacity = Double(servers) * serviceRate
      guard servers >= 1, arrivalRate >= 0, serviceRate > 0, abandonRate >= 0, arrivalRate.isFinite else {
        (waitProbability, abandonProbability) = (.nan, .nan)
        return
      }
      guard arrivalRate > 0 else {
        (waitProbability, abandonProbability) = (0, 0)
        return
      }
      let utilization = arrivalRate / capacity
      guard abandonRate > capacity * 1e-12 else {
        waitProbability = Queueing.erlangC(servers: servers, load: arrivalRate / serviceRate)
        abandonProbability = utilization > 1 ? 1 - 1 / utilization : 0
        return
      }

      // A = 1 + Σ over j of Π λ / (cμ + iθ), i = 1 ... j: all states with a line, relative to that without.
      var line = 1.0
      var term = 1.0
      var rate = capacity
      repeat {
        rate += abandonRate
        term *= arrivalRate / rate
        line += term
      } while term > line * 1e-18 && line < .infinity

      let blocked = Queueing.erlangB(servers: servers, load: arrivalRate / serviceRate)
      waitProbability = blocked / (blocked + (1 - blocked) / line)
      abandonProbability = waitProbability * (1 / (utilization * line) + (1 - 1 / utilization))
    }

    /// The mean number waiting: those who give up, λ · P(give up) per unit of time, over θ.
    public var meanWaiting: Double {
      if abandonRate > Double(servers) * serviceRate * 1e-12 {
        return arrivalRate * abandonProbability / abandonRate
      }
      return MultiServer(servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate).meanWaiting
    }
    /// The mean time in the line of all arrivals, those who give up included.
    public var meanWait: Double { arrivalRate > 0 ? meanWaiting / arrivalRate : 0 }
    /// The share of servers busy.
    public var utilization: Double {
      arrivalRate * (1 - abandonProbability) / (Double(servers) * serviceRate)
    }
  }
}
