extension Queueing {
  /// The queue M/M/c/K in equilibrium: c servers, at most K present, arrivals beyond are lost.
  ///
  /// An equilibrium exists at any load.
  public struct LimitedMultiServer: Sendable, Hashable {
    /// The number of servers, c.
    public let servers: Int
    /// How many may be present, in service or waiting, K ≥ c.
    public let places: Int
    /// Arrivals per unit of time, λ, the lost ones included.
    public let arrivalRate: Double
    /// What one server finishes per unit of time, μ.
    public let serviceRate: Double
    /// The share of arrivals that find all places taken.
    public let lossProbability: Double
    /// The mean number waiting.
    public let meanWaiting: Double

    /// Describes a queue. O(servers + log places).
    ///
    /// Probabilities are summed relative to that of exactly c present, downwards and upwards, in positive
    /// terms only; powers and their sums by doubling, so that neither a load near capacity nor a long line
    /// costs digits.
    public init(servers: Int, places: Int, arrivalRate: Double, serviceRate: Double) {
      self.servers = servers
      self.places = places
      self.arrivalRate = arrivalRate
      self.serviceRate = serviceRate
      guard servers >= 1, places >= servers, arrivalRate >= 0, serviceRate > 0, arrivalRate.isFinite else {
        (lossProbability, meanWaiting) = (.nan, .nan)
        return
      }
      let load = arrivalRate / serviceRate
      guard load > 0 else {
        (lossProbability, meanWaiting) = (0, 0)
        return
      }

      // Fewer than c present: P(n − 1) / P(n) = n / load. Numbers are kept below 10^250 by a common scale.
      var scale = 1.0
      var term = 1.0
      var below = 0.0
      for n in stride(from: servers, to: 0, by: -1) {
        term *= Double(n) / load
        below += term
        if below > 1e250 {
          (term, below, scale) = (term * 1e-250, below * 1e-250, scale * 1e-250)
        }
      }

      // c or more: a geometric sequence, summed from its larger end.
      let ratio = load / Double(servers)
      let line = places - servers
      let waiting: Double
      let from: Double
      let last: Double
      if ratio <= 1 {
        let sums = GeometricSums(ratio: ratio, terms: line + 1)
        (from, waiting, last) = (sums.sum, sums.weighted, sums.lastTerm)
      } else {
        // Relative to all K places taken, then back to c present.
        let sums = GeometricSums(ratio: 1 / ratio, terms: line + 1)
        below *= sums.lastTerm
        (from, waiting, last) = (sums.sum, Double(line) * sums.sum - sums.weighted, 1)
      }
      let total = below + scale * from
      lossProbability = scale * last / total
      meanWaiting = scale * waiting / total
    }

    /// Arrivals per unit of time that are served.
    public var throughput: Double { arrivalRate * (1 - lossProbability) }
    /// The share of servers busy.
    public var utilization: Double { throughput / (Double(servers) * serviceRate) }
    /// The mean number waiting or in service.
    public var meanPresent: Double { meanWaiting + throughput / serviceRate }
    /// The mean wait of those admitted.
    public var meanWait: Double { throughput > 0 ? meanWaiting / throughput : lossProbability }
    /// The mean time from arrival to departure of those admitted.
    public var meanResponse: Double { meanWait + 1 / serviceRate }
  }

  /// The sums Σ r^j and Σ j r^j over 0 ≤ j < n for 0 ≤ r ≤ 1, by doubling: O(log n), positive terms only.
  struct GeometricSums {
    /// Σ r^j.
    var sum = 0.0
    /// Σ j r^j.
    var weighted = 0.0
    /// r^(n − 1).
    var lastTerm = 1.0

    init(ratio: Double, terms: Int) {
      var power = 1.0  // r^(terms so far)
      var count = 0.0
      for bit in stride(from: Int.bitWidth - 1 - terms.leadingZeroBitCount, through: 0, by: -1) {
        weighted += power * (weighted + count * sum)
        sum += power * sum
        power *= power
        count *= 2
        if terms >> bit & 1 == 1 {
          weighted += count * power
          sum += power
          lastTerm = power
          power *= ratio
          count += 1
        } else {
          lastTerm = ratio > 0 ? power / ratio : 0
        }
      }
    }
  }
}
