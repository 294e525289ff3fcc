/// Formulas of queueing theory for servers under random arrivals.
///
/// Rates are per unit of time, times in that unit. A queue whose load reaches its capacity has infinite
/// waiting times (no equilibrium); arguments outside a formula's domain give NaN. Nothing traps.
public enum Queueing {
  /// Returns the time a queue takes to forget a disturbance, 1 / (cμ (1 − √ρ)²); infinite from ρ = 1 on.
  ///
  /// A stationary formula describes a varying load only where the load changes slower than this.
  public static func relaxationTime(servers: Int, arrivalRate: Double, serviceRate: Double) -> Double {
    let capacity = Double(servers) * serviceRate
    guard arrivalRate >= 0, capacity > 0 else { return .nan }
    guard arrivalRate < capacity else { return .infinity }
    let distance = 1 - (arrivalRate / capacity).squareRoot()
    return 1 / (capacity * distance * distance)
  }
}
