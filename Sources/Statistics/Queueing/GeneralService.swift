#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Mean waits when service times are not exponential. `serviceSCV` and `arrivalSCV` are squared coefficients
/// of variation (0 constant, 1 exponential). All are exact for M/M/c.
extension Queueing {
  /// Returns the mean wait of M/G/1 in order of arrival, ρ (1 + cs²) / (2 (1 − ρ) μ) (Pollaczek, Khinchine;
  /// exact).
  public static func pollaczekKhinchine(arrivalRate: Double, serviceRate: Double, serviceSCV: Double)
    -> Double
  {
    kingman(arrivalRate: arrivalRate, serviceRate: serviceRate, arrivalSCV: 1, serviceSCV: serviceSCV)
  }

  /// Returns an upper estimate of the mean wait of GI/G/1, (ca² + cs²)/2 · ρ / ((1 − ρ) μ) (Kingman 1961).
  public static func kingman(
    arrivalRate: Double, serviceRate: Double, arrivalSCV: Double, serviceSCV: Double
  ) -> Double {
    guard arrivalRate >= 0, serviceRate > 0, arrivalSCV >= 0, serviceSCV >= 0 else { return .nan }
    guard arrivalRate < serviceRate else { return .infinity }
    let utilization = arrivalRate / serviceRate
    return (arrivalSCV + serviceSCV) / 2 * utilization / ((1 - utilization) * serviceRate)
  }

  /// Returns the mean wait of M/M/c.
  public static func exponentialWait(servers: Int, arrivalRate: Double, serviceRate: Double) -> Double {
    MultiServer(servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate).meanWait
  }

  /// Returns the mean wait of M/D/c, constant service (Cosmetatos 1975).
  ///
  /// Half of M/M/c's, times 1 + (1 − ρ)(c − 1)(√(4 + 5c) − 2) / (16 ρ c). Meant for heavy traffic: the
  /// correction grows beyond bounds as ρ → 0, where both waits vanish.
  public static func cosmetatos(servers: Int, arrivalRate: Double, serviceRate: Double) -> Double {
    constantServiceWait(
      exponential: exponentialWait(servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate),
      servers: servers, utilization: arrivalRate / (Double(servers) * serviceRate))
  }

  /// Cosmetatos' formula on M/M/c's mean wait.
  private static func constantServiceWait(exponential: Double, servers: Int, utilization: Double) -> Double {
    guard exponential > 0, exponential < .infinity else { return exponential }
    let c = Double(servers)
    let correction = (1 - utilization) * (c - 1) * ((4 + 5 * c).squareRoot() - 2) / (16 * utilization * c)
    return exponential / 2 * (1 + correction)
  }

  /// Returns the mean wait of M/G/c, (1 + cs²)/2 of M/M/c's (Lee and Longton 1959).
  public static func leeLongton(
    servers: Int, arrivalRate: Double, serviceRate: Double, serviceSCV: Double
  ) -> Double {
    allenCunneen(
      servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate, arrivalSCV: 1,
      serviceSCV: serviceSCV)
  }

  /// Returns the mean wait of GI/G/c, (ca² + cs²)/2 of M/M/c's (Allen and Cunneen).
  public static func allenCunneen(
    servers: Int, arrivalRate: Double, serviceRate: Double, arrivalSCV: Double, serviceSCV: Double
  ) -> Double {
    guard arrivalSCV >= 0, serviceSCV >= 0 else { return .nan }
    let exponential = exponentialWait(servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate)
    return exponential == .infinity ? .infinity : (arrivalSCV + serviceSCV) / 2 * exponential
  }

  /// Returns the mean wait of M/G/c between M/M/c's and M/D/c's (Kimura 1986), the best of the approximations
  /// here.
  ///
  /// W = (1 + cs²) / (2 cs² / W(M/M/c) + (1 − cs²) / W(M/D/c)), with Cosmetatos' M/D/c.
  public static func kimura(servers: Int, arrivalRate: Double, serviceRate: Double, serviceSCV: Double)
    -> Double
  {
    guard serviceSCV >= 0 else { return .nan }
    let exponential = exponentialWait(servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate)
    guard exponential > 0, exponential < .infinity else { return exponential }
    let constant = constantServiceWait(
      exponential: exponential, servers: servers, utilization: arrivalRate / (Double(servers) * serviceRate))
    return (1 + serviceSCV) / (2 * serviceSCV / exponential + (1 - serviceSCV) / constant)
  }

  /// Returns the mean wait of GI/G/c without Erlang's formula, in O(1) (Sakasegawa 1977).
  ///
  /// (ca² + cs²)/2 · ρ^(√(2(c + 1)) − 1) / (c (1 − ρ) μ).
  public static func sakasegawa(
    servers: Int, arrivalRate: Double, serviceRate: Double, arrivalSCV: Double, serviceSCV: Double
  ) -> Double {
    let c = Double(servers)
    guard servers >= 1, arrivalRate >= 0, serviceRate > 0, arrivalSCV >= 0, serviceSCV >= 0 else {
      return .nan
    }
    let utilization = arrivalRate / (c * serviceRate)
    guard utilization < 1 else { return .infinity }
    let power = pow(utilization, (2 * (c + 1)).squareRoot() - 1)
    return (arrivalSCV + serviceSCV) / 2 * power / (c * (1 - utilization) * serviceRate)
  }

  /// Returns the probability that the wait in GI/G/c exceeds a time, C · exp(−2 (cμ − λ) t / (ca² + cs²)).
  ///
  /// The heavy-traffic form; exact for M/M/c.
  public static func waitTail(
    _ time: Double, servers: Int, arrivalRate: Double, serviceRate: Double, arrivalSCV: Double,
    serviceSCV: Double
  ) -> Double {
    let queue = MultiServer(servers: servers, arrivalRate: arrivalRate, serviceRate: serviceRate)
    guard time >= 0 else { return 1 }
    guard queue.spareRate > 0 else { return queue.waitProbability }
    return queue.waitProbability * exp(-2 * queue.spareRate * time / (arrivalSCV + serviceSCV))
  }
}
