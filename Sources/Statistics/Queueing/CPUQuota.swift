/// A quota of CPU time per period, as Linux enforces it on a group of threads (CFS bandwidth control).
///
/// Idealized: no burst, no slices; the quota is there at once when a period begins. Times in one unit.
public struct CPUQuota: Sendable, Hashable {
  /// CPU time the group may use in a period, above 0.
  public var quota: Double
  /// The length of a period, above 0.
  public var period: Double

  /// Makes a quota; Linux' period is 100 ms.
  public init(quota: Double, period: Double) {
    self.quota = quota
    self.period = period
  }

  /// Makes the quota of a limit in cores.
  public init(cores: Double, period: Double) { self.init(quota: cores * period, period: period) }

  /// Returns in how many periods threads that start together and need so much CPU time each are stopped.
  ///
  /// ⌈x/q⌉ − 1 for a share q = quota / threads of each thread; 0 if the quota cannot be used up in a period.
  public func throttledPeriods(cpuTime: Double, threads: Int = 1) -> Double {
    let share = quota / Double(max(threads, 1))
    guard share < period, cpuTime > 0 else { return 0 }
    // A need that is a whole number of shares up to rounding does not begin another period.
    return max((cpuTime / share * (1 - 4e-16)).rounded(.up) - 1, 0)
  }

  /// Returns the time from start to end of threads that start together at the beginning of a period.
  ///
  /// Periods in which they are stopped, and what then remains of the CPU time each.
  public func wallTime(cpuTime: Double, threads: Int = 1) -> Double {
    let periods = throttledPeriods(cpuTime: cpuTime, threads: threads)
    guard periods > 0 else { return max(cpuTime, 0) }
    return periods * period + (cpuTime - periods * quota / Double(max(threads, 1)))
  }
}
